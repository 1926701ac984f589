import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { inLoad, inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import { blankRecord, SERVICE, STATUS, type UsageRecord } from './record.ts';
import { postgresUsageStore as store } from './store.ts';
import type { StoredRecord } from './storedRecord.ts';
import type { LoadResult } from './usageStore.ts';

let app: TestApp;
before(async () => {
  app = await testApp();
});
after(() => app.close());

const SEPTEMBER = { fromMs: Date.UTC(2026, 8, 1), toMs: Date.UTC(2026, 9, 1) };
const EVER = { fromMs: Date.UTC(2000, 0, 1), toMs: Date.UTC(2050, 0, 1) };

let fileNo = 0;
/** Loads records as one file. */
function loadFile(records: readonly UsageRecord[]): Promise<LoadResult> {
  const fileId = ++fileNo;
  return inLoad(app, app.actor, async (ctx) => {
    const load = await store.load(ctx, { fileId, sourceId: 3, ratedAtSeq: 0 });
    for (const record of records) {
      load.append(record);
      if (load.full) await load.flush();
    }
    return load.finish();
  });
}

async function all(customerId: number): Promise<StoredRecord[]> {
  return inTransaction(app, app.actor, async (ctx) => {
    const found: StoredRecord[] = [];
    for await (const chunk of store.recordsOf(ctx, { ...EVER, customerId })) found.push(...chunk);
    return found;
  });
}

async function empty(): Promise<void> {
  await inLoad(app, app.actor, (ctx) => sql`delete from usage.record`.execute(ctx.tx));
}

function record(fields: Partial<UsageRecord>): UsageRecord {
  return { ...blankRecord(), startMs: SEPTEMBER.fromMs, ...fields };
}

test('a record comes back from the database as it was appended, at the edges of every field', async () => {
  await empty();
  const edge = record({
    startMs: Date.UTC(2026, 8, 30, 23, 59, 59, 999),
    dedupHi: -2147483648,
    dedupLo: -1,
    recordNo: 2147483647,
    byteOffset: 9_007_199_254_740_991,
    durationMs: 86_400_000,
    volume: 9_007_199_254_740_990,
    network: 310_410,
    aNumber: 999_999_999_999_999,
    aText: null,
    bNumber: 0,
    bText: 'Zoë „☎“ *21#',
    accountText: '',
    sourceCostMicro: -1,
    customerId: 7,
    contractId: 8,
    lineId: 9,
    status: STATUS.rated,
    destinationId: 10,
    band: 2,
    billedUnits: 9_007_199_254_740_989,
    coveredUnits: 9_007_199_254_740_988,
    allowanceId: 2147483646,
    chargeMicro: 1_234_567_890_123,
    serviceFeeMicro: 1_234_567_890_122,
    costMicro: 4_294_967_296,
    priceListId: 11,
    priceVersion: 12,
    supplierListId: 13,
    supplierVersion: 14,
  });
  const result = await loadFile([edge]);
  assert.deepEqual(await all(7), [{ ...edge, loadNo: result.loadNo, fileId: fileNo, sourceId: 3 }]);
});

const arbitraryRecord = fc
  .record({
    day: fc.integer({ min: 0, max: 60 }),
    hash: fc.integer({ min: 0, max: 40 }),
    customerId: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ day, hash, customerId }) =>
    record({
      startMs: SEPTEMBER.fromMs + day * 86_400_000 + 3_600_000,
      dedupHi: hash - 20,
      dedupLo: hash * 1_000_003,
      customerId,
      durationMs: hash * 1000,
      chargeMicro: hash * 100,
      status: hash % 3 === 0 ? STATUS.unpriced : STATUS.rated,
    }),
  );
const keyOf = ({ startMs, dedupHi, dedupLo }: UsageRecord) => [startMs, dedupHi, dedupLo].join();

