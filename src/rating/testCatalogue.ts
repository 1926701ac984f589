import {
  type Allowance,
  DEFAULT_ROUNDING,
  NO_TERMS,
  type Price,
  type PriceBook,
  type PricedList,
  type PricePlan,
  type PriceTerms,
  parseIncrements,
  parsePrice,
} from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import { blankRecord, type UsageRecord } from '#usage';
import { type Charge, chargeOf, inOrderOfStart, rateByReference, rateInOrderByReference } from './charge.ts';
import { compileOrderedRating, compileRating } from './compile.ts';
import type { AllowanceCounter } from './counter.ts';
import type { RatedSource, RatingInput } from './input.ts';

/** A small catalogue for tables of cases: one line (49405550100, plan 1), everything else as a case says. */

export const OPEN = Number.POSITIVE_INFINITY;
export const at = (iso: string): number => Date.parse(iso);

/** `target price increments [fee] [band] [destination]` → price of outbound calls per minute. Destinations: see `book`. */
export function price(text: string, change: Partial<Price> = {}): Price {
  const [target = '', amount = '', increments = '60/1', fee = '0', band = 'any', destination = '1'] = text.split(' ');
  const pair = parseIncrements(increments)!;
  return {
    target,
    service: 'voice',
    direction: 'outbound',
    band,
    destinationId: Number(destination),
    unit: 'second',
    priceNano: nano(amount),
    per: 60,
    connectionFeeNano: nano(fee),
    firstIncrement: pair.first,
    nextIncrement: pair.next,
    terms: null,
    ...change,
  };
}

/** Nano-units of a decimal. */
export function nano(text: string): number {
  return Number(parsePrice(text));
}

/** Terms that change one thing or the other. */
export function terms(change: Partial<PriceTerms>): PriceTerms {
  return { ...NO_TERMS, ...change };
}

/** A list with one open version of the prices given. */
export function list(id: number, prices: readonly (string | Price)[], change: Partial<PricedList> = {}): PricedList {
  return {
    id,
    code: `list-${id}`,
    name: `List ${id}`,
    side: 'customer',
    currency: 'EUR',
    calendarId: 1,
    bandChange: 'atStart',
    parentId: null,
    versions: [
      {
        version: 1,
        validFromMs: 0,
        validToMs: OPEN,
        prices: prices.map((one) => (typeof one === 'string' ? price(one) : one)),
      },
    ],
    ...change,
  };
}

export function plan(id: number, priceListId: number, change: Partial<PricePlan> = {}): PricePlan {
  const name = { de: '', fr: '', en: '' };
  return {
    id,
    code: `plan-${id}`,
    name,
    priceListId,
    rounding: DEFAULT_ROUNDING,
    parentId: null,
    allowanceIds: [],
    isDefault: false,
    ...change,
  };
}

export function line(change: Partial<RatedLine> = {}): RatedLine {
  return {
    id: 1,
    contractId: 10,
    customerId: 100,
    pricePlanId: 1,
    ownPriceListIds: [],
    discountPpm: 0,
    kind: 'number',
    identifier: '49405550100',
    label: '+49 40 5550100',
    sourceId: 0,
    validFromMs: 0,
    validToMs: OPEN,
    ...change,
  };
}

