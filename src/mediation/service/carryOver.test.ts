import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { inLoad, inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { asOwner, type TestApp, testApp } from '#test/database';
import { until } from '#test/feedScene';
import { type RateOnArrival, STATUS } from '#usage';
import type { FormatDefinition } from '../language/format.ts';
import { addSource, endOverdueParts, importFile, saveFormat, startFeeds, takeOutParts } from '../service.ts';

const DIALOGUES: FormatDefinition = {
  id: 'dialogues',
  version: 1,
  name: 'Dialogues',
  structure: {
    kind: 'delimited',
    delimiter: '|',
    layouts: [{ columns: ['method', 'fromTag', 'toTag', 'callId', 'code', 'at', 'from', 'to'] }],
  },
  fields: { s: { at: [{ constant: '' }] } },
  recordTypes: [
    {
      when: {
        all: [
          { field: 'method', equals: 'INVITE' },
          { field: 'code', equals: '200' },
        ],
      },
      role: 'start',
    },
    { when: { field: 'method', equals: 'INVITE' }, role: 'attempt' },
    { when: { field: 'method', equals: 'BYE' }, role: 'stop' },
  ],
  record: {
    start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to', bare: 'international' },
  },
  multiLeg: {
    groupBy: ['callId', 'fromTag', 'toTag'],
    unordered: [['fromTag', 'toTag']],
    windowS: 3600,
    fold: 'startStop',
  },
  dedup: { keys: [['*']] },
  fingerprint: { columns: { '0': '^(INVITE|BYE)$' } },
  samples: [
    {
      name: 'one call',
      content: 'INVITE|a|b|1|200|1780000000|4930100|4940200\nBYE|b|a|1|200|1780000060||\n',
      zone: 'UTC',
      country: 'DE',
      records: [
        {
          start: '2026-05-28T20:26:40.000Z',
          durationMs: 60_000,
          direction: 'outbound',
          calling: '+4930100',
          called: '+4940200',
          account: null,
          cost: null,
        },
      ],
    },
  ],
};

/** Legs of a call that nothing but time ends. */
const LEGS: FormatDefinition = {
  ...DIALOGUES,
  id: 'legs',
  name: 'Legs',
  structure: { kind: 'delimited', delimiter: ';', layouts: [{ columns: ['id', 'at', 's', 'from', 'to'] }] },
  fields: {},
  recordTypes: undefined,
  multiLeg: { groupBy: ['id'], windowS: 600, fold: 'sum' },
  fingerprint: { columns: { '0': '^leg' } },
  samples: [{ ...DIALOGUES.samples[0]!, content: '', records: [] }],
};

let app: TestApp;
let folder: string;
before(async () => {
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-parts-'));
  await inTransaction(app, app.actor, async (ctx) => {
    for (const format of [DIALOGUES, LEGS]) {
      await saveFormat(ctx, JSON.parse(JSON.stringify(format)));
      const common = {
        name: 'x',
        settings: {},
        supplierPriceListId: null,
        kind: 'sbc',
        zone: 'UTC',
        country: 'DE',
      } as const;
      await addSource(ctx, { ...common, code: format.id, format: format.id });
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

const rate: RateOnArrival = (record) => {
  record.customerId = 7;
  record.status = STATUS.rated;
  record.chargeMicro = record.durationMs;
};

let files = 0;
function run(source: string, lines: readonly string[], progress: Progress = silentProgress, rater = rate) {
  const path = join(folder, `f${++files}`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return importFile(app, app.actor, { path, name: `f${files}`, sourceCode: source }, { rate: rater }, progress);
}

async function query(text: string): Promise<Record<string, unknown>[]> {
  const { rows } = await asOwner(app.ownerUrl, (owner) => owner.query(text));
  return rows;
}

const usage = () =>
  query(`select extract(epoch from start_at)::int - 1780000000 as at, duration_ms / 1000 as s, b_number::text as to, file_id, record_no
         from usage.record order by start_at, b_number, duration_ms`);
const ledger = () =>
  query(
    'select id, records::int, stored::int, duplicates::int, rejected::int, joined::int, waiting::int, duration_ms::int from mediation.file order by id',
  );

const T0 = 1_780_000_000;
const invite = (call: string, at: number) =>
  `INVITE|a${call}|b${call}|${call}|200|${T0 + at}|4930100${call}|4940200${call}`;
const bye = (call: string, at: number, byCalled = false) =>
  `BYE|${byCalled ? 'b' : 'a'}${call}|${byCalled ? 'a' : 'b'}${call}|${call}|200|${T0 + at}||`;
const leg = (id: string, at: number, s: number) => `leg${id};${T0 + at};${s};49301000;49402000`;

test('a call over two files is one record, in the file that ends it; the counts of both add up at any moment', async () => {
  await run('dialogues', [invite('1', 0), invite('2', 10)]);
  assert.deepEqual(await usage(), []);
  assert.deepEqual(await ledger(), [
    { id: 1, records: 2, stored: 0, duplicates: 0, rejected: 0, joined: 0, waiting: 2, duration_ms: 0 },
  ]);
  const second = await run('dialogues', [invite('3', 20), bye('1', 65, true), bye('3', 30)]);
  assert.deepEqual([second.stored, second.joined, second.waiting], [2, 1, 0]);
  assert.deepEqual(await usage(), [
    { at: 0, s: 65, to: '49402001', file_id: 2, record_no: 2 },
    { at: 20, s: 10, to: '49402003', file_id: 2, record_no: 3 },
  ]);
  assert.deepEqual(await ledger(), [
    { id: 1, records: 2, stored: 0, duplicates: 0, rejected: 0, joined: 1, waiting: 1, duration_ms: 0 },
    { id: 2, records: 3, stored: 2, duplicates: 0, rejected: 0, joined: 1, waiting: 0, duration_ms: 75_000 },
  ]);
});

test('the same content again contributes nothing; the same parts in another file are repeats while they wait', async () => {
  await run('dialogues', [invite('1', 0)]);
  assert.equal((await run('dialogues', [invite('1', 0)])).state, 'again');
  const more = await run('dialogues', [invite('1', 0), invite('2', 1)]);
  assert.deepEqual([more.duplicates, more.waiting], [1, 1]);
  await run('dialogues', [bye('1', 9), bye('2', 9)]);
  assert.deepEqual(
    (await usage()).map(({ s }) => s),
    [9, 8],
  );
});

test('parts that stay alone beyond their window are rejected in the file that brought them, with what they were', async () => {
  await run('dialogues', [invite('1', 0), bye('2', 5)]);
  await run('dialogues', [invite('3', 4000)]);
  assert.deepEqual(await usage(), []);
  assert.deepEqual(await ledger(), [
    { id: 1, records: 2, stored: 0, duplicates: 0, rejected: 2, joined: 0, waiting: 0, duration_ms: 0 },
    { id: 2, records: 1, stored: 0, duplicates: 0, rejected: 0, joined: 0, waiting: 1, duration_ms: 0 },
  ]);
  assert.deepEqual(await query('select file_id, record_no, code, raw from mediation.reject order by record_no'), [
    { file_id: 1, record_no: 1, code: 'mediation.partAlone', raw: invite('1', 0) },
    { file_id: 1, record_no: 2, code: 'mediation.partAlone', raw: bye('2', 5) },
  ]);
  app.clock.set(app.clock.now() + 3_700_000);
  await run('dialogues', [bye('4', 4001)]);
  assert.deepEqual(
    (await ledger()).map(({ rejected, waiting }) => [rejected, waiting]),
    [
      [2, 0],
      [1, 0],
      [0, 1],
    ],
    'the clock ends what no record ends',
  );
});

test('legs that only time ends are summed over files and stored when their window is over, at the place of the last one', async () => {
  await run('legs', [leg('a', 0, 10), leg('b', 5, 7)]);
  await run('legs', [leg('a', 100, 20)]);
  assert.deepEqual(await usage(), []);
  await run('legs', [leg('c', 5000, 1)]);
  assert.deepEqual(await usage(), [
    { at: 0, s: 30, to: '49402000', file_id: 2, record_no: 1 },
    { at: 5, s: 7, to: '49402000', file_id: 1, record_no: 2 },
  ]);
  assert.deepEqual(await ledger(), [
    { id: 1, records: 2, stored: 1, duplicates: 0, rejected: 0, joined: 1, waiting: 0, duration_ms: 7_000 },
    { id: 2, records: 1, stored: 1, duplicates: 0, rejected: 0, joined: 0, waiting: 0, duration_ms: 30_000 },
    { id: 3, records: 1, stored: 0, duplicates: 0, rejected: 0, joined: 0, waiting: 1, duration_ms: 0 },
  ]);
  assert.deepEqual(await query('select kind, rows::int, file_id from usage.load order by load_no'), [
    { kind: 'file', rows: 0, file_id: 1 },
    { kind: 'file', rows: 0, file_id: 2 },
    { kind: 'file', rows: 0, file_id: 3 },
    { kind: 'joining', rows: 2, file_id: null },
  ]);
});

/** A small generator of its own, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('however a day is cut into files, and whenever an import dies, the calls are those of one file', async () => {
  const lines: string[] = [];
  for (let call = 0; call < 40; call++)
    lines.push(invite(String(call), call * 7), bye(String(call), call * 7 + 5 + call * 3, call % 2 === 0));
  const order = (line: string) => Number(line.split('|')[5]);
  lines.sort((a, b) => order(a) - order(b));
  await run('dialogues', lines);
  const shown = async () => (await usage()).map(({ at, s, to }) => [at, s, to]);
  const whole = await shown();
  assert.equal(whole.length, 40);
  for (const seed of [1, 2, 3]) {
    await asOwner(app.ownerUrl, (owner) =>
      owner.query(
        'truncate usage.record, usage.load, mediation.file cascade; delete from platform.counter where name in ($$file$$, $$load$$)',
      ),
    );
    const next = random(seed);
    for (let at = 0; at < lines.length; ) {
      const piece = lines.slice(at, at + 1 + Math.floor(next() * 20));
      if (next() < 0.4) {
        let left = 1 + Math.floor(next() * 3);
        const dies: RateOnArrival = (record, sourceId) => {
          rate(record, sourceId);
          if (--left === 0) throw new Error('the power went');
        };
        await run('dialogues', piece, silentProgress, dies).catch(() => {});
      }
      await run('dialogues', piece);
      at += piece.length;
    }
    assert.deepEqual(await shown(), whole, `seed ${seed}`);
    assert.deepEqual(await query(`select count(*)::int as n from mediation.file where waiting > 0 or rejected > 0`), [
      { n: 0 },
    ]);
  }
});

test('by the clock alone, what waits too long ends; again does nothing', async () => {
  await run('legs', [leg('a', 0, 10)]);
  await run('dialogues', [invite('1', 0)]);
  assert.equal(await endOverdueParts(app, app.actor, { rate }), 0);
  app.clock.set(app.clock.now() + 3_700_000);
  assert.equal(await endOverdueParts(app, app.actor, { rate }), 2);
  assert.deepEqual(
    (await ledger()).map(({ stored, rejected, waiting }) => [stored, rejected, waiting]),
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
  );
  assert.equal(await endOverdueParts(app, app.actor, { rate }), 0);
});

test('whoever runs the feeds ends what waits too long, also after a stream that ended', async () => {
  await run('legs', [leg('a', 0, 10)]);
  await run('dialogues', [invite('1', 0)]);
  app.clock.set(app.clock.now() + 3_700_000);
  const imported: number[] = [];
  const host = await startFeeds(app, {
    rater: async () => ({ rate }),
    imported: async (_app, { tenantId }) => imported.push(tenantId),
  });
  await until('nothing waits', async () => (await ledger()).every(({ waiting }) => waiting === 0));
  await host.stop();
  assert.deepEqual(
    (await ledger()).map(({ stored, rejected }) => [stored, rejected]),
    [
      [1, 0],
      [0, 1],
    ],
  );
  assert.deepEqual(imported, [1], 'what it changes is seen to');
});

test('a file taken out takes its parts with it: those of other files wait again, and can be joined anew', async () => {
  await run('dialogues', [invite('1', 0), invite('2', 1)]);
  await run('dialogues', [bye('1', 60), invite('3', 61)]);
  const taken = await inLoad(app, app.actor, (ctx) => takeOutParts(ctx, 1));
  assert.deepEqual(
    taken.records.map(({ startMs }) => startMs),
    [T0 * 1000],
  );
  assert.deepEqual(await query('select file_id, record_no, state from mediation.part order by 1, 2'), [
    { file_id: 2, record_no: 1, state: 'waiting' },
    { file_id: 2, record_no: 2, state: 'waiting' },
  ]);
  assert.deepEqual((await ledger())[1], {
    id: 2,
    records: 2,
    stored: 0,
    duplicates: 0,
    rejected: 0,
    joined: 0,
    waiting: 2,
    duration_ms: 60_000,
  });
});
