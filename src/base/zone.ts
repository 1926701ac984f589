/**
 * IANA zones as flat tables of UTC offsets, so that converting millions of timestamps costs a short binary search and no
 * allocation (Temporal and Intl are 80 times slower per conversion).
 */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Years covered; outside, the first or last offset is used. */
const FIRST_YEAR = 1995;
const LAST_YEAR = 2060;

/** UTC offsets of one zone: `offsetsMs[i]` holds from `fromMs[i]` (inclusive) to `fromMs[i + 1]`. */
export interface ZoneOffsets {
  readonly zone: string;
  readonly fromMs: Float64Array;
  readonly offsetsMs: Int32Array;
}

/** Which of two instants a local time means that the clock shows twice in autumn. */
export type Fold = 'earlier' | 'later';

const CACHE = new Map<string, ZoneOffsets>();

/** Whether the runtime knows the zone. */
export function isZone(zone: string): boolean {
  try {
    zoneOffsets(zone);
    return true;
  } catch {
    return false;
  }
}

/** The offset table of a zone, built once from the runtime's tz data. Throws RangeError where the zone is unknown. */
export function zoneOffsets(zone: string): ZoneOffsets {
  const known = CACHE.get(zone);
  if (known !== undefined) return known;
  const fromMs = [Number.NEGATIVE_INFINITY];
  let at = Temporal.Instant.fromEpochMilliseconds(Date.UTC(FIRST_YEAR, 0, 1)).toZonedDateTimeISO(zone);
  const offsetsMs = [at.offsetNanoseconds / 1e6];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= Date.UTC(LAST_YEAR, 0, 1)) break;
    fromMs.push(next.epochMilliseconds);
    offsetsMs.push(next.offsetNanoseconds / 1e6);
    at = next;
  }
  const table = { zone, fromMs: Float64Array.from(fromMs), offsetsMs: Int32Array.from(offsetsMs) };
  CACHE.set(zone, table);
  return table;
}

/** UTC offset in force at an instant, in ms (positive east of Greenwich). Allocates nothing. */
export function offsetAt(offsets: ZoneOffsets, utcMs: number): number {
  const { fromMs, offsetsMs } = offsets;
  let low = 0;
  let high = fromMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fromMs[middle]! <= utcMs) low = middle;
    else high = middle - 1;
  }
  return offsetsMs[low]!;
}

/** What the clock on the wall shows at an instant, as if it were UTC (`new Date(result)` in UTC reads as local time). */
export function utcToLocalMs(offsets: ZoneOffsets, utcMs: number): number {
  return utcMs + offsetAt(offsets, utcMs);
}

/**
 * The instant at which the wall clock shows a local time (given as if it were UTC). A time shown twice is decided by
 * `fold`; a time skipped in spring is read with the offset before the change, so 02:30 becomes 03:30. Allocates nothing.
 */
export function localMsToUtcMs(offsets: ZoneOffsets, localMs: number, fold: Fold = 'earlier'): number {
  const before = offsetAt(offsets, localMs - DAY_MS);
  const after = offsetAt(offsets, localMs + DAY_MS);
  if (before === after) return localMs - before;
  const withBefore = localMs - before;
  const withAfter = localMs - after;
  const beforeHolds = offsetAt(offsets, withBefore) === before;
  const afterHolds = offsetAt(offsets, withAfter) === after;
  if (beforeHolds && afterHolds)
    return fold === 'earlier' ? Math.min(withBefore, withAfter) : Math.max(withBefore, withAfter);
  return afterHolds ? withAfter : withBefore;
}

/** `localMsToUtcMs` for a time given in its parts (month 1–12). */
export function localToUtcMs(
  offsets: ZoneOffsets,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fold: Fold = 'earlier',
): number {
  return localMsToUtcMs(offsets, Date.UTC(year, month - 1, day, hour, minute, second), fold);
}

/** Whether the wall clock shows this local time twice (autumn). */
export function isAmbiguous(offsets: ZoneOffsets, localMs: number): boolean {
  return localMsToUtcMs(offsets, localMs, 'earlier') !== localMsToUtcMs(offsets, localMs, 'later');
}

/** Local date (`YYYY-MM-DD`) of an instant. */
export function localDateOf(offsets: ZoneOffsets, utcMs: number): string {
  return new Date(utcToLocalMs(offsets, utcMs)).toISOString().slice(0, 10);
}

/** The instant a local date begins in a zone. */
export function startOfDayMs(offsets: ZoneOffsets, date: string): number {
  return localMsToUtcMs(offsets, Date.parse(`${date}T00:00:00Z`));
}

/** Offset as ISO text, e.g. `+02:00`. */
export function offsetText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
