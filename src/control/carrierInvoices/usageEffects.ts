import { divideRounded, formatDecimal, parseDecimal } from '#base';
import type { CarrierCause, Effect } from './carrierCause.ts';
import { absolute, type ComparedPeriod } from './cell.ts';
import type { Ownership } from './identifier.ts';
import { type BuyingRate, INCREMENTS } from './ourSide.ts';
import type { OurTotals, TheirTotals } from './usageTotals.ts';

/** What is known of one group of calls, both sides. */
export interface UsageSides {
  /** Lines that bill for the first time; null = the invoice has none. */
  readonly theirs: TheirTotals | null;
  /** Our calls of the period itself. */
  readonly ours: OurTotals;
  /** Our calls of the period as the carrier has shifted it. */
  readonly shifted: OurTotals;
  /** Of our calls, those of the last days of the period; and calls of the days before it. */
  readonly edgeCalls: number;
  readonly neighbourCalls: number;
  readonly ownership: Ownership;
  /** A destination that we cannot name. */
  readonly unnamed: string | null;
  /** Prices of the carrier's lists for the destination. */
  readonly rates: readonly BuyingRate[];
  readonly period: ComparedPeriod;
  readonly toleranceMicro: bigint;
}

/** Why their amount and ours differ: by substitution in a fixed order, the last takes the rest, so that the parts add up exactly. */
export function usageEffects(sides: UsageSides): readonly Effect[] {
  const difference = (sides.theirs?.micro ?? 0n) - sides.ours.micro;
  if (sides.theirs === null) return notBilled(sides, difference);
  if (absolute(difference) <= sides.toleranceMicro) return effect('rounding', difference);
  if (sides.ours.calls + sides.shifted.calls === 0) return notHere(sides, sides.theirs, difference);
  const late = sides.shifted.micro - sides.ours.micro;
  const calls = sides.shifted.calls - sides.ours.calls;
  const found = effect('lateRecords', late, { calls: Math.abs(calls) }, calls < 0 ? 'lateThere' : 'lateHere');
  const volume = volumeEffects(sides.theirs, sides.shifted, sides.rates);
  const rest = difference - late - volume.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  return [...found, ...volume, ...restEffects(sides, sides.theirs, rest)];
}

/** An effect, or none where it comes to nothing. */
export function effect(
  cause: CarrierCause,
  amountMicro: bigint,
  params: Effect['params'] = {},
  says: string = cause,
): readonly Effect[] {
  return amountMicro === 0n ? [] : [{ cause, amountMicro, says: `carrierCause.${says}`, params }];
}

function notBilled({ ours, edgeCalls, toleranceMicro }: UsageSides, difference: bigint): readonly Effect[] {
  if (absolute(difference) <= toleranceMicro) return effect('rounding', difference);
  if (edgeCalls === ours.calls) return effect('lateRecords', difference, { calls: ours.calls }, 'lateThere');
  return effect('callsMissingThere', difference, { calls: ours.calls });
}

function notHere(sides: UsageSides, theirs: TheirTotals, difference: bigint): readonly Effect[] {
  const { ownership, neighbourCalls, unnamed } = sides;
  if (ownership.kind === 'notOurs') return effect('numberNotOurs', difference);
  if (ownership.kind === 'ended') return effect('lineEnded', difference, { on: ownership.on });
  if (unnamed !== null) return effect('unexplained', difference, { name: unnamed }, 'destinationUnknown');
  if (theirs.micro < 0n) return effect('credited', difference);
  if (neighbourCalls > 0 && neighbourCalls >= (theirs.calls ?? 1))
    return effect('lateRecords', difference, { calls: theirs.calls ?? neighbourCalls }, 'lateHere');
  return theirs.calls === null
    ? effect('callsMissingHere', difference, {}, 'allCallsMissingHere')
    : effect('callsMissingHere', difference, { calls: theirs.calls });
}

/** Calls that one side lacks, then seconds that one side counts otherwise. */
function volumeEffects(theirs: TheirTotals, ours: OurTotals, rates: readonly BuyingRate[]): readonly Effect[] {
  const missing = theirs.calls === null ? 0 : theirs.calls - ours.calls;
  const counted = theirs.seconds === null ? null : countedBy(theirs.seconds, ours, rates);
  if (missing === 0) return counted === null ? [] : counted.effects;
  const cause = missing > 0 ? 'callsMissingHere' : 'callsMissingThere';
  const params = { calls: Math.abs(missing) };
  // Seconds tell better than heads what calls are worth, where they point the same way.
  if (theirs.seconds !== null && counted !== null && counted.base > 0 && ours.micro > 0n) {
    const more = theirs.seconds - counted.base;
    if (more > 0 === missing > 0 && more !== 0) return effect(cause, share(ours.micro, more, counted.base), params);
  }
  const each =
    missing > 0 || ours.calls === 0
      ? { micro: theirs.micro, of: theirs.calls ?? 0 }
      : { micro: ours.micro, of: ours.calls };
  return each.of === 0 ? [] : effect(cause, share(each.micro, missing, each.of), params);
}

