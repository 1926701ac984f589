import { assert, type FindingParams, formatDecimal, formatMicro } from '#base';
import { type EventRounding, formatPrice, type Price, type PriceBook, versionAt } from '#catalog';
import { STATUS, type UsageRecord } from '#usage';
import { plainBands } from './band.ts';
import { ALL_LEFT, type Left, MICRO_BELOW, type Parts, partsOf, roundedCharge } from './chargeParts.ts';
import type { Circumstances } from './circumstances.ts';
import type { Cover, Coverable } from './cover.ts';
import { type ExplanationLine, exactText, type LegSide } from './explanation.ts';
import { type Found, findPrice } from './find.ts';
import { add, compare, type Fraction, fraction, ZERO } from './fraction.ts';
import type { DurationRounding } from './input.ts';
import { foundBy, incrementsText, incrementText, perParams, toldSlices } from './quantityWords.ts';
import { amountOf, type Billed, billUsage, countedUsage, withoutFirst } from './slices.ts';

/**
 * The reference rater: rating.md 2 step by step, in exact fractions, without a thought for speed. It words nothing: each step leaves a
 * line of the derivation as data.
 */

/** What one leg of a record is rated by. */
export interface Tariff {
  readonly book: PriceBook;
  /** Price lists in the order they are asked. */
  readonly layers: readonly number[];
  readonly rounding: EventRounding;
  /** Millionths that the contract takes off. */
  readonly discountPpm: number;
  /** Use this very version instead of searching: to derive a stored charge anew. */
  readonly pinned?: { readonly listId: number; readonly version: number } | undefined;
}

/** What came out of a leg. */
export interface LegCharge {
  readonly status: number;
  readonly priceListId: number;
  readonly priceVersion: number;
  readonly destinationId: number;
  readonly band: number;
  /** Covered ones included. */
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly micro: bigint;
  readonly serviceFeeMicro: bigint;
  readonly lines: readonly ExplanationLine[];
}

/** What the legs of a record share. */
export interface LegInput {
  readonly side: LegSide;
  readonly record: Readonly<UsageRecord>;
  readonly circumstances: Circumstances;
  readonly durationRounding: DurationRounding;
  readonly tariff: Tariff;
  /** What the event cost us, for prices from cost; null = not known. */
  readonly costMicro: bigint | null;
  readonly cover: ((coverable: Coverable) => Cover) | null;
}

/** A leg while its steps are taken. */
interface Leg extends LegInput {
  readonly lines: ExplanationLine[];
  found: Found | null;
  band: number;
  usage: number;
  billed: Billed;
  /** Billed units of the whole event, as if no allowance covered anything. */
  allUnits: number;
  /** Units that allowances cover before the billed ones begin, and all that they cover. */
  before: number;
  covered: number;
  left: Left;
  parts: Parts;
  micro: bigint;
  serviceFeeMicro: bigint;
}

/** The status that a step decides, which ends the derivation; null = go on. */
type Decision = number | null;

/** The steps of a leg, in order. */
export const STEPS: readonly { readonly name: string; readonly take: (leg: Leg) => Decision }[] = [
  { name: 'billable', take: billable },
  { name: 'price', take: price },
  { name: 'band', take: band },
  { name: 'attempt', take: attempt },
  { name: 'usage', take: usage },
  { name: 'increments', take: increments },
  { name: 'allowances', take: allowances },
  { name: 'fees', take: fees },
  { name: 'rounding', take: rounding },
];

const NOTHING: Billed = { slices: [], flatNano: 0, units: 0 };

/** Rates one leg of a record. */
export function charge(input: LegInput): LegCharge {
  const leg: Leg = {
    ...input,
    lines: [],
    found: null,
    band: 0,
    usage: 0,
    billed: NOTHING,
    allUnits: 0,
    before: 0,
    covered: 0,
    left: ALL_LEFT,
    parts: { usage: ZERO, connection: ZERO, service: ZERO, total: ZERO },
    micro: 0n,
    serviceFeeMicro: 0n,
  };
  let decided: Decision = null;
  for (const step of STEPS) {
    decided = step.take(leg);
    if (decided !== null) break;
  }
  const status = decided ?? STATUS.rated;
  const found = status === STATUS.unpriced || status === STATUS.notBillable ? null : leg.found;
  const rated = status === STATUS.rated;
  return {
    status,
    priceListId: found?.list.id ?? 0,
    priceVersion: found?.version.version ?? 0,
    destinationId: found?.destination?.id ?? 0,
    band: found === null ? 0 : leg.band,
    billedUnits: rated ? leg.before + leg.billed.units : 0,
    coveredUnits: rated ? leg.covered : 0,
    micro: rated ? leg.micro : 0n,
    serviceFeeMicro: rated ? leg.serviceFeeMicro : 0n,
    lines: leg.lines,
  };
}

