/**
 * Exact decimals: a value is a bigint together with a scale that the caller names (`scaled = value × 10^scale`). No float
 * ever holds money or a price; text goes in, integers are computed with, text comes out.
 */

/** How a division is rounded; named once per place by plan or law, never chosen ad hoc. `half…` break ties only. */
export type RoundingMode = 'halfUp' | 'halfEven' | 'up' | 'down';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const POWERS = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10^exponent for exponent 0…39. */
export function powerOfTen(exponent: number): bigint {
  const power = POWERS[exponent];
  if (power === undefined) throw new Error(`assertion failed: power of ten out of range: ${exponent}`);
  return power;
}

/**
 * Reads a plain decimal (`12`, `-0.0129`) exactly.
 * @returns value × 10^scale, or null where the text is no decimal or has more non-zero decimals than the scale holds
 */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  if (/[1-9]/.test(fraction.slice(scale))) return null;
  const magnitude = BigInt(whole + kept);
  return sign === '-' ? -magnitude : magnitude;
}

/** Writes value ÷ 10^scale as plain decimal text with at least `minDecimals` and no further trailing zeros. */
export function formatDecimal(value: bigint, scale: number, minDecimals = 0): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  let fraction = digits.slice(digits.length - scale);
  while (fraction.length > minDecimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction.padEnd(minDecimals, '0')}`}`;
}

/**
 * numerator ÷ denominator, rounded once. `up` is away from zero, `down` towards zero; half-way cases of `halfUp` go away
 * from zero, so that a credit is the exact mirror of its charge.
 * @param denominator positive
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator <= 0n) throw new Error('assertion failed: denominator must be positive');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const rest = magnitude % denominator;
  if (rest !== 0n && roundsAway(quotient, rest * 2n, denominator, mode)) quotient += 1n;
  return negative ? -quotient : quotient;
}

function roundsAway(quotient: bigint, doubledRest: bigint, denominator: bigint, mode: RoundingMode): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'halfUp':
      return doubledRest >= denominator;
    case 'halfEven':
      return doubledRest > denominator || (doubledRest === denominator && quotient % 2n === 1n);
  }
}

/** Changes the scale of an exact decimal, rounding once where decimals are lost. */
export function rescale(value: bigint, fromScale: number, toScale: number, mode: RoundingMode): bigint {
  if (toScale >= fromScale) return value * powerOfTen(toScale - fromScale);
  return divideRounded(value, powerOfTen(fromScale - toScale), mode);
}
