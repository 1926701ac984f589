/**
 * What all conformance of rating shares: the outcome of a case, a small catalogue to put a peer's tariff into, and the one way a record is rated here
 * (by both raters, which must agree).
 */
import assert from 'node:assert/strict';
import { divideRounded, parseDecimal } from '#base';
import {
  type Calendar,
  type Destination,
  NO_TERMS,
  type Price,
  type PriceBook,
  type PricedList,
  type PricePlan,
  type PriceTerms,
  parsePrice,
  type Rounding,
} from '#catalog';
import type { RatedLine } from '#contracts';
import {
  type AllowanceCounter,
  type Charge,
  chargeOf,
  compileOrderedRating,
  compileRating,
  inOrderOfStart,
  priceOfQuantity,
  type RatedEvent,
  type RatingInput,
  rateByReference,
  rateInOrderByReference,
} from '#rating';
import { blankRecord, SERVICE, type UsageRecord } from '#usage';

/** What became of one case. A skipped one says which meaning of the peer's we do not share. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly id: string; readonly detail: string }
  | { readonly kind: 'skipped'; readonly reason: string };

export const PASSED: Outcome = { kind: 'passed' };

/** Thrown where a tariff says something that we refuse to mean. */
export class Refused extends Error {}

/** Runs one case: no error = passed, `Refused` = skipped, anything else = failed. */
export function outcomeOf(id: string, check: () => void): Outcome {
  try {
    check();
    return PASSED;
  } catch (error) {
    if (error instanceof Refused) return { kind: 'skipped', reason: error.message };
    return { kind: 'failed', id, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** `own: 3 passed, 0 failed, 2 skipped (reason ×2)`: the line by which `run.ts` counts cases. */
export function tallyLine(name: string, outcomes: readonly Outcome[]): string {
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const reasons = Map.groupBy(
    outcomes.filter((outcome) => outcome.kind === 'skipped'),
    ({ reason }) => reason,
  );
  const told = [...reasons].map(([reason, skipped]) => `${reason} ×${skipped.length}`).join('; ');
  const line = `${name}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
  return told === '' ? line : `${line} (${told})`;
}

export const OPEN = Number.POSITIVE_INFINITY;
export const NAME = { de: '', fr: '', en: '' };
export const ZONE = 'UTC';
/** Charges as they are stored: micro-units, nothing rounded before. */
export const UNROUNDED: Rounding = { mode: 'none', decimals: 6, at: 'event' };

const MOST_DECIMALS = 15;

/** A number of a file as decimal text: JSON numbers are doubles, which print the decimal that was written. */
export function decimalText(value: number | string): string {
  if (typeof value === 'string') return value.trim();
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(12);
}

/** An expected amount in micro-units; beyond six decimals half up, as our store keeps it. `n/d` is an exact fraction. */
export function microOf(value: number | string): number {
  const text = decimalText(value);
  const [numerator = '', denominator] = text.split('/');
  if (denominator !== undefined) {
    return Number(divideRounded(BigInt(numerator) * 1_000_000n, BigInt(denominator), 'halfUp'));
  }
  const scaled = parseDecimal(text, MOST_DECIMALS);
  assert.ok(scaled !== null, `not a decimal: ${text}`);
  return Number(divideRounded(scaled, 1_000_000_000n, 'halfUp'));
}

/** An amount of a tariff in nano-units. */
export function nanoOf(value: number | string | null | undefined): number {
  if (value === undefined || value === null || value === '') return 0;
  const nano = parsePrice(decimalText(value));
  if (nano === null) throw new Refused('a price of more than nine decimals');
  return Number(nano);
}

/** How many decimals the numbers have: quantities are counted in such parts of a piece, so that they are whole. */
export function decimalsOf(values: readonly (number | string | null | undefined)[]): number {
  const lengths = values.map((value) => {
    if (value === undefined || value === null) return 0;
    return decimalText(value)
      .replace(/^[^.]*\.?/, '')
      .replace(/0+$/, '').length;
  });
  return Math.max(0, ...lengths);
}

/** A quantity in whole parts: value × 10^decimals. */
export function scaledBy(decimals: number, value: number | string): number {
  const scaled = parseDecimal(decimalText(value), decimals);
  assert.ok(scaled !== null, `${value} has more than ${decimals} decimals`);
  return Number(scaled);
}

/** A price for everything (`*`) of the event service, one nano-unit amount per piece, unless a case says otherwise. */
export function price(change: Partial<Price> = {}, terms: Partial<PriceTerms> | null = null): Price {
  return {
    target: '*',
    service: 'event',
    direction: 'outbound',
    band: 'any',
    destinationId: 1,
    unit: 'piece',
    priceNano: 0,
    per: 1,
    connectionFeeNano: 0,
    firstIncrement: 1,
    nextIncrement: 1,
    ...change,
    terms: terms === null ? null : { ...NO_TERMS, ...terms },
  };
}

/** A customers' list with one open version. */
export function listOf(id: number, prices: readonly Price[], change: Partial<PricedList> = {}): PricedList {
  return {
    id,
    code: `list-${id}`,
    name: '',
    side: 'customer',
    currency: 'EUR',
    calendarId: 1,
    bandChange: 'atStart',
    parentId: null,
    versions: [{ version: 1, validFromMs: 0, validToMs: OPEN, prices }],
    ...change,
  };
}

export function planOf(id: number, priceListId: number, change: Partial<PricePlan> = {}): PricePlan {
  return {
    id,
    code: `plan-${id}`,
    name: NAME,
    priceListId,
    rounding: UNROUNDED,
    parentId: null,
    allowanceIds: [],
    isDefault: false,
    ...change,
  };
}

/** A line told by an account text, so that calling numbers are free for the cases. */
export function lineOf(id: number, change: Partial<RatedLine> = {}): RatedLine {
  return {
    id,
    contractId: 10,
    customerId: 100,
    pricePlanId: 1,
    ownPriceListIds: [],
    discountPpm: 0,
    kind: 'account',
    identifier: `line-${id}`,
    label: `line-${id}`,
    sourceId: 0,
    validFromMs: 0,
    validToMs: OPEN,
    ...change,
  };
}

export function destinationOf(id: number, code: string, change: Partial<Destination> = {}): Destination {
  return { id, code, name: NAME, class: 'nationalFixed', country: null, ...change };
}

export const FLAT: Calendar = { id: 1, code: 'flat', zone: ZONE, bands: ['all'], rules: [], holidays: [] };

/** One list, one plan, one line, one source: a case names what differs. */
export function inputOf(
  book: Partial<PriceBook> & { readonly lists: readonly PricedList[] },
  change: Partial<Omit<RatingInput, 'book'>> = {},
): RatingInput {
  return {
    lines: [lineOf(1)],
    sources: [{ id: 1, country: 'DE', supplierListId: null, durationRounding: 'ceil' }],
    grants: [],
    zone: ZONE,
    ...change,
    book: {
      calendars: [FLAT],
      destinations: [destinationOf(1, 'ALL')],
      plans: [planOf(1, book.lists[0]?.id ?? 1, { isDefault: true })],
      zones: [],
      numbering: [],
      ported: [],
      allowances: [],
      ...book,
    },
  };
}

/** An event of line 1; voice where a duration is given. */
export function recordOf(change: Partial<UsageRecord> = {}): UsageRecord {
  const service = change.durationMs === undefined ? SERVICE.event : SERVICE.voice;
  return { ...blankRecord(), startMs: 1, service, accountText: 'line-1', ...change };
}

/** Rates one record without allowances by both raters. */
export function rated(input: RatingInput, record: Readonly<UsageRecord>): Charge {
  const { charge } = rateByReference(record, 1, input);
  const fast = { ...record };
  compileRating(input)(fast, 1);
  assert.deepEqual(chargeOf(fast), charge, 'the raters disagree');
  return charge;
}

/** Rates events with allowances by both raters; they come in any order, their charges in the order given. */
export function ratedInOrder(
  input: RatingInput,
  events: readonly RatedEvent[],
): { readonly charges: readonly Charge[]; readonly counters: readonly AllowanceCounter[] } {
  const { derived, counters } = rateInOrderByReference(events, input);
  const charges = derived.map(({ charge }) => charge);
  const fast = events.map(({ record, sourceId }) => ({ record: { ...record }, sourceId }));
  const compiled = compileOrderedRating(input);
  for (const { record, sourceId } of fast.toSorted(inOrderOfStart)) compiled.rate(record, sourceId);
  assert.deepEqual(
    fast.map(({ record }) => chargeOf(record)),
    charges,
    'the raters disagree',
  );
  assert.deepEqual(compiled.counters(), counters, 'the raters disagree about what is left');
  return { charges, counters };
}

/**
 * Charges a bare quantity, in micro-units. One above zero goes through the whole engine as a record; zero (nothing happened) and refunds exist as
 * quantities only.
 */
export function chargedQuantity(one: Price, quantity: number): number {
  const { numerator, denominator } = priceOfQuantity(one, quantity);
  const micro = Number(divideRounded(numerator, denominator * 1000n, 'halfUp'));
  if (quantity > 0) {
    const { chargeMicro } = rated(inputOf({ lists: [listOf(1, [one])] }), recordOf({ volume: quantity }));
    assert.equal(chargeMicro, micro, 'an event is not charged as its quantity');
  }
  return micro;
}
