/**
 * Speed of the import: reading and normalising alone, with encoding for the database, and all the way into PostgreSQL. One
 * JSON line each. `node test/bench/mediation.ts [records]`
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compileFormat, FileReading, findFormat } from '#mediation';
import { addSource, importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { type RateOnArrival, STATUS } from '#usage';
import { CopyBatch } from '../../src/usage/batch.ts';
import { testApp } from '../database.ts';

const RECORDS = Number(process.argv[2] ?? 1_000_000);
const CUSTOMERS = 5_000;
const PIECE = 262_144;

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

const two = (value: number) => String(value).padStart(2, '0');

/** A carrier's month in order of time. */
function carrierFile(records: number): Buffer {
  const random = seeded(11);
  const lines = ['Date;Heure;Sens;Numéro appelant;Numéro appelé;Durée (s);Montant HT;Compte;Identifiant'];
  for (let i = 0; i < records; i++) {
    const at = Math.floor((i / records) * 30 * 86_400);
    const day = Math.floor(at / 86_400) + 1;
    const time = `${two(Math.floor(at / 3600) % 24)}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`;
    const calling = `33199${String(random() % CUSTOMERS).padStart(6, '0')}`;
    const called =
      random() % 4 === 0
        ? `0049${String(30_000_000 + (random() % 9_000_000))}`
        : `06${String(random() % 100_000_000).padStart(8, '0')}`;
    const duration = 5 + (random() % 600);
    lines.push(
      `${two(day)}/09/2026;${time};Sortant;${calling};${called};${duration};0,${String(random() % 10_000).padStart(4, '0')};SBC-${random() % 9};${i.toString(36)}-${random().toString(36)}`,
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`, 'latin1');
}

const rate: RateOnArrival = (record) => {
  record.customerId = 1 + (record.aNumber % CUSTOMERS);
  record.lineId = record.customerId;
  record.contractId = record.customerId;
  record.status = STATUS.rated;
  record.chargeMicro = record.durationMs * 3;
};

interface Line {
  readonly name: string;
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly cpuMsPer: number;
  readonly peakRssMb: number;
}

const lines: Line[] = [];
async function measure(name: string, records: number, work: () => Promise<void> | void): Promise<void> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  lines.push({
    name,
    records,
    recordsPerSecond: Math.round(records / seconds),
    cpuMsPer: Number(((user + system) / 1000 / records).toFixed(6)),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  });
}

const content = carrierFile(RECORDS);
const source = { id: 1, zone: 'Europe/Paris', country: 'FR', settings: {} };
const { compiled } = compileFormat(findFormat('french-carrier-csv')!, source);

function readAll(take: ConstructorParameters<typeof FileReading>[1]): void {
  const reading = new FileReading(compiled!, take);
  for (let at = 0; at < content.length; at += PIECE) reading.push(content.subarray(at, at + PIECE));
  reading.end();
  if (reading.counts.passed !== RECORDS) throw new Error(`read ${JSON.stringify(reading.counts)}`);
}

readAll(() => {});
await measure('mediation.read', RECORDS, () => readAll(() => {}));

await measure('mediation.readAndEncode', RECORDS, () => {
  const batch = new CopyBatch();
  const origin = { tenantId: 1, loadNo: 1, fileId: 1, sourceId: 1 };
  let bytes = 0;
  readAll((record) => {
    rate(record, 1);
    batch.append(record, origin);
    if (!batch.full) return;
    for (const piece of batch.pieces()) bytes += piece.length;
    batch.clear();
  });
  if (bytes === 0 && RECORDS > 100_000) throw new Error('nothing encoded');
});

const app = await testApp();
const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-bench-'));
try {
  await inTransaction(app, app.actor, (ctx) =>
    addSource(ctx, {
      code: 'bench',
      name: 'bench',
      kind: 'carrier',
      format: 'french-carrier-csv',
      zone: 'Europe/Paris',
      country: 'FR',
      settings: {},
      supplierPriceListId: null,
    }),
  );
  const path = join(folder, 'bench.csv');
  writeFileSync(path, content);
  await measure('mediation.import', RECORDS, async () => {
    const report = await importFile(
      app,
      app.actor,
      { path, name: 'bench.csv', sourceCode: 'bench' },
      { rate },
      silentProgress,
    );
    if (report.stored !== RECORDS) throw new Error(`stored ${report.stored}`);
  });
  writeFileSync(path, Buffer.concat([content, Buffer.from('\n')]));
  await measure('mediation.importAllDuplicates', RECORDS, async () => {
    const report = await importFile(
      app,
      app.actor,
      { path, name: 'again.csv', sourceCode: 'bench' },
      { rate },
      silentProgress,
    );
    if (report.duplicates !== RECORDS) throw new Error(`duplicates ${report.duplicates}`);
  });
} finally {
  await app.close();
  rmSync(folder, { recursive: true });
}
for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
