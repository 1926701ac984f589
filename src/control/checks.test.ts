import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bill, BillLine } from '#billing';
import { type Customer, customerOf, type NewCustomer } from '#crm';
import { CHECKS, THRESHOLDS, thresholds } from './checks.ts';
import type { BillPair, ContractFact, RunFacts } from './facts.ts';
import { FINDING_TEXTS } from './findingTexts.ts';
import { billOf, fee, usage } from './testBills.ts';

function bill(netMinor: string, lines: readonly BillLine[] = [usage()]): Bill {
  return billOf(lines, { netMinor, grossMinor: netMinor });
}

/** All 40 minutes covered; they cost 6.00. */
const INCLUDED = usage({ coveredCalls: 40, coveredUnits: 2_400, chargeMicro: '0', netMinor: '0' });

const pair = (now: Bill, previous: Bill | null): BillPair => ({
  customerId: 1,
  customerName: 'Brandt',
  bill: now,
  previous,
  yearAgo: null,
  usageBefore: previous === null ? [0] : previous.lines.some(({ kind }) => kind === 'usage') ? [40] : [0],
});

const facts = (change: Partial<RunFacts>): RunFacts => ({
  month: '2026-09',
  today: '2026-10-02',
  isFirstMonth: false,
  currency: 'EUR',
  operatorCountry: 'DE',
  bills: [],
  gone: [],
  customers: [],
  contracts: [],
  unmatched: [],
  endedLines: [],
  unpriced: [],
  files: [],
  peaks: [],
  longCalls: [],
  destinations: [],
  sourceCosts: [],
  sourceDays: [],
  gaps: [],
  calledNumbers: [],
  duplicates: [],
  lostLines: [],
  discountEnds: [],
  deposits: [],
  supplied: [],
  bought: [],
  carrierMonths: [],
  listEnds: [],
  twice: [],
  unused: [],
  failed: [],
  stale: 0,
  ...change,
});

const found = (change: Partial<RunFacts>, own: ReadonlyMap<string, bigint> = new Map()) =>
  CHECKS.flatMap((check) => check.run(facts(change), thresholds(own)));
const codes = (change: Partial<RunFacts>, own?: ReadonlyMap<string, bigint>) =>
  found(change, own).map(({ code }) => code.replace('control.', ''));

test('each check fires on its case and on no neighbouring one', () => {
  const cases: [string, BillPair, string[]][] = [
    ['as last month', pair(bill('10000'), bill('9500')), []],
    ['first bill', pair(bill('10000'), null), []],
    ['half more and above 20.00', pair(bill('6000'), bill('4000')), ['jump']],
    ['just below half', pair(bill('5999'), bill('4000')), []],
    ['double, but small money', pair(bill('2000'), bill('1000')), []],
    ['much less', pair(bill('1000'), bill('9000')), ['jump']],
    ['zero', pair(bill('0', []), null), ['zeroInvoice']],
    ['negative', pair(bill('-500', []), null), ['negativeInvoice']],
    ['calls stopped', pair(bill('9000', []), bill('9500')), ['usageStopped']],
    ['loss', pair(bill('9000', [usage({ costMicro: '10200000' })]), bill('9000')), ['negativeMargin']],
    ['included minutes, paid by the fee', pair(bill('9000', [INCLUDED, fee()]), bill('9000')), []],
    [
      'included minutes that cost more than the fee',
      pair(bill('9000', [INCLUDED, fee({ netMinor: '500' })]), bill('9000')),
      ['negativeMargin'],
    ],
    [
      'the rest sold below cost',
      pair(bill('9000', [usage({ ...INCLUDED, coveredUnits: 1200 }), fee()]), bill('9000')),
      ['negativeMargin'],
    ],
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
      ['premiumFirstSeen'],
    ],
    [
      'premium as before',
      pair(bill('9000', [usage({ class: 'premium', netMinor: '2500' })]), bill('9000', [usage({ class: 'premium' })])),
      [],
    ],
    ['late', pair(bill('9000', [usage({ late: true })]), bill('9000')), ['lateUsage']],
    [
      'late, for some cents',
      pair(bill('9000', [usage({ late: true, chargeMicro: '990000', costMicro: '0' })]), bill('9000')),
      [],
    ],
  ];
  for (const [name, one, expected] of cases) assert.deepEqual(codes({ bills: [one] }), expected, name);
});

