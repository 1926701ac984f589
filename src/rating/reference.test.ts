import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rounding } from '#catalog';
import { DIRECTION, SERVICE, STATUS } from '#usage';
import { at, call, input, line, list, plan, price, rated, source } from './testCatalogue.ts';

/** Every case is rated by both raters; `rated` fails where they disagree. */
const S = 1000;

test('increments, whole seconds and fees', () => {
  const cases: readonly (readonly [string, number, number, number])[] = [
    // price, duration ms, billed s, micro-units
    ['49 0.06 60/1', 1 * S, 60, 60_000],
    ['49 0.06 60/1', 60 * S, 60, 60_000],
    ['49 0.06 60/1', 61 * S, 61, 61_000],
    ['49 0.06 60/60', 61 * S, 120, 120_000],
    ['49 0.06 1/1', 1, 1, 1_000],
    ['49 0.06 1/1', 60 * S + 1, 61, 61_000],
    ['49 0.06 30/6', 31 * S, 36, 36_000],
    ['49 0.06 30/18', 35 * S, 48, 48_000], // increments begin at the end of the first, not of the call
    ['49 0.06 60/1 0.05', 1 * S, 60, 110_000],
    ['49 0.06 60/1 0.05', 600 * S, 600, 650_000],
    ['49 0 60/1 0.123456789', 1 * S, 60, 123_500],
    ['49 0 60/1', 1 * S, 60, 0],
    ['49 0.1 1/1', 180 * S, 180, 300_000], // 0.3; per-increment rounding would say 0.3001
    ['49 1.00 1/1', 180 * S, 180, 3_000_000], // 3; dividing by 60 first would say 3.0001
    ['49 0.0129 1/1', 1 * S, 1, 200], // 0.000215
    ['49 100000 86400/86400 1000000', 2_147_483_647, 2_160_000, 3_601_000_000_000_000],
  ];
  for (const [text, durationMs, billedUnits, micro] of cases) {
    const { status, billedUnits: gotS, chargeMicro } = rated(input([list(1, [text])]), call({ durationMs }));
    assert.deepEqual([status, gotS, chargeMicro], [STATUS.rated, billedUnits, micro], `${text} ${durationMs}`);
  }
});

test('rounding by the plan, once', () => {
  const cases: readonly (readonly [string, Rounding, number])[] = [
    ['49 0.00003 1/1', { mode: 'halfUp', decimals: 4, at: 'event' }, 100], // 0.00005 for 100 s
    ['49 0.00003 1/1', { mode: 'halfEven', decimals: 4, at: 'event' }, 0],
    ['49 0.00009 1/1', { mode: 'halfEven', decimals: 4, at: 'event' }, 200], // 0.00015
    ['49 0.00003 1/1', { mode: 'down', decimals: 4, at: 'event' }, 0],
    ['49 0.000001 1/1', { mode: 'up', decimals: 2, at: 'event' }, 10_000],
    ['49 0.00003 1/1', { mode: 'none', decimals: 2, at: 'event' }, 50],
    ['49 0.00003 1/1', { mode: 'up', decimals: 2, at: 'invoiceLine' }, 50],
    ['49 0.3 1/1', { mode: 'halfUp', decimals: 0, at: 'event' }, 1_000_000], // 0.5
  ];
  for (const [text, rounding, micro] of cases) {
    const everything = input([list(1, [text])], { plans: [plan(1, 1, { rounding })] });
    assert.equal(
      rated(everything, call({ durationMs: 100 * S })).chargeMicro,
      micro,
      `${text} ${JSON.stringify(rounding)}`,
    );
  }
});

const BANDS = ['49 0.60 60/1 0 peak', '49 0.06 60/1 0 night', '49 0.30 60/1 0 off'];
const atStart = input([list(1, BANDS, { calendarId: 2 })]);
const split = input([list(1, BANDS, { calendarId: 2, bandChange: 'split' })]);

test('the band of the start prices the whole call, or the call is cut where it changes', () => {
  const cases: readonly (readonly [string, number, number, number])[] = [
    // start, seconds, micro-units atStart, split
    ['2026-11-02T11:00:00Z', 90, 900_000, 900_000],
    ['2026-11-02T16:58:00Z', 240, 2_400_000, 1_200_000 + 600_000], // 17:58–18:02
    ['2026-11-02T16:59:30Z', 90, 900_000, 600_000 + 150_000], // the first minute belongs to peak
    ['2026-11-02T16:58:59.500Z', 120, 1_200_000, 610_000 + 295_000], // second 60 still starts in peak
    ['2026-11-02T22:58:00Z', 240, 1_200_000, 600_000 + 120_000], // over midnight into night
    ['2026-12-25T11:00:00Z', 60, 300_000, 300_000], // holiday
    // 25 October: 02:00–03:00 comes twice; night (0:00–3:00) lasts four hours.
    ['2026-10-24T22:00:00Z', 5 * 3600, 18_000_000, 4 * 3_600_000 + 18_000_000],
    ['2026-10-25T00:30:00Z', 3600, 3_600_000, 3_600_000],
    ['2026-10-25T01:59:00Z', 120, 120_000, 60_000 + 300_000],
    // 29 March: 02:00 jumps to 03:00; night lasts two hours.
    ['2026-03-28T23:00:00Z', 3 * 3600, 10_800_000, 2 * 3_600_000 + 18_000_000],
    ['2026-03-29T00:59:00Z', 120, 120_000, 60_000 + 300_000],
  ];
  for (const [start, seconds, wholeMicro, splitMicro] of cases) {
    const record = () => call({ startMs: at(start), durationMs: seconds * S });
    const whole = rated(atStart, record());
    const cut = rated(split, record());
    assert.deepEqual([whole.chargeMicro, cut.chargeMicro], [wholeMicro, splitMicro], start);
    assert.deepEqual([whole.billedUnits, cut.billedUnits], [seconds, seconds], 'no second lost or doubled');
    assert.equal(whole.band, cut.band);
  }
});

