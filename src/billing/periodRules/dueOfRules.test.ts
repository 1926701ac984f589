import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodRuleDefinition } from '#catalog';
import type { UsageSum } from '../usageSum.ts';
import { dueOfRules, type RuleInForce, type RuleMonth } from './dueOfRules.ts';

const NAME = { de: 'Regel', fr: 'Règle', en: 'Rule' };

function usage(change: Partial<UsageSum>): UsageSum {
  return {
    month: '2026-09',
    contractId: 1,
    service: 'voice',
    class: 'nationalFixed',
    calls: 1,
    coveredCalls: 0,
    serviceFeeCalls: 0,
    durationMs: 0,
    billedUnits: 0,
    coveredUnits: 0,
    chargeMicro: 0n,
    serviceFeeMicro: 0n,
    costMicro: 0n,
    ...change,
  };
}

const VOICE = { services: ['voice'] };
const MINUTE = { per: 'minute' };
const COUNTED = { revenueAccount: '8402', scope: VOICE, measure: MINUTE };
const SPENT = { revenueAccount: '8402' };
const inForce = (...definitions: object[]): RuleInForce[] =>
  definitions.map((definition, index) => ({
    rule: { id: index + 1, code: `R${index + 1}`, name: NAME },
    definition: periodRuleDefinition.parse(definition),
  }));
const september = (change: Partial<RuleMonth>): RuleMonth => ({
  currency: 'EUR',
  days: 30,
  ofDays: 30,
  usage: [],
  feesMinor: 0n,
  samples: [],
  ...change,
});

const CALLS = usage({ calls: 90, billedUnits: 12_000, coveredUnits: 3000, chargeMicro: 15_000_000n });
const MOBILE = usage({ class: 'nationalMobile', calls: 10, billedUnits: 600, chargeMicro: 2_345_000n });
const PREMIUM = usage({
  class: 'premium',
  calls: 1,
  billedUnits: 60,
  chargeMicro: 1_990_000n,
  serviceFeeMicro: 1_700_000n,
});
const DATA = usage({ service: 'data', class: 'data', calls: 7, billedUnits: 12_500_000_000, chargeMicro: 0n });
const graduated = { ...COUNTED, kind: 'graduated', tiers: [{ upTo: 100, unitPrice: '0.05' }, { unitPrice: '0.02' }] };
const GIGABYTES = { revenueAccount: '8402', scope: { services: ['data'] }, measure: { per: 'GB' } };

const CASES: readonly [why: string, rules: readonly object[], month: Partial<RuleMonth>, net: readonly number[]][] = [
  ['minutes that no allowance covered, by slices', [graduated], { usage: [CALLS] }, [500 + 100]],
  [
    'all minutes, included ones too',
    [{ ...graduated, measure: { ...MINUTE, counts: 'units' } }],
    { usage: [CALLS] },
    [500 + 200],
  ],
  ['calls', [{ ...graduated, measure: { per: 'event', counts: 'events' } }], { usage: [CALLS, MOBILE] }, [500]],
  [
    'only to some destinations',
    [{ ...graduated, scope: { ...VOICE, classes: ['nationalMobile'] } }],
    { usage: [CALLS, MOBILE] },
    [50],
  ],
  ['of several services only those it is about', [graduated], { usage: [CALLS, DATA] }, [600]],
  [
    'in the place of what the calls cost one by one',
    [{ ...graduated, replacesCharges: true }],
    { usage: [CALLS] },
    [600 - 1500],
  ],
  ['what passes through is left alone', [{ ...graduated, replacesCharges: true }], { usage: [PREMIUM] }, [5 - 29]],
  ['everything at the price reached', [{ ...graduated, kind: 'volume' }], { usage: [CALLS] }, [300]],
  [
    'blocks of gigabytes',
    [{ ...GIGABYTES, kind: 'package', included: 10, size: 2, price: '4' }],
    { usage: [DATA] },
    [800],
  ],
  [
    'a volume included, then by the gigabyte',
    [{ ...GIGABYTES, kind: 'includedVolume', included: 10, price: '2' }],
    { usage: [DATA] },
    [500],
  ],
  [
    'begun gigabytes',
    [{ ...GIGABYTES, kind: 'includedVolume', included: 10, price: '2', wholeUnits: true }],
    { usage: [DATA] },
    [600],
  ],
  ['within the volume', [{ ...GIGABYTES, kind: 'includedVolume', included: 20, price: '2' }], { usage: [DATA] }, [0]],
  [
    'a commitment not reached',
    [{ ...SPENT, kind: 'minimumCommitment', amount: '50' }],
    { usage: [CALLS, MOBILE] },
    [5000 - 1500 - 235],
  ],
  ['a commitment reached', [{ ...SPENT, kind: 'minimumCommitment', amount: '17' }], { usage: [CALLS, MOBILE] }, [0]],
  ['a commitment of half a month', [{ ...SPENT, kind: 'minimumCommitment', amount: '50' }], { days: 15 }, [2500]],
  [
    'a commitment of the whole',
    [{ ...SPENT, kind: 'minimumCommitment', amount: '50', prorated: false }],
    { days: 15 },
    [5000],
  ],
  [
    'fees count where it says so',
    [{ ...SPENT, kind: 'minimumCommitment', amount: '50', fees: true }],
    { feesMinor: 3000n },
    [2000],
  ],
  ['and not where it does not', [{ ...SPENT, kind: 'minimumCommitment', amount: '50' }], { feesMinor: 3000n }, [5000]],
  ['a cap', [{ ...SPENT, kind: 'spendCap', amount: '10' }], { usage: [CALLS, MOBILE] }, [1000 - 1735]],
  ['a cap not reached', [{ ...SPENT, kind: 'spendCap', amount: '20' }], { usage: [CALLS, MOBILE] }, [0]],
  [
    'premium numbers’ own share is not capped',
    [{ ...SPENT, kind: 'spendCap', amount: '0' }],
    { usage: [PREMIUM] },
    [-29],
  ],
  [
    'a discount on all of the turnover',
    [
      {
        ...SPENT,
        kind: 'turnoverDiscount',
        tiers: [
          { from: '10', percent: '5' },
          { from: '15', percent: '10' },
        ],
      },
    ],
    { usage: [CALLS] },
    [-150],
  ],
  [
    'a discount on each slice',
    [
      {
        ...SPENT,
        kind: 'turnoverDiscount',
        mode: 'graduated',
        tiers: [
          { from: '5', percent: '5' },
          { from: '10', percent: '10' },
        ],
      },
    ],
    { usage: [CALLS] },
    [-25 - 50],
  ],
  [
    'no discount below the first slice',
    [{ ...SPENT, kind: 'turnoverDiscount', tiers: [{ from: '20', percent: '5' }] }],
    { usage: [CALLS] },
    [0],
  ],
  [
    'volume price, then discount, then commitment, then cap; each counts what came before',
    [
      { ...SPENT, kind: 'spendCap', amount: '3' },
      { ...SPENT, kind: 'minimumCommitment', amount: '8' },
      { ...SPENT, kind: 'turnoverDiscount', tiers: [{ from: '0', percent: '50' }] },
      { ...graduated, replacesCharges: true },
    ],
    { usage: [CALLS] },
    [-900, -300, 500, -500],
  ],
  [
    'what a rule on data came to is no part of a commitment on calls',
    [
      { ...GIGABYTES, kind: 'includedVolume', included: 10, price: '2' },
      { ...SPENT, kind: 'minimumCommitment', amount: '50', scope: VOICE },
    ],
    { usage: [CALLS, DATA] },
    [500, 3500],
  ],
];

