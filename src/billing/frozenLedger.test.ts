import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Charge } from '#rating';
import { type CorrectedRecord, sumCorrections } from './correction.ts';
import { FrozenLedger, type FrozenUsageRecord } from './frozenLedger.ts';

const NOBODY: Charge = {
  customerId: 0,
  contractId: 0,
  lineId: 0,
  status: 1,
  destinationId: 5,
  band: 0,
  billedUnits: 60,
  coveredUnits: 0,
  allowanceId: 0,
  chargeMicro: 0,
  serviceFeeMicro: 0,
  costMicro: 0,
  priceListId: 0,
  priceVersion: 0,
  supplierListId: 0,
  supplierVersion: 0,
};
const charge = (change: Partial<Charge>): Charge => ({
  ...NOBODY,
  customerId: 1,
  contractId: 10,
  priceListId: 3,
  priceVersion: 1,
  ...change,
});
const record = (billed: Partial<Charge>, due: Partial<Charge>, dedupLo = 1): FrozenUsageRecord => ({
  month: '2026-09',
  holderId: 1,
  startMs: 1_000,
  dedupHi: -1,
  dedupLo,
  service: 1,
  billed: charge(billed),
  due: charge(due),
});
const facts = {
  classes: new Map([[5, 'nationalMobile' as const]]),
  lists: new Map([[3, 'RETAIL']]),
};
const corrected = (noted: readonly CorrectedRecord[], ...records: FrozenUsageRecord[]) => {
  const ledger = new FrozenLedger({ ...facts, noted });
  for (const one of records) ledger.note(one);
  return ledger;
};
/** `customer/contract amount(fee) records`. */
const told = (ledger: FrozenLedger) =>
  ledger
    .corrections(() => [])
    .map((one) => `${one.customerId}/${one.contractId} ${one.amountMicro}(${one.serviceFeeMicro}) ${one.records}`);
const noted = (of: FrozenLedger) => of.corrections(() => []).flatMap((one) => one.of);

test('invoices are corrected by what a record would cost now, less what was billed', () => {
  const cases: [string, FrozenUsageRecord, string[]][] = [
    ['the same', record({ chargeMicro: 100 }, { chargeMicro: 100 }), []],
    ['dearer', record({ chargeMicro: 100 }, { chargeMicro: 150 }), ['1/10 50(0) 1']],
    ['cheaper', record({ chargeMicro: 100 }, { chargeMicro: 30 }), ['1/10 -70(0) 1']],
    ['only by another version', record({ chargeMicro: 1 }, { chargeMicro: 1, priceVersion: 2 }), []],
    [
      'more for the number’s owner, less for the way',
      record({ chargeMicro: 100, serviceFeeMicro: 40 }, { chargeMicro: 100, serviceFeeMicro: 60 }),
      ['1/10 0(20) 1'],
    ],
    [
      'another contract',
      record({ chargeMicro: 100 }, { chargeMicro: 90, contractId: 11 }),
      ['1/11 90(0) 1', '1/10 -100(0) 1'],
    ],
    [
      'another customer',
      record({ chargeMicro: 100 }, { chargeMicro: 90, customerId: 2, contractId: 20 }),
      ['2/20 90(0) 1', '1/10 -100(0) 1'],
    ],
    ['nobody’s by now', record({ chargeMicro: 100 }, { ...NOBODY, chargeMicro: 900 }), ['1/10 -100(0) 1']],
  ];
  for (const [name, one, expected] of cases) assert.deepEqual(told(corrected([], one)), expected, name);
});

test('what has no price now is not given back: billed and corrected amounts stand', () => {
  const unpriced = record({ chargeMicro: 100 }, { chargeMicro: 0, status: 3 });
  assert.deepEqual(told(corrected([], unpriced)), []);
  const before = noted(corrected([], record({ chargeMicro: 100 }, { chargeMicro: 130 })));
  assert.deepEqual(told(corrected(before, unpriced)), []);
  assert.deepEqual(told(corrected(before, record({ chargeMicro: 100 }, { chargeMicro: 120 }))), ['1/10 -10(0) 1']);
});

