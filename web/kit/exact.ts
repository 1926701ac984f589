import { formatDecimal, parseDecimal } from '#base';

/** Decimals kept when amounts are compared on a screen: micro-units. */
const SCALE = 6;

/** a − b, exact, as decimal text with at least two decimals. */
export function minus(a: string, b: string): string {
  return formatDecimal((parseDecimal(a, SCALE) ?? 0n) - (parseDecimal(b, SCALE) ?? 0n), SCALE, 2);
}

/** Change in percent, rounded to whole percents; null where there was nothing before. */
export function percentChange(now: string, before: string): number | null {
  const base = parseDecimal(before, SCALE) ?? 0n;
  if (base === 0n) return null;
  const change = (parseDecimal(now, SCALE) ?? 0n) - base;
  return Number((change * 1000n) / (base < 0n ? -base : base)) / 10;
}
