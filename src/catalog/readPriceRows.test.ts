import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PriceRow } from './priceRow.ts';
import { NO_TERMS, type PriceTerms } from './priceTerms.ts';
import { type PriceRowContext, readPriceRows } from './readPriceRows.ts';

const CONTEXT: PriceRowContext = {
  listCode: 'retail',
  side: 'customer',
  bands: ['peak', 'offPeak'],
  destinations: new Map([
    ['DE-FIXED', 1],
    ['DE-MOBILE', 2],
  ]),
  zones: new Set(['EU']),
};
const ROW: PriceRow = { target: '49', destination: 'DE-FIXED', price: '0.01' };
const DATA: PriceRow = { target: '*', service: 'data', destination: 'DE-FIXED', price: '0.5', per: 'MB' };

const errorsOf = (rows: readonly PriceRow[], context = CONTEXT) =>
  readPriceRows(rows, context)
    .findings.filter((finding) => finding.severity === 'error')
    .map((finding) => `${finding.place?.line} ${finding.place?.field} ${finding.code}`);
const only = (row: PriceRow) => {
  const { prices, findings } = readPriceRows([row], CONTEXT);
  assert.deepEqual(findings, []);
  return prices[0]!;
};

test('a row becomes a price; what it leaves out has a default', () => {
  assert.deepEqual(only(ROW), {
    target: '49',
    service: 'voice',
    direction: 'outbound',
    band: 'any',
    destinationId: 1,
    unit: 'second',
    priceNano: 10_000_000,
    per: 60,
    connectionFeeNano: 0,
    firstIncrement: 60,
    nextIncrement: 60,
    terms: null,
  });
  assert.deepEqual(only({ ...ROW, connectionFee: '', increments: '', band: '', per: '', cap: '' }), only(ROW));
});

test('targets of every kind, and the destination each is printed with', () => {
  const cases: readonly (readonly [string, string | undefined, number])[] = [
    ['DE/110', 'DE-FIXED', 1],
    ['PLMN/20801', 'DE-MOBILE', 2],
    ['=49301234567', 'DE-FIXED', 1],
    ['@DE-MOBILE', undefined, 2],
    ['@DE-MOBILE', 'DE-FIXED', 1],
    ['#EU', undefined, 0],
    ['#EU', 'DE-FIXED', 1],
    ['*', 'DE-FIXED', 1],
  ];
  for (const [target, destination, id] of cases)
    assert.equal(only({ ...ROW, target, destination }).destinationId, id, `${target} ${destination}`);
});

test('what a price is per, and its increments, in the units of the service', () => {
  const per = (row: PriceRow) => {
    const price = only(row);
    return `${price.unit} ${price.per} ${price.firstIncrement}/${price.nextIncrement}`;
  };
  assert.equal(per({ ...ROW, per: 'second', increments: '1/1' }), 'second 1 1/1');
  assert.equal(per({ ...ROW, per: '30 second' }), 'second 30 60/60');
  assert.equal(per({ ...ROW, service: 'sms' }), 'piece 1 1/1');
  assert.equal(per({ ...ROW, service: 'fax', per: 'page' }), 'piece 1 1/1');
  assert.equal(per(DATA), 'byte 1000000 1/1');
  assert.equal(per({ ...DATA, per: 'GiB', increments: '1MB/100 kB' }), 'byte 1073741824 1000000/100000');
});

