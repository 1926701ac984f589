import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zoneOffsets } from '#base';
import { DIRECTION, SERVICE, STATUS } from '#usage';
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
  usage: {
    key: '2026-09/V-1/nationalFixed',
    service: 'voice',
    part: 'transport',
    coveredCalls: 0,
    calls: 0,
    durationMs: 0,
    chargeMicro: 0n,
  },
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
  service: SERVICE.voice,
  direction: DIRECTION.outbound,
  status: STATUS.rated,
  aNumber: 49405551,
  aText: null,
  bNumber: 4930555123,
  bText: null,
  durationMs: 60_000,
  volume: 0,
  billedUnits: 60,
  coveredUnits: 0,
  allowanceId: 0,
  chargeMicro: 12_900,
  serviceFeeMicro: 0,
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
    moneyAllowanceIds: new Set([9]),
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

test('a number that its carrier hid in part shows as it came, and nothing is hidden twice', () => {
  const half = { ...RECORD, bNumber: 49301234, bText: '49301234XXX' };
  const shown = (maskDigits: number) => itemise(facts([half], { maskDigits }))[0]?.calls[0]?.called;
  assert.equal(shown(0), '49301234XXX');
  assert.equal(shown(3), '49301234XXX');
  assert.equal(shown(4), '4930123xXXX');
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

test('a call to a premium number stands in two groups that together are its charge', () => {
  const premium = { ...RECORD, destinationId: 2, chargeMicro: 2_050_000, serviceFeeMicro: 1_990_000 };
  const groups = itemise(facts([premium, { ...RECORD, recordNo: 2, destinationId: 2 }]));
  assert.deepEqual(
    groups.map(({ usageKey: key, part, chargeMicro, calls }) => [
      key,
      part,
      chargeMicro,
      calls.map((call) => call.recordNo),
    ]),
    [
      ['2026-09/V-1/nationalMobile', 'transport', 72_900n, [1, 2]],
      ['2026-09/V-1/nationalMobile/passThrough', 'service', 1_990_000n, [1]],
    ],
  );
});

test('messages and data are groups of their own; what allowances of money cover is no part of the units', () => {
  const sms = {
    ...RECORD,
    service: SERVICE.sms,
    durationMs: 0,
    volume: 2,
    billedUnits: 2,
    allowanceId: 4,
    coveredUnits: 1,
  };
  const paid = { ...RECORD, recordNo: 2, allowanceId: 9, coveredUnits: 12_900, chargeMicro: 0 };
  const groups = itemise(facts([sms, paid]));
  assert.deepEqual(
    groups.map(({ usageKey: key, service, volume, calls }) => [
      key,
      service,
      volume,
      calls[0]?.coveredUnits,
      calls[0]?.covered,
    ]),
    [
      ['2026-09/V-1/nationalFixed', 'voice', 0, 0, true],
      ['2026-09/V-1/nationalFixed/sms', 'sms', 2, 1, true],
    ],
  );
});
