import { formatDecimal, parseDecimal, rescale } from '#base';

/** Decimals kept when amounts are compared on a screen: micro-units. */
const SCALE = 6;

/** a − b, exact, as decimal text with at least two decimals. */
export function minus(a: string, b: string): string {
  return formatDecimal((parseDecimal(a, SCALE) ?? 0n) - (parseDecimal(b, SCALE) ?? 0n), SCALE, 2);
}

/** Decimals any amount or price of ours has at most. */
const MOST_DECIMALS = 12;

/** Decimal text rounded half up for reading, with exactly these decimals; other text as it came. */
export function rounded(value: string, decimals: number): string {
  const exact = parseDecimal(value, MOST_DECIMALS);
  return exact === null ? value : formatDecimal(rescale(exact, MOST_DECIMALS, decimals, 'halfUp'), decimals, decimals);
}

/** Change in percent, with one decimal; null where there was nothing before. */
export function percentChange(now: string, before: string): number | null {
  const base = parseDecimal(before, SCALE) ?? 0n;
  if (base === 0n) return null;
  const change = (parseDecimal(now, SCALE) ?? 0n) - base;
  return Number((change * 1000n) / (base < 0n ? -base : base)) / 10;
}