/** Adds a line to the derivation and goes on. */
function tell(leg: Leg, step: string, code: string, params: FindingParams = {}): null {
  leg.lines.push({ leg: leg.side, step, code, params });
  return null;
}

/** Adds a line to the derivation that ends it. */
function decide(leg: Leg, status: number, step: string, code: string, params: FindingParams = {}): number {
  tell(leg, step, code, params);
  return status;
}

/** 1. Is there anything to charge? */
function billable(leg: Leg): Decision {
  const { decided, code } = leg.circumstances;
  return decided === null ? tell(leg, 'billable', code) : decide(leg, decided, 'billable', code);
}

/** 3 and 4. The price in the first layer that has one, version in force at the start. */
function price(leg: Leg): Decision {
  const { circumstances, tariff } = leg;
  assert(circumstances.decided === null, 'a price is looked for when the step before left it open');
  const { sought } = circumstances;
  const { book, pinned } = tariff;
  for (const listId of pinned === undefined ? tariff.layers : [pinned.listId]) {
    const list = book.lists.find((one) => one.id === listId);
    assert(list !== undefined, `price list ${listId}`);
    const version =
      pinned === undefined
        ? versionAt(list.versions, leg.record.startMs)
        : list.versions.find((one) => one.version === pinned.version);
    if (version === undefined) {
      tell(leg, 'price', 'rating.price.noVersion', { list: list.code });
      continue;
    }
    leg.found = findPrice(book, list, version, sought);
    if (leg.found === null) {
      tell(leg, 'price', 'rating.price.noPrefix', { list: list.code, version: version.version });
      continue;
    }
    const { destination, target } = leg.found;
    const { by, name } = foundBy(target);
    return tell(leg, 'price', `rating.price.by.${by}`, {
      list: list.code,
      version: version.version,
      target: name,
      destination: destination?.code ?? '–',
    });
  }
  if (circumstances.attempt) return decide(leg, STATUS.notBillable, 'price', 'rating.billable.unanswered');
  if (circumstances.freeWithoutPrice) return decide(leg, STATUS.free, 'price', 'rating.price.freeAbroad');
  if (sought.digits === '') {
    const { bText } = leg.record;
    return decide(leg, STATUS.unpriced, 'price', 'rating.price.noNumber', { called: bText ?? '' });
  }
  return decide(leg, STATUS.unpriced, 'price', 'rating.price.none');
}

/** 5. The time band of the start. */
function band(leg: Leg): Decision {
  const { calendar, prices, list, destination, target } = leg.found!;
  leg.band = plainBands(calendar)(leg.record.startMs);
  const name = calendar.bands[leg.band]!;
  if (prices[leg.band] === undefined) {
    if (isAttemptLeg(leg)) return decide(leg, STATUS.notBillable, 'band', 'rating.billable.unanswered');
    return decide(leg, STATUS.unpriced, 'band', 'rating.band.noPrice', { prefix: target, band: name });
  }
  if (destination?.class === 'emergency') {
    if (isAttemptLeg(leg)) return decide(leg, STATUS.notBillable, 'band', 'rating.billable.unanswered');
    return decide(leg, STATUS.free, 'band', 'rating.band.emergency');
  }
  if (calendar.bands.length === 1) return null;
  const changes = list.bandChange === 'split' ? 'rating.band.split' : 'rating.band.atStart';
  return tell(leg, 'band', changes, { band: name, zone: calendar.zone });
}

function isAttemptLeg({ circumstances }: Leg): boolean {
  return circumstances.decided === null && circumstances.attempt;
}

