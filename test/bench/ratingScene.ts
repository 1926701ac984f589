/** A made-up wholesale tariff and its customers, in memory, for the bench of rating. Seeded: the same on every machine. */
import type { Calendar, Price, PriceBook, PricedList } from '#catalog';
import { DEFAULT_ROUNDING } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import type { RatingInput } from '#rating';
import { type Random, seededRandom } from '../../demo/random.ts';
import { benchNumber } from './recordFile.ts';

export interface TariffSize {
  readonly customers: number;
  readonly retailPrefixes: number;
  readonly supplierPrefixes: number;
}

/** Id of the source that brings the records. */
export const SOURCE_ID = 1;
const MONTH_FROM_MS = Date.UTC(2026, 0, 1);
const POOL_SECONDS = 60_000;
/** Every nth contract has the pool. */
const POOL_EVERY = 3;
const NAME = { de: '', fr: '', en: '' };

const CALENDAR: Calendar = {
  id: 1,
  code: 'business',
  zone: 'Europe/Berlin',
  bands: ['peak', 'offPeak'],
  rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
  holidays: ['2026-08-15'],
};

/** Country codes of two digits (ITU-T E.164 list), so that every number is one. */
const COUNTRY_CODES = (
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 ' +
  '81 82 84 86 90 91 92 93 94 95 98'
).split(' ');

/** Different prefixes of two to eight digits, nested as real decks are. */
export function makePrefixes(count: number, random: Random): readonly string[] {
  const prefixes = new Set<string>(COUNTRY_CODES);
  while (prefixes.size < count) {
    const rest = String(1_000_000 + random.below(9_000_000)).slice(0, random.between(1, 6));
    prefixes.add(random.pick(COUNTRY_CODES) + rest);
  }
  return [...prefixes];
}

/** Numbers of twelve digits that lie under the prefixes. */
export function makeCalled(prefixes: readonly string[], count: number, random: Random): readonly string[] {
  return Array.from({ length: count }, () => random.pick(prefixes).padEnd(12, String(random.below(1_000_000_000))));
}

/** As decks are: each prefix belongs to one of so many destinations, and a destination costs the same everywhere. */
const DESTINATIONS = 600;

/** Two prices a prefix, one per band. */
export function makePrices(
  prefixes: readonly string[],
  increments: readonly [number, number],
  random: Random,
): readonly Price[] {
  const amounts = Array.from({ length: DESTINATIONS }, () =>
    CALENDAR.bands.map(() => (1 + random.below(400_000)) * 1000),
  );
  return prefixes.flatMap((target) => {
    const destination = random.below(DESTINATIONS);
    return CALENDAR.bands.map(
      (band, index): Price => ({
        target,
        service: 'voice',
        direction: 'outbound',
        band,
        destinationId: 1 + destination,
        unit: 'second',
        priceNano: amounts[destination]![index]!,
        per: 60,
        connectionFeeNano: 0,
        firstIncrement: increments[0],
        nextIncrement: increments[1],
        terms: null,
      }),
    );
  });
}

export function makeList(id: number, side: 'customer' | 'supplier', prices: readonly Price[]): PricedList {
  return {
    id,
    code: `list-${id}`,
    name: '',
    side,
    currency: 'EUR',
    calendarId: CALENDAR.id,
    bandChange: 'atStart',
    parentId: null,
    versions: [{ version: 1, validFromMs: 0, validToMs: Number.POSITIVE_INFINITY, prices }],
  };
}

/** Customer n has contract n with one number; every third shares a pool of inclusive minutes among the lines of the contract. */
export function makeInput({ customers, retailPrefixes, supplierPrefixes }: TariffSize): RatingInput {
  const random = seededRandom('bench/rating');
  const retail = makeList(1, 'customer', makePrices(makePrefixes(retailPrefixes, random), [60, 1], random));
  const supplier = makeList(2, 'supplier', makePrices(makePrefixes(supplierPrefixes, random), [1, 1], random));
  return {
    book: makeBook([retail, supplier]),
    sources: [{ id: SOURCE_ID, country: 'FR', supplierListId: supplier.id, durationRounding: 'ceil' }],
    lines: Array.from({ length: customers }, (_, index) => makeLine(index + 1)),
    grants: Array.from({ length: Math.floor(customers / POOL_EVERY) }, (_, index) =>
      makeGrant((index + 1) * POOL_EVERY),
    ),
    zone: 'Europe/Berlin',
  };
}

export function makeBook(lists: readonly PricedList[]): PriceBook {
  return {
    calendars: [CALENDAR],
    destinations: Array.from({ length: DESTINATIONS }, (_, index) => ({
      id: index + 1,
      code: `D${index + 1}`,
      name: NAME,
      class: 'internationalFixed',
      country: null,
    })),
    lists,
    plans: [
      {
        id: 1,
        code: 'plan',
        name: NAME,
        priceListId: 1,
        rounding: DEFAULT_ROUNDING,
        parentId: null,
        allowanceIds: [],
        isDefault: true,
      },
    ],
    zones: [],
    numbering: [],
    ported: [],
    allowances: [
      {
        id: 1,
        code: 'POOL',
        name: NAME,
        unit: 'second',
        size: POOL_SECONDS,
        scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
        holder: 'contract',
        timesLines: true,
        period: { kind: 'month' },
        prorated: false,
        rollover: null,
        priority: 0,
        countedIn: 'increments',
        rest: 'continued',
        waivesConnectionFee: true,
        fairUse: null,
      },
    ],
  };
}

function makeLine(nth: number): RatedLine {
  return {
    id: nth,
    contractId: nth,
    customerId: nth,
    pricePlanId: 1,
    ownPriceListIds: [],
    discountPpm: 0,
    kind: 'number',
    identifier: benchNumber(nth),
    label: '',
    sourceId: 0,
    validFromMs: MONTH_FROM_MS,
    validToMs: Number.POSITIVE_INFINITY,
  };
}

function makeGrant(contract: number): AllowanceGrant {
  return {
    key: `plan/${contract}/1`,
    allowanceId: 1,
    customerId: contract,
    contractId: contract,
    lineId: 0,
    quantity: 1,
    fromMs: MONTH_FROM_MS,
    toMs: Number.POSITIVE_INFINITY,
  };
}