test('corrections of one kind are one, with the versions and causes behind them', () => {
  const ledger = corrected(
    [],
    record({ chargeMicro: 100 }, { chargeMicro: 150, priceVersion: 2 }, 1),
    record({ chargeMicro: 100 }, { chargeMicro: 160, priceVersion: 2 }, 2),
    record({ chargeMicro: 0, priceListId: 0, priceVersion: 0 }, { chargeMicro: 7 }, 3),
  );
  assert.equal(ledger.amountMicro(1, '2026-09'), 117n);
  assert.equal(ledger.amountMicro(1, '2026-10'), 0n);
  assert.equal(ledger.amountMicro(2, '2026-09'), 0n);
  const cause = { reason: 'priceList', detail: { seq: 9 } };
  const [one, ...more] = ledger.corrections((holderId, month) =>
    holderId === 1 && month === '2026-09' ? [cause] : [],
  );
  assert.deepEqual(more, []);
  const { of, ...correction } = one!;
  assert.deepEqual(correction, {
    customerId: 1,
    contractId: 10,
    month: '2026-09',
    service: 'voice',
    class: 'nationalMobile',
    records: 3,
    amountMicro: 117n,
    serviceFeeMicro: 0n,
    causes: [cause],
    versions: [
      { before: { list: 'RETAIL', version: 1 }, after: { list: 'RETAIL', version: 2 }, records: 2 },
      { before: null, after: { list: 'RETAIL', version: 1 }, records: 1 },
    ],
  });
  assert.equal(of.length, 3);
});

test('rated again nothing is added; taken back it is given back', () => {
  const dearer = record({ chargeMicro: 100 }, { chargeMicro: 150 });
  const first = corrected([], dearer);
  assert.deepEqual(told(corrected(noted(first), dearer)), []);
  const back = corrected(noted(first), record({ chargeMicro: 100 }, { chargeMicro: 100 }));
  assert.deepEqual(told(back), ['1/10 -50(0) 1']);
  const both = [...noted(first), ...noted(back)];
  assert.deepEqual(told(corrected(both, record({ chargeMicro: 100 }, { chargeMicro: 100 }))), []);
});

test('whatever way it went, invoice and corrections together are what is due', () => {
  const owner = fc.constantFrom<Partial<Charge>>(
    {},
    { contractId: 11 },
    { customerId: 2, contractId: 20 },
    { customerId: 0, contractId: 0 },
  );
  const charged = fc.record({ chargeMicro: fc.nat(1000), serviceFeeMicro: fc.nat(100) });
  const step = fc.tuple(owner, charged).map(([who, what]) => ({ ...who, ...what }));
  fc.assert(
    fc.property(charged, fc.array(step, { minLength: 1, maxLength: 6 }), (billed, steps) => {
      const all: CorrectedRecord[] = [];
      for (const due of steps) all.push(...noted(corrected(all, record(billed, due))));
      const balance = new Map([['1/10', BigInt(billed.chargeMicro)]]);
      for (const one of all) {
        const key = `${one.customerId}/${one.contractId}`;
        balance.set(key, (balance.get(key) ?? 0n) + one.amountMicro);
      }
      const last = charge(steps.at(-1)!);
      for (const [key, amount] of balance)
        assert.equal(
          amount,
          last.customerId !== 0 && key === `${last.customerId}/${last.contractId}` ? BigInt(last.chargeMicro) : 0n,
        );
    }),
    { seed: 20_261_123 },
  );
});

test('corrections of the same contract, month, service and class stand on one line', () => {
  const correction = (id: number, change = {}) => ({
    id,
    customerId: 1,
    contractId: 10,
    month: '2026-09',
    service: 'voice' as const,
    class: 'nationalMobile' as const,
    records: 2,
    amountMicro: 5n,
    serviceFeeMicro: 1n,
    causes: [{ reason: 'priceList', detail: {} }],
    versions: [{ before: null, after: { list: 'R', version: 1 }, records: 2 }],
    ...change,
  });
  const sums = sumCorrections([correction(1), correction(2), correction(3, { month: '2026-08' })]);
  assert.deepEqual(
    sums.map(({ ids, records, amountMicro, serviceFeeMicro, versions }) => [
      ids,
      records,
      amountMicro,
      serviceFeeMicro,
      versions,
    ]),
    [
      [[1, 2], 4, 10n, 2n, [{ before: null, after: { list: 'R', version: 1 }, records: 4 }]],
      [[3], 2, 5n, 1n, [{ before: null, after: { list: 'R', version: 1 }, records: 2 }]],
    ],
  );
});

test('a correction names each cause once, that of whose invoice it is or, where there is none, of whose call it is by now', () => {
  const ledger = corrected([], record({ chargeMicro: 500 }, { customerId: 2, contractId: 20, chargeMicro: 300 }));
  const line = { reason: 'line', detail: { seq: 7, by: 'clerk' } };
  const same = { reason: 'line', detail: { by: 'clerk', seq: 7 } };
  const causes = (of: ReadonlyMap<number, readonly (typeof line | typeof same)[]>) =>
    ledger.corrections((customerId) => of.get(customerId) ?? []).map((one) => one.causes);
  assert.deepEqual(
    causes(
      new Map([
        [1, [line, same]],
        [2, []],
      ]),
    ),
    [[same], [same]],
  );
  assert.deepEqual(causes(new Map([[2, [line]]])), [[line], [line]]);
});
