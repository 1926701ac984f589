import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { NOTHING_FROZEN, replacingFiles } from '#rating/service';
import { asOwner, type TestApp, testApp } from '#test/database';
import { type RateOnArrival, STATUS } from '#usage';
import type { FormatDefinition } from './language/format.ts';
import { addSource, importFile, saveFormat } from './service.ts';

const format = (id: string, dedup: Partial<FormatDefinition['dedup']>): FormatDefinition => ({
  id,
  version: 1,
  name: id,
  structure: { kind: 'delimited', delimiter: ';', layouts: [{ columns: ['id', 'at', 's', 'from', 'to', 'cost'] }] },
  record: {
    start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to', bare: 'international' },
    costs: [{ field: 'cost' }],
  },
  dedup: { keys: [['id']], ...dedup },
  fingerprint: { columns: { '0': `^${id}` } },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
});

/** Files of two senders, numbered up to 99. */
const NUMBERED: FormatDefinition = {
  ...format('numbered', {}),
  fields: { type: { at: [{ index: 0 }] } },
  structure: { kind: 'delimited', delimiter: ';' },
  recordTypes: [
    { when: { field: 'type', equals: 'H' }, role: 'fileHeader', layout: ['', 'sender', 'number'] },
    { role: 'billable', layout: ['id', 'at', 's', 'from', 'to', 'cost'] },
  ],
  fileControl: { sequence: { field: 'number', of: ['sender'], last: 99 } },
};

