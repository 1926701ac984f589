/** Several values of one field in a record as one: what a field's `many` says. */
import { formatDecimal, parseDecimal } from '#base';

export const MANY = ['first', 'last', 'sum', 'count', 'join'] as const;
export type Many = (typeof MANY)[number];

/** Decimals kept of a sum; more than any amount or duration is written with. */
const SCALE = 12;

/** @returns '' for no values (`count`: '0'); a sum with anything that is no decimal number is `NaN`, which no value reader takes */
export function oneOf(texts: readonly string[], many: Many): string {
  if (many === 'count') return String(texts.length);
  if (texts.length < 2) return texts[0] ?? '';
  if (many === 'first') return texts[0]!;
  if (many === 'last') return texts.at(-1)!;
  return many === 'join' ? texts.join(' ') : sumOf(texts);
}

function sumOf(texts: readonly string[]): string {
  let sum = 0n;
  for (const text of texts) {
    const value = /^[+-]?\d{1,30}(\.\d{1,12})?$/.test(text) ? parseDecimal(text.replace('+', ''), SCALE) : null;
    if (value === null) return 'NaN';
    sum += value;
  }
  return formatDecimal(sum, SCALE);
}
