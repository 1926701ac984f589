import { assert, divideRounded, MICRO_DECIMALS, type RoundingMode } from '#base';
import { type EventRounding, PRICE_DECIMALS } from '#catalog';

/** Below it, sums, products and quotients of the double path are exact with room to spare. */
const EXACT_BELOW = 2 ** 52;
/** Nano-prices are kept in two halves, so that no product of price and seconds leaves the exact doubles. */
export const HALF_NANO = 1_000_000;

const MODES: readonly RoundingMode[] = ['halfUp', 'halfEven', 'up', 'down'];
const HALF_UP = 0;
const HALF_EVEN = 1;
const UP = 2;

/** A rounding as numbers: a charge is `numerator ÷ (per × divisor)` rounded by `mode`, times `scale` micro-units. */
export interface CompiledRounding {
  /** Place in halfUp, halfEven, up, down. */
  readonly mode: number;
  readonly divisor: number;
  readonly scale: number;
}

/**
 * Charges come as numerators: nano-units × per, so that a price per so many units times units needs no division. The one division takes `per` and
 * the decimals that the plan drops.
 */
export function compileRounding(rounding: EventRounding): CompiledRounding {
  assert(rounding.decimals >= 0 && rounding.decimals <= MICRO_DECIMALS, 'decimals of a rounding are 0…6');
  return {
    mode: MODES.indexOf(rounding.mode),
    divisor: 10 ** (PRICE_DECIMALS - rounding.decimals),
    scale: 10 ** (MICRO_DECIMALS - rounding.decimals),
  };
}

/** Whether `roundedMicro` may be asked: the division's divisor is an exact double. */
export function isExact({ divisor }: CompiledRounding, per: number): boolean {
  return per * divisor < EXACT_BELOW;
}

/**
 * Micro-units of a numerator given in halves (`high × 10^6 + low`, both exact non-negative integers below 2^53), rounded once.
 * Exact: by doubles where all intermediate values are, else by bigint.
 */
export function roundedMicro(high: number, low: number, per: number, rounding: CompiledRounding): number {
  const { scale, mode } = rounding;
  const divisor = per * rounding.divisor;
  const numerator = high * HALF_NANO + low;
  if (numerator >= EXACT_BELOW) return roundedMicroExact(high, low, divisor, rounding);
  let quotient = Math.floor(numerator / divisor);
  let rest = numerator - quotient * divisor;
  if (rest < 0) {
    quotient--;
    rest += divisor;
  }
  if (mode === HALF_UP) {
    if (rest * 2 >= divisor) quotient++;
  } else if (mode === HALF_EVEN) {
    if (rest * 2 > divisor || (rest * 2 === divisor && quotient % 2 === 1)) quotient++;
  } else if (mode === UP && rest > 0) quotient++;
  return quotient * scale;
}

function roundedMicroExact(high: number, low: number, divisor: number, { scale, mode }: CompiledRounding): number {
  const numerator = BigInt(high) * BigInt(HALF_NANO) + BigInt(low);
  return Number(divideRounded(numerator, BigInt(divisor), MODES[mode]!) * BigInt(scale));
}
