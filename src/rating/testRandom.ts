import fc from 'fast-check';
import {
  type Allowance,
  type Destination,
  PLAN_ROUNDING_MODES,
  type PortedNumber,
  type PricedList,
  type PricePlan,
  type Zone,
} from '#catalog';
import type { AllowanceGrant, LineKind, RatedLine } from '#contracts';
import { blankRecord, NO_SOURCE_COST, type UsageRecord } from '#usage';
import { DURATION_ROUNDINGS, type RatingInput } from './input.ts';
import { calendar, digits, HOUR_MS, instant, list, numbering, sometimes } from './testRandomLists.ts';

/** Random plans, lines, allowances and events on random price lists. */

const plan = (id: number): fc.Arbitrary<PricePlan> =>
  fc.record({
    id: fc.constant(id),
    code: fc.constant(`plan-${id}`),
    name: fc.constant({ de: '', fr: '', en: '' }),
    priceListId: fc.integer({ min: 1, max: 4 }),
    rounding: fc.record({
      mode: fc.constantFrom(...PLAN_ROUNDING_MODES),
      decimals: fc.integer({ min: 0, max: 6 }),
      at: fc.constantFrom('event' as const, 'event' as const, 'invoiceLine' as const),
    }),
    parentId: id === 1 ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: id - 1 })),
    allowanceIds: fc.constant([]),
    isDefault: fc.constant(id === 2),
  });

const TEXTS = ['trunk-1', 'acc-2', '12', '112'];
const line = (id: number): fc.Arbitrary<RatedLine> =>
  fc
    .record({
      kind: fc.constantFrom<LineKind>('number', 'range', 'trunk', 'account'),
      from: instant,
      to: fc.option(instant),
    })
    .chain(({ kind, from, to }) =>
      fc.record({
        id: fc.constant(id),
        contractId: fc.integer({ min: 1, max: 4 }).map((contract) => contract * 10),
        customerId: fc.integer({ min: 1, max: 3 }).map((customer) => customer * 100),
        pricePlanId: fc.integer({ min: 1, max: 3 }),
        ownPriceListIds: fc.subarray([1, 2, 3, 4], { maxLength: 2 }),
        discountPpm: sometimes(fc.integer({ min: 0, max: 1_000_000 }), 0),
        kind: fc.constant(kind),
        identifier: kind === 'number' ? digits(3, 4) : kind === 'range' ? digits(1, 2) : fc.constantFrom(...TEXTS),
        label: fc.constant(`line ${id}`),
        sourceId: fc.constantFrom(0, 0, 1, 2),
        validFromMs: fc.constant(Math.min(from, to ?? from) - 300 * HOUR_MS),
        validToMs: fc.constant(to === null ? Number.POSITIVE_INFINITY : Math.max(from, to)),
      }),
    );

const name = { de: '', fr: '', en: '' };
const DESTINATIONS: readonly Destination[] = [
  { id: 1, code: 'FIXED', name, class: 'nationalFixed', country: 'DE' },
  { id: 2, code: 'MOBILE', name, class: 'nationalMobile', country: 'DE' },
  { id: 3, code: 'SOS', name, class: 'emergency', country: 'DE' },
  { id: 4, code: 'FREEPHONE', name, class: 'freephone', country: 'DE' },
  { id: 5, code: 'ONNET', name, class: 'onNet', country: null },
  { id: 6, code: 'INTRA', name, class: 'intraCustomer', country: null },
  { id: 7, code: 'ROAM', name, class: 'roaming', country: 'FR' },
];
const ZONES: readonly Zone[] = [
  { id: 1, code: 'HOME', parentId: 2, destinationIds: [1, 2, 4] },
  { id: 2, code: 'WORLD', parentId: null, destinationIds: [3, 7] },
];

