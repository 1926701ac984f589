import type { Price, PriceStep, PriceTerms } from '#catalog';
import { add, type Fraction, fraction, multiply, ZERO } from './fraction.ts';

/** Units billed at one price, in the order the event uses them. */
export interface Slice {
  readonly band: number;
  readonly units: number;
  readonly priceNano: number;
  readonly per: number;
  readonly increment: number;
}

/** What an event's usage comes to before fees. */
export interface Billed {
  readonly slices: readonly Slice[];
  /** Flat amounts of the steps entered, nano-units. */
  readonly flatNano: number;
  readonly units: number;
}

/** What `billUsage` must know of prices: one for each band, and which band a unit of the event falls into. */
export interface UsagePrices {
  /** By number of the band; undefined = no price there. */
  readonly prices: readonly (Price | undefined)[];
  readonly startBand: number;
  /** Band of the second that begins so many seconds after the start; null = the band of the start prices all. */
  readonly bandAfter: ((seconds: number) => number) | null;
}

/** A band that has no price: the event is unpriced. */
export interface NoPrice {
  readonly noPriceInBand: number;
}

/** The steps a price has: its own, or the shorthand `first/next` as two steps of the same price. */
export function stepsOf(price: Price): readonly PriceStep[] {
  const { terms, priceNano, per, firstIncrement, nextIncrement } = price;
  if (terms?.steps) return terms.steps;
  const first = { fromUnits: 0, priceNano, per, increment: firstIncrement, roundUp: true, flatNano: 0 };
  return firstIncrement === nextIncrement
    ? [first]
    : [first, { ...first, fromUnits: firstIncrement, increment: nextIncrement }];
}

/**
 * Increments of usage, in the order they are used (rating.md 2.7). Each belongs to the step and the band it starts in; a step's increments are
 * counted from its begin, and end with it.
 * @param usage units used, at least 1
 * @param from units already paid otherwise: billing goes on from there
 */
export function billUsage(given: UsagePrices, usage: number, from = 0): Billed | NoPrice {
  const { prices, startBand, bandAfter } = given;
  const startPrice = prices[startBand];
  if (startPrice === undefined) return { noPriceInBand: startBand };
  const terms = startPrice.terms;
  if (terms?.stepMode === 'total') return billTotal(startPrice, startBand, usage, from);
  const overCall = terms?.incrementOrigin === 'call';
  const end = overCall ? wholeCall(stepsOf(startPrice), usage) : usage;
  const slices: Slice[] = [];
  const entered = new Set<number>();
  let flatNano = 0;
  let units = 0;
  for (let at = from; at < end; ) {
    const band = bandAfter === null ? startBand : bandAfter(at);
    const price = prices[band];
    if (price === undefined) return { noPriceInBand: band };
    const steps = stepsOf(price);
    const index = stepAt(price, steps, at);
    const step = steps[index]!;
    const stepEnd = steps[index + 1]?.fromUnits ?? Number.POSITIVE_INFINITY;
    const shareEnd = Math.min(end, stepEnd);
    const exact = overCall || !step.roundUp;
    // As long as bands may change, one increment (or second) at a time; else the whole share at once.
    const count = bandAfter === null ? Math.ceil((shareEnd - at) / step.increment) : 1;
    const covered = Math.min(count * step.increment, shareEnd - at);
    const billed = exact ? covered : count * step.increment;
    if (!entered.has(index)) flatNano += step.flatNano;
    entered.add(index);
    pushSlice(slices, { band, units: billed, priceNano: step.priceNano, per: step.per, increment: step.increment });
    units += billed;
    at = Math.min(at + count * step.increment, stepEnd);
  }
  return { slices, flatNano, units };
}

/** The step in force. The first increment of the shorthand is for the begin of an event alone: whatever goes on, goes on in next ones. */
function stepAt({ terms }: Price, steps: readonly PriceStep[], at: number): number {
  if (!terms?.steps) return at === 0 ? 0 : steps.length - 1;
  return steps.findLastIndex((one) => one.fromUnits <= at);
}

