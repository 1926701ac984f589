import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bill, BillLine, UsageLine } from '#billing';
import { CHECKS } from './checks.ts';
import type { BillPair, RunFacts } from './facts.ts';

function usage(change: Partial<UsageLine> = {}): UsageLine {
  return {
    kind: 'usage',
    contractNumber: 'V-1',
    revenueAccount: '4401',
    netMinor: '1000',
    service: 'voice',
    class: 'nationalFixed',
    part: 'transport',
    month: '2026-09',
    late: false,
    calls: 40,
    coveredCalls: 0,
    durationMs: 2_400_000,
    billedUnits: 2_400,
    coveredUnits: 0,
    chargeMicro: '10000000',
    costMicro: '6000000',
    ...change,
  };
}

function bill(netMinor: string, lines: readonly BillLine[] = [usage()]): Bill {
  return {
    customerId: 1,
    customerNumber: '10001',
    month: '2026-09',
    currency: 'EUR',
    issueOn: '2026-10-01',
    dueOn: '2026-10-15',
    contractNumbers: ['V-1'],
    lines,
    taxes: [],
    netMinor,
    taxMinor: '0',
    grossMinor: netMinor,
    usage: [],
  };
}

const pair = (now: Bill, previous: Bill | null): BillPair => ({
  customerId: 1,
  customerName: 'Brandt',
  bill: now,
  previous,
});
const facts = (change: Partial<RunFacts>): RunFacts => ({
  month: '2026-09',
  currency: 'EUR',
  bills: [],
  gone: [],
  unmatched: [],
  unpriced: [],
  files: [],
  ...change,
});
const codes = (change: Partial<RunFacts>) =>
  CHECKS.flatMap((check) => check.run(facts(change)).map((finding) => finding.code));

test('each check fires on its case and on no neighbouring one', () => {
  const cases: [string, BillPair, string[]][] = [
    ['as last month', pair(bill('10000'), bill('9500')), []],
    ['first bill', pair(bill('10000'), null), []],
    ['half more and above 20.00', pair(bill('6000'), bill('4000')), ['control.jump']],
    ['just below half', pair(bill('5999'), bill('4000')), []],
    ['double, but small money', pair(bill('2000'), bill('1000')), []],
    ['much less', pair(bill('1000'), bill('9000')), ['control.jump']],
    ['zero', pair(bill('0', []), null), ['control.zeroInvoice']],
    ['negative', pair(bill('-500', []), null), ['control.negativeInvoice']],
    ['calls stopped', pair(bill('9000', []), bill('9500')), ['control.usageStopped']],
    ['loss', pair(bill('9000', [usage({ costMicro: '10200000' })]), bill('9000')), ['control.negativeMargin']],
    [
      'what passes through to the owner of a premium number counts as paid',
      pair(
        bill('9000', [
          usage({ costMicro: '14000000' }),
          usage({ part: 'service', chargeMicro: '4000000', costMicro: '0' }),
        ]),
        bill('9000'),
      ),
      [],
    ],
    ['loss below the threshold', pair(bill('9000', [usage({ costMicro: '10100000' })]), bill('9000')), []],
    [
      'premium appears',
      pair(bill('9000', [usage({ class: 'premium', netMinor: '2500' })]), bill('9000')),
      ['control.premiumFirstSeen'],
    ],
    [
      'premium as before',
      pair(bill('9000', [usage({ class: 'premium', netMinor: '2500' })]), bill('9000', [usage({ class: 'premium' })])),
      [],
    ],
    ['late', pair(bill('9000', [usage({ late: true })]), bill('9000')), ['control.lateUsage']],
  ];
  for (const [name, one, expected] of cases) assert.deepEqual(codes({ bills: [one] }), expected, name);
});

test('who had a bill and has none is told', () => {
  const gone = [{ customerId: 7, customerName: 'Brandt', previousNetMinor: 5_508n }];
  const [finding, ...others] = CHECKS.flatMap((check) => check.run(facts({ gone })));
  assert.deepEqual(
    [finding?.code, finding?.severity, finding?.params?.before, finding?.amountAtRiskMicro, others.length],
    ['control.billStopped', 'info', '55.08', 55_080_000n, 0],
  );
});

test('unpriced and quarantined are errors, unmatched carries its money', () => {
  const found = CHECKS.flatMap((check) =>
    check.run(
      facts({
        unpriced: [{ customerId: 1, customerName: 'Brandt', prefix: '8835', records: 2, durationMs: 61_000 }],
        unmatched: [{ identifier: '49405550999', sourceName: 'Hansa', records: 12, chargeMicro: 1_234_500n }],
        files: [
          { fileId: 3, name: 'a.csv', quarantined: true, rejected: 0, records: 0 },
          { fileId: 4, name: 'b.csv', quarantined: false, rejected: 2, records: 90 },
          { fileId: 5, name: 'c.csv', quarantined: false, rejected: 0, records: 90 },
        ],
      }),
    ),
  );
  assert.deepEqual(
    found.map((finding) => [finding.code, finding.severity, finding.amountAtRiskMicro ?? 0n]),
    [
      ['control.unpriced', 'error', 0n],
      ['control.unmatched', 'warning', 1_234_500n],
      ['control.fileQuarantined', 'error', 0n],
      ['control.recordsRejected', 'warning', 0n],
    ],
  );
  assert.equal(found[0]?.params?.minutes, 2);
});
