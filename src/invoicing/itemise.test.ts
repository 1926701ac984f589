import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zoneOffsets } from '#base';
import { DIRECTION, STATUS } from '#usage';
import type { InvoiceLine } from './invoice.ts';
import { type BilledRecord, type ItemiseFacts, itemise } from './itemise.ts';

const NAME = { de: 'Ziel', fr: 'Cible', en: 'Target' };

const LINE: InvoiceLine = {
  id: '1',
  kind: 'usage',
  name: 'Festnetz',
  quantity: '1',
  unitCode: 'C62',
  unitPrice: '0.00',
  netMinor: 0n,
  taxCategory: 'S',
  taxPercent: '19',
  revenueAccount: '8402',
  usage: { key: '2026-09/V-1/nationalFixed', calls: 0, durationMs: 0, chargeMicro: 0n },
};

const MOBILE: InvoiceLine = {
  ...LINE,
  id: '2',
  name: 'Mobil',
  usage: { ...LINE.usage!, key: '2026-09/V-1/nationalMobile' },
};

const RECORD: BilledRecord = {
  fileId: 1,
  recordNo: 1,
  startMs: Date.UTC(2026, 8, 10),
  direction: DIRECTION.outbound,
  status: STATUS.rated,
  aNumber: 49405551,
  aText: null,
  bNumber: 4930555123,
  bText: null,
  durationMs: 60_000,
  billedUnits: 60,
  chargeMicro: 12_900,
  destinationId: 1,
  lineId: 1,
  contractId: 1,
};

function facts(records: readonly BilledRecord[], fields: Partial<ItemiseFacts> = {}): ItemiseFacts {
  return {
    records,
    lines: [LINE, MOBILE],
    language: 'fr',
    offsets: zoneOffsets('Europe/Berlin'),
    maskDigits: 0,
    contractNumbers: new Map([[1, 'V-1']]),
    lineLabels: new Map([
      [1, '+49 40 5551'],
      [2, '+49 40 5550'],
    ]),
    destinations: new Map([
      [1, { name: NAME, class: 'nationalFixed' as const }],
      [2, { name: NAME, class: 'nationalMobile' as const }],
    ]),
    unknownLine: 'Andere',
    ...fields,
  };
}

test('groups stand in the order of phone lines, then of invoice lines; calls in order of time', () => {
  const groups = itemise(
    facts([
      { ...RECORD, recordNo: 1, destinationId: 2 },
      { ...RECORD, recordNo: 2, startMs: RECORD.startMs + 1 },
      { ...RECORD, recordNo: 3 },
      { ...RECORD, recordNo: 4, lineId: 2 },
      { ...RECORD, recordNo: 5, lineId: 9 },
    ]),
  );
  assert.deepEqual(
    groups.map((group) => [group.lineLabel, group.className, group.calls.map((call) => call.recordNo)]),
    [
      ['+49 40 5550', 'Festnetz', [4]],
      ['+49 40 5551', 'Festnetz', [3, 2]],
      ['+49 40 5551', 'Mobil', [1]],
      ['Andere', 'Festnetz', [5]],
    ],
  );
});

test('destinations speak the buyer’s language, numbers are masked', () => {
  const [group] = itemise(facts([RECORD], { maskDigits: 3 }));
  assert.deepEqual(group?.calls[0]?.destination, 'Cible');
  assert.deepEqual(group?.calls[0]?.called, '+49 30555xxx');
});

test('a call received and charged shows who called', () => {
  const [group] = itemise(facts([{ ...RECORD, direction: DIRECTION.inbound }]));
  assert.equal(group?.calls[0]?.called, '+49 405551');
});

test('a called party that is no number shows its text', () => {
  const [group] = itemise(facts([{ ...RECORD, bNumber: 0, bText: '110' }]));
  assert.equal(group?.calls[0]?.called, '110');
});

test('the month is the operator’s: in Berlin September 2026 begins at 22:00 UTC', () => {
  const [group] = itemise(facts([{ ...RECORD, startMs: Date.UTC(2026, 7, 31, 21, 59, 59) }]));
  assert.equal(group?.usageKey, '2026-08/V-1/nationalFixed');
  const [next] = itemise(facts([{ ...RECORD, startMs: Date.UTC(2026, 7, 31, 22) }]));
  assert.equal(next?.usageKey, '2026-09/V-1/nationalFixed');
});

test('records without a price are on no bill', () => {
  for (const status of [STATUS.unpriced, STATUS.notBillable])
    assert.deepEqual(itemise(facts([{ ...RECORD, status }])), []);
});

test('any order of arrival gives the same groups, which sum to the records', () => {
  const record = fc.record({
    recordNo: fc.nat(1_000_000),
    startMs: fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 8, 30) }),
    chargeMicro: fc.nat(1_000_000),
    lineId: fc.integer({ min: 1, max: 3 }),
    destinationId: fc.integer({ min: 1, max: 2 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(record, { selector: (each) => each.recordNo }), (fields) => {
      const records = fields.map((each) => ({ ...RECORD, ...each }));
      const groups = itemise(facts(records));
      assert.deepEqual(itemise(facts(records.toReversed())), groups);
      const charged = groups.reduce((sum, group) => sum + group.chargeMicro, 0n);
      assert.equal(charged, BigInt(records.reduce((sum, each) => sum + each.chargeMicro, 0)));
      for (const group of groups)
        assert.equal(group.chargeMicro, BigInt(group.calls.reduce((sum, call) => sum + call.chargeMicro, 0)));
    }),
  );
});