/** The step that the whole usage reaches prices all of it. */
function billTotal(price: Price, band: number, usage: number, from: number): Billed {
  const steps = stepsOf(price);
  const step = steps.findLast((one) => one.fromUnits < usage) ?? steps[0]!;
  const rest = usage - from;
  const units = step.roundUp ? Math.ceil(rest / step.increment) * step.increment : rest;
  const slice = { band, units, priceNano: step.priceNano, per: step.per, increment: step.increment };
  return { slices: units === 0 ? [] : [slice], flatNano: step.flatNano, units };
}

/** Increments counted over the whole call: at least the first, then a multiple of the increment that its end falls into. */
function wholeCall(steps: readonly PriceStep[], usage: number): number {
  const first = steps[0]!.increment;
  if (usage <= first) return first;
  const { increment } = steps.findLast((one) => one.fromUnits < usage)!;
  return Math.ceil(usage / increment) * increment;
}

function pushSlice(slices: Slice[], next: Slice): void {
  const last = slices.at(-1);
  const continues =
    last !== undefined &&
    last.band === next.band &&
    last.priceNano === next.priceNano &&
    last.per === next.per &&
    last.increment === next.increment;
  if (continues) slices[slices.length - 1] = { ...last, units: last.units + next.units };
  else slices.push(next);
}

/** Takes so many units off the front: what an allowance covers. */
export function withoutFirst(slices: readonly Slice[], units: number): readonly Slice[] {
  let left = units;
  const rest: Slice[] = [];
  for (const slice of slices) {
    const taken = Math.min(left, slice.units);
    left -= taken;
    if (taken < slice.units) rest.push({ ...slice, units: slice.units - taken });
  }
  return rest;
}

/** Amount of slices in nano-units, exact. */
export function amountOf(slices: readonly Slice[]): Fraction {
  return slices.reduce(
    (sum, { units, priceNano, per }) => add(sum, multiply(fraction(units), fraction(priceNano, per))),
    ZERO,
  );
}

/** Usage that counts after free units and minimum (rating.md 2.6); null = within the grace period, free of charge. */
export function countedUsage(usage: number, terms: PriceTerms | null): number | null {
  if (terms === null) return usage;
  if (usage < terms.graceUnits) return null;
  return Math.max(usage - terms.freeUnits, terms.minimumUnits, 0);
}

/**
 * Prices a bare quantity the way an event is priced (steps, free and minimum units, connection fee, minimum charge and cap), without time bands,
 * allowances or rounding. A quantity of 0 still enters the first step; a negative one is a refund: the amount of its absolute value, given back.
 * @returns nano-units, exact
 */
export function priceOfQuantity(price: Price, quantity: number): Fraction {
  const { terms } = price;
  const usage = countedUsage(Math.abs(quantity), terms);
  if (usage === null) return ZERO;
  const steps = stepsOf(price);
  const billed =
    usage === 0
      ? { slices: [], flatNano: steps[0]!.flatNano, units: 0 }
      : billUsage({ prices: [price], startBand: 0, bandAfter: null }, usage);
  if ('noPriceInBand' in billed) return ZERO;
  const fee = quantity === 0 ? 0 : price.connectionFeeNano;
  let amount = add(amountOf(billed.slices), fraction(billed.flatNano + fee));
  if (terms !== null && quantity !== 0) amount = withinLimits(amount, terms);
  return quantity < 0 ? { ...amount, numerator: -amount.numerator } : amount;
}

/** Minimum charge and cap per event. */
export function withinLimits(amount: Fraction, { minimumChargeNano, capNano }: PriceTerms): Fraction {
  const below = amount.numerator < BigInt(minimumChargeNano) * amount.denominator;
  const raised = below ? fraction(minimumChargeNano) : amount;
  const above = capNano !== null && raised.numerator > BigInt(capNano) * raised.denominator;
  return above ? fraction(capNano) : raised;
}