test('each trouble names its row and field', () => {
  const cases: readonly (readonly [PriceRow, string])[] = [
    [{ ...ROW, target: '+49' }, 'target priceList.badTarget'],
    [{ ...ROW, target: '@ATLANTIS' }, 'target priceList.unknownDestination'],
    [{ ...ROW, target: '#ATLANTIS' }, 'target priceList.unknownZone'],
    [{ ...ROW, destination: 'ATLANTIS' }, 'destination priceList.unknownDestination'],
    [{ ...ROW, destination: undefined }, 'destination priceList.destinationMissing'],
    [{ ...ROW, target: '*', destination: '' }, 'destination priceList.destinationMissing'],
    [{ ...ROW, service: 'telepathy' }, 'service priceList.unknownService'],
    [{ ...ROW, direction: 'sideways' }, 'direction priceList.unknownDirection'],
    [{ ...ROW, band: 'lunch' }, 'band priceList.unknownBand'],
    [{ ...ROW, price: '0,01' }, 'price priceList.badPrice'],
    [{ ...ROW, price: '1e-2' }, 'price priceList.badPrice'],
    [{ ...ROW, price: '' }, 'price priceList.badPrice'],
    [{ ...ROW, price: undefined }, 'price priceList.priceMissing'],
    [{ ...ROW, price: '0.0000000001' }, 'price priceList.badPrice'],
    [{ ...ROW, price: '-0.01' }, 'price priceList.negativePrice'],
    [{ ...ROW, price: '100000.000000001' }, 'price priceList.priceTooHigh'],
    [{ ...ROW, price: '123456789012345678901234567890' }, 'price priceList.priceTooHigh'],
    [{ ...ROW, price: '2000', per: 'second' }, 'price priceList.priceTooHigh'],
    [{ ...DATA, price: '0.2', per: 'kB' }, 'price priceList.priceTooHigh'],
    [{ ...ROW, per: 'fortnight' }, 'per priceList.badPer'],
    [{ ...ROW, per: '0 second' }, 'per priceList.badPer'],
    [{ ...ROW, per: 'MB' }, 'per priceList.otherUnit'],
    [{ ...ROW, per: 'event' }, 'per priceList.otherUnit'],
    [{ ...ROW, service: 'sms', per: 'minute' }, 'per priceList.otherUnit'],
    [{ ...DATA, per: undefined }, 'per priceList.perMissing'],
    [{ ...ROW, connectionFee: 'free' }, 'connectionFee priceList.badPrice'],
    [{ ...ROW, connectionFee: '1000001' }, 'connectionFee priceList.priceTooHigh'],
    [{ ...ROW, increments: '60' }, 'increments priceList.badIncrements'],
    [{ ...ROW, increments: '86401/1' }, 'increments priceList.badIncrements'],
    [{ ...ROW, increments: '1MB/1' }, 'increments priceList.badIncrements'],
    [{ ...ROW, stepMode: 'spiral' }, 'stepMode priceList.unknownTerm'],
    [{ ...ROW, incrementOrigin: 'moon' }, 'incrementOrigin priceList.unknownTerm'],
    [{ ...ROW, grace: '-1' }, 'grace priceList.badQuantity'],
    [{ ...ROW, free: '5MB' }, 'free priceList.badQuantity'],
    [{ ...ROW, minimum: '99999999' }, 'minimum priceList.badQuantity'],
    [{ ...ROW, attemptFee: '-1' }, 'attemptFee priceList.negativePrice'],
    [{ ...ROW, serviceFeePerMinute: '100001' }, 'serviceFeePerMinute priceList.priceTooHigh'],
    [{ ...ROW, minimumCharge: '2', cap: '1' }, 'cap priceList.capBelowMinimum'],
    [{ ...ROW, markupPercent: '1001' }, 'markupPercent priceList.badPercent'],
    [{ ...ROW, markupPercent: '5', markupFloor: '2', markupCap: '1' }, 'markupCap priceList.capBelowMinimum'],
    [{ ...ROW, markupFloor: '2' }, 'markupFloor priceList.markupMissing'],
    [{ ...ROW, discountPercent: '101' }, 'discountPercent priceList.badPercent'],
    [{ ...ROW, price: undefined, steps: '0:x/60:60' }, 'steps priceList.badPrice'],
    [{ ...ROW, price: undefined, steps: '0:0.1' }, 'steps priceList.badStep'],
    [{ ...ROW, price: undefined, steps: '0:0.1/60:60:maybe' }, 'steps priceList.badStep'],
    [{ ...ROW, price: undefined, steps: '0:0.1/MB:60' }, 'steps priceList.badStep'],
    [{ ...ROW, price: undefined, steps: '30:0.1/60:60' }, 'steps priceList.stepsOrder'],
    [{ ...ROW, price: undefined, steps: '0:0.1/60:60;60:0.1/60:1;60:0.2/60:1' }, 'steps priceList.stepsOrder'],
    [{ ...ROW, steps: '0:0.1/60:60' }, 'price priceList.priceBesideSteps'],
  ];
  for (const [row, expected] of cases) assert.deepEqual(errorsOf([row]), [`1 ${expected}`], JSON.stringify(row));
  const supplier = { ...CONTEXT, side: 'supplier' } as const;
  assert.deepEqual(errorsOf([{ ...ROW, markupPercent: '5' }], supplier), [
    '1 markupPercent priceList.markupOfSupplier',
  ]);
});

