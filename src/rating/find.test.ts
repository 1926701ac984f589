import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PriceBook } from '#catalog';
import { DIRECTION, SERVICE, STATUS } from '#usage';
import { at, call, input, line, list, OPEN, price, rated } from './testCatalogue.ts';

const numbering = (prefixes: Readonly<Record<string, number>>, validFromMs = 0, validToMs = OPEN, version = 1) => ({
  version,
  validFromMs,
  validToMs,
  prefixes: new Map(Object.entries(prefixes)),
});
const target = (everything: ReturnType<typeof input>, change: Parameters<typeof call>[0]) => {
  const { status, chargeMicro, destinationId } = rated(everything, call(change));
  return status === STATUS.rated ? [chargeMicro, destinationId] : status;
};

test('an exact number, the longest prefix, a destination, the inner zone, the outer zone, then whatever is left', () => {
  const catalogue: Partial<PriceBook> = {
    zones: [
      { id: 1, code: 'HOME', parentId: 2, destinationIds: [1] },
      { id: 2, code: 'WORLD', parentId: null, destinationIds: [3, 7] },
    ],
    numbering: [numbering({ 49: 1, 4917: 2, 4911: 7 })],
  };
  const rows = ['*  0.09', '#WORLD 0.08', '#HOME 0.07', '@MOBILE 0.06', '=4917123 0.05', '49170 0.04'].map((row) =>
    row.replace('  ', ' '),
  );
  const everything = input([list(1, rows)], { catalogue });
  assert.deepEqual(target(everything, { bNumber: 4917123 }), [50_000, 1]);
  assert.deepEqual(target(everything, { bNumber: 49171234 }), [60_000, 2]);
  assert.deepEqual(target(everything, { bNumber: 49170123 }), [40_000, 1]);
  assert.deepEqual(target(everything, { bNumber: 4930123 }), [70_000, 1]);
  assert.deepEqual(target(everything, { bNumber: 4911123 }), [80_000, 7]);
  assert.deepEqual(target(everything, { bNumber: 33140 }), [90_000, 1], 'its row’s destination, the plan knows none');
});

test('the numbering plan in force at the start', () => {
  const change = at('2026-11-02T11:00:00Z');
  const catalogue = { numbering: [numbering({ 49: 1 }, 0, change), numbering({ 49: 2 }, change, OPEN, 2)] };
  const everything = input([list(1, ['@FIXED 0.01', '@MOBILE 0.02'])], { catalogue });
  assert.deepEqual(target(everything, { startMs: change - 1 }), [10_000, 1]);
  assert.deepEqual(target(everything, { startMs: change }), [20_000, 2]);
});

test('a ported number is what it was ported to, as long as it is', () => {
  const since = at('2026-11-02T11:00:00Z');
  const catalogue = { ported: [{ number: 49301234567, destinationId: 2, validFromMs: since, validToMs: OPEN }] };
  const byName = input([list(1, ['4930 0.01', '@MOBILE 0.02'])], { catalogue });
  assert.deepEqual(target(byName, { startMs: since }), [20_000, 2]);
  assert.deepEqual(target(byName, { startMs: since - 1 }), [10_000, 1]);
  const byPrefix = input([list(1, ['4930 0.01', '4917 0.03 60/1 0 any 2', '49171 0.04 60/1 0 any 2'])], { catalogue });
  assert.deepEqual(target(byPrefix, { startMs: since }), [30_000, 2]);
});

test('calls among the operator’s own lines are destinations of their own', () => {
  const lines = [
    line(),
    line({ id: 2, identifier: '49405550200' }),
    line({ id: 3, identifier: '4940666', kind: 'range', customerId: 200, contractId: 20 }),
  ];
  const everything = input([list(1, ['49 0.06', '@ONNET 0.01', '@INTRA 0'])], { lines });
  assert.deepEqual(target(everything, { bNumber: 49405550200 }), [0, 6]);
  assert.deepEqual(target(everything, { bNumber: 49406661234 }), [10_000, 5]);
  assert.deepEqual(target(everything, { bNumber: 49301234567 }), [60_000, 1]);
  const onNetOnly = input([list(1, ['49 0.06', '@ONNET 0.01'])], { lines });
  assert.deepEqual(target(onNetOnly, { bNumber: 49405550200 }), [10_000, 5]);
});

test('freephone: who is called pays, by where the call comes from', () => {
  const inbound = (text: string) => price(text, { direction: 'inbound' });
  const catalogue = { numbering: [numbering({ 49800: 4, 49: 1 })] };
  const everything = input([list(1, ['49 0.06', inbound('4917 0.12'), inbound('49 0.03'), inbound('* 0.50')])], {
    catalogue,
    lines: [line({ identifier: '498001234567' }), line({ id: 2 })],
  });
  const incoming = (aNumber: number, bNumber = 498001234567) =>
    target(everything, { direction: DIRECTION.inbound, aNumber, bNumber });
  assert.deepEqual(incoming(4930123456), [30_000, 1]);
  assert.deepEqual(incoming(49171234567), [120_000, 1]);
  assert.deepEqual(incoming(0), [500_000, 1], 'no number shown');
  assert.equal(incoming(4930123456, 49405550100), STATUS.free, 'an ordinary number costs nothing to be called');
});

test('abroad: by the visited network, in both directions, never by a home price', () => {
  const roaming = [
    price('PLMN/208 0.20 60/1 0 any 7'),
    price('PLMN/20801 0.10 60/1 0 any 7'),
    price('PLMN/208 0.05 60/1 0 any 7', { direction: 'inbound' }),
    price('PLMN/208 2 1/1 0 any 7', { service: 'data', unit: 'byte', per: 1_048_576 }),
  ];
  const everything = input([list(1, ['49 0.06', '* 0.01', ...roaming])]);
  assert.deepEqual(target(everything, { network: 20801 }), [100_000, 7]);
  assert.deepEqual(target(everything, { network: 20810 }), [200_000, 7]);
  assert.equal(target(everything, { network: 23410 }), STATUS.unpriced);
  const received = { direction: DIRECTION.inbound, aNumber: 4930, bNumber: 49405550100 };
  assert.deepEqual(target(everything, { ...received, network: 20810 }), [50_000, 7]);
  assert.equal(target(everything, { ...received, network: 23410 }), STATUS.free);
  const session = { service: SERVICE.data, volume: 1_572_864, bNumber: 0, durationMs: 0 };
  assert.deepEqual(target(everything, { ...session, network: 20810 }), [3_000_000, 7]);
  assert.equal(target(everything, session), STATUS.unpriced, 'data at home has no price here');
});

test('messages, pages and events are counted by the piece', () => {
  const rows = [
    price('49 0.07 1/1', { service: 'sms', unit: 'piece', per: 1 }),
    price('49 0.10 1/1', { service: 'fax', unit: 'piece', per: 1 }),
    price('* 1.5 1/1', { service: 'event', unit: 'piece', per: 1 }),
  ];
  const everything = input([list(1, rows)]);
  assert.deepEqual(target(everything, { service: SERVICE.sms, durationMs: 0 }), [70_000, 1]);
  assert.deepEqual(target(everything, { service: SERVICE.sms, durationMs: 0, volume: 3 }), [210_000, 1]);
  assert.deepEqual(target(everything, { service: SERVICE.fax, volume: 4 }), [400_000, 1]);
  assert.deepEqual(target(everything, { service: SERVICE.event, durationMs: 0, bNumber: 0 }), [1_500_000, 1]);
  assert.equal(target(everything, { service: SERVICE.mms, durationMs: 0 }), STATUS.unpriced);
});