test('a band without price is unpriced, never free', () => {
  const lists = [list(1, ['49 0.60 60/1 0 peak', '49 0.30 60/1 0 off'], { calendarId: 2, bandChange: 'split' })];
  const night = call({ startMs: at('2026-11-02T00:00:00Z') });
  assert.equal(rated(input(lists), night).status, STATUS.unpriced);
  const intoNight = call({ startMs: at('2026-11-02T22:59:00Z'), durationMs: 120 * S });
  const { status, chargeMicro, billedUnits, priceListId } = rated(input(lists), intoNight);
  assert.deepEqual([status, chargeMicro, billedUnits, priceListId], [STATUS.unpriced, 0, 0, 0]);
});

test('the version in force at the start prices the call, also over its end', () => {
  const change = at('2026-10-14T22:00:00Z');
  const versions = [
    { version: 1, validFromMs: at('2026-08-01T00:00:00Z'), validToMs: change, prices: [price('49 0.06 1/1')] },
    { version: 2, validFromMs: change, validToMs: at('2026-12-01T00:00:00Z'), prices: [price('49 0.12 1/1')] },
  ];
  const everything = input([list(1, [], { versions })]);
  const cases: readonly (readonly [number, number, number])[] = [
    [at('2026-07-31T23:59:59.999Z'), 0, 0],
    [at('2026-08-01T00:00:00Z'), 1, 60_000],
    [change - 1, 1, 60_000],
    [change - 30 * S, 1, 60_000],
    [change, 2, 120_000],
    [at('2026-12-01T00:00:00Z') - 1, 2, 120_000],
    [at('2026-12-01T00:00:00Z'), 0, 0],
  ];
  for (const [startMs, version, micro] of cases) {
    const { priceVersion, chargeMicro, status } = rated(everything, call({ startMs }));
    assert.deepEqual([priceVersion, chargeMicro], [version, micro], new Date(startMs).toISOString());
    assert.equal(status, version === 0 ? STATUS.unpriced : STATUS.rated);
  }
});

test('the longest prefix wins inside a list; lists are asked in order', () => {
  const lists = [
    list(1, ['49 0.01', '4930 0.02', '493012345678 0.09']),
    list(2, ['49301 0.03'], { parentId: 1 }),
    list(3, ['4989 0.04']),
    list(4, ['33 0.05']),
    list(5, ['44 0.06']),
  ];
  const plans = [plan(1, 2, { parentId: 2 }), plan(2, 4), plan(3, 5, { isDefault: true })];
  const everything = input(lists, { plans, lines: [line({ ownPriceListIds: [3] })] });
  const cases: readonly (readonly [number, number, number])[] = [
    [49301234567, 2, 30_000], // plan's list before its parent, though the parent knows 4930
    [49305550000, 1, 20_000],
    [4930123456789, 2, 30_000],
    [49891234567, 3, 40_000], // contract's own list first
    [33140000000, 4, 50_000], // parent plan
    [44200000000, 5, 60_000], // default plan, last
    [39060000000, 0, 0],
  ];
  for (const [bNumber, priceListId, micro] of cases) {
    const result = rated(everything, call({ bNumber }));
    assert.deepEqual([result.priceListId, result.chargeMicro], [priceListId, micro], String(bNumber));
    assert.equal(result.status, priceListId === 0 ? STATUS.unpriced : STATUS.rated);
  }
});

test('what is billable', () => {
  const everything = input([list(1, ['49 0.06', 'DE/110 0.06 60/1 0 any 3', 'DE/118 1.99', 'FR/15 0 60/1 0 any 3'])]);
  const status = (change: Parameters<typeof call>[0], sourceId = 1) => rated(everything, call(change), sourceId).status;
  assert.equal(status({ durationMs: 0 }), STATUS.notBillable);
  assert.equal(status({ direction: DIRECTION.internal }), STATUS.notBillable);
  assert.equal(status({ direction: DIRECTION.inbound, aNumber: 49301234567, bNumber: 49405550100 }), STATUS.free);
  assert.equal(status({ direction: DIRECTION.forwarded }), STATUS.rated);
  assert.equal(status({ service: SERVICE.sms }), STATUS.unpriced);
  assert.equal(status({ bNumber: 0, bText: 'anonymous' }), STATUS.unpriced);
  assert.equal(status({ bNumber: 0, bText: '110' }), STATUS.free);
  assert.equal(
    status({ bNumber: 0, bText: '1101' }),
    STATUS.unpriced,
    'an extension that begins like an emergency number',
  );
  assert.equal(status({ bNumber: 0, bText: '11833' }), STATUS.rated);
  assert.equal(status({ bNumber: 0, bText: '15' }), STATUS.unpriced, 'a French short number from a German source');
  assert.equal(status({ bNumber: 0, bText: '110' }, 9), STATUS.unpriced, 'an unknown source');
});