test('however records are cut into loads, in any order and with any overlap: the same rows, every repeat counted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(arbitraryRecord, { maxLength: 30 }), { minLength: 1, maxLength: 5 }),
      async (loads) => {
        await empty();
        const results: LoadResult[] = [];
        for (const records of loads) results.push(await loadFile(records));
        // Who came first stays, and with him the customer he was given to.
        const unique = new Map(
          loads
            .flat()
            .toReversed()
            .map((each) => [keyOf(each), each]),
        );
        const owned = (each: UsageRecord) => `${keyOf(each)} ${each.customerId}`;
        const stored = (await Promise.all([0, 1, 2, 3, 4].map(all))).flat();
        assert.deepEqual(stored.map(owned).sort(), [...unique.values()].map(owned).sort());
        const sum = (pick: (result: LoadResult) => number) =>
          results.reduce((total, result) => total + pick(result), 0);
        const expected = [...unique.values()];
        assert.equal(
          sum(({ rows }) => rows),
          unique.size,
        );
        assert.equal(
          sum(({ duplicates }) => duplicates),
          loads.flat().length - unique.size,
        );
        assert.equal(
          sum(({ unmatched }) => unmatched),
          expected.filter(({ customerId }) => customerId === 0).length,
        );
        assert.equal(
          sum(({ unpriced }) => unpriced),
          expected.filter(({ status }) => status === STATUS.unpriced).length,
        );
        assert.equal(
          sum(({ durationMs }) => durationMs),
          expected.reduce((total, each) => total + each.durationMs, 0),
        );
        assert.equal(
          sum(({ chargeMicro }) => chargeMicro),
          expected.reduce((total, each) => total + each.chargeMicro, 0),
        );
      },
    ),
    { numRuns: 15 },
  );
});

test('a record delivered again after its line went to another customer is a duplicate, and stays where it is', async () => {
  await empty();
  const call = record({ dedupLo: 77, customerId: 5, durationMs: 60_000 });
  await loadFile([call]);
  const again = await loadFile([{ ...call, customerId: 6 }, record({ dedupLo: 78, customerId: 6 })]);
  assert.deepEqual([again.rows, again.duplicates], [1, 1]);
  assert.deepEqual([(await all(5)).length, (await all(6)).length], [1, 1]);
});

test('load numbers go up by one, and a load that fails leaves nothing, not even its number', async () => {
  await empty();
  const first = await loadFile([record({ customerId: 1, dedupLo: 1 })]);
  const failing = inLoad(app, app.actor, async (ctx) => {
    const load = await store.load(ctx, { fileId: 999, sourceId: 3, ratedAtSeq: 0 });
    load.append(record({ customerId: 1, dedupLo: 2 }));
    await load.flush();
    throw new Error('power cut');
  });
  await assert.rejects(failing, /power cut/);
  const second = await loadFile([record({ customerId: 1, dedupLo: 3 })]);
  assert.equal(second.loadNo, first.loadNo + 1);
  assert.equal((await all(1)).length, 2);
  assert.equal(await inTransaction(app, app.actor, store.lastLoadNo), second.loadNo);
});