export function book(
  lists: readonly PricedList[],
  plans: readonly PricePlan[] = [plan(1, 1)],
  change: Partial<PriceBook> = {},
): PriceBook {
  const name = { de: '', fr: '', en: '' };
  return {
    calendars: [
      { id: 1, code: 'flat', zone: 'Europe/Berlin', bands: ['all'], rules: [], holidays: [] },
      {
        id: 2,
        code: 'business',
        zone: 'Europe/Berlin',
        bands: ['peak', 'night', 'off'],
        rules: [
          { band: 'night', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '03:00' },
          { band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
        ],
        holidays: ['2026-12-25'],
      },
    ],
    destinations: [
      { id: 1, code: 'FIXED', name, class: 'nationalFixed', country: 'DE' },
      { id: 2, code: 'MOBILE', name, class: 'nationalMobile', country: 'DE' },
      { id: 3, code: 'SOS', name, class: 'emergency', country: 'DE' },
      { id: 4, code: 'FREEPHONE', name, class: 'freephone', country: 'DE' },
      { id: 5, code: 'ONNET', name, class: 'onNet', country: null },
      { id: 6, code: 'INTRA', name, class: 'intraCustomer', country: null },
      { id: 7, code: 'ROAM-FR', name, class: 'roaming', country: 'FR' },
    ],
    lists,
    plans,
    zones: [],
    numbering: [],
    ported: [],
    allowances: [],
    ...change,
  };
}

export function input(
  lists: readonly PricedList[],
  change: Partial<RatingInput> & { plans?: readonly PricePlan[]; catalogue?: Partial<PriceBook> } = {},
): RatingInput {
  const { plans, catalogue, ...rest } = change;
  return {
    lines: [line()],
    sources: [source()],
    grants: [],
    zone: 'Europe/Berlin',
    book: book(lists, plans, catalogue),
    ...rest,
  };
}

export function source(change: Partial<RatedSource> = {}): RatedSource {
  return { id: 1, country: 'DE', supplierListId: null, durationRounding: 'ceil', ...change };
}

/** 100 minutes a month for each line, whatever is called, unless a case says otherwise. */
export function allowance(change: Partial<Allowance> = {}): Allowance {
  return {
    id: 1,
    code: 'FLAT-100',
    name: { de: '', fr: '', en: '' },
    unit: 'second',
    size: 6000,
    scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
    holder: 'line',
    timesLines: false,
    period: { kind: 'month' },
    prorated: false,
    rollover: null,
    priority: 0,
    countedIn: 'increments',
    rest: 'continued',
    waivesConnectionFee: true,
    fairUse: null,
    ...change,
  };
}

/** The test line's contract holds allowance 1 for ever. */
export function grant(change: Partial<AllowanceGrant> = {}): AllowanceGrant {
  return {
    key: 'plan/10/1',
    allowanceId: 1,
    customerId: 100,
    contractId: 10,
    lineId: 0,
    quantity: 1,
    fromMs: 0,
    toMs: OPEN,
    ...change,
  };
}

/** An answered outbound call of the line to +49 30 1234567, Monday 2 November 2026, 12:00 in Hamburg. */
export function call(change: Partial<UsageRecord> = {}): UsageRecord {
  const startMs = at('2026-11-02T11:00:00Z');
  return { ...blankRecord(), startMs, durationMs: 60_000, aNumber: 49405550100, bNumber: 49301234567, ...change };
}

/** Rates by both raters, which must agree, and answers what they say. */
export function rated(everything: RatingInput, record: UsageRecord, sourceId = 1): Charge {
  const { charge } = rateByReference(record, sourceId, everything);
  compileRating(everything)(record, sourceId);
  mustAgree(chargeOf(record), charge);
  return charge;
}

/** Rates with allowances by both raters, which must agree also on the counters; answers in the order given. */
export function ratedInOrder(
  everything: RatingInput,
  records: readonly UsageRecord[],
  openings: readonly AllowanceCounter[] = [],
): { readonly charges: readonly Charge[]; readonly counters: readonly AllowanceCounter[] } {
  const events = records.map((record) => ({ record, sourceId: 1 }));
  const { derived, counters } = rateInOrderByReference(events, everything, openings);
  const fast = compileOrderedRating(everything, openings);
  for (const { record, sourceId } of [...events].sort(inOrderOfStart)) fast.rate(record, sourceId);
  for (const [index, { charge }] of derived.entries()) mustAgree(chargeOf(records[index]!), charge);
  mustAgree(fast.counters(), counters);
  return { charges: derived.map(({ charge }) => charge), counters };
}

function mustAgree(fast: unknown, plain: unknown): void {
  if (JSON.stringify(fast) !== JSON.stringify(plain)) {
    throw new Error(`the raters disagree: ${JSON.stringify(fast)} and ${JSON.stringify(plain)}`);
  }
}
