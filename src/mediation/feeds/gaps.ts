/** What is missing, seen from what came: silences that last too long, numbers of files that were skipped. */

export interface Gap {
  readonly kind: 'away' | 'dropped' | 'cutOff' | 'silent' | 'missing';
  readonly fromMs: number;
  /** Null: it lasts. */
  readonly toMs: number | null;
  readonly count: number;
}

/** A file as it came. */
export interface Arrival {
  readonly name: string;
  readonly atMs: number;
}

/** Longer than this a file's number is not looked for: the count began anew. */
const MOST_MISSING = 1_000;

/** Silences longer than expected since an instant; the last one may last still. Arrivals in order of time. */
export function silences(arrivals: readonly Arrival[], sinceMs: number, nowMs: number, expectEveryS: number): Gap[] {
  const longest = expectEveryS * 1_000;
  const gaps: Gap[] = [];
  let before = sinceMs;
  for (const { atMs } of arrivals) {
    if (atMs - before > longest) gaps.push({ kind: 'silent', fromMs: before, toMs: atMs, count: 0 });
    before = Math.max(before, atMs);
  }
  if (nowMs - before > longest) gaps.push({ kind: 'silent', fromMs: before, toMs: null, count: 0 });
  return gaps;
}

/**
 * Numbers that are missing between the least and the greatest that came, whatever their order; a leap of more than a thousand is a
 * count that began anew. `fromMs` and `toMs` are when the neighbours came.
 */
export function missingNumbers(arrivals: readonly Arrival[], pattern: RegExp): Gap[] {
  const came = new Map<number, number>();
  for (const { name, atMs } of arrivals) {
    const number = Number(pattern.exec(name)?.[1] ?? Number.NaN);
    if (Number.isSafeInteger(number) && !came.has(number)) came.set(number, atMs);
  }
  const numbers = [...came.keys()].sort((a, b) => a - b);
  const gaps: Gap[] = [];
  for (const [index, number] of numbers.entries()) {
    const before = numbers[index - 1];
    if (before === undefined || number === before + 1 || number - before > MOST_MISSING) continue;
    const times = [came.get(before)!, came.get(number)!];
    gaps.push({ kind: 'missing', fromMs: Math.min(...times), toMs: Math.max(...times), count: number - before - 1 });
  }
  return gaps;
}