const ported: fc.Arbitrary<readonly PortedNumber[]> = fc.array(
  fc
    .record({ number: digits(3, 5).map(Number), destinationId: fc.integer({ min: 1, max: 7 }), from: instant })
    .map(({ from, ...part }) => ({ ...part, validFromMs: from, validToMs: from + 200 * HOUR_MS })),
  { maxLength: 4 },
);

const allowance = (id: number): fc.Arbitrary<Allowance> =>
  fc.record({
    id: fc.constant(id),
    code: fc.constant(`allowance-${id}`),
    name: fc.constant(name),
    unit: fc.constantFrom(
      'second' as const,
      'second' as const,
      'second' as const,
      'second' as const,
      'piece' as const,
      'byte' as const,
      'money' as const,
    ),
    size: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 500 })),
    scope: fc.record({
      services: fc.constant(['voice', 'sms', 'data'] as const),
      directions: sometimes<('outbound' | 'inbound')[]>(fc.subarray(['outbound', 'inbound']), []),
      destinationIds: sometimes<number[]>(fc.subarray([1, 2, 4, 5, 6]), []),
      zoneIds: sometimes<number[]>(fc.subarray([1, 2]), []),
      bands: sometimes<string[]>(fc.subarray(['a', 'b']), []),
    }),
    holder: fc.constantFrom('line' as const, 'contract' as const, 'customer' as const),
    timesLines: fc.boolean(),
    period: fc.constantFrom({ kind: 'month' } as const, { kind: 'days', days: 7 } as const, { kind: 'once' } as const),
    prorated: fc.boolean(),
    rollover: sometimes<Allowance['rollover']>(
      fc.record({ maxUnits: fc.option(fc.integer({ min: 0, max: 5000 })), maxPeriods: fc.integer({ min: 1, max: 3 }) }),
      null,
    ),
    priority: fc.integer({ min: 0, max: 2 }),
    countedIn: fc.constantFrom('increments' as const, 'increments' as const, 'exact' as const),
    rest: fc.constantFrom('continued' as const, 'afresh' as const),
    waivesConnectionFee: fc.boolean(),
    fairUse: sometimes<Allowance['fairUse']>(
      fc.record({
        maxUnitsPerEvent: fc.option(fc.integer({ min: 1, max: 600 })),
        maxNumbersPerPeriod: fc.option(fc.integer({ min: 1, max: 3 })),
        maxEventsPerPeriod: fc.option(fc.integer({ min: 1, max: 5 })),
        maxUnitsPerPeriod: fc.option(fc.integer({ min: 1, max: 5000 })),
      }),
      null,
    ),
  });

const grant = (id: number): fc.Arbitrary<AllowanceGrant> =>
  fc
    .record({
      allowanceId: fc.integer({ min: 1, max: 5 }),
      customerId: fc.integer({ min: 1, max: 3 }).map((customer) => customer * 100),
      contractId: fc.constantFrom(0, 0, 0, 10, 20, 30),
      lineId: fc.constantFrom(0, 0, 0, 0, 1, 2),
      quantity: fc.integer({ min: 1, max: 3 }),
      from: instant,
      hours: fc.option(fc.integer({ min: 1, max: 3000 })),
    })
    .map(({ from, hours, ...part }) => {
      const fromMs = from - 500 * HOUR_MS;
      return {
        ...part,
        key: `grant/${id}`,
        fromMs,
        toMs: hours === null ? Number.POSITIVE_INFINITY : fromMs + hours * HOUR_MS,
      };
    });

/** Whatever nothing else prices, priced low: without it most events would be unpriced. */
const CATCH_ALL: PricedList = {
  id: 5,
  code: 'list-5',
  name: '',
  side: 'customer',
  currency: 'EUR',
  calendarId: 1,
  bandChange: 'split',
  parentId: null,
  versions: [
    {
      version: 1,
      validFromMs: 0,
      validToMs: Number.POSITIVE_INFINITY,
      prices: (['voice', 'sms', 'data'] as const).map((service) => ({
        target: '*',
        service,
        direction: 'outbound',
        band: 'any',
        destinationId: 2,
        unit: service === 'voice' ? 'second' : service === 'sms' ? 'piece' : 'byte',
        priceNano: 90_000_000,
        per: service === 'data' ? 1_048_576 : 60,
        connectionFeeNano: 50_000_000,
        firstIncrement: 30,
        nextIncrement: 6,
        terms: null,
      })),
    },
  ],
};

