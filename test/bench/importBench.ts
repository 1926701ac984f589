/** The import, and what its stages cost alone, each beside the bare reading of the same file. */
import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledFormat, compileFormat, findFormat, type Source } from '#mediation';
import { getSource, importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { compileRater, type Rater } from '#rating/service';
import { CopyBatch } from '../../src/usage/batch.ts';
import { type Figure, recordFigure } from './figure.ts';
import { type Cost, measured, medianCost, Quarters } from './measure.ts';
import { bareRead, filePieces, readPieces } from './reading.ts';
import { BENCH_SOURCES, type BenchSource, writeRecordFile } from './recordFile.ts';
import { addBenchCustomers, openScene, type Scene } from './scene.ts';

export interface ImportBenchOptions {
  /** Records of a file; the memory test has four times as many. */
  readonly records: number;
  /** Customers beside the demo's 60. */
  readonly customers: number;
}

const MONTH = '2026-08';
const LARGER_MONTH = '2026-09';
const NOW_MS = Date.UTC(2026, 9, 2);
const LARGER = 4;
const ROUNDS = 3;

/** Measures and hands over each figure as it is known. */
export async function benchImport(options: ImportBenchOptions, tell: (figure: Figure) => void): Promise<void> {
  const scene = await openScene();
  try {
    await addBenchCustomers(scene, options.customers, '2026-01-01');
    scene.clock.set(NOW_MS);
    const { result: rater, cost } = await measured(() => inTransaction(scene.app, scene.staff.clerk, compileRater));
    tell(recordFigure('compile the rater (lines)', options.customers, cost, undefined));
    for (const code of BENCH_SOURCES) await benchSource({ scene, rater, options }, code, tell);
    await benchLarger({ scene, rater, options }, tell);
  } finally {
    await scene.close();
  }
}

interface Bench {
  readonly scene: Scene;
  readonly rater: Rater;
  readonly options: ImportBenchOptions;
}

/** A file through each stage and through the whole import. */
async function benchSource(bench: Bench, code: BenchSource, tell: (figure: Figure) => void): Promise<void> {
  const { scene, rater, options } = bench;
  const { records, customers } = options;
  const path = join(scene.dir, `${code}.csv`);
  writeRecordFile({ path, source: code, month: MONTH, records, customers });
  const source = await inTransaction(scene.app, scene.staff.clerk, (ctx) => getSource(ctx, code));
  const compiled = compiledFor(source);
  const stages: Readonly<Record<string, () => Promise<number>>> = {
    'bare read': () => bareRead(filePieces(path), compiled),
    normalise: () => readPieces(filePieces(path), compiled, () => {}),
    rate: () => readPieces(filePieces(path), compiled, (record) => rater.rate(record, source.id)),
    encode: () => encoded(path, compiled, rater, source.id),
  };
  const costs = new Map<string, Cost[]>(Object.keys(stages).map((name) => [name, []]));
  // Round by round, so that what else the machine does strikes all stages alike.
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, stage] of Object.entries(stages)) {
      const { result, cost } = await measured(stage);
      if (result !== records) throw new Error(`${name} of ${code}: ${result} of ${records} records`);
      costs.get(name)?.push(cost);
    }
  let base: Figure | undefined;
  for (const [name, measuredCosts] of costs) {
    const figure = recordFigure(`${code}: ${name}`, records, medianCost(measuredCosts), base);
    base ??= figure;
    tell(figure);
  }
  tell(await imported(bench, { name: `${code}: import`, path, source: code, records }, base));
  // A line break more makes it another file of the same records.
  appendFileSync(path, '\n');
  tell(
    await imported(bench, { name: `${code}: import of repeats`, path, source: code, records, known: records }, base),
  );
}

/** As far as the bytes that go to the database. */
async function encoded(path: string, compiled: CompiledFormat, rater: Rater, sourceId: number): Promise<number> {
  const batch = new CopyBatch();
  const origin = { tenantId: 1, loadNo: 1, fileId: 1, sourceId };
  let bytes = 0;
  const flush = () => {
    for (const piece of batch.pieces()) bytes += piece.length;
    batch.clear();
  };
  const records = await readPieces(filePieces(path), compiled, (record) => {
    rater.rate(record, sourceId);
    batch.append(record, origin);
    if (batch.full) flush();
  });
  flush();
  return bytes > records ? records : 0;
}

/** Four times the records in one file, for what the memory does. */
async function benchLarger(bench: Bench, tell: (figure: Figure) => void): Promise<void> {
  const { scene, options } = bench;
  const records = options.records * LARGER;
  const path = join(scene.dir, 'larger.csv');
  writeRecordFile({ path, source: 'atlantique', month: LARGER_MONTH, records, customers: options.customers });
  tell(await imported(bench, { name: `atlantique: import ${LARGER}×`, path, source: 'atlantique', records }));
}

interface FileToImport {
  readonly name: string;
  readonly path: string;
  readonly source: BenchSource;
  readonly records: number;
  /** How many of them are there already. */
  readonly known?: number;
}

async function imported({ scene, rater }: Bench, file: FileToImport, base?: Figure): Promise<Figure> {
  const input = { path: file.path, name: `${file.source}-${statSync(file.path).size}.csv`, sourceCode: file.source };
  const quarters = new Quarters(statSync(file.path).size);
  const progress: Progress = { ...silentProgress, advance: (bytes) => quarters.advance(bytes) };
  const { result, cost } = await measured(
    () => importFile(scene.app, scene.staff.clerk, input, rater, progress),
    scene.serverPid,
  );
  const known = file.known ?? 0;
  if (
    result.stored !== file.records - known ||
    result.duplicates !== known ||
    result.unmatched > 0 ||
    result.unpriced > 0
  )
    throw new Error(`${file.name}: ${JSON.stringify({ ...result, rejects: undefined })}`);
  return { ...recordFigure(file.name, file.records, cost, base), rssByQuarterMb: quarters.peaksMb };
}

function compiledFor(source: Source): CompiledFormat {
  const format = findFormat(source.format);
  const compiled = format === undefined ? null : compileFormat(format, source).compiled;
  if (compiled === null) throw new Error(`assertion failed: format ${source.format} does not compile`);
  return compiled;
}