test('who had a bill and has none is told', () => {
  const gone = [{ customerId: 7, customerName: 'Brandt', previousNetMinor: 5_508n }];
  const [finding, ...others] = found({ gone });
  assert.deepEqual(
    [finding?.code, finding?.severity, finding?.params?.before, finding?.amountAtRiskMicro, others.length],
    ['control.billStopped', 'info', '55.08', 55_080_000n, 0],
  );
});

test('unpriced and quarantined are errors, unmatched carries its money', () => {
  const all = found({
    unpriced: [{ customerId: 1, customerName: 'Brandt', prefix: '8835', records: 2, durationMs: 61_000 }],
    unmatched: [
      { identifier: '49405550999', sourceName: 'Hansa', records: 12, chargeMicro: 1_234_500n, costMicro: 0n },
    ],
    files: [
      { fileId: 3, name: 'a.csv', quarantined: true, rejected: 0, records: 0 },
      { fileId: 4, name: 'b.csv', quarantined: false, rejected: 2, records: 90 },
      { fileId: 5, name: 'c.csv', quarantined: false, rejected: 0, records: 90 },
    ],
  });
  assert.deepEqual(
    all.map((finding) => [finding.code, finding.severity, finding.amountAtRiskMicro ?? 0n]),
    [
      ['control.fileQuarantined', 'error', 0n],
      ['control.recordsRejected', 'warning', 0n],
      ['control.unpriced', 'error', 0n],
      ['control.unmatched', 'warning', 1_234_500n],
    ],
  );
  assert.equal(all[2]?.params?.minutes, 2);
});

test('a year ago, a first bill, fees set right', () => {
  const one = pair(bill('9000'), bill('9000'));
  const trueUp = { reason: 'ended', billedMinor: '3000', dueMinor: '0' } as const;
  const cases: [string, BillPair, string[]][] = [
    ['twice as much as a year ago', { ...pair(bill('10000'), bill('10000')), yearAgo: bill('5000') }, ['yearJump']],
    ['not quite', { ...pair(bill('10000'), bill('10000')), yearAgo: bill('5001') }, []],
    ['a year ago in another currency', { ...one, yearAgo: { ...bill('100'), currency: 'CHF' } }, []],
    ['never billed before', { ...one, previous: null, usageBefore: [] }, ['firstBill']],
    [
      'never billed before, and nothing now',
      { ...one, bill: bill('0', [usage()]), previous: null, usageBefore: [] },
      ['zeroInvoice'],
    ],
    ['set right', pair(bill('9000', [usage(), fee({ trueUp, netMinor: '-3000' })]), bill('9000')), ['trueUp']],
    ['by little', pair(bill('9000', [usage(), fee({ trueUp, netMinor: '-1999' })]), bill('9000')), []],
    ['no usage, as in one of three months', { ...pair(bill('9000', []), bill('9000')), usageBefore: [4, 0, 4] }, []],
    [
      'no usage, as four months ago',
      { ...pair(bill('9000', []), bill('9000')), usageBefore: [4, 4, 4, 0] },
      ['usageStopped'],
    ],
  ];
  for (const [name, each, expected] of cases) assert.deepEqual(codes({ bills: [each] }), expected, name);
  const first = { ...one, previous: null, usageBefore: [] };
  assert.deepEqual(codes({ bills: [first], isFirstMonth: true }), [], 'nobody was billed before');
});

