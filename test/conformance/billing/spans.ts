/** Sets of days: half-open stretches of local dates, in order, apart from one another. */
import { addDays, earliest, latest, localDateOf, zoneOffsets } from '#base';

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const JERUSALEM = zoneOffsets('Asia/Jerusalem');

/** The day on which an instant lies. */
export function dayOf(instant: string): string {
  return localDateOf(JERUSALEM, Date.parse(instant));
}

/** The first day on which something that ends at an instant is not there any more: a day begun counts. */
export function dayAfter(instant: string): string {
  return addDays(localDateOf(JERUSALEM, Date.parse(instant) - 1), 1);
}

export function spanOf({ from, to }: { readonly from: string; readonly to: string }): DaySpan {
  return { from: dayOf(from), to: dayAfter(to) };
}

/** Joined where they meet; empty ones are left out. */
export function union(spans: readonly DaySpan[]): DaySpan[] {
  const joined: DaySpan[] = [];
  for (const span of spans.filter(({ from, to }) => from < to).toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = joined.at(-1);
    if (last === undefined || last.to < span.from) joined.push(span);
    else joined[joined.length - 1] = { from: last.from, to: latest(last.to, span.to) };
  }
  return joined;
}

export function intersection(a: readonly DaySpan[], b: readonly DaySpan[]): DaySpan[] {
  return union(
    a.flatMap((one) => b.map((other) => ({ from: latest(one.from, other.from), to: earliest(one.to, other.to) }))),
  );
}

export function difference(a: readonly DaySpan[], b: readonly DaySpan[]): DaySpan[] {
  return b.reduce<DaySpan[]>(
    (rest, cut) =>
      union(
        rest.flatMap(({ from, to }) => [
          { from, to: earliest(to, cut.from) },
          { from: latest(from, cut.to), to },
        ]),
      ),
    union(a),
  );
}

/** The time between them. */
export function gaps(spans: readonly DaySpan[]): DaySpan[] {
  const all = union(spans);
  return all.slice(1).map(({ from }, index) => ({ from: all[index]?.to ?? from, to: from }));
}