for (const [why, rules, month, net] of CASES)
  test(`rule: ${why}`, () => {
    const dues = dueOfRules(inForce(...rules), september(month));
    assert.deepEqual(
      dues.map(({ netMinor }) => Number(netMinor)),
      net,
    );
  });

test('bandwidth: the committed rate at its price, what exceeds it at the burst price, line by line', () => {
  const samples = [100_000_000, 130_500_000, 40_000_000].map((inBits, index) => ({
    lineId: index < 2 ? 1 : 2,
    contractId: 1,
    atMs: index * 300_000,
    inBits,
    outBits: 0,
  }));
  const rule = {
    kind: 'percentile',
    revenueAccount: '8402',
    percent: 100,
    commit: '100',
    commitPrice: '2',
    burstPrice: '3.50',
  };
  const [due] = dueOfRules(inForce(rule), september({ samples, days: 15 }));
  assert.equal(due?.netMinor, 20_000n + 10_675n); // 2 lines × 100 × 2.00 for half a month; 30.5 × 3.50 for what was measured in it
  assert.deepEqual([due?.measured, due?.per], ['170.5', 'Mbit/s']);
  assert.deepEqual(due?.parts, [
    { what: 'commit', quantity: '200', unitPrice: '2' },
    { what: 'burst', quantity: '30.5', unitPrice: '3.50' },
  ]);
  assert.equal(dueOfRules(inForce(rule), september({}))[0]?.netMinor, 20_000n);
});

test('whatever was used: with a commitment and a cap one pays between the two', () => {
  const charge = fc.integer({ min: 0, max: 300_000_000 }).map((micro) => usage({ chargeMicro: BigInt(micro) }));
  fc.assert(
    fc.property(fc.array(charge, { maxLength: 5 }), fc.nat(10_000), fc.nat(10_000), (all, least, more) => {
      const used = all.map((sum, index) => ({
        ...sum,
        class: (['nationalFixed', 'premium', 'onNet', 'roaming', 'data'] as const)[index]!,
      }));
      const text = (minor: number) => (minor / 100).toFixed(2);
      const rules = inForce(
        { ...SPENT, kind: 'spendCap', amount: text(least + more) },
        { ...SPENT, kind: 'minimumCommitment', amount: text(least) },
      );
      const dues = dueOfRules(rules, september({ usage: used }));
      const lines = used.reduce((sum, { chargeMicro }) => sum + (chargeMicro + 5000n) / 10_000n, 0n);
      const total = Number(dues.reduce((sum, { netMinor }) => sum + netMinor, lines));
      assert.ok(total >= least && total <= least + more, `${least} ≤ ${total} ≤ ${least + more}`);
    }),
  );
});