/** Ranges that everything begins with, so that most events have an owner. */
const wideLines: fc.Arbitrary<readonly RatedLine[]> = fc.tuple(
  ...['1', '2', '3'].map((identifier, index) =>
    line(20 + index).map((one) => ({ ...one, kind: 'range' as const, identifier, sourceId: 0, validFromMs: 0 })),
  ),
);

const some = <T>(max: number, of: (id: number) => fc.Arbitrary<T>) =>
  fc.integer({ min: 0, max }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => of(index + 1))));

export const randomInput: fc.Arbitrary<RatingInput> = fc.record({
  book: fc.record({
    calendars: fc.tuple(calendar(1), calendar(2)),
    destinations: fc.constant(DESTINATIONS),
    lists: fc.tuple(list(1), list(2), list(3), list(4), fc.constant(CATCH_ALL)),
    plans: fc.oneof(
      fc.tuple(plan(1), plan(2), plan(3)),
      fc.tuple(plan(1), plan(2), plan(3)).map((all) => all.map((one) => ({ ...one, priceListId: 5 }))),
    ),
    zones: fc.constant(ZONES),
    numbering,
    ported,
    allowances: fc.tuple(allowance(1), allowance(2), allowance(3), allowance(4), allowance(5)),
  }),
  lines: fc.tuple(some(8, line), wideLines).map((all) => all.flat()),
  sources: fc.tuple(
    ...[
      { id: 1, country: 'DE', supplierListId: 3 },
      { id: 2, country: 'FR', supplierListId: null },
      { id: 4, country: 'AT', supplierListId: 4 },
    ].map((source) =>
      fc.constantFrom(...DURATION_ROUNDINGS).map((durationRounding) => ({ ...source, durationRounding })),
    ),
  ),
  grants: some(8, grant),
  zone: fc.constantFrom('Europe/Berlin', 'UTC', 'Australia/Lord_Howe'),
});

const number = fc.oneof(
  fc.constant(0),
  { weight: 3, arbitrary: digits(3, 4).map(Number) },
  digits(3, 6).map(Number),
  digits(12, 15).map(Number),
);
const text = fc.option(fc.oneof(fc.constantFrom(...TEXTS, 'anonymous'), digits(1, 4)));

/** An event as a source brings it. */
export const randomEvent: fc.Arbitrary<{ record: UsageRecord; sourceId: number }> = fc.record({
  sourceId: fc.constantFrom(1, 1, 2, 3, 4),
  record: fc
    .record({
      startMs: instant,
      dedupHi: fc.integer({ min: -9, max: 9 }),
      dedupLo: fc.integer(),
      durationMs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 4 * HOUR_MS }),
        fc.integer({ min: 1, max: 240 }).map((halves) => halves * 30_000),
      ),
      volume: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }), fc.maxSafeNat()),
      network: sometimes(digits(3, 5).map(Number), 0),
      direction: fc.constantFrom(1, 1, 1, 1, 2, 2, 3, 4, 4),
      service: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 4),
      aNumber: number,
      bNumber: number,
      aText: text,
      bText: text,
      accountText: fc.option(fc.constantFrom(...TEXTS), { freq: 2 }),
      sourceCostMicro: fc.constantFrom(NO_SOURCE_COST, NO_SOURCE_COST, -12_345, 0, 12_345, 9_999_999),
    })
    .map((part) => ({ ...blankRecord(), ...part })),
});