test('aggregate sums by customer, contract, destination, service and status within the period and the loads', async () => {
  await empty();
  const call = {
    customerId: 1,
    contractId: 2,
    destinationId: 3,
    status: STATUS.rated,
    durationMs: 61_000,
    billedUnits: 120,
    costMicro: 4,
  };
  const MONEY = 8;
  const early = await loadFile([
    record({ ...call, dedupLo: 1, chargeMicro: 9_000_000_000_000, serviceFeeMicro: 8_000_000_000_000 }),
    record({ ...call, dedupLo: 2, chargeMicro: 7, allowanceId: 5, coveredUnits: 60 }),
    record({ ...call, dedupLo: 3, status: STATUS.unpriced }),
    record({ ...call, dedupLo: 4, startMs: SEPTEMBER.toMs, chargeMicro: 5 }),
    record({ dedupLo: 5, status: STATUS.rated, chargeMicro: 11 }),
    record({ ...call, dedupLo: 7, allowanceId: MONEY, coveredUnits: 1_000_000 }),
    record({ ...call, dedupLo: 8, service: SERVICE.sms, durationMs: 0, billedUnits: 2 }),
  ]);
  const late = await loadFile([record({ ...call, dedupLo: 6, chargeMicro: 13 })]);
  const totals = (afterLoadNo: number, upToLoadNo: number, customerIds?: readonly number[]) =>
    inTransaction(app, app.actor, (ctx) =>
      store.aggregate(ctx, {
        ...SEPTEMBER,
        afterLoadNo,
        upToLoadNo,
        moneyAllowanceIds: [MONEY],
        ...(customerIds ? { customerIds } : {}),
      }),
    );
  const base = { customerId: 1, contractId: 2, destinationId: 3, service: SERVICE.voice };
  const plain = { coveredRecords: 0, serviceFeeRecords: 0, coveredUnits: 0, serviceFeeMicro: 0n };
  assert.deepEqual(await totals(0, early.loadNo, [1]), [
    {
      ...base,
      status: 1,
      charged: true,
      records: 3,
      coveredRecords: 2,
      serviceFeeRecords: 1,
      durationMs: 183_000,
      billedUnits: 360,
      coveredUnits: 60,
      chargeMicro: 9_000_000_000_007n,
      serviceFeeMicro: 8_000_000_000_000n,
      costMicro: 12n,
    },
    {
      ...base,
      ...plain,
      status: 3,
      charged: false,
      records: 1,
      durationMs: 61_000,
      billedUnits: 120,
      chargeMicro: 0n,
      costMicro: 4n,
    },
    {
      ...base,
      ...plain,
      service: SERVICE.sms,
      status: 1,
      charged: true,
      records: 1,
      durationMs: 0,
      billedUnits: 2,
      chargeMicro: 0n,
      costMicro: 4n,
    },
  ]);
  assert.deepEqual(await totals(early.loadNo, late.loadNo, [1]), [
    {
      ...base,
      ...plain,
      status: 1,
      charged: true,
      records: 1,
      durationMs: 61_000,
      billedUnits: 120,
      chargeMicro: 13n,
      costMicro: 4n,
    },
  ]);
  assert.deepEqual(
    await totals(0, late.loadNo),
    await totals(0, late.loadNo, [1]),
    'all customers leaves out the unmatched',
  );
  const months = await inTransaction(app, app.actor, (ctx) => store.usageMonths(ctx, 'Europe/Berlin'));
  assert.deepEqual(months, ['2026-09', '2026-10']);
});

test('unmatched records are summed by what they carry of our side: the caller, for inbound calls the called', async () => {
  await empty();
  await loadFile([
    record({ dedupLo: 1, aNumber: 49_405_550_100, bNumber: 33_199_000_001, chargeMicro: 10, durationMs: 1000 }),
    record({
      dedupLo: 2,
      aNumber: 49_405_550_100,
      bNumber: 33_199_000_002,
      chargeMicro: 20,
      durationMs: 2000,
      startMs: SEPTEMBER.fromMs + 5,
    }),
    record({ dedupLo: 3, aNumber: 33_199_000_001, bNumber: 49_405_550_101, direction: 2, chargeMicro: 5 }),
    record({ dedupLo: 4, aText: '201', accountText: '201', chargeMicro: 1 }),
  ]);
  const found = await inTransaction(app, app.actor, (ctx) => store.unmatchedByIdentifier(ctx, SEPTEMBER));
  assert.deepEqual(
    found.map(({ direction, number, text, account, records, chargeMicro }) => [
      direction,
      number,
      text,
      account,
      records,
      chargeMicro,
    ]),
    [
      [1, 49_405_550_100, null, null, 2, 30n],
      [2, 49_405_550_101, null, null, 1, 5n],
      [1, 0, '201', '201', 1, 1n],
    ],
  );
  assert.equal(found[0]?.firstMs, SEPTEMBER.fromMs);
  assert.equal(found[0]?.lastMs, SEPTEMBER.fromMs + 5);
});

