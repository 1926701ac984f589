/** Exact amounts: bigints of 10^-9 of a euro until they are rounded to the cent. */

const DECIMALS = 9;
export const NANO = 10n ** BigInt(DECIMALS);

/** '12.5' → 12,500,000,000. */
export function nano(text: string): bigint {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text) ?? fail(text);
  const amount = BigInt(whole) * NANO + BigInt(decimals.padEnd(DECIMALS, '0'));
  return sign === '-' ? -amount : amount;
}

/** Half a unit goes away from nothing. */
export function halfUp(amount: bigint, unit: bigint): bigint {
  const size = amount < 0n ? -amount : amount;
  const rounded = (2n * size + unit) / (2n * unit);
  return amount < 0n ? -rounded : rounded;
}

function fail(text: string): never {
  throw new Error(`assertion failed: not an amount: ${text}`);
}