test('nobody’s record is priced by the default plan and waits', () => {
  const plans = [plan(1, 1), plan(2, 2, { isDefault: true })];
  const everything = input([list(1, ['49 0.06']), list(2, ['49 0.12'])], { plans });
  const result = rated(everything, call({ aNumber: 49401111111 }));
  assert.deepEqual([result.customerId, result.status, result.chargeMicro], [0, STATUS.rated, 120_000]);
  const without = input([list(1, ['49 0.06'])]);
  assert.equal(rated(without, call({ aNumber: 49401111111 })).status, STATUS.unpriced);
});

test('the supplier’s leg keeps its own list, increments and six decimals', () => {
  const lists = [list(1, ['49 0.06 60/60']), list(2, ['493 0.0123456 1/1']), list(3, ['49 0.01 1/1'])];
  const sources = [source({ id: 1, supplierListId: 2 }), source({ id: 2, supplierListId: 3 })];
  const everything = input(lists, { sources });
  const first = rated(everything, call({ durationMs: 61 * S }));
  assert.deepEqual([first.chargeMicro, first.costMicro, first.supplierListId], [120_000, 12_551, 2]); // 0.01255136
  assert.equal(rated(everything, call({ durationMs: 61 * S }), 2).supplierListId, 3);
  const unknown = rated(everything, call({ bNumber: 49891234567 }));
  assert.deepEqual([unknown.costMicro, unknown.supplierListId], [0, 0]);
  const inbound = call({ direction: DIRECTION.inbound, aNumber: 49301234567, bNumber: 49405550100 });
  assert.equal(rated(everything, inbound).costMicro, 0);
  // Bought though unpriced at retail: the cost is known all the same.
  const bought = rated(input([list(1, []), list(2, ['49 0.03 1/1'])], { sources }), call());
  assert.deepEqual([bought.status, bought.costMicro], [STATUS.unpriced, 30_000]);
});

test('whose line a record is', () => {
  const lines = [
    line({ id: 1 }),
    line({ id: 2, kind: 'range', identifier: '4940555', customerId: 200 }),
    line({ id: 3, kind: 'range', identifier: '49405551', customerId: 300, validFromMs: at('2026-11-01T00:00:00Z') }),
    line({ id: 4, kind: 'trunk', identifier: 'pbx', customerId: 400, sourceId: 1 }),
    line({ id: 5, kind: 'account', identifier: 'pbx', customerId: 500, sourceId: 2 }),
    line({ id: 6, identifier: '49405550900', customerId: 600, validToMs: at('2026-11-02T11:00:00Z') }),
    line({ id: 7, identifier: '49405550900', customerId: 700, validFromMs: at('2026-11-02T11:00:00Z') }),
    line({ id: 8, identifier: '49405550700', customerId: 800 }),
    line({ id: 9, identifier: '49405550700', customerId: 900, sourceId: 2 }),
    line({ id: 10, kind: 'account', identifier: '21', customerId: 1000 }),
  ];
  const everything = input([list(1, ['49 0.06'])], { lines });
  const owner = (change: Parameters<typeof call>[0], sourceId = 1) => rated(everything, call(change), sourceId).lineId;
  assert.equal(owner({}), 1, 'exact number before range');
  assert.equal(owner({ aNumber: 49405550999 }), 2);
  assert.equal(owner({ aNumber: 49405551999 }), 3, 'longest range');
  assert.equal(owner({ aNumber: 49405551999, startMs: at('2026-10-31T23:59:59Z') }), 2, 'longest range then in force');
  assert.equal(owner({ accountText: 'pbx' }), 4, 'what the source knows before the number signalled');
  assert.equal(owner({ accountText: 'pbx' }, 2), 5);
  assert.equal(owner({ accountText: 'pbx' }, 3), 1, 'another source’s trunk is nobody’s here');
  assert.equal(owner({ aNumber: 49405550900 }), 7, 'from inclusive');
  assert.equal(owner({ aNumber: 49405550900, startMs: at('2026-11-02T10:59:59.999Z') }), 6, 'to exclusive');
  assert.equal(owner({ aNumber: 49405550700 }), 8);
  assert.equal(owner({ aNumber: 49405550700 }, 2), 9, 'this source’s line before any source’s');
  assert.equal(owner({ aNumber: 0, aText: '21' }), 10, 'extension');
  assert.equal(owner({ direction: DIRECTION.inbound, aNumber: 49405550100, bNumber: 49405550900 }), 7);
  assert.equal(owner({ aNumber: 33140000000 }), 0);
});
