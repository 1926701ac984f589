import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { asOwner, type TestApp, testApp } from '#test/database';
import { type RateOnArrival, STATUS, type StoredRecord } from '#usage';
import { lastLoadNo, recordAt } from '#usage/service';
import { addSource, fileDetail, importFile, importFiles, listFiles, listSources, previewFile } from './service.ts';

let app: TestApp;
let folder: string;

before(async () => {
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-import-'));
  await inTransaction(app, app.actor, async (ctx) => {
    const common = { name: 'x', settings: {}, supplierPriceListId: null } as const;
    await addSource(ctx, {
      ...common,
      code: 'nord',
      kind: 'carrier',
      format: 'french-carrier-csv',
      zone: 'Europe/Paris',
      country: 'FR',
    });
    await addSource(ctx, {
      ...common,
      code: 'sud',
      kind: 'carrier',
      format: 'french-carrier-csv',
      zone: 'Europe/Paris',
      country: 'FR',
    });
    await addSource(ctx, {
      ...common,
      code: 'sbc',
      kind: 'sbc',
      format: 'freeswitch-json',
      zone: 'UTC',
      country: 'DE',
    });
  });
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() =>
  asOwner(app.ownerUrl, (owner) =>
    owner.query(
      'truncate usage.record, usage.load, mediation.file, mediation.file_again, mediation.reject cascade; delete from platform.counter where name in ($$file$$, $$load$$)',
    ),
  ),
);

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
const row = (id: string | number, duration = '60', calling = '0199000040') =>
  `01/09/2026;09:15:00;Sortant;${calling};0612345678;${duration};0,01;;${id}\n`;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i)).join('');

/** Rates as a later slice would: one customer, and number 0199000099 belongs to nobody. */
const rate: RateOnArrival = (record) => {
  if (record.aNumber === 33_199_000_099) return;
  record.customerId = 7;
  record.status = STATUS.rated;
  record.chargeMicro = 20_000;
};

