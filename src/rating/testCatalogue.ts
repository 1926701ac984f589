import {
  DEFAULT_ROUNDING,
  type Price,
  type PriceBook,
  type PricedList,
  type PricePlan,
  parseIncrements,
  parsePrice,
} from '#catalog';
import type { RatedLine } from '#contracts';
import { blankRecord, type UsageRecord } from '#usage';
import { type Charge, chargeOf, rateByReference } from './charge.ts';
import { compileRating } from './compile.ts';
import type { RatingInput } from './input.ts';

/** A small catalogue for tables of cases: one line (49405550100, plan 1), everything else as a case says. */

export const OPEN = Number.POSITIVE_INFINITY;
export const at = (iso: string): number => Date.parse(iso);

/** `prefix perMinute increments [fee] [band] [destination]` → price. Destinations: 1 fixed, 2 mobile, 3 emergency. */
export function price(text: string): Price {
  const [prefix = '', perMinute = '', increments = '60/1', fee = '0', band = 'any', destination = '1'] =
    text.split(' ');
  const pair = parseIncrements(increments)!;
  return {
    prefix,
    band,
    destinationId: Number(destination),
    priceNano: Number(parsePrice(perMinute)),
    connectionFeeNano: Number(parsePrice(fee)),
    firstIncrement: pair.firstS,
    nextIncrement: pair.nextS,
  };
}

/** A list with one open version of the prices given. */
export function list(id: number, prices: readonly string[], change: Partial<PricedList> = {}): PricedList {
  return {
    id,
    code: `list-${id}`,
    name: `List ${id}`,
    side: 'customer',
    currency: 'EUR',
    calendarId: 1,
    bandChange: 'atStart',
    parentId: null,
    versions: [{ version: 1, validFromMs: 0, validToMs: OPEN, prices: prices.map(price) }],
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
    overridePriceListId: null,
    kind: 'number',
    identifier: '49405550100',
    label: '+49 40 5550100',
    sourceId: 0,
    validFromMs: 0,
    validToMs: OPEN,
    ...change,
  };
}

export function book(lists: readonly PricedList[], plans: readonly PricePlan[] = [plan(1, 1)]): PriceBook {
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
    ],
    lists,
    plans,
  };
}

export function input(
  lists: readonly PricedList[],
  change: Partial<RatingInput> & { plans?: readonly PricePlan[] } = {},
): RatingInput {
  const sources = [{ id: 1, country: 'DE', supplierListId: null }];
  return { lines: [line()], sources, ...change, book: book(lists, change.plans) };
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
  const fast = chargeOf(record);
  if (JSON.stringify(fast) !== JSON.stringify(charge)) {
    throw new Error(`the raters disagree: ${JSON.stringify(fast)} and ${JSON.stringify(charge)}`);
  }
  return charge;
}