function priceAtStart(leg: Leg): Price {
  return leg.found!.prices[leg.band]!;
}

/** Not answered: an attempt fee, or nothing. */
function attempt(leg: Leg): Decision {
  if (!isAttemptLeg(leg)) return null;
  const fee = priceAtStart(leg).terms?.attemptFeeNano ?? 0;
  if (fee === 0) return decide(leg, STATUS.notBillable, 'attempt', 'rating.billable.unanswered');
  tell(leg, 'attempt', 'rating.fees.attempt', { fee: formatPrice(fee), currency: leg.found!.list.currency });
  leg.parts = { ...leg.parts, connection: fraction(fee), total: fraction(fee) };
  return rounding(leg) ?? STATUS.rated;
}

/** 6. What is counted: seconds by the source's rule, bytes, or pieces; grace, free units and minimum. */
function usage(leg: Leg): Decision {
  const { record, durationRounding } = leg;
  const { unit, terms } = priceAtStart(leg);
  const used = unitsUsed(record, unit, durationRounding);
  if (unit === 'second') {
    tell(leg, 'usage', `rating.duration.${durationRounding}`, { durationMs: record.durationMs, seconds: used });
  } else tell(leg, 'usage', `rating.usage.${unit}`, { units: used });
  if (used <= 0) return decide(leg, STATUS.notBillable, 'usage', 'rating.usage.nothing');
  const counted = countedUsage(used, terms);
  if (counted === null) {
    return decide(leg, STATUS.free, 'usage', 'rating.usage.grace', { units: used, grace: terms!.graceUnits });
  }
  if (counted !== used) {
    tell(leg, 'usage', 'rating.usage.counted', {
      units: counted,
      free: terms!.freeUnits,
      minimum: terms!.minimumUnits,
    });
  }
  leg.usage = counted;
  return null;
}

/** Units of a record as a price counts them. */
export function unitsUsed(
  { durationMs, volume }: Readonly<UsageRecord>,
  unit: Price['unit'],
  durationRounding: DurationRounding,
): number {
  if (unit === 'byte') return volume;
  if (unit === 'piece') return volume > 0 ? volume : 1;
  if (durationRounding === 'floor') return Math.floor(durationMs / 1000);
  if (durationRounding === 'half') return Math.floor((durationMs + 500) / 1000);
  return Math.ceil(durationMs / 1000);
}

/** 7. Increment by increment until the usage is covered. */
function increments(leg: Leg): Decision {
  if (leg.usage === 0) return null;
  const decided = bill(leg, leg.usage, 0, 0);
  leg.allUnits = leg.billed.units;
  return decided;
}

/**
 * Bills usage from one unit on.
 * @param shift units of the event before its first unit here, for the time bands
 */
function bill(leg: Leg, usageUnits: number, from: number, shift: number): Decision {
  const { calendar, prices, list, target } = leg.found!;
  const bandAtMs = plainBands(calendar);
  const cuts = list.bandChange === 'split' && calendar.bands.length > 1 && priceAtStart(leg).unit === 'second';
  const bandAfter = cuts ? (seconds: number) => bandAtMs(leg.record.startMs + (shift + seconds) * 1000) : null;
  const billed = billUsage({ prices, startBand: leg.band, bandAfter }, usageUnits, from);
  if ('noPriceInBand' in billed) {
    const name = calendar.bands[billed.noPriceInBand]!;
    return decide(leg, STATUS.unpriced, 'increments', 'rating.band.noPrice', { prefix: target, band: name });
  }
  leg.billed = billed;
  return null;
}

/** 9. Allowances, before the amounts: what they cover is not charged. */
function allowances(leg: Leg): Decision {
  if (leg.cover === null || leg.usage === 0) return null;
  const covered = leg.cover({
    price: priceAtStart(leg),
    destinationId: leg.found!.destination?.id ?? 0,
    bandName: leg.found!.calendar.bands[leg.band]!,
    usageUnits: leg.usage,
    billedUnits: leg.billed.units,
  });
  for (const line of covered.lines) leg.lines.push({ ...line, leg: leg.side });
  const { usageUnits, afresh, billedUnits, waivesFee } = covered;
  if (usageUnits + billedUnits === 0) return null;
  leg.covered = usageUnits + billedUnits;
  if (usageUnits === 0) {
    const rest = leg.allUnits - billedUnits;
    leg.left = { paidUnits: billedUnits, none: rest === 0, waivesFee, share: fraction(rest, leg.allUnits) };
    return null;
  }
  const rest = leg.usage - usageUnits;
  leg.before = usageUnits;
  leg.left = { paidUnits: 0, none: rest === 0, waivesFee, share: fraction(rest, leg.usage) };
  if (rest === 0) {
    leg.billed = NOTHING;
    return null;
  }
  return afresh ? bill(leg, rest, 0, usageUnits) : bill(leg, leg.usage, usageUnits, 0);
}