let files = 0;
function write(content: string | Buffer, name = `f${++files}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const run = (
  content: string | Buffer,
  options: { name?: string; source?: string; rate?: RateOnArrival; progress?: Progress } = {},
) => {
  const path = write(content, options.name);
  const input = {
    path,
    name: options.name ?? 'file.csv',
    ...(options.source === '' ? {} : { sourceCode: options.source ?? 'nord' }),
  };
  return importFile(app, app.actor, input, { rate: options.rate ?? rate }, options.progress ?? silentProgress);
};

async function count(table: string): Promise<number> {
  const { rows: found } = await asOwner(app.ownerUrl, (owner) =>
    owner.query(`select count(*)::int as n from ${table}`),
  );
  return found[0].n;
}

test('a file becomes records, rejects and one entry of the ledger whose figures add up', async () => {
  const content = HEADER + row('1') + row('1') + row('2', 'x') + row('3', '60', '0199000099') + row('4', '30');
  const report = await run(content, { name: 'day.csv' });
  const { findings: _f, sha256: _s, bytes: _b, ...figures } = report;
  assert.deepEqual(figures, {
    fileId: 1,
    name: 'day.csv',
    sourceCode: 'nord',
    state: 'imported',
    loadNo: 1,
    records: 5,
    stored: 3,
    duplicates: 1,
    rejected: 1,
    filtered: 0,
    joined: 0,
    waiting: 0,
    filterCounts: {},
    unmatched: 1,
    unpriced: 0,
    durationMs: 150_000,
    chargeMicro: 40_000,
    costMicro: 0,
    firstMs: Date.UTC(2026, 8, 1, 7, 15),
    lastMs: Date.UTC(2026, 8, 1, 7, 15),
  });
  const { file, rejects } = await inTransaction(app, app.actor, (ctx) =>
    fileDetail(ctx, { fileId: 1, page: 1, pageSize: 10 }),
  );
  assert.equal(file.rejected, 1n);
  assert.deepEqual(file.findings, [
    { code: 'mediation.rejects', severity: 'warning', params: { reason: 'mediation.duration', count: 1 } },
  ]);
  assert.deepEqual(
    rejects.rows.map(({ lineNo, columnNo, code, raw }) => [lineNo, columnNo, code, raw]),
    [[4, 6, 'mediation.duration', row('2', 'x').trimEnd()]],
  );
  const stored = await inTransaction(app, app.actor, (ctx) => recordAt(ctx, { fileId: 1, recordNo: 2 }));
  assert.equal(stored?.sourceCostMicro, 10_000);
  assert.equal(
    content.slice(0, 10_000).indexOf(row('1')),
    Buffer.from(content).subarray(0, stored!.byteOffset).toString().length,
  );
});

test('the same content again does nothing and says so; another name is remembered once', async () => {
  await run(HEADER + row('1'), { name: 'a.csv' });
  const again = await run(HEADER + row('1'), { name: 'a.csv' });
  assert.deepEqual(
    [again.state, again.fileId, again.stored, again.findings[0]?.code],
    ['again', 1, 0, 'mediation.fileAgain'],
  );
  assert.equal(await count('mediation.file_again'), 0);
  await run(HEADER + row('1'), { name: 'b.csv' });
  await run(HEADER + row('1'), { name: 'b.csv' });
  assert.equal(await count('mediation.file_again'), 1);
  assert.equal(await count('mediation.file'), 1);
  assert.equal(await count('usage.record'), 1);
  const { file } = await inTransaction(app, app.actor, (ctx) => fileDetail(ctx, { fileId: 1, page: 1, pageSize: 10 }));
  assert.deepEqual(file.again, ['b.csv']);
});

test('records that come again in another file, plain or packed, are duplicates', async () => {
  await run(HEADER + rows(0, 100));
  const packed = await run(gzipSync(HEADER + rows(50, 150)), { name: 'x.csv.gz' });
  assert.deepEqual([packed.records, packed.stored, packed.duplicates], [100, 50, 50]);
  assert.equal(await count('usage.record'), 150);
});

test('a crash in the middle leaves nothing; the same file afterwards is complete and numbered as if nothing had been', async () => {
  const content = HEADER + rows(0, 5000);
  let seen = 0;
  const failing: RateOnArrival = (record) => {
    rate(record, 1);
    if (++seen === 4321) throw new Error('power cut');
  };
  await assert.rejects(run(content, { rate: failing }), /power cut/);
  for (const table of ['usage.record', 'usage.load', 'mediation.file', 'mediation.reject'])
    assert.equal(await count(table), 0, table);
  const report = await run(content);
  assert.deepEqual([report.fileId, report.loadNo, report.stored], [1, 1, 5000]);
});

test('a cancelled import keeps nothing', async () => {
  const progress = { ...silentProgress, cancelled: true };
  await assert.rejects(
    run(HEADER + row('1'), { progress }),
    (error: unknown) => error instanceof Refusal && error.code === 'mediation.cancelled',
  );
  assert.equal(await count('usage.record'), 0);
  assert.equal(await count('mediation.file'), 0);
});

const QUARANTINED: readonly (readonly [name: string, content: Buffer, code: string, source?: string])[] = [
  [
    'a spreadsheet has spoilt a number in line 5001',
    Buffer.from(HEADER + rows(0, 4999) + row('x', '60', '3,36E+10') + rows(5000, 6000)),
    'mediation.fileScientific',
  ],
  ['broken packing', gzipSync(HEADER + rows(0, 5000)).subarray(0, 3000), 'mediation.filePacking'],
  ['another format than the source’s', Buffer.from(HEADER + rows(0, 10)), 'mediation.fileFormatOther', 'sbc'],
  ['not one record of the format', Buffer.from('one\ntwo\nthree\n'), 'mediation.header'],
  ['no JSON at all', Buffer.from('one\ntwo\nthree\n'), 'mediation.fileFormat', 'sbc'],
  ['an unknown format', Buffer.from('one|two\nthree|four\n'), 'mediation.fileUnknown', ''],
  ['garbage', Buffer.from(Uint8Array.from({ length: 9000 }, (_, i) => (i * 7919) % 251)), 'mediation.fileBinary', ''],
  ['nothing', Buffer.alloc(0), 'mediation.fileEmpty', ''],
  ['two sources whose format it is', Buffer.from(HEADER + rows(0, 10)), 'mediation.sourceAmbiguous', ''],
];

for (const [name, content, code, source] of QUARANTINED) {
  test(`put aside whole: ${name}`, async () => {
    const report = await run(content, source === undefined ? {} : { source });
    assert.deepEqual(
      [report.state, report.findings[0]?.code, report.records, report.loadNo],
      ['quarantined', code, 0, null],
    );
    assert.equal(await count('usage.record'), 0);
    assert.equal(await count('usage.load'), 0);
    assert.equal(await count('mediation.file'), 1);
    const again = await run(content, source === undefined ? {} : { source });
    assert.deepEqual([again.state, again.fileId], ['quarantined', 1]);
  });
}

test('a quarantined file is tried again and becomes an imported one, once its source is said', async () => {
  const content = HEADER + rows(0, 10);
  const first = await run(content, { source: '' });
  const second = await run(content, { source: 'sud' });
  assert.deepEqual(
    [first.state, second.state, second.fileId, second.loadNo, second.stored],
    ['quarantined', 'imported', 1, 1, 10],
  );
});

test('the source is told by content, and among several of a format by its code in the name', async () => {
  const report = await run(HEADER + row('1'), { source: '', name: 'cdr_sud-2026-09-01.csv' });
  assert.equal(report.sourceCode, 'sud');
  const sbc = await run(
    '{"core-uuid":"c","variables":{"uuid":"u1","start_uepoch":"1788249600000000","answer_epoch":"1","billmsec":"1"}}\n',
    { source: '', name: 'x.json' },
  );
  assert.deepEqual([sbc.sourceCode, sbc.stored], ['sbc', 1]);
});

test('times far from now are rejects, not months of their own', async () => {
  const report = await run(
    `${HEADER}${row('1')}${row('2').replace('2026', '2062')}${row('3').replace('2026', '1970')}`,
  );
  assert.deepEqual([report.stored, report.rejected], [1, 2]);
});

test('several files, and the list of the month they belong to', async () => {
  const paths = [
    write(HEADER + row('1'), 'nord-1.csv'),
    write(HEADER + row('2').replace('/09/', '/10/'), 'nord-2.csv'),
    write('?', 'what.csv'),
  ];
  const reports = await importFiles(
    app,
    app.actor,
    paths.map((path) => ({ path })),
    { rate },
    silentProgress,
  );
  assert.deepEqual(
    reports.map(({ state }) => state),
    ['imported', 'imported', 'quarantined'],
  );
  const names = (month: string) =>
    inTransaction(app, app.actor, async (ctx) =>
      (await listFiles(ctx, { month, page: 1, pageSize: 10 })).rows.map(({ name }) => name),
    );
  assert.deepEqual(await names('2026-09'), ['nord-1.csv']);
  // The test's clock stands in November: what has no calls belongs to the month it came in and the one before.
  assert.deepEqual(await names('2026-10'), ['what.csv', 'nord-2.csv']);
  assert.deepEqual(await names('2026-11'), ['what.csv']);
  const aside = await inTransaction(app, app.actor, (ctx) =>
    listFiles(ctx, { state: 'quarantined', page: 1, pageSize: 10 }),
  );
  assert.equal(aside.total, 1);
});

test('the records of a file can be found again by their place', async () => {
  await run(HEADER + rows(0, 50));
  const found: (StoredRecord | null)[] = await inTransaction(app, app.actor, async (ctx) => [
    await recordAt(ctx, { fileId: 1, recordNo: 51 }),
    await recordAt(ctx, { fileId: 1, recordNo: 52 }),
  ]);
  assert.equal(found[0]?.customerId, 7);
  assert.equal(found[1], null);
  assert.equal(await inTransaction(app, app.actor, lastLoadNo), 1);
});

test('a preview reads like the import and stores nothing', async () => {
  const preview = await previewFile(app, app.actor, {
    path: write(HEADER + row('1') + row('2', 'x')),
    sourceCode: 'nord',
  });
  assert.deepEqual(preview.counts, {
    records: 2,
    passed: 1,
    repeated: 0,
    rejected: 1,
    filtered: 0,
    joined: 0,
    waiting: 0,
  });
  assert.equal(preview.records[0]?.called, '+33612345678');
  assert.equal(preview.rejects[0]?.code, 'mediation.duration');
  assert.equal(await count('mediation.file'), 0);
});

test('a source is refused where format, settings, zone or code do not fit', async () => {
  const good = {
    code: 'x',
    name: 'x',
    kind: 'pabx',
    format: '3cx-csv',
    zone: 'UTC',
    country: 'DE',
    settings: {},
    supplierPriceListId: null,
  } as const;
  const cases: readonly (readonly [object, string])[] = [
    [{ format: 'nonsense' }, 'mediation.formatUnknown'],
    [{ zone: 'Mars' }, 'mediation.sourceInvalid'],
    [{ country: 'XX' }, 'mediation.sourceInvalid'],
    [{ settings: { trunk: 'x' } }, 'mediation.sourceInvalid'],
    [{ code: 'nord' }, 'mediation.codeTaken'],
    // Which of its groups are carriers nobody can guess, and a call in would be taken for one out.
    [{ format: 'audiocodes-sbc-syslog' }, 'mediation.sourceInvalid'],
    [{ format: 'audiocodes-sbc-syslog', settings: { carrierGroups: [' '] } }, 'mediation.sourceInvalid'],
  ];
  for (const [change, code] of cases) {
    const adding = inTransaction(app, app.actor, (ctx) => addSource(ctx, { ...good, ...change }));
    await assert.rejects(adding, (error: unknown) => error instanceof Refusal && error.code === code, code);
  }
  assert.equal((await inTransaction(app, app.actor, listSources)).length, 3);
});

test('nothing of it is seen by another tenant', async () => {
  await run(HEADER + row('1'));
  const other = { ...app.actor, tenantId: 2 };
  assert.deepEqual(await inTransaction(app, other, listSources), []);
  const { rows: seen } = await inTransaction(app, other, (ctx) => sql`select from mediation.file`.execute(ctx.tx));
  assert.equal(seen.length, 0);
});
