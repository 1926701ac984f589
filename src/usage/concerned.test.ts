import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inLoad, inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import { blankRecord, type UsageRecord } from './record.ts';
import { postgresUsageStore as store } from './store.ts';

const ZONE = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const MONTHS = [
  { month: '2026-09', fromMs: at('2026-09-01T00:00:00+02:00'), toMs: at('2026-10-01T00:00:00+02:00') },
  { month: '2026-10', fromMs: at('2026-10-01T00:00:00+02:00'), toMs: at('2026-11-01T00:00:00+01:00') },
];
const EVER = { fromMs: at('2026-01-01T00:00:00Z'), toMs: at('2027-01-01T00:00:00Z') };

let app: TestApp;
const ask = <R>(work: Parameters<typeof inTransaction<R>>[2]) => inTransaction(app, app.actor, work);

let fileNo = 0;
async function loaded(ratedAtSeq: number, ...records: Partial<UsageRecord>[]): Promise<number> {
  const fileId = ++fileNo;
  return inLoad(app, app.actor, async (ctx) => {
    const load = await store.load(ctx, { fileId, sourceId: fileId, ratedAtSeq });
    for (const [index, fields] of records.entries())
      load.append({ ...blankRecord(), dedupHi: fileId, dedupLo: index, recordNo: index + 1, ...fields });
    return (await load.finish()).loadNo;
  });
}

before(async () => {
  app = await testApp();
  await loaded(
    7,
    // Around midnight of the last of September in Berlin.
    { customerId: 1, startMs: at('2026-09-30T21:59:59Z'), aNumber: 4940555, bNumber: 49301 },
    { customerId: 1, startMs: at('2026-09-30T22:00:00Z'), aNumber: 4940555, bNumber: 49302 },
    { customerId: 2, startMs: at('2026-09-10T00:00:00Z'), aNumber: 49301, accountText: 'T1' },
  );
  await loaded(5, { customerId: 0, startMs: at('2026-10-05T00:00:00Z'), aText: 'T1', bNumber: 4940557 });
});
after(() => app.close());

test('loads say what their rater knew, and whose months they brought', async () => {
  const loads = await ask((ctx) => store.loadsAfter(ctx, 0));
  assert.deepEqual(
    loads.map(({ loadNo, kind, ratedAtSeq, loadedBy }) => [loadNo, kind, ratedAtSeq, loadedBy]),
    [
      [1, 'file', 7, app.actor.name],
      [2, 'file', 5, app.actor.name],
    ],
  );
  assert.deepEqual(await ask((ctx) => store.loadsAfter(ctx, 2)), []);
  assert.equal(await ask(store.oldestRatedAtSeq), 5);
  assert.deepEqual(
    await ask((ctx) => store.customerMonthsOfLoads(ctx, { afterLoadNo: 0, upToLoadNo: 1, zone: ZONE })),
    [
      { loadNo: 1, customerId: 1, month: '2026-09' },
      { loadNo: 1, customerId: 1, month: '2026-10' },
      { loadNo: 1, customerId: 2, month: '2026-09' },
    ],
  );
});

test('who has usage: by customer, time to the millisecond, and source', async () => {
  const cases: [string, { customerId: number; sourceId?: number; fromMs?: number; toMs?: number }, string[]][] = [
    ['all his months', { customerId: 1 }, ['2026-09', '2026-10']],
    ['from the second of his last call', { customerId: 1, fromMs: at('2026-09-30T22:00:00Z') }, ['2026-10']],
    ['from after it', { customerId: 1, fromMs: at('2026-09-30T22:00:00.001Z') }, []],
    ['until it', { customerId: 1, toMs: at('2026-09-30T22:00:00Z') }, ['2026-09']],
    ['of his source', { customerId: 2, sourceId: 1 }, ['2026-09']],
    ['of another source', { customerId: 2, sourceId: 2 }, []],
    ['unmatched', { customerId: 0 }, ['2026-10']],
  ];
  const queries = cases.map(([, query], of) => ({ of, sourceId: 0, ...EVER, ...query }));
  const found = await ask((ctx) => store.usedIn(ctx, queries, MONTHS));
  for (const [of, [name, { customerId }, months]] of cases.entries())
    assert.deepEqual(
      found.filter((one) => one.of === of),
      months.map((month) => ({ of, customerId, month })),
      name,
    );
  assert.deepEqual(await ask((ctx) => store.usedIn(ctx, [], MONTHS)), []);
});

test('who has records that carry an identifier, on either side', async () => {
  const cases: [string, 'number' | 'range' | 'text', [number, string][], number?][] = [
    [
      '49301',
      'number',
      [
        [1, '2026-09'],
        [2, '2026-09'],
      ],
    ],
    [
      '4940555',
      'number',
      [
        [1, '2026-09'],
        [1, '2026-10'],
      ],
    ],
    ['4940555', 'number', [[1, '2026-10']], at('2026-09-30T22:00:00Z')],
    [
      '494055',
      'range',
      [
        [0, '2026-10'],
        [1, '2026-09'],
        [1, '2026-10'],
      ],
    ],
    [
      'T1',
      'text',
      [
        [0, '2026-10'],
        [2, '2026-09'],
      ],
    ],
    ['T2', 'text', []],
  ];
  const uses = cases.map(([identifier, kind, , fromMs], of) => ({
    of,
    identifier,
    kind,
    ...EVER,
    ...(fromMs === undefined ? {} : { fromMs }),
  }));
  const found = await ask((ctx) => store.usedBy(ctx, uses, ZONE));
  for (const [of, [identifier, kind, expected]] of cases.entries())
    assert.deepEqual(
      found.filter((one) => one.of === of).map(({ customerId, month }) => [customerId, month]),
      expected,
      `${kind} ${identifier}`,
    );
  const numbers = uses.filter((use) => use.kind === 'number');
  assert.deepEqual(
    await ask((ctx) => store.usedBy(ctx, numbers, ZONE)),
    found.filter((one) => one.of < 3),
    'numbers alone, by the quicker way',
  );
  assert.deepEqual(await ask((ctx) => store.usedBy(ctx, [], ZONE)), []);
});