let app: TestApp;
let folder: string;
before(async () => {
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-corrections-'));
  await inTransaction(app, app.actor, async (ctx) => {
    for (const definition of [
      format('last', { onConflict: 'keepLast' }),
      format('longest', { onConflict: 'keepLongest' }),
      format('own', { scope: 'file' }),
      NUMBERED,
      {
        ...NUMBERED,
        id: 'strict',
        fileControl: { ...NUMBERED.fileControl, redelivery: 'duplicate', onGap: 'quarantine' },
      },
      { ...format('named', {}), fileControl: { redelivery: 'replace' } },
      { ...NUMBERED, id: 'replaced', fileControl: { ...NUMBERED.fileControl, redelivery: 'replace' } },
    ] satisfies FormatDefinition[]) {
      await saveFormat(ctx, definition);
      const common = { name: 'x', settings: {}, supplierPriceListId: null, kind: 'carrier', zone: 'UTC' } as const;
      await addSource(ctx, { ...common, code: definition.id, country: 'DE', format: definition.id });
    }
  });
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() =>
  asOwner(app.ownerUrl, (owner) =>
    owner.query(
      'truncate usage.record, usage.load, mediation.file cascade; delete from platform.counter where name in ($$file$$, $$load$$)',
    ),
  ),
);

/** Calls of 4930999 belong to nobody. */
const rate: RateOnArrival = (record) => {
  if (record.aNumber === 4_930_999_000) return;
  record.customerId = 7;
  record.contractId = 70;
  record.status = STATUS.rated;
  record.chargeMicro = record.durationMs;
};

const T0 = 1_780_000_000;
const row = (id: string, s: number, more: { at?: number; from?: string; cost?: string } = {}) =>
  `${id};${T0 + (more.at ?? 0)};${s};${more.from ?? '4930123000'};49402000;${more.cost ?? ''}`;

let files = 0;
function run(source: string, ...rows: string[]) {
  return deliver(source, `f${++files}`, ...rows);
}

function deliver(source: string, name: string, ...rows: string[]) {
  const path = join(folder, 'delivered');
  writeFileSync(path, `${rows.join('\n')}\n`);
  const options = { rate, replacing: replacingFiles(app, app.actor, NOTHING_FROZEN) };
  return importFile(app, app.actor, { path, name, sourceCode: source }, options, silentProgress);
}

async function query(text: string): Promise<Record<string, unknown>[]> {
  const { rows } = await asOwner(app.ownerUrl, (owner) => owner.query(text));
  return rows;
}

const usage = () =>
  query(`select duration_ms / 1000 as s, charge_micro::int as charge, nullif(source_cost_micro, -9007199254740991)::int as cost, load_no, file_id, record_no
         from usage.record order by start_at, dedup_hash`);
const ledger = () =>
  query('select records::int, stored::int, duplicates::int, duration_ms::int as ms from mediation.file order by id');

test('a later version takes the place of the one before; charges and load stay until it is rated again', async () => {
  await run('last', row('last1', 60), row('last2', 30, { at: 5 }));
  const report = await run(
    'last',
    row('last1', 90, { cost: '0.5' }),
    row('last2', 30, { at: 5 }),
    row('last3', 1, { at: 9 }),
  );
  assert.deepEqual([report.records, report.stored, report.duplicates], [3, 2, 1]);
  assert.deepEqual(await usage(), [
    { s: 90, charge: 60_000, cost: 500_000, load_no: 1, file_id: 2, record_no: 1 },
    { s: 30, charge: 30_000, cost: null, load_no: 1, file_id: 1, record_no: 2 },
    { s: 1, charge: 1_000, cost: null, load_no: 2, file_id: 2, record_no: 3 },
  ]);
  assert.deepEqual(await ledger(), [
    { records: 2, stored: 1, duplicates: 1, ms: 30_000 },
    { records: 3, stored: 2, duplicates: 1, ms: 91_000 },
  ]);
  const [before] = await query(`select file_id, (before ->> 'durationMs')::int as ms from mediation.corrected_record`);
  assert.deepEqual(before, { file_id: 2, ms: 60_000 });
  const [told] = await query(
    `select subject, detail, affects from access.audit where action = 'mediation.file.correct'`,
  );
  assert.deepEqual(told, {
    subject: 'file/2',
    detail: { records: 1 },
    affects: [{ kind: 'delivery', id: 70, fromMs: T0 * 1000, toMs: T0 * 1000 + 1 }],
  });
});

test('a record of nobody is taken in anew, with what rating says now', async () => {
  await run('last', row('last1', 60, { from: '4930999000' }));
  await run('last', row('last1', 61));
  assert.deepEqual(await usage(), [{ s: 61, charge: 61_000, cost: null, load_no: 2, file_id: 2, record_no: 1 }]);
});

test('of several versions in one file the last counts, or the longest', async () => {
  const last = await run('last', row('last1', 60), row('last1', 50), row('last1', 55));
  assert.deepEqual([last.stored, last.duplicates], [1, 2]);
  const longest = await run('longest', row('longest1', 60), row('longest1', 70), row('longest1', 55));
  assert.deepEqual([longest.stored, longest.duplicates], [1, 2]);
  assert.deepEqual((await usage()).map(({ s }) => s).sort(), [55, 70]);
});

test('a shorter version never takes the place of a longer one', async () => {
  await run('longest', row('longest1', 60), row('longest2', 60));
  await run('longest', row('longest1', 59), row('longest2', 61));
  assert.deepEqual((await usage()).map(({ s }) => s).sort(), [60, 61]);
  assert.deepEqual(await ledger(), [
    { records: 2, stored: 1, duplicates: 1, ms: 60_000 },
    { records: 2, stored: 1, duplicates: 1, ms: 61_000 },
  ]);
});

test('keys that tell records apart within one file alone', async () => {
  await run('own', row('own1', 60), row('own1', 60));
  const second = await run('own', row('own1', 60), row('own2', 1));
  assert.deepEqual([second.stored, second.duplicates], [2, 0]);
});

test('files that are missing are told, by sender; numbers begin again after the last one', async () => {
  const told = async (sender: string, number: number) =>
    (await run('numbered', `H;${sender};${number}`, row(`n${sender}${number}-${files}`, 1))).findings.map(
      ({ code, params }) => [code, ...Object.values(params ?? {})].join(' '),
    );
  assert.deepEqual(await told('A', 97), []);
  assert.deepEqual(await told('B', 5), []);
  assert.deepEqual(await told('A', 98), []);
  assert.deepEqual(await told('A', 1), ['mediation.numberGap 99 99 1'], 'begun again');
  assert.deepEqual(await told('A', 4), ['mediation.numberGap 2 3 2']);
  assert.deepEqual(await told('A', 2), []);
  assert.deepEqual(await told('B', 8), ['mediation.numberGap 6 7 2']);
  assert.deepEqual(await told('A', 4), [`mediation.numberAgain f${files - 3} 4`, 'mediation.numberGap 3 3 1']);
});

test('where a format says so, a gap or a second delivery puts the file aside', async () => {
  assert.equal((await run('strict', 'H;A;1', row('s1', 1))).state, 'imported');
  const again = await run('strict', 'H;A;1', row('s1', 2));
  assert.deepEqual([again.state, again.findings[0]?.code], ['quarantined', 'mediation.redelivered']);
  const gap = await run('strict', 'H;A;3', row('s3', 1));
  assert.deepEqual([gap.state, gap.findings[0]?.code], ['quarantined', 'mediation.numberGap']);
  assert.equal((await usage()).length, 1);
});

const entries = () =>
  query(
    `select state, records::int, stored::int, duplicates::int, taken_out::int as gone, replaced_by as by from mediation.file order by id`,
  );

test('a second delivery replaces the first: what it lacks is gone, and the counts of both stay true', async () => {
  await run('numbered', 'H;A;1', row('r3', 10, { at: 9 }));
  await run('replaced', 'H;A;1', row('r1', 60), row('r2', 30, { at: 5 }), row('r3', 10, { at: 9 }), row('r4', 7));
  const again = await run('replaced', 'H;A;1', row('r1', 61), row('r2', 30, { at: 5 }), row('r5', 8));
  assert.deepEqual(
    again.findings.map(({ code, params }) => [code, params?.removed, params?.emptied]),
    [['mediation.redeliveryReplaces', 4, 0]],
  );
  assert.deepEqual((await usage()).map(({ s, file_id }) => [s, file_id]).sort(), [
    [10, 1],
    [30, 3],
    [61, 3],
    [8, 3],
  ]);
  assert.deepEqual(await entries(), [
    { state: 'imported', records: 1, stored: 1, duplicates: 0, gone: null, by: null },
    { state: 'backedOut', records: 4, stored: 4, duplicates: 0, gone: 4, by: 3 },
    { state: 'imported', records: 3, stored: 3, duplicates: 0, gone: null, by: null },
  ]);
  const third = await run('replaced', 'H;A;1', row('r2', 30, { at: 5 }));
  assert.equal(third.findings[0]?.params?.removed, 3);
  assert.deepEqual((await usage()).map(({ s }) => s).sort(), [10, 30]);
});

test('another number replaces nothing, nor does a file of the same name with other times', async () => {
  await run('replaced', 'H;A;1', row('q1', 1));
  await run('replaced', 'H;A;2', row('q2', 2));
  await deliver('named', 'usage.csv', row('q3', 3), row('q4', 4, { at: 100 }));
  await deliver('named', 'usage.csv', row('q5', 5, { at: 86_400 }));
  assert.equal((await usage()).length, 5);
  const { findings } = await deliver('named', 'usage.csv', row('q6', 6, { at: 86_405 }), row('q5', 5, { at: 86_400 }));
  assert.deepEqual(
    findings.map(({ params }) => params?.removed),
    [1],
    'the latest of that name',
  );
  assert.deepEqual((await usage()).map(({ s }) => s).sort(), [1, 2, 3, 4, 5, 6]);
});

test('a replacement that cannot be read replaces nothing', async () => {
  await run('replaced', 'H;A;1', row('p1', 60));
  const broken = await run('replaced', 'H;A;1', ...Array.from({ length: 20 }, (_, index) => `p${index};x;y`));
  assert.equal(broken.state, 'quarantined');
  assert.deepEqual(
    (await usage()).map(({ s }) => s),
    [60],
  );
});
