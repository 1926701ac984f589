/** Rating alone and with reading, each beside the bare reading of the same file; and what a price list of 200,000 prefixes takes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCalendar, addDestinations, addPriceList, importPriceList, priceBook } from '#catalog/service';
import { type CompiledFormat, compileFormat, findFormat } from '#mediation';
import { inTransaction } from '#platform/db';
import { compileOrderedRating, compileRating, type OrderedRating, type RatingInput } from '#rating';
import { blankRecord, STATUS } from '#usage';
import { seededRandom } from '../../demo/random.ts';
import { testApp } from '../database.ts';
import { type Figure, recordFigure } from './figure.ts';
import { type Cost, measured, medianCost, Quarters } from './measure.ts';
import { makeCalled, makeInput, makePrefixes, SOURCE_ID, type TariffSize } from './ratingScene.ts';
import { bareRead, filePieces, readPieces } from './reading.ts';
import { benchNumber, writeRecordFile } from './recordFile.ts';

export interface RatingBenchOptions {
  readonly records: number;
  readonly customers: number;
}

type Tell = (figure: Figure) => void;

const PREFIXES = 60_000;
const DECK_PREFIXES = 200_000;
/** A tariff of a tenth, to see that neither customers nor prefixes make a record dearer. */
const SMALLER = 10;
const CALLED = 100_000;
const ROUNDS = 3;
const FORMAT = 'french-carrier-csv';

export async function benchRating(options: RatingBenchOptions, tell: Tell): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-bench-'));
  try {
    const size = { customers: options.customers, retailPrefixes: PREFIXES, supplierPrefixes: PREFIXES };
    const base = await benchFile({ name: '', size, records: options.records, dir }, tell);
    const small = {
      customers: Math.ceil(size.customers / SMALLER),
      retailPrefixes: PREFIXES / SMALLER,
      supplierPrefixes: PREFIXES / SMALLER,
    };
    await benchFile(
      {
        name: ` (${small.customers} customers, ${small.retailPrefixes} prefixes)`,
        size: small,
        records: options.records,
        dir,
      },
      tell,
      base,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  await benchDeck(tell);
}

interface FileBench {
  readonly name: string;
  readonly size: TariffSize;
  readonly records: number;
  readonly dir: string;
}

/** (a) to (c): rate only; read, normalise, match and rate with allowances; bare reading. */
async function benchFile({ name, size, records, dir }: FileBench, tell: Tell, larger?: Figure): Promise<Figure> {
  const input = makeInput(size);
  const random = seededRandom('bench/rating/called');
  const called = makeCalled(makePrefixes(size.retailPrefixes, seededRandom('bench/rating')), CALLED, random);
  const path = join(dir, `${size.customers}.csv`);
  writeRecordFile({
    path,
    source: 'atlantique',
    month: '2026-08',
    records,
    customers: size.customers,
    called: called.map((digits) => `00${digits}`),
  });
  const { compiled } = compileFormat(findFormat(FORMAT)!, {
    id: SOURCE_ID,
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
  });
  if (compiled === null) throw new Error(`assertion failed: format ${FORMAT} does not compile`);

  if (larger === undefined) tell(recordFigure('(a) rate only', records, await rateOnly(input, called, size, records)));
  const costs = { bare: [] as Cost[], rated: [] as Cost[] };
  let quarters: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await measured(() => bareRead(filePieces(path), compiled));
    const rating = compileOrderedRating(input);
    const rated = await measured(() => readAndRate(path, compiled, rating, records));
    if (bare.result !== records) throw new Error(`${bare.result} of ${records} records`);
    costs.bare.push(bare.cost);
    costs.rated.push(rated.cost);
    quarters = rated.result;
  }
  const bareFigure = recordFigure(`(c) bare read${name}`, records, medianCost(costs.bare));
  const figure = recordFigure(`(b) read, normalise, match, rate${name}`, records, medianCost(costs.rated), bareFigure);
  const cheaper =
    larger?.cpuUsPer === undefined ? {} : { [larger.name]: Number((figure.cpuUsPer! / larger.cpuUsPer).toFixed(2)) };
  tell(bareFigure);
  tell({ ...figure, ratioTo: { ...cheaper, ...figure.ratioTo }, rssByQuarterMb: quarters });
  return figure;
}

