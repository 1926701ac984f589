import { divideRounded, MICRO_DECIMALS, powerOfTen } from '#base';
import { type EventRounding, PRICE_DECIMALS, type Price, type PriceTerms } from '#catalog';
import { add, type Fraction, fraction, larger, multiply, smaller, subtract, ZERO } from './fraction.ts';
import { amountOf, type Billed, withinLimits, withoutFirst } from './slices.ts';

/** Amounts at or above it no double holds exactly; such a charge is refused, not stored wrong. */
export const MICRO_BELOW = 2n ** 53n;

/** What is left to charge of an event after its allowances. */
export interface Left {
  /** Of the slices billed, the first so many units are paid already. */
  readonly paidUnits: number;
  /** Nothing at all is left. */
  readonly none: boolean;
  /** Then the connection fee falls away too. */
  readonly waivesFee: boolean;
  /** Part of the event that is left, for prices from cost. */
  readonly share: Fraction;
}

export const ALL_LEFT: Left = { paidUnits: 0, none: false, waivesFee: false, share: fraction(1) };

/** Parts of a charge before discounts and rounding, nano-units. */
export interface Parts {
  readonly usage: Fraction;
  readonly connection: Fraction;
  readonly service: Fraction;
  /** All of it, within minimum charge and cap. */
  readonly total: Fraction;
}

/** A charge rounded once. The service fee is the premium number owner's part of it. */
export interface Rounded {
  readonly exact: Fraction;
  readonly micro: bigint;
  readonly serviceFeeMicro: bigint;
}

const MILLION = 1_000_000;
const SECONDS_PER_MINUTE = 60;

/**
 * Usage, fees and limits of an event (rating.md 2.7 and 2.8).
 * @param price of the start's band: fees and terms are its
 * @param allUnits billed units of the whole event, whatever allowances cover: the service fee knows no allowances
 * @param costMicro what the event cost us, for prices from cost
 */
export function partsOf(price: Price, billed: Billed, left: Left, allUnits: number, costMicro: bigint): Parts {
  const { terms, connectionFeeNano } = price;
  const usage = left.none
    ? ZERO
    : terms !== null && terms.costPlus !== null
      ? multiply(fromCost(terms.costPlus, costMicro), left.share)
      : add(amountOf(withoutFirst(billed.slices, left.paidUnits)), fraction(billed.flatNano));
  const connection = fraction(left.none && left.waivesFee ? 0 : connectionFeeNano);
  const service = serviceFee(terms, allUnits);
  const sum = add(add(usage, connection), service);
  return { usage, connection, service, total: terms === null || left.none ? sum : withinLimits(sum, terms) };
}

function fromCost({ markupPpm, floorNano, capNano }: NonNullable<PriceTerms['costPlus']>, costMicro: bigint): Fraction {
  const nano = fraction(costMicro * powerOfTen(PRICE_DECIMALS - MICRO_DECIMALS) * BigInt(MILLION + markupPpm), MILLION);
  const raised = larger(nano, fraction(floorNano));
  return capNano === null ? raised : smaller(raised, fraction(capNano));
}

function serviceFee(terms: PriceTerms | null, units: number): Fraction {
  if (terms === null || terms.serviceFee === null) return ZERO;
  const { perEventNano, perMinuteNano } = terms.serviceFee;
  return add(fraction(perEventNano), fraction(BigInt(units) * BigInt(perMinuteNano), SECONDS_PER_MINUTE));
}

/**
 * Discounts of the price and of the contract (rating.md 2.10), which leave the premium number owner's part alone, and the one rounding (2.12).
 * @param contractPpm millionths that the contract takes off
 */
export function roundedCharge(
  parts: Parts,
  terms: PriceTerms | null,
  contractPpm: number,
  rounding: EventRounding,
): Rounded {
  const service = smaller(parts.service, parts.total);
  let ours = subtract(parts.total, service);
  if (terms !== null && terms.discountPpm > 0) ours = multiply(ours, fraction(MILLION - terms.discountPpm, MILLION));
  if (terms !== null && terms.discountNano > 0) ours = larger(subtract(ours, fraction(terms.discountNano)), ZERO);
  if (contractPpm > 0) ours = multiply(ours, fraction(MILLION - contractPpm, MILLION));
  const exact = add(ours, service);
  return { exact, micro: round(exact, rounding), serviceFeeMicro: round(service, rounding) };
}

function round({ numerator, denominator }: Fraction, { mode, decimals }: EventRounding): bigint {
  const divisor = denominator * powerOfTen(PRICE_DECIMALS - decimals);
  return divideRounded(numerator, divisor, mode) * powerOfTen(MICRO_DECIMALS - decimals);
}
