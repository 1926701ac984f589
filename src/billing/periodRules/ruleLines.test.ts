import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import { type PeriodRule, periodRuleDefinition } from '#catalog';
import { contractOf } from '#contracts';
import { ruleKey } from '../marks.ts';
import type { UsageSum } from '../usageSum.ts';
import { type RuleFacts, ruleLines, rulesOf } from './ruleLines.ts';

const BERLIN = zoneOffsets('Europe/Berlin');
const commitment = (amount: string) =>
  periodRuleDefinition.parse({ kind: 'minimumCommitment', amount, revenueAccount: '8403', taxClass: 'reduced' });
const RULE: PeriodRule = {
  id: 4,
  code: 'MIN',
  name: { de: 'Mindestumsatz', fr: 'Minimum', en: 'Minimum' },
  planIds: [1],
  optionIds: [9],
  versions: [
    { validFrom: '2026-08-01', definition: commitment('50') },
    { validFrom: '2026-10-01', definition: commitment('60') },
  ],
};
const contract = contractOf(
  { customerId: 1, number: 'V-1', pricePlanId: 1, startsOn: '2026-07-01', costCentre: 'K-7' },
  3,
);

function used(month: string, euro: number): UsageSum {
  const nothing = { calls: 1, coveredCalls: 0, serviceFeeCalls: 0, durationMs: 0, billedUnits: 0, coveredUnits: 0 };
  const money = { chargeMicro: BigInt(euro * 1_000_000), serviceFeeMicro: 0n, costMicro: 0n };
  return { month, contractId: 3, service: 'voice', class: 'nationalFixed', ...nothing, ...money };
}

const facts = (change: Partial<RuleFacts>): RuleFacts => ({
  rules: [RULE],
  planChanges: [],
  bookings: [],
  offsets: BERLIN,
  months: ['2026-09'],
  usage: [used('2026-09', 20), used('2026-08', 45)],
  samples: [],
  billed: new Map(),
  ...change,
});
const ruled = { contract, currency: 'EUR', feesOf: () => 0n };
const net = (change: Partial<RuleFacts>, of = ruled) =>
  ruleLines(of, facts(change)).map((line) => [line.month, line.netMinor, line.trueUp]);
const billed = (month: string, minor: bigint) => [ruleKey({ ruleId: 4, contractId: 3, month }), minor] as const;

test('what a rule comes to stands on the bill with its account, tax class and reference', () => {
  const [line, ...more] = ruleLines(ruled, facts({}));
  assert.deepEqual(more, []);
  assert.equal(line?.netMinor, '3000');
  assert.deepEqual(
    [line?.revenueAccount, line?.taxClass, line?.costCentre, line?.trueUp],
    ['8403', 'reduced', 'K-7', undefined],
  );
  assert.deepEqual([line?.measured, line?.per, line?.days], ['20.00', null, 30]);
});

test('before its first version there is no rule; each month has the version of its first day', () => {
  const months = ['2026-07', '2026-08', '2026-09', '2026-10'];
  assert.deepEqual(
    net({ months }).map(([month, minor]) => [month, minor]),
    [
      ['2026-08', '500'],
      ['2026-09', '3000'],
      ['2026-10', '6000'],
    ],
  );
});

test('late usage trues a month up; billed again it adds nothing', () => {
  const months = ['2026-08'];
  assert.deepEqual(net({ months, billed: new Map([billed('2026-08', 2000n)]) }), [
    ['2026-08', '-1500', { reason: 'usage', billedMinor: '2000', dueMinor: '500' }],
  ]);
  assert.deepEqual(net({ months, billed: new Map([billed('2026-08', 500n)]) }), []);
});

test('a rule that does not hold any more gives back what it billed', () => {
  const planChanges = [{ contractId: 3, startsOn: '2026-09-02', pricePlanId: 2 }];
  assert.deepEqual(net({ planChanges }), []);
  assert.deepEqual(net({ planChanges, billed: new Map([billed('2026-09', 3000n)]) }), [
    ['2026-09', '-3000', { reason: 'usage', billedMinor: '3000', dueMinor: '0' }],
  ]);
});

test('the plan and the options of the contract’s last day in the month decide', () => {
  const holds = (change: Partial<RuleFacts>, of = contract) => rulesOf(of, facts(change), '2026-09').length;
  const otherPlan = { ...contract, pricePlanId: 2 };
  const booking = (from: string, to: string | null) => ({
    id: 1,
    contractId: 3,
    lineId: null,
    optionId: 9,
    quantity: 1,
    fromMs: startOfDayMs(BERLIN, from),
    toMs: to === null ? null : startOfDayMs(BERLIN, to),
  });
  assert.equal(holds({}, otherPlan), 0);
  assert.equal(holds({ planChanges: [{ contractId: 3, startsOn: '2026-09-30', pricePlanId: 1 }] }, otherPlan), 1);
  assert.equal(holds({ planChanges: [{ contractId: 3, startsOn: '2026-10-01', pricePlanId: 1 }] }, otherPlan), 0);
  assert.equal(holds({ bookings: [booking('2026-09-30', null)] }, otherPlan), 1);
  assert.equal(holds({ bookings: [booking(monthStart('2026-09'), '2026-09-30')] }, otherPlan), 0);
  assert.equal(holds({ bookings: [booking(monthStart('2026-09'), monthEnd('2026-09'))] }, otherPlan), 1);
  assert.equal(holds({}, { ...contract, endsOn: '2026-09-01' }), 0);
});

test('a contract that ends in the month owes its days of a commitment', () => {
  const ended = { ...ruled, contract: { ...contract, endsOn: '2026-09-16' } };
  assert.deepEqual(net({ usage: [] }, ended), [['2026-09', '2500', undefined]]);
});