/** Reads and rates the file; answers the most memory held in each quarter of it. */
async function readAndRate(
  path: string,
  compiled: CompiledFormat,
  { rate, counters }: OrderedRating,
  records: number,
): Promise<readonly number[]> {
  const quarters = new Quarters(statSync(path).size);
  let covered = 0;
  let unpriced = 0;
  let sinceMark = 0;
  const bytesEach = statSync(path).size / records;
  const passed = await readPieces(filePieces(path), compiled, (record) => {
    rate(record, SOURCE_ID);
    if (record.coveredUnits > 0) covered++;
    if (record.status !== STATUS.rated || record.customerId === 0 || record.supplierListId === 0) unpriced++;
    if (++sinceMark < MARK_EVERY) return;
    quarters.advance(bytesEach * sinceMark);
    sinceMark = 0;
  });
  if (passed !== records || unpriced > 0) throw new Error(`${passed} read, ${unpriced} not rated on both legs`);
  if (covered < records / 100 || counters().length === 0) throw new Error(`only ${covered} drew on an allowance`);
  return quarters.peaksMb;
}

/** Asking for the memory held takes a while itself. */
const MARK_EVERY = 32_768;
const BATCH = 65_536;

/** Matching and both legs of records that lie in memory. */
async function rateOnly(
  input: RatingInput,
  called: readonly string[],
  size: TariffSize,
  records: number,
): Promise<Cost> {
  const rate = compileRating(input);
  const random = seededRandom('bench/rating/calls');
  const startMs = Float64Array.from({ length: BATCH }, () => Date.UTC(2026, 7, 1) + random.below(28 * 86_400) * 1000);
  const durationMs = Int32Array.from({ length: BATCH }, () => 1000 + random.below(600_000));
  const aNumber = Float64Array.from({ length: BATCH }, () => Number(benchNumber(1 + random.below(size.customers))));
  const bNumber = Float64Array.from({ length: BATCH }, () => Number(random.pick(called)));
  const record = blankRecord();
  const run = async (): Promise<number> => {
    let rated = 0;
    for (let index = 0; index < records; index++) {
      const call = index & (BATCH - 1);
      record.startMs = startMs[call]!;
      record.durationMs = durationMs[call]!;
      record.aNumber = aNumber[call]!;
      record.bNumber = bNumber[call]!;
      rate(record, SOURCE_ID);
      if (record.chargeMicro > 0) rated++;
    }
    return rated;
  };
  const costs: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { result, cost } = await measured(run);
    if (result < records / 2) throw new Error(`only ${result} of ${records} were charged`);
    costs.push(cost);
  }
  return medianCost(costs);
}

/** (d) A price list of 200,000 prefixes: into the database, out of it, and compiled. */
async function benchDeck(tell: Tell): Promise<void> {
  const random = seededRandom('bench/rating/deck');
  const rows = makePrefixes(DECK_PREFIXES, random).map((target) => ({
    target,
    destination: `D${1 + random.below(200)}`,
    price: `0.${String(1 + random.below(9999)).padStart(4, '0')}`,
    increments: '60/1',
  }));
  const app = await testApp();
  try {
    await inTransaction(app, app.actor, async (ctx) => {
      await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
      const name = { de: 'Ziel', fr: 'Destination', en: 'Destination' };
      await addDestinations(
        ctx,
        Array.from({ length: 200 }, (_, index) => ({
          code: `D${index + 1}`,
          name,
          class: 'internationalFixed' as const,
        })),
      );
      await addPriceList(ctx, { code: 'DECK', name: 'Deck', side: 'customer', currency: 'EUR', calendarCode: 'flat' });
    });
    const imported = await measured(() =>
      inTransaction(app, app.actor, (ctx) => importPriceList(ctx, { listCode: 'DECK', validFrom: '2026-01-01', rows })),
    );
    tell(recordFigure('(d) import 200,000 prefixes', rows.length, imported.cost));
    const loaded = await measured(() => inTransaction(app, app.actor, priceBook));
    tell(recordFigure('(d) load them', rows.length, loaded.cost));
    const input = { book: loaded.result, lines: [], sources: [], grants: [], zone: 'Europe/Berlin' };
    const compiled = await measured(async () => compileRating(input));
    tell(recordFigure('(d) compile them', rows.length, compiled.cost));
  } finally {
    await app.close();
  }
}