test('usage that should not be there', () => {
  const who = { customerId: 1, customerName: 'Brandt' };
  const line = { ...who, contractId: 4, contractNumber: 'V-1', identifier: '494055', endedOn: '2026-08-31' };
  const unmatched = [{ identifier: '494055', sourceName: 'Hansa', records: 3, chargeMicro: 500_000n, costMicro: 0n }];
  const call = { ...who, lineLabel: '+49 40 55', calls: 1, longestMs: 240 * 60_000, chargeMicro: 1n };
  const night = {
    ...who,
    nightMicro: 60_000_000n,
    nightBeforeMicro: 20_000_000n,
    weekendMicro: 0n,
    weekendBeforeMicro: 0n,
  };
  const cases: [string, Partial<RunFacts>, string[]][] = [
    ['a line nobody knows', { unmatched }, ['unmatched']],
    ['a line that ended', { unmatched, endedLines: [line] }, ['usageAfterEnd']],
    ['exactly four hours', { longCalls: [call] }, []],
    ['longer', { longCalls: [{ ...call, longestMs: call.longestMs + 1 }] }, ['longCall']],
    ['three times the night before', { peaks: [night] }, ['nightSpike']],
    ['less than three times', { peaks: [{ ...night, nightBeforeMicro: 20_000_001n }] }, []],
    ['weekend out of nothing', { peaks: [{ ...night, nightMicro: 0n, weekendMicro: 20_000_000n }] }, ['weekendSpike']],
    ['a small weekend', { peaks: [{ ...night, nightMicro: 0n, weekendMicro: 19_999_999n }] }, []],
    ['500 numbers', { calledNumbers: [{ ...who, lineLabel: '', numbers: 500 }] }, []],
    ['501 numbers', { calledNumbers: [{ ...who, lineLabel: '', numbers: 501 }] }, ['manyNumbers']],
    ['to be rated again', { stale: 1 }, ['stale']],
  ];
  for (const [name, change, expected] of cases) assert.deepEqual(codes(change), expected, name);
});

const customer = (change: Partial<NewCustomer>): Customer =>
  customerOf(
    {
      kind: 'company',
      name: 'Brandt',
      street: 'Weg 1',
      postcode: '20095',
      city: 'Hamburg',
      country: 'DE',
      email: 'b@example.org',
      language: 'de',
      currency: 'EUR',
      taxStatus: 'domestic',
      ...change,
    },
    { id: 1, number: '10001' },
  );

test('customers who cannot be billed, taxed or collected from', () => {
  const reseller = { taxStatus: 'telecomResale', vatId: 'DE136695976', resaleCertificate: 'USt 1 TH' } as const;
  const checked = { vatIdCheck: 'valid', vatIdCheckedOn: '2026-06-01' } as const;
  const until = (resaleCertificateUntil: string) => ({ ...reseller, ...checked, resaleCertificateUntil });
  const cases: [string, Partial<NewCustomer>, string[]][] = [
    ['nothing wrong', {}, []],
    ['no account', { paymentMethod: 'directDebit', mandateReference: 'M-1' }, ['noBankDetails']],
    ['no mandate', { paymentMethod: 'directDebit', iban: 'DE89370400440532013000' }, ['noBankDetails']],
    ['never checked', { ...until('2027-12-31'), vatIdCheck: null, vatIdCheckedOn: null }, ['vatIdUnchecked']],
    ['checked long ago', { ...until('2027-12-31'), vatIdCheckedOn: '2025-10-01' }, ['vatIdUnchecked']],
    ['checked a year ago', { ...until('2027-12-31'), vatIdCheckedOn: '2025-10-02' }, []],
    ['found invalid', { ...until('2027-12-31'), vatIdCheck: 'invalid' }, ['vatIdInvalid']],
    ['certificate ended', until('2026-10-01'), ['certificateExpired']],
    ['certificate ends today', until('2026-10-02'), ['certificateExpiring']],
    ['certificate ends in 60 days', until('2026-12-01'), ['certificateExpiring']],
    ['certificate ends in 61 days', until('2026-12-02'), []],
    ['public body without Leitweg-ID', { kind: 'publicBody' }, ['eInvoiceAddress']],
    ['wants a reference', { requiredReferences: ['contractReference'] }, ['referenceMissing']],
    ['wants an order number, which the contract may tell', { requiredReferences: ['orderNumber'] }, []],
    ['domestic, but lives in France', { country: 'FR', siren: '732829320' }, ['dataContradictory']],
  ];
  for (const [name, change, expected] of cases)
    assert.deepEqual(codes({ customers: [customer(change)] }), expected, name);
});