test('pages follow each other without gap or repeat, also among calls of the same instant', async () => {
  await empty();
  const records = Array.from({ length: 23 }, (_, i) =>
    record({
      customerId: 1,
      lineId: i % 2,
      destinationId: i % 3,
      dedupHi: i % 2 === 0 ? -i : i,
      dedupLo: -i,
      startMs: SEPTEMBER.fromMs + (i >> 2),
    }),
  );
  await loadFile(records);
  const seen: string[] = [];
  await inTransaction(app, app.actor, async (ctx) => {
    let after: Parameters<typeof store.pageByCustomer>[1]['after'];
    do {
      const page = await store.pageByCustomer(ctx, {
        ...SEPTEMBER,
        customerId: 1,
        limit: 5,
        ...(after ? { after } : {}),
      });
      seen.push(...page.records.map(keyOf));
      after = page.next ?? undefined;
    } while (after !== undefined);
    const some = await store.pageByCustomer(ctx, {
      ...SEPTEMBER,
      customerId: 1,
      limit: 100,
      lineId: 1,
      destinationIds: [0, 2],
    });
    assert.equal(
      some.records.length,
      records.filter(({ lineId, destinationId }) => lineId === 1 && destinationId !== 1).length,
    );
  });
  assert.deepEqual([...seen].sort(), records.map(keyOf).sort());
  assert.equal(new Set(seen).size, seen.length);
});

test('records of a bill come by line, destination and time, from their scopes only', async () => {
  await empty();
  const october = { fromMs: SEPTEMBER.toMs, toMs: Date.UTC(2026, 10, 1) };
  const early = await loadFile([
    record({ customerId: 1, lineId: 2, destinationId: 1, dedupLo: 1 }),
    record({ customerId: 1, lineId: 1, destinationId: 2, dedupLo: 2 }),
    record({ customerId: 1, lineId: 1, destinationId: 1, dedupLo: 3, startMs: SEPTEMBER.fromMs + 9 }),
    record({ customerId: 1, lineId: 1, destinationId: 1, dedupLo: 4, startMs: SEPTEMBER.fromMs + 3 }),
    record({ customerId: 1, dedupLo: 5, startMs: october.fromMs }),
  ]);
  const late = await loadFile([
    record({ customerId: 1, lineId: 3, dedupLo: 6 }),
    record({ customerId: 2, dedupLo: 7 }),
  ]);
  const scopes = [
    { ...SEPTEMBER, afterLoadNo: early.loadNo, upToLoadNo: late.loadNo },
    { ...october, afterLoadNo: 0, upToLoadNo: late.loadNo },
  ];
  const numbers = (wanted: typeof scopes) =>
    inTransaction(app, app.actor, async (ctx) => {
      const found: number[] = [];
      for await (const chunk of store.recordsForBill(ctx, { customerId: 1, scopes: wanted }))
        found.push(...chunk.map(({ dedupLo }) => dedupLo));
      return found;
    });
  assert.deepEqual(await numbers(scopes), [5, 6]);
  assert.deepEqual(await numbers([{ ...SEPTEMBER, afterLoadNo: 0, upToLoadNo: early.loadNo }]), [4, 3, 2, 1]);
  assert.deepEqual(await numbers([]), []);
  const found = await inTransaction(app, app.actor, (ctx) =>
    store.recordAt(ctx, { fileId: fileNo, recordNo: 0, period: SEPTEMBER }),
  );
  assert.equal(found?.loadNo, late.loadNo);
});

test('re-rating puts the same records back under their old load numbers; assignment moves records to a customer in a new load', async () => {
  await empty();
  const { loadNo } = await loadFile([
    record({ dedupLo: 1, recordNo: 1 }),
    record({ dedupLo: 2, recordNo: 2 }),
    record({ customerId: 5, dedupLo: 3, recordNo: 3 }),
  ]);
  const rerated = (await all(5)).map((each) => ({ ...each, chargeMicro: 42 }));
  const rerate = () =>
    inLoad(app, app.actor, (ctx) =>
      store.replace(
        ctx,
        { kind: 'rerating', scope: { ...SEPTEMBER, customerIds: [5] }, loadNo: 'kept', ratedAtSeq: 0 },
        rerated,
      ),
    );
  await rerate();
  const once = await all(5);
  await rerate();
  assert.deepEqual(await all(5), once);
  assert.deepEqual(once, rerated);

  const [one] = await all(0);
  const moved = await inLoad(app, app.actor, (ctx) =>
    store.replace(
      ctx,
      {
        kind: 'assignment',
        scope: { ...SEPTEMBER, customerIds: [0], records: [one!] },
        loadNo: 'new',
        ratedAtSeq: 0,
      },
      [{ ...one!, customerId: 5 }],
    ),
  );
  assert.equal(moved.loadNo, loadNo + 1);
  assert.deepEqual(
    (await all(0)).map(({ recordNo }) => recordNo),
    [2],
  );
  assert.deepEqual((await all(5)).map(({ recordNo, loadNo: by }) => [recordNo, by]).sort(), [
    [1, loadNo + 1],
    [3, loadNo],
  ]);
});

