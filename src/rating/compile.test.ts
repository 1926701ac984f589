import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Calendar,
  type Destination,
  MAX_CONNECTION_FEE_NANO,
  MAX_PRICE_NANO,
  PLAN_ROUNDING_MODES,
  type Price,
  type PricedList,
  type PricedVersion,
  type PricePlan,
} from '#catalog';
import type { LineKind, RatedLine } from '#contracts';
import { blankRecord, type UsageRecord } from '#usage';
import { chargeOf, rateByReference } from './charge.ts';
import { compileRating } from './compile.ts';
import type { RatingInput } from './input.ts';

/**
 * The differential test: over random catalogues, lines and calls the compiled rater and the reference rater must say the same, field by field.
 * Digits come from a small alphabet, so that prefixes nest, collide and miss; times cluster around changes of bands, versions and clocks.
 */

const AUTUMN = Date.parse('2026-10-25T00:00:00Z');
const SPRING = Date.parse('2026-03-29T00:00:00Z');
const HOUR_MS = 3_600_000;

const digits = (min: number, max: number) =>
  fc.array(fc.constantFrom('1', '2', '3'), { minLength: min, maxLength: max }).map((all) => all.join(''));

const instant = fc.oneof(
  fc.integer({ min: AUTUMN - 6 * HOUR_MS, max: AUTUMN + 6 * HOUR_MS }),
  fc.integer({ min: SPRING - 6 * HOUR_MS, max: SPRING + 6 * HOUR_MS }),
  fc.integer({ min: AUTUMN - 400 * HOUR_MS, max: AUTUMN + 400 * HOUR_MS }),
  fc.integer({ min: -20, max: 20 }).map((quarters) => AUTUMN + quarters * (HOUR_MS / 4)),
);

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const rule = fc
  .record({
    band: fc.constantFrom('a', 'b', 'c'),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    at: clock,
  })
  .chain((part) =>
    fc.integer({ min: part.at + 1, max: 1440 }).map((to) => ({
      band: part.band,
      weekdays: part.weekdays,
      from: clockText(part.at),
      to: clockText(to),
    })),
  );
const calendar = (id: number): fc.Arbitrary<Calendar> =>
  fc.record({
    id: fc.constant(id),
    code: fc.constant(`calendar-${id}`),
    zone: fc.constantFrom('Europe/Berlin', 'Europe/Paris', 'UTC', 'America/St_Johns', 'Australia/Lord_Howe'),
    bands: fc.constant(['a', 'b', 'c']),
    rules: fc.array(rule, { maxLength: 5 }),
    holidays: fc.subarray(['2026-10-24', '2026-10-25', '2026-10-26', '2026-03-29']),
  });

const nano = (max: number) =>
  fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 0, max }), fc.constant(max));
const increment = fc.oneof(fc.constantFrom(1, 6, 10, 18, 30, 60), fc.integer({ min: 1, max: 86_400 }));

const prefixPrices = (prefix: string): fc.Arbitrary<readonly Price[]> =>
  fc
    .record({
      bands: fc.subarray(['a', 'b', 'c', 'any'], { minLength: 1 }),
      destinationId: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ bands, destinationId }) =>
      fc.tuple(
        ...bands.map((band) =>
          fc.record({
            prefix: fc.constant(prefix),
            band: fc.constant(band),
            destinationId: fc.constant(destinationId),
            priceNano: nano(MAX_PRICE_NANO),
            connectionFeeNano: nano(MAX_CONNECTION_FEE_NANO),
            firstIncrement: increment,
            nextIncrement: increment,
          }),
        ),
      ),
    );