test('contracts that end, renew, or hold what they should not', () => {
  const ref = { customerId: 1, customerName: 'Brandt', contractId: 4, contractNumber: 'V-1' };
  const contract: ContractFact = {
    ...ref,
    state: 'active',
    startsOn: '2025-01-01',
    endsOn: null,
    noticeGiven: false,
    renewsOn: null,
    noticeBy: null,
    minimumTermOn: null,
    subscriptionsAfterEnd: 0,
  };
  const of = { ...ref, subscriptionId: 9, productCode: 'LINE' };
  const ended = { endsOn: '2026-09-30', subscriptionsAfterEnd: 1 };
  const cases: [string, Partial<RunFacts>, string[]][] = [
    ['in force', { contracts: [contract] }, []],
    ['ended, subscriptions go on', { contracts: [{ ...contract, ...ended }] }, ['contractEnded']],
    ['will end', { contracts: [{ ...contract, ...ended, endsOn: '2026-10-03' }] }, []],
    ['old quote', { contracts: [{ ...contract, state: 'quote', startsOn: '2026-09-01' }] }, ['quoteOpen']],
    ['young quote', { contracts: [{ ...contract, state: 'quote', startsOn: '2026-09-02' }] }, []],
    ['minimum term ends', { contracts: [{ ...contract, minimumTermOn: '2026-12-31' }] }, ['minimumTermEnding']],
    ['minimum term ends later', { contracts: [{ ...contract, minimumTermOn: '2027-01-01' }] }, []],
    [
      'renewal, notice soon',
      { contracts: [{ ...contract, renewsOn: '2027-01-01', noticeBy: '2026-10-31' }] },
      ['renewalDue'],
    ],
    [
      'renewal, notice given',
      { contracts: [{ ...contract, renewsOn: '2027-01-01', noticeBy: '2026-10-31', noticeGiven: true }] },
      [],
    ],
    ['twice', { duplicates: [{ ...of, times: 2 }] }, ['duplicateSubscription']],
    ['line gone', { lostLines: [{ ...of, lineLabel: '+49', endedOn: '2026-09-01' }] }, ['subscriptionWithoutLine']],
    ['discount ends', { discountEnds: [{ ...of, endsOn: '2026-11-16' }] }, ['discountEnding']],
    ['discount ends later', { discountEnds: [{ ...of, endsOn: '2026-11-17' }] }, []],
    ['deposit', { deposits: [{ ...ref, endedOn: '2026-09-01', leftMicro: 100_000_000n }] }, ['depositOpen']],
    ['two owners', { twice: [{ ...ref, identifier: '4940', otherContract: 'V-2' }] }, ['numberTwice']],
    ['unused for three months', { unused: [{ ...ref, allowance: 'FLAT', months: 3 }] }, ['allowanceUnused']],
    ['unused for two', { unused: [{ ...ref, allowance: 'FLAT', months: 2 }] }, []],
  ];
  for (const [name, change, expected] of cases) assert.deepEqual(codes(change), expected, name);
});