test('what is put back takes the place of itself only, not of another record of the same place in a file', async () => {
  await empty();
  await loadFile([
    record({ dedupHi: -2, dedupLo: -1, recordNo: 1, customerId: 5 }),
    record({ dedupHi: -1, dedupLo: -2, recordNo: 1, customerId: 5, startMs: SEPTEMBER.fromMs + 1 }),
  ]);
  const [one, other] = await all(5);
  const scope = { ...SEPTEMBER, customerIds: [5], records: [one!] };
  const rated = { ...one!, chargeMicro: 7 };
  await inLoad(app, app.actor, (ctx) =>
    store.replace(ctx, { kind: 'rerating', scope, loadNo: 'kept', ratedAtSeq: 0 }, [rated]),
  );
  assert.deepEqual(await all(5), [rated, other]);
});

test('a month is forgotten, its partition given back, other months stay', async () => {
  await empty();
  await loadFile([
    record({ customerId: 1, dedupLo: 1 }),
    record({ customerId: 1, dedupLo: 2, startMs: SEPTEMBER.toMs }),
  ]);
  assert.equal(await inLoad(app, app.actor, (ctx) => store.dropMonth(ctx, '2026-09')), 1);
  assert.deepEqual(
    (await all(1)).map(({ dedupLo }) => dedupLo),
    [2],
  );
  const { rows } = await inTransaction(app, app.actor, (ctx) =>
    sql<{ name: string | null }>`select to_regclass('usage.record_2026_09')::text as name`.execute(ctx.tx),
  );
  assert.equal(rows[0]?.name, null);
});

test('the everyday role cannot write usage; the loader role cannot read the business', async () => {
  const asApp = (statement: string) => inTransaction(app, app.actor, (ctx) => sql.raw(statement).execute(ctx.tx));
  const asLoader = (statement: string) => inLoad(app, app.actor, (ctx) => sql.raw(statement).execute(ctx.tx));
  const denied = { code: '42501' };
  await assert.rejects(asApp('copy usage.record from stdin (format binary)'), denied);
  await assert.rejects(asApp('insert into usage.record select * from usage.record'), denied);
  await assert.rejects(asApp('update usage.record set charge_micro = 0'), denied);
  await assert.rejects(asApp('delete from usage.record'), denied);
  await assert.rejects(asApp("select usage.ensure_month('2030-01-01')"), denied);
  for (const table of [
    'crm.customer',
    'access.user',
    'contracts.line',
    'ledger.posting',
    'invoicing.document',
    'catalog.price',
  ])
    await assert.rejects(asLoader(`select * from ${table}`), denied, table);
  await assert.rejects(asLoader('update usage.record set charge_micro = 0'), denied);
});

test('another tenant sees nothing of it', async () => {
  await empty();
  await loadFile([record({ customerId: 1, dedupLo: 1 })]);
  const found = await inTransaction(app, { ...app.actor, tenantId: 2 }, (ctx) =>
    store.pageByCustomer(ctx, { ...EVER, customerId: 1, limit: 10 }),
  );
  assert.deepEqual(found, { records: [], next: null });
});

test('a load says who brought it', async () => {
  const { loadNo } = await loadFile([record({})]);
  const { rows } = await inTransaction(app, app.actor, ({ tx }) =>
    sql<{ by: string }>`select loaded_by as by from usage.load where load_no = ${loadNo}`.execute(tx),
  );
  assert.deepEqual(rows, [{ by: app.actor.name }]);
});
