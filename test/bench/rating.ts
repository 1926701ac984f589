/**
 * Speed of the compiled rater alone: matching and both legs, no reading, no storage. Prints one JSON line.
 * `node test/bench/rating.ts [records]`
 */
import { performance } from 'node:perf_hooks';
import { DEFAULT_ROUNDING, type Price, type PricedList, STORAGE_ROUNDING } from '#catalog';
import type { RatedLine } from '#contracts';
import { compileRating, type RatingInput } from '#rating';
import { blankRecord } from '#usage';

const RECORDS = Number(process.argv[2] ?? 3_000_000);
const PREFIXES = 20_000;
const LINES = 5_000;
const CALLS = 4_096;
const START_MS = Date.UTC(2026, 9, 1);
const MONTH_MS = 31 * 86_400_000;

/** Small seeded generator (mulberry32): the same bench on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const random = seeded(7);
const prefixes = [
  ...new Set(Array.from({ length: PREFIXES }, () => String(10 + (random() % 9_999_990)).slice(0, 2 + (random() % 6)))),
];

function prices(firstIncrement: number, nextIncrement: number): readonly Price[] {
  return prefixes.flatMap((prefix) =>
    ['peak', 'offPeak'].map((band) => ({
      prefix,
      band,
      destinationId: 1,
      priceNano: (1 + (random() % 400_000)) * 1000,
      connectionFeeNano: 0,
      firstIncrement,
      nextIncrement,
    })),
  );
}

function list(id: number, side: 'customer' | 'supplier', first: number, next: number): PricedList {
  const change = START_MS + MONTH_MS / 2;
  return {
    id,
    code: `list-${id}`,
    name: '',
    side,
    currency: 'EUR',
    calendarId: 1,
    bandChange: 'atStart',
    parentId: null,
    versions: [
      { version: 1, validFromMs: 0, validToMs: change, prices: prices(first, next) },
      { version: 2, validFromMs: change, validToMs: Number.POSITIVE_INFINITY, prices: prices(first, next) },
    ],
  };
}

const name = { de: '', fr: '', en: '' };
const input: RatingInput = {
  book: {
    calendars: [
      {
        id: 1,
        code: 'business',
        zone: 'Europe/Berlin',
        bands: ['peak', 'offPeak'],
        rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
        holidays: ['2026-10-03'],
      },
    ],
    destinations: [{ id: 1, code: 'ALL', name, class: 'internationalFixed', country: null }],
    lists: [list(1, 'customer', 60, 1), list(2, 'supplier', 1, 1)],
    plans: [{ id: 1, code: 'p', name, priceListId: 1, rounding: DEFAULT_ROUNDING, parentId: null, isDefault: true }],
  },
  sources: [{ id: 1, country: 'DE', supplierListId: 2 }],
  lines: Array.from(
    { length: LINES },
    (_, index): RatedLine => ({
      id: index + 1,
      contractId: index + 1,
      customerId: index + 1,
      pricePlanId: 1,
      overridePriceListId: null,
      kind: 'number',
      identifier: String(494055500000 + index),
      label: '',
      sourceId: 0,
      validFromMs: 0,
      validToMs: Number.POSITIVE_INFINITY,
    }),
  ),
};

const compiledAt = performance.now();
const rate = compileRating(input);
const compileMs = performance.now() - compiledAt;

const startMs = Float64Array.from({ length: CALLS }, () => START_MS + (random() % (MONTH_MS / 1000)) * 1000);
const durationMs = Int32Array.from({ length: CALLS }, () => 1000 + (random() % 600_000));
const aNumber = Float64Array.from({ length: CALLS }, () => 494055500000 + (random() % LINES));
const bNumber = Float64Array.from({ length: CALLS }, () =>
  Number(prefixes[random() % prefixes.length]!.padEnd(12, '7')),
);
const record = blankRecord();

function run(records: number): bigint {
  let total = 0;
  for (let index = 0; index < records; index++) {
    const call = index & (CALLS - 1);
    record.startMs = startMs[call]!;
    record.durationMs = durationMs[call]!;
    record.aNumber = aNumber[call]!;
    record.bNumber = bNumber[call]!;
    rate(record, 1);
    total += record.chargeMicro + record.costMicro;
  }
  return BigInt(total);
}

run(RECORDS / 4);
const before = process.memoryUsage().heapUsed;
const began = performance.now();
const cpu = process.cpuUsage();
const total = run(RECORDS);
const { user } = process.cpuUsage(cpu);
const seconds = (performance.now() - began) / 1000;
process.stdout.write(
  `${JSON.stringify({
    name: 'rate',
    recordsPerSecond: Math.round(RECORDS / seconds),
    cpuUsPerRecord: Number((user / RECORDS).toFixed(3)),
    compileMs: Math.round(compileMs),
    prefixes: prefixes.length,
    heapGrownKb: Math.round((process.memoryUsage().heapUsed - before) / 1024),
    totalMicro: total.toString(),
    rounding: STORAGE_ROUNDING.mode,
  })}\n`,
);