test('terms are read; what says nothing is null', () => {
  const terms = (row: Partial<PriceRow>) => only({ ...ROW, ...row }).terms;
  const cases: readonly (readonly [Partial<PriceRow>, Partial<PriceTerms>])[] = [
    [{ stepMode: 'total' }, { stepMode: 'total' }],
    [{ incrementOrigin: 'call' }, { incrementOrigin: 'call' }],
    [
      { grace: '5', free: '1 minute', minimum: '30' },
      { graceUnits: 5, freeUnits: 60, minimumUnits: 30 },
    ],
    [{ attemptFee: '0.01' }, { attemptFeeNano: 10_000_000 }],
    [{ serviceFeePerCall: '0.99' }, { serviceFee: { perEventNano: 990_000_000, perMinuteNano: 0 } }],
    [{ serviceFeePerMinute: '0.8' }, { serviceFee: { perEventNano: 0, perMinuteNano: 800_000_000 } }],
    [
      { minimumCharge: '0.1', cap: '3' },
      { minimumChargeNano: 100_000_000, capNano: 3_000_000_000 },
    ],
    [
      { discountPercent: '12.5', discountAmount: '0.01' },
      { discountPpm: 125_000, discountNano: 10_000_000 },
    ],
    [
      { price: undefined, markupPercent: '20', markupFloor: '0.01' },
      { costPlus: { markupPpm: 200_000, floorNano: 10_000_000, capNano: null } },
    ],
  ];
  for (const [row, expected] of cases) assert.deepEqual(terms(row), { ...NO_TERMS, ...expected }, JSON.stringify(row));
  assert.equal(terms({ stepMode: 'slice', incrementOrigin: 'step', discountAmount: '0.00' }), null);
});

test('steps: from, price, per, increment; not rounded up; a fee of their own', () => {
  const price = only({
    ...ROW,
    price: undefined,
    steps: '0: 0.10/minute: 60; 1 minute: 0.05/30 second: 1 :exact:+0.20',
  });
  assert.deepEqual(price.terms?.steps, [
    { fromUnits: 0, priceNano: 100_000_000, per: 60, increment: 60, roundUp: true, flatNano: 0 },
    { fromUnits: 60, priceNano: 50_000_000, per: 30, increment: 1, roundUp: false, flatNano: 200_000_000 },
  ]);
  assert.deepEqual([price.priceNano, price.per, price.firstIncrement], [100_000_000, 60, 60]);
});

test('a target stands once per service, direction and band, has one destination and all bands', () => {
  assert.deepEqual(errorsOf([ROW, ROW]), ['2 target priceList.duplicateTarget']);
  assert.deepEqual(errorsOf([ROW, { ...ROW, service: 'sms' }, { ...ROW, direction: 'inbound' }]), []);
  assert.deepEqual(errorsOf([{ ...ROW, band: 'peak' }]), ['1 band priceList.bandMissing']);
  assert.deepEqual(
    errorsOf([
      { ...ROW, band: 'peak' },
      { ...ROW, band: 'offPeak' },
    ]),
    [],
  );
  assert.deepEqual(errorsOf([{ ...ROW, band: 'peak' }, ROW]), []);
  assert.deepEqual(
    errorsOf([
      { ...ROW, band: 'peak' },
      { ...ROW, destination: 'DE-MOBILE' },
    ]),
    ['2 destination priceList.twoDestinations'],
  );
});

test('what a shorter prefix says already is told by row', () => {
  const rows = [
    ROW,
    { ...ROW, target: '4940' },
    { ...ROW, target: '4989', price: '0.02' },
    { ...ROW, target: '49891' },
    { ...ROW, target: '4930', cap: '1' },
    { ...ROW, target: 'DE/49' },
  ];
  const { findings } = readPriceRows(rows, CONTEXT, (index) => index + 2);
  assert.deepEqual(
    findings.map(({ code, place, params }) => [code, place?.line, params]),
    [['priceList.redundantPrefix', 3, { target: '4940', shorter: '49', firstRow: 2 }]],
  );
});

test('a thousand errors are told, the rest counted; a hundred notes', () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({ ...ROW, target: String(index + 1000), price: 'x' }));
  const { findings } = readPriceRows(rows, CONTEXT);
  assert.equal(findings.length, 1001);
  assert.deepEqual(findings.at(-1)?.params, { count: 200 });
  const same = readPriceRows(
    [ROW, ...rows.map((row, index) => ({ ...row, target: `49${index}`, price: '0.01' }))],
    CONTEXT,
  );
  assert.equal(same.findings.length, 101);
  assert.deepEqual(same.findings.at(-1), {
    code: 'priceList.redundantPrefixes',
    severity: 'info',
    subject: { kind: 'priceList', key: 'retail' },
    params: { count: 1100 },
  });
});
