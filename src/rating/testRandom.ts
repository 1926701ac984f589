import fc from 'fast-check';
import {
  type Allowance,
  type Calendar,
  type Destination,
  MAX_CONNECTION_FEE_NANO,
  MAX_PRICE_NANO,
  NO_TERMS,
  type NumberingVersion,
  PLAN_ROUNDING_MODES,
  type PortedNumber,
  type Price,
  type PricedList,
  type PricedVersion,
  type PricePlan,
  type PriceStep,
  type PriceTerms,
  type Service,
  type Unit,
  type Zone,
} from '#catalog';
import type { AllowanceGrant, LineKind, RatedLine } from '#contracts';
import { blankRecord, type UsageRecord } from '#usage';
import { DURATION_ROUNDINGS, type RatingInput } from './input.ts';

/**
 * Random catalogues, lines, allowances and events. Digits come from a small alphabet, so that prefixes nest, collide and miss; times cluster around
 * changes of bands, versions, months and clocks.
 */

const AUTUMN = Date.parse('2026-10-25T00:00:00Z');
const SPRING = Date.parse('2026-03-29T00:00:00Z');
const NOVEMBER = Date.parse('2026-10-31T23:00:00Z');
const HOUR_MS = 3_600_000;

const digits = (min: number, max: number) =>
  fc.array(fc.constantFrom('1', '2', '3'), { minLength: min, maxLength: max }).map((all) => all.join(''));

const instant = fc.oneof(
  fc.integer({ min: AUTUMN - 6 * HOUR_MS, max: AUTUMN + 6 * HOUR_MS }),
  fc.integer({ min: SPRING - 6 * HOUR_MS, max: SPRING + 6 * HOUR_MS }),
  fc.integer({ min: NOVEMBER - 3 * HOUR_MS, max: NOVEMBER + 3 * HOUR_MS }),
  fc.integer({ min: AUTUMN - 400 * HOUR_MS, max: AUTUMN + 400 * HOUR_MS }),
  fc.integer({ min: -20, max: 20 }).map((quarters) => AUTUMN + quarters * (HOUR_MS / 4)),
);

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const rule = fc
  .record({
    band: fc.constantFrom('a', 'b', 'c'),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 1 }),
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
const small = fc.integer({ min: 1, max: 3_000_000_000 });
const increment = fc.oneof(fc.constantFrom(1, 6, 10, 18, 30, 60), fc.integer({ min: 1, max: 86_400 }));

const steps: fc.Arbitrary<readonly PriceStep[]> = fc
  .array(
    fc.record({
      lengthUnits: fc.integer({ min: 1, max: 300 }),
      priceNano: nano(MAX_PRICE_NANO),
      per: fc.constantFrom(1, 7, 60, 1024),
      increment: fc.integer({ min: 1, max: 90 }),
      roundUp: fc.boolean(),
      flatNano: fc.oneof(fc.constant(0), small),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => {
    let fromUnits = 0;
    return parts.map(({ lengthUnits, ...part }) => {
      const step = { ...part, fromUnits };
      fromUnits += lengthUnits;
      return step;
    });
  });

const sometimes = <T>(what: fc.Arbitrary<T>, otherwise: T) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(otherwise) }, what);
const terms: fc.Arbitrary<PriceTerms> = fc.record({
  steps: sometimes<readonly PriceStep[] | null>(steps, null),
  stepMode: fc.constantFrom('slice' as const, 'slice' as const, 'total' as const),
  incrementOrigin: fc.constantFrom('step' as const, 'call' as const),
  graceUnits: sometimes(fc.integer({ min: 0, max: 10 }), 0),
  freeUnits: sometimes(fc.integer({ min: 0, max: 60 }), 0),
  minimumUnits: sometimes(fc.integer({ min: 0, max: 120 }), 0),
  attemptFeeNano: sometimes(small, 0),
  serviceFee: fc.option(fc.record({ perEventNano: small, perMinuteNano: small })),
  minimumChargeNano: sometimes(small, 0),
  capNano: sometimes<number | null>(small, null),
  costPlus: sometimes<PriceTerms['costPlus']>(
    fc.record({
      markupPpm: fc.integer({ min: 0, max: 2_000_000 }),
      floorNano: fc.oneof(fc.constant(0), small),
      capNano: fc.option(small),
    }),
    null,
  ),
  discountPpm: sometimes(fc.integer({ min: 0, max: 1_000_000 }), 0),
  discountNano: sometimes(small, 0),
});

