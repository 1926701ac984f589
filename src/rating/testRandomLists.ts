import fc from 'fast-check';
import {
  type Calendar,
  MAX_CONNECTION_FEE_NANO,
  MAX_PRICE_NANO,
  NO_TERMS,
  type NumberingVersion,
  type Price,
  type PricedList,
  type PricedVersion,
  type PriceStep,
  type PriceTerms,
  type Service,
  type Unit,
} from '#catalog';

/**
 * Random calendars, price lists and numbering plans. Digits come from a small alphabet, so that prefixes nest, collide and miss; times cluster around
 * changes of bands, versions, months and clocks.
 */

const AUTUMN = Date.parse('2026-10-25T00:00:00Z');
const SPRING = Date.parse('2026-03-29T00:00:00Z');
const NOVEMBER = Date.parse('2026-10-31T23:00:00Z');
export const HOUR_MS = 3_600_000;

export const digits = (min: number, max: number) =>
  fc.array(fc.constantFrom('1', '2', '3'), { minLength: min, maxLength: max }).map((all) => all.join(''));

export const instant = fc.oneof(
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
export const calendar = (id: number): fc.Arbitrary<Calendar> =>
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

export const sometimes = <T>(what: fc.Arbitrary<T>, otherwise: T) =>
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

export const numbering: fc.Arbitrary<readonly NumberingVersion[]> = stretches(
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

export const list = (id: number): fc.Arbitrary<PricedList> =>
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