test('what we pay beside what is paid to us', () => {
  const destination = { destinationId: 3, code: 'DE-MOBILE', calls: 9, chargeMicro: 10_000_000n };
  const source = { sourceId: 1, sourceName: 'Hansa', records: 9, ourMicro: 500_000_000n };
  const product = { productId: 1, productCode: 'DSL', supplier: 'Netz', subscriptions: 2 };
  const list = { priceListId: 1, code: 'FLEX', contracts: 3 };
  const bought = { identifier: '4940', carrier: 'Hansa', carrierCode: 'hansa' };
  const carrierMonth = { carrierCode: 'hansa', carrier: 'Hansa', theirMicro: 0n, ourMicro: 0n, open: 3 };
  const cases: [string, Partial<RunFacts>, string[]][] = [
    ['loss of 1.00', { destinations: [{ ...destination, costMicro: 11_000_000n }] }, []],
    ['loss above 1.00', { destinations: [{ ...destination, costMicro: 11_000_001n }] }, ['destinationMargin']],
    ['two percent and 10.00 dearer', { sourceCosts: [{ ...source, theirMicro: 510_000_000n }] }, ['carrierCost']],
    ['cheaper', { sourceCosts: [{ ...source, theirMicro: 490_000_000n }] }, ['carrierCost']],
    ['less than 10.00', { sourceCosts: [{ ...source, theirMicro: 509_999_999n }] }, []],
    ['no buying price', { supplied: [{ ...product, hasBuyingPrice: false }] }, ['soldNotBought']],
    ['buying price', { supplied: [{ ...product, hasBuyingPrice: true }] }, []],
    ['nobody has it', { bought: [{ ...bought, amountMicro: 1_000_000n }] }, ['boughtNotSold']],
    ['for cents', { bought: [{ ...bought, amountMicro: 999_999n }] }, []],
    [
      'much is open with a carrier',
      { carrierMonths: [{ ...carrierMonth, openMicro: 10_000_000n }] },
      ['carrierInvoice'],
    ],
    ['little is open', { carrierMonths: [{ ...carrierMonth, openMicro: 9_999_999n }] }, []],
    ['list ends in 30 days', { listEnds: [{ ...list, endsOn: '2026-11-01' }] }, ['priceListEnding']],
    ['list ends later', { listEnds: [{ ...list, endsOn: '2026-11-02' }] }, []],
  ];
  for (const [name, change, expected] of cases) assert.deepEqual(codes(change), expected, name);
});

test('days and feeds that are missing', () => {
  const days = Array.from({ length: 30 }, (_, index) => `2026-09-${String(index + 1).padStart(2, '0')}`);
  const source = (records: ReadonlyMap<string, number>) => ({
    sourceDays: [{ sourceId: 1, sourceName: 'Hansa', records }],
  });
  const all = new Map(days.map((day) => [day, 20]));
  const without = (day: string, each = 20) => new Map(days.filter((one) => one !== day).map((one) => [one, each]));
  const gap = { feedId: 1, sourceName: 'Hansa' };
  const cases: [string, Partial<RunFacts>, string[]][] = [
    ['every day', source(all), []],
    ['a Wednesday', source(without('2026-09-16')), ['dayMissing']],
    ['a Sunday', source(without('2026-09-13')), []],
    ['a Wednesday of a small source', source(without('2026-09-16', 19)), []],
    ['a source of few days', source(new Map([['2026-09-16', 900]])), []],
    ['away for less than four hours', { gaps: [{ ...gap, minutes: 239, lost: 0 }] }, []],
    ['away for four hours', { gaps: [{ ...gap, minutes: 240, lost: 0 }] }, ['feedGap']],
    ['lost a message', { gaps: [{ ...gap, minutes: 0, lost: 1 }] }, ['feedGap']],
  ];
  for (const [name, change, expected] of cases) assert.deepEqual(codes(change), expected, name);
});

test('a group that could not be calculated is an error', () => {
  const failed = [{ customerId: 1, customerName: 'Brandt', code: 'bill.noVatRate' }];
  assert.deepEqual(codes({ failed }), ['failedItem']);
});

test('an operator sets his own thresholds', () => {
  const bills = [pair(bill('6000'), bill('4000'))];
  assert.deepEqual(codes({ bills }, new Map([['jump.percent', 51n]])), []);
  assert.deepEqual(codes({ bills }, new Map([['jump.money', 2_001n]])), []);
});

test('every check says what is wrong, why it matters and what to do; thresholds have names of their own', () => {
  assert.ok(CHECKS.length >= 25);
  for (const { code } of CHECKS)
    for (const which of ['', '.name', '.why', '.todo']) assert.ok(FINDING_TEXTS[`${code}${which}`], `${code}${which}`);
  assert.equal(Object.keys(FINDING_TEXTS).length, CHECKS.length * 4);
  assert.equal(new Set(THRESHOLDS.map(({ name }) => name)).size, THRESHOLDS.length);
  for (const { name, default: usual, min, max } of THRESHOLDS) assert.ok(min <= usual && usual <= max, name);
});