const UNIT_OF: Readonly<Record<string, readonly Unit[]>> = {
  voice: ['second', 'second', 'second', 'piece'],
  sms: ['piece'],
  data: ['byte'],
};
const PERS: Readonly<Record<Unit, readonly number[]>> = {
  second: [60, 60, 60, 1, 30, 7],
  byte: [1, 1024, 1_048_576, 1_073_741_824],
  piece: [1, 100],
};

const targetPrices = (target: string): fc.Arbitrary<readonly Price[]> =>
  fc
    .record({
      bands: fc.oneof(fc.subarray<string>(['a', 'b', 'c', 'any'], { minLength: 1 }), fc.constant<string[]>(['any'])),
      destinationId: fc.integer({ min: 1, max: 7 }),
      service: fc.constantFrom<Service>('voice', 'voice', 'voice', 'voice', 'sms', 'data'),
      direction: fc.constantFrom('outbound' as const, 'outbound' as const, 'outbound' as const, 'inbound' as const),
    })
    .chain((part) => fc.constantFrom(...UNIT_OF[part.service]!).map((unit) => ({ ...part, unit })))
    .chain(({ bands, destinationId, service, direction, unit }) =>
      fc.tuple(
        ...bands.map((band) =>
          fc.record({
            target: fc.constant(target),
            service: fc.constant(service),
            direction: fc.constant(direction),
            band: fc.constant(band),
            destinationId: fc.constant(destinationId),
            unit: fc.constant(unit),
            priceNano: nano(MAX_PRICE_NANO),
            per: fc.constantFrom(...PERS[unit]),
            connectionFeeNano: nano(MAX_CONNECTION_FEE_NANO),
            firstIncrement: increment,
            nextIncrement: increment,
            terms: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, terms, fc.constant(NO_TERMS)),
          }),
        ),
      ),
    );

const target = fc.oneof(
  { weight: 3, arbitrary: digits(1, 4) },
  { weight: 3, arbitrary: fc.constantFrom('1', '2', '3') },
  digits(1, 3).map((short) => `DE/${short}`),
  digits(1, 3).map((short) => `FR/${short}`),
  digits(1, 3).map((network) => `PLMN/${network}`),
  digits(3, 5).map((number) => `=${number}`),
  fc.constantFrom('@FIXED', '@MOBILE', '@SOS', '@FREEPHONE', '@ONNET', '@INTRA', '@ROAM', '#HOME', '#WORLD', '*', '*'),
);

const prices = fc
  .uniqueArray(target, { minLength: 1, maxLength: 14 })
  .chain((targets) => fc.tuple(...targets.map(targetPrices)))
  .map((all) => all.flat());

/** Stretches in order of time, with or without a gap before each; the last is open or ends. */
const stretches = <T>(of: fc.Arbitrary<T>, max: number) =>
  fc
    .record({
      edges: fc.uniqueArray(instant, { minLength: 1, maxLength: max }),
      gaps: fc.array(fc.boolean(), { minLength: max, maxLength: max }),
      parts: fc.array(of, { minLength: max, maxLength: max }),
      early: fc.constantFrom(true, true, true, false),
    })
    .map((part) => {
      const edges = [...part.edges].sort((a, b) => a - b);
      return edges
        .map((validFromMs, index) => ({
          version: index + 1,
          validFromMs: index === 0 && part.early ? 0 : validFromMs,
          validToMs: edges[index + 1] ?? Number.POSITIVE_INFINITY,
          part: part.parts[index]!,
        }))
        .filter((_, index) => !part.gaps[index] || index === 0);
    });

const versions: fc.Arbitrary<readonly PricedVersion[]> = stretches(prices, 4).map((all) =>
  all.map(({ part, ...version }) => ({ ...version, prices: part })),
);

const numbering: fc.Arbitrary<readonly NumberingVersion[]> = stretches(
  fc.dictionary(
    fc.oneof(
      digits(1, 4),
      digits(1, 3).map((short) => `DE/${short}`),
      digits(1, 3).map((network) => `PLMN/${network}`),
    ),
    fc.integer({ min: 1, max: 7 }),
    { maxKeys: 12 },
  ),
  3,
).map((all) => all.map(({ part, ...version }) => ({ ...version, prefixes: new Map(Object.entries(part)) })));

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
      sourceCostMicro: fc.constantFrom(-1, -1, 0, 12_345, 9_999_999),
    })
    .map((part) => ({ ...blankRecord(), ...part })),
});