/** So many of `of` parts of an amount, rounded half up once. */
function share(micro: bigint, parts: number, of: number): bigint {
  return of < 0
    ? -divideRounded(micro * BigInt(parts), BigInt(-of), 'halfUp')
    : divideRounded(micro * BigInt(parts), BigInt(of), 'halfUp');
}

/** Seconds that may differ without meaning anything: invoices tell whole minutes, and each call may be rounded otherwise. */
const SECONDS_OFF = 30;

/** Which way of counting gives their seconds; `base`: seconds by which our cost was reckoned. */
function countedBy(seconds: number, ours: OurTotals, rates: readonly BuyingRate[]) {
  const own = onlyOne(rates.map(({ increments }) => increments));
  const ownIndex = INCREMENTS.indexOf(own ?? '');
  const exact = ours.secondsBy[0] ?? 0;
  const base = (ownIndex < 0 ? exact : ours.secondsBy[ownIndex]) ?? exact;
  const off = (value: number) => Math.abs(seconds - value);
  const near = (value: number) => off(value) <= Math.max(SECONDS_OFF, ours.calls, value / 1_000);
  const best = ours.secondsBy.reduce(
    (found, value, index) => (off(value) < off(ours.secondsBy[found] ?? 0) ? index : found),
    0,
  );
  const agrees = [exact, base].some(
    (value) => near(value) && off(value) <= off(ours.secondsBy[best] ?? 0) + ours.calls / 2,
  );
  if (agrees || base === 0) return { base, effects: [] };
  const amount = share(ours.micro, seconds - base, base);
  const minutes = { theirs: minutesOf(seconds), ours: minutesOf(base) };
  if (!near(ours.secondsBy[best] ?? 0)) return { base, effects: effect('duration', amount, minutes) };
  // Without a price of ours it cannot be said whose increments are the wrong ones.
  if (own === null) return { base, effects: [] };
  return { base, effects: effect('increments', amount, { theirs: INCREMENTS[best] ?? '', ours: own }) };
}

function minutesOf(seconds: number): string {
  return formatDecimal(divideRounded(BigInt(seconds) * 10n, 60n, 'halfUp'), 1, 1);
}

function onlyOne(values: readonly string[]): string | null {
  const different = new Set(values);
  return different.size === 1 ? (values[0] ?? null) : null;
}

/** What volume does not explain. */
function restEffects(sides: UsageSides, theirs: TheirTotals, rest: bigint): readonly Effect[] {
  if (absolute(rest) <= sides.toleranceMicro) return effect('rounding', rest);
  if (sides.shifted.unpriced > 0 && rest > 0n) return effect('noBuyingPrice', rest, { calls: sides.shifted.unpriced });
  if (theirs.micro < 0n) return effect('credited', rest);
  if (theirs.calls === null && theirs.seconds === null && theirs.unitPrice === null)
    return effect('unexplained', rest, {}, 'amountOnly');
  return priceEffect(sides, theirs, rest);
}

/** Prices are told with so many decimals. */
const PRICE_DECIMALS = 4;

/** Which price, and since when or until when. */
function priceEffect({ shifted, rates, period }: UsageSides, theirs: TheirTotals, rest: bigint): readonly Effect[] {
  const seconds = theirs.seconds ?? shifted.secondsBy[0] ?? 0;
  const their =
    theirs.unitPrice ?? perMinute(theirs.micro, seconds) ?? perCall(theirs.micro, theirs.calls ?? shifted.calls);
  const current = rates.filter(({ from, to }) => from < period.to && (to === null || to > period.from));
  const our =
    onlyOne(current.map(({ price }) => price)) ??
    perMinute(shifted.micro, shifted.secondsBy[0] ?? 0) ??
    perCall(shifted.micro, shifted.calls);
  const params = { theirs: their ?? '?', ours: our ?? '?' };
  const same = rates.filter(({ price }) => their !== null && samePrice(price, their));
  const old = same.find(({ to }) => to !== null && to <= period.to && to > '1900-01-01');
  if (old?.to != null) return effect('price', rest, { ...params, until: old.to }, 'priceOld');
  const next = same.find(({ from }) => from >= period.to);
  if (next !== undefined) return effect('price', rest, { ...params, from: next.from }, 'priceNext');
  const since = shifted.differsSince;
  if (since !== null && since > period.from) return effect('price', rest, { ...params, since }, 'priceSince');
  return effect('price', rest, params);
}

function perMinute(micro: bigint, seconds: number): string | null {
  return seconds > 0 ? rounded(micro * 60n, BigInt(seconds)) : null;
}

function perCall(micro: bigint, calls: number): string | null {
  return calls > 0 ? rounded(micro, BigInt(calls)) : null;
}

function rounded(micro: bigint, by: bigint): string {
  return formatDecimal(
    divideRounded(micro, by * 10n ** BigInt(6 - PRICE_DECIMALS), 'halfUp'),
    PRICE_DECIMALS,
    PRICE_DECIMALS,
  );
}

/** Alike to a ten-thousandth. */
function samePrice(one: string, other: string): boolean {
  const [a, b] = [one, other].map((price) => parseDecimal(price, 9));
  return a != null && b != null && absolute(a - b) <= 50_000n;
}