/** 8. Amounts of the slices left, connection fee, service fee, minimum charge and cap. */
function fees(leg: Leg): Decision {
  const inForce = priceAtStart(leg);
  const { currency } = leg.found!.list;
  const costPlus = inForce.terms?.costPlus ?? null;
  if (costPlus !== null && leg.costMicro === null) return decide(leg, STATUS.unpriced, 'fees', 'rating.fees.noCost');
  leg.parts = partsOf(inForce, leg.billed, leg.left, leg.allUnits, leg.costMicro ?? 0n);
  const { usage: amount, connection, service, total } = leg.parts;
  if (costPlus === null) tellSlices(leg);
  else {
    const cost = formatMicro(leg.costMicro ?? 0n);
    const markup = formatDecimal(BigInt(costPlus.markupPpm), 4);
    tell(leg, 'fees', 'rating.fees.costPlus', { cost, markup, amount: exactText(amount), currency });
  }
  const tellPart = (code: string, part: Fraction) => {
    if (part.numerator !== 0n) tell(leg, 'fees', code, { fee: exactText(part), currency });
  };
  if (!leg.left.none) tellPart('rating.fees.flat', fraction(leg.billed.flatNano));
  tellPart('rating.fees.connection', connection);
  tellPart('rating.fees.service', service);
  const sum = add(add(amount, connection), service);
  if (compare(sum, total) !== 0) {
    tell(leg, 'fees', 'rating.fees.limits', { sum: exactText(sum), amount: exactText(total), currency });
  }
  return null;
}

/** One line for each band and price: units, price, amount. */
function tellSlices(leg: Leg): void {
  const { calendar, list, prices } = leg.found!;
  const paid = leg.left.none ? leg.billed.units : leg.left.paidUnits;
  for (const slice of toldSlices(withoutFirst(leg.billed.slices, paid), prices)) {
    const { terms, firstIncrement, nextIncrement, unit, service } = prices[slice.band]!;
    tell(leg, 'increments', `rating.increments.${unit}`, {
      increments: terms?.steps
        ? incrementText(unit, slice.increment)
        : incrementsText(unit, firstIncrement, nextIncrement),
      units: slice.units,
      band: calendar.bands[slice.band]!,
      price: formatPrice(slice.priceNano),
      ...perParams(unit, slice.per, service),
      currency: list.currency,
      amount: exactText(amountOf([slice])),
    });
  }
}

/** 10 and 12. Discounts, the one division and the one rounding. */
function rounding(leg: Leg): Decision {
  const { mode, decimals } = leg.tariff.rounding;
  const { terms } = priceAtStart(leg);
  const { exact, micro, serviceFeeMicro } = roundedCharge(
    leg.parts,
    terms,
    leg.tariff.discountPpm,
    leg.tariff.rounding,
  );
  const { currency } = leg.found!.list;
  if (micro >= MICRO_BELOW) {
    return decide(leg, STATUS.unpriced, 'rounding', 'rating.rounding.tooLarge', { amount: exactText(exact), currency });
  }
  if (compare(exact, leg.parts.total) !== 0) {
    tell(leg, 'discounts', 'rating.discounts.taken', {
      before: exactText(leg.parts.total),
      amount: exactText(exact),
      currency,
    });
  }
  leg.micro = micro;
  leg.serviceFeeMicro = serviceFeeMicro;
  return tell(leg, 'rounding', `rating.rounding.${mode}`, {
    exact: exactText(exact),
    decimals,
    amount: formatMicro(micro, decimals),
    currency,
  });
}
