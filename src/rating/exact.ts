import type { EventRounding, Price } from '#catalog';
import { STATUS } from '#usage';
import { ALL_LEFT, type Left, MICRO_BELOW, partsOf, roundedCharge } from './chargeParts.ts';
import { fraction } from './fraction.ts';
import { type Billed, billUsage, countedUsage, type NoPrice } from './slices.ts';

/** An event with its prices found, as the compiled rater hands over what its doubles cannot do. */
export interface ExactEvent {
  /** By number of the band. */
  readonly prices: readonly (Price | undefined)[];
  readonly startBand: number;
  readonly bandAfter: ((seconds: number) => number) | null;
  readonly attempt: boolean;
  /** Units as the price counts them. */
  readonly used: number;
  readonly costMicro: bigint | null;
  readonly discountPpm: number;
  readonly rounding: EventRounding;
}

/** What allowances say once the units are known. */
export interface ExactCover {
  readonly units: number;
  readonly exact: boolean;
  readonly afresh: boolean;
  readonly waivesFee: boolean;
}

export interface ExactCharge {
  readonly status: number;
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly chargeMicro: number;
  readonly serviceFeeMicro: number;
}

const NOTHING: Billed = { slices: [], flatNano: 0, units: 0 };

function ended(status: number): ExactCharge {
  return { status, billedUnits: 0, coveredUnits: 0, chargeMicro: 0, serviceFeeMicro: 0 };
}

/** The steps of the reference rater from the usage on, without telling them. */
export function chargeExactly(
  event: ExactEvent,
  cover: (usageUnits: number, billedUnits: number) => ExactCover | null,
): ExactCharge {
  const price = event.prices[event.startBand]!;
  const { terms } = price;
  if (event.attempt) return chargeAttempt(event, terms?.attemptFeeNano ?? 0);
  if (event.used <= 0) return ended(STATUS.notBillable);
  const usage = countedUsage(event.used, terms);
  if (usage === null) return ended(STATUS.free);
  const whole = usage === 0 ? NOTHING : billUsage(event, usage);
  if ('noPriceInBand' in whole) return ended(STATUS.unpriced);
  const covered = usage === 0 ? null : cover(usage, whole.units);
  const rest = covered === null ? { billed: whole, left: ALL_LEFT, before: 0 } : restOf(event, whole, usage, covered);
  if (rest === null || (terms?.costPlus && event.costMicro === null)) return ended(STATUS.unpriced);
  const { billed, left, before } = rest;
  const parts = partsOf(price, billed, left, whole.units, event.costMicro ?? 0n);
  const { micro, serviceFeeMicro } = roundedCharge(parts, terms, event.discountPpm, event.rounding);
  if (micro >= MICRO_BELOW) return ended(STATUS.unpriced);
  return {
    status: STATUS.rated,
    billedUnits: before + billed.units,
    coveredUnits: covered?.units ?? 0,
    chargeMicro: Number(micro),
    serviceFeeMicro: Number(serviceFeeMicro),
  };
}

/** What is left to bill where allowances cover part; null = the rest falls into a band without a price. */
function restOf(event: ExactEvent, whole: Billed, usage: number, { units, exact, afresh, waivesFee }: ExactCover) {
  if (!exact) {
    const rest = whole.units - units;
    const left: Left = { paidUnits: units, none: rest === 0, waivesFee, share: fraction(rest, whole.units) };
    return { billed: whole, left, before: 0 };
  }
  const rest = usage - units;
  const left: Left = { paidUnits: 0, none: rest === 0, waivesFee, share: fraction(rest, usage) };
  if (rest === 0) return { billed: NOTHING, left, before: units };
  const { bandAfter } = event;
  const shifted = bandAfter === null ? null : (seconds: number) => bandAfter(units + seconds);
  const billed: Billed | NoPrice = afresh
    ? billUsage({ ...event, bandAfter: shifted }, rest)
    : billUsage(event, usage, units);
  return 'noPriceInBand' in billed ? null : { billed, left, before: units };
}

function chargeAttempt({ discountPpm, rounding, prices, startBand }: ExactEvent, feeNano: number): ExactCharge {
  if (feeNano === 0) return ended(STATUS.notBillable);
  const fee = fraction(feeNano);
  const parts = { usage: fraction(0), connection: fee, service: fraction(0), total: fee };
  const { micro } = roundedCharge(parts, prices[startBand]!.terms, discountPpm, rounding);
  return { ...ended(STATUS.rated), chargeMicro: Number(micro) };
}