const prices = fc
  .uniqueArray(
    fc.oneof(
      digits(1, 5),
      digits(1, 3).map((short) => `DE/${short}`),
      digits(1, 3).map((short) => `FR/${short}`),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((prefixes) => fc.tuple(...prefixes.map(prefixPrices)))
  .map((all) => all.flat());

/** Versions in order of time, with or without a gap before each; the last is open or ends. */
const versions: fc.Arbitrary<readonly PricedVersion[]> = fc
  .record({
    edges: fc.uniqueArray(instant, { minLength: 1, maxLength: 5 }),
    gaps: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    prices: fc.array(prices, { minLength: 5, maxLength: 5 }),
  })
  .map((part) => {
    const edges = [...part.edges].sort((a, b) => a - b);
    return edges
      .map((validFromMs, index) => ({
        version: index + 1,
        validFromMs,
        validToMs: edges[index + 1] ?? Number.POSITIVE_INFINITY,
        prices: part.prices[index]!,
      }))
      .filter((_, index) => !part.gaps[index] || index === 0);
  });

const list = (id: number): fc.Arbitrary<PricedList> =>
  fc.record({
    id: fc.constant(id),
    code: fc.constant(`list-${id}`),
    name: fc.constant(''),
    side: fc.constant('customer' as const),
    currency: fc.constant('EUR'),
    calendarId: fc.integer({ min: 1, max: 2 }),
    bandChange: fc.constantFrom('atStart' as const, 'split' as const),
    parentId: id === 1 ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: id - 1 })),
    versions,
  });

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
        contractId: fc.constant(id * 10),
        customerId: fc.constant(id * 100),
        pricePlanId: fc.integer({ min: 1, max: 3 }),
        overridePriceListId: fc.option(fc.integer({ min: 1, max: 4 })),
        kind: fc.constant(kind),
        identifier: kind === 'number' ? digits(3, 5) : kind === 'range' ? digits(1, 3) : fc.constantFrom(...TEXTS),
        label: fc.constant(`line ${id}`),
        sourceId: fc.constantFrom(0, 0, 1, 2),
        validFromMs: fc.constant(Math.min(from, to ?? from)),
        validToMs: fc.constant(to === null ? Number.POSITIVE_INFINITY : Math.max(from, to)),
      }),
    );

const DESTINATIONS: readonly Destination[] = [
  { id: 1, code: 'FIXED', name: { de: '', fr: '', en: '' }, class: 'nationalFixed', country: 'DE' },
  { id: 2, code: 'MOBILE', name: { de: '', fr: '', en: '' }, class: 'nationalMobile', country: 'DE' },
  { id: 3, code: 'SOS', name: { de: '', fr: '', en: '' }, class: 'emergency', country: 'DE' },
];

const input: fc.Arbitrary<RatingInput> = fc.record({
  book: fc.record({
    calendars: fc.tuple(calendar(1), calendar(2)),
    destinations: fc.constant(DESTINATIONS),
    lists: fc.tuple(list(1), list(2), list(3), list(4)),
    plans: fc.tuple(plan(1), plan(2), plan(3)),
  }),
  lines: fc
    .integer({ min: 0, max: 8 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => line(index + 1)))),
  sources: fc.constant([
    { id: 1, country: 'DE', supplierListId: 3 },
    { id: 2, country: 'FR', supplierListId: null },
    { id: 4, country: 'AT', supplierListId: 4 },
  ]),
});

const number = fc.oneof(fc.constant(0), digits(3, 6).map(Number), digits(12, 15).map(Number));
const text = fc.option(fc.oneof(fc.constantFrom(...TEXTS, 'anonymous'), digits(1, 4)));
const call: fc.Arbitrary<{ record: UsageRecord; sourceId: number }> = fc.record({
  sourceId: fc.constantFrom(1, 1, 2, 3, 4),
  record: fc
    .record({
      startMs: instant,
      durationMs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 4 * HOUR_MS }),
        fc.integer({ min: 1, max: 240 }).map((halves) => halves * 30_000),
      ),
      direction: fc.constantFrom(1, 1, 1, 1, 2, 3, 4, 4),
      service: fc.constantFrom(1, 1, 1, 1, 1, 1, 2),
      aNumber: number,
      bNumber: number,
      aText: text,
      bText: text,
      accountText: fc.option(fc.constantFrom(...TEXTS), { freq: 2 }),
    })
    .map((part) => ({ ...blankRecord(), ...part })),
});

test('the compiled rater says what the reference rater says', () => {
  const seen = new Map<string, number>();
  const see = (what: string, times: boolean) => seen.set(what, (seen.get(what) ?? 0) + Number(times));
  fc.assert(
    fc.property(input, fc.array(call, { minLength: 10, maxLength: 40 }), (everything, calls) => {
      const rate = compileRating(everything);
      for (const { record, sourceId } of calls) {
        const expected = rateByReference(record, sourceId, everything).charge;
        rate(record, sourceId);
        assert.deepEqual(chargeOf(record), expected);
        rate(record, sourceId);
        assert.deepEqual(chargeOf(record), expected, 'rating twice changes nothing');
        see('rated', expected.status === 1);
        see('free', expected.status === 2);
        see('unpriced', expected.status === 3);
        see('matched', expected.customerId > 0);
        see('beyond 2^52', expected.chargeMicro > 2 ** 52 / 60_000);
        see('supplier', expected.costMicro > 0);
      }
    }),
    { numRuns: 300, seed: 20_261_123 },
  );
  for (const [what, times] of seen) assert.ok(times > 100, `the cases are worth something: ${what} ${times}`);
});
