import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { microToMinor, parseDecimal } from '#base';
import type { BillLine, OneOffLine, RecurringLine, UsageLine } from '#billing';
import type { LineContext } from './lineContext.ts';
import { invoiceLine } from './lines.ts';

const CONTEXT: LineContext = {
  language: 'de',
  currency: 'EUR',
  words: (code, params) => `${code}${params === undefined ? '' : JSON.stringify(params)}`,
  taxCategory: 'S',
  taxPercent: '19',
  manyContracts: false,
};

const NAME = { de: 'Anschluss', fr: 'Ligne', en: 'Line' };

function recurring(fields: Partial<RecurringLine>): RecurringLine {
  return {
    kind: 'recurring',
    contractNumber: 'V-1',
    revenueAccount: '8401',
    subscriptionId: 1,
    productCode: 'line',
    name: NAME,
    quantity: 1,
    unitPrice: '19.900000000',
    from: '2026-10-01',
    to: '2026-11-01',
    days: 31,
    ofDays: 31,
    months: 1,
    periodFrom: '2026-10-01',
    periodTo: '2026-11-01',
    netMinor: '1990',
    ...fields,
  };
}

function oneOff(fields: Partial<OneOffLine>): OneOffLine {
  return {
    kind: 'oneOff',
    contractNumber: 'V-1',
    revenueAccount: '8401',
    oneOffId: 1,
    productCode: 'setup',
    name: NAME,
    note: null,
    quantity: 1,
    unitPrice: '10',
    dueOn: '2026-09-10',
    netMinor: '1000',
    ...fields,
  };
}

function usage(fields: Partial<UsageLine>): UsageLine {
  return {
    kind: 'usage',
    contractNumber: 'V-1',
    revenueAccount: '8402',
    service: 'voice',
    class: 'nationalFixed',
    part: 'transport',
    month: '2026-09',
    late: false,
    calls: 1,
    coveredCalls: 0,
    durationMs: 61_000,
    billedUnits: 120,
    coveredUnits: 0,
    chargeMicro: '25800',
    costMicro: '0',
    netMinor: '3',
    ...fields,
  };
}

/** Quantity, unit and price that go onto the document. */
const AMOUNTS: readonly [why: string, line: BillLine, quantity: string, unit: string, price: string][] = [
  ['a whole month at the agreed price', recurring({}), '1', 'C62', '19.90'],
  ['pieces at the agreed price', recurring({ quantity: 12, unitPrice: '7.45', netMinor: '8940' }), '12', 'C62', '7.45'],
  [
    'a price of a tenth of a cent',
    recurring({ quantity: 1000, unitPrice: '0.0015', netMinor: '150' }),
    '1000',
    'C62',
    '0.0015',
  ],
  ['part of a month', recurring({ days: 12, netMinor: '770' }), '1', 'C62', '7.70'],
  ['part of a month shared by pieces', recurring({ quantity: 3, days: 13, netMinor: '968' }), '3', 'C62', '3.227'],
  [
    'a price finer than documents carry',
    recurring({ quantity: 10, unitPrice: '1.123456789', netMinor: '1123' }),
    '10',
    'C62',
    '1.123',
  ],
  ['a one-off item', oneOff({ quantity: 2, unitPrice: '4.995', netMinor: '999' }), '2', 'C62', '4.995'],
  [
    'a credit: negative pieces, never a negative price',
    oneOff({ quantity: 2, unitPrice: '-1.5', netMinor: '-300' }),
    '-2',
    'C62',
    '1.50',
  ],
  ['calls: minutes at their price', usage({}), '2', 'MIN', '0.0129'],
  ['calls by the second', usage({ billedUnits: 61, chargeMicro: '13115', netMinor: '1' }), '1.0167', 'MIN', '0.0129'],
  ['calls for nothing', usage({ chargeMicro: '0', netMinor: '0' }), '2', 'MIN', '0.00'],
  [
    'calls with a connection fee and no minutes',
    usage({ billedUnits: 0, chargeMicro: '90000', netMinor: '9' }),
    '1',
    'C62',
    '0.09',
  ],
  [
    'calls that allowances covered in part: what is left',
    usage({ billedUnits: 180, coveredUnits: 60 }),
    '2',
    'MIN',
    '0.0129',
  ],
  [
    'calls that allowances covered wholly: what they were, for nothing',
    usage({ coveredUnits: 120, chargeMicro: '0', netMinor: '0' }),
    '2',
    'MIN',
    '0.00',
  ],
  [
    'calls that a credit paid in part: all their minutes',
    usage({ coveredCalls: 1, chargeMicro: '12900', netMinor: '1' }),
    '2',
    'MIN',
    '0.0065',
  ],
  ['messages', usage({ service: 'sms', billedUnits: 3, chargeMicro: '270000', netMinor: '27' }), '3', 'C62', '0.09'],
  [
    'less than a gigabyte in megabytes',
    usage({ service: 'data', billedUnits: 999_900_000, chargeMicro: '9999000', netMinor: '1000' }),
    '999.9',
    '4L',
    '0.01',
  ],
  [
    'more in gigabytes, of what allowances left',
    usage({
      service: 'data',
      billedUnits: 3_000_000_000,
      coveredUnits: 500_000_000,
      chargeMicro: '12500000',
      netMinor: '1250',
    }),
    '2.5',
    'E34',
    '5.00',
  ],
  [
    'what passes through to owners of premium numbers, by the call',
    usage({ part: 'service', calls: 3, billedUnits: 0, chargeMicro: '5970000', netMinor: '597' }),
    '3',
    'C62',
    '1.99',
  ],
  [
    'six decimals do not carry the net',
    usage({ billedUnits: 6_000_000_000, chargeMicro: '1234567891', netMinor: '123457' }),
    '1',
    'C62',
    '1234.57',
  ],
];

describe('quantity and price', () => {
  for (const [why, line, quantity, unitCode, unitPrice] of AMOUNTS) {
    test(why, () => {
      const made = invoiceLine(line, 1, CONTEXT);
      assert.deepEqual(
        { quantity: made.quantity, unitCode: made.unitCode, unitPrice: made.unitPrice },
        { quantity, unitCode, unitPrice },
      );
      assert.equal(made.netMinor, BigInt(line.netMinor));
    });
  }

  /** 10^-18, exact. */
  const product = (quantity: string, price: string) => parseDecimal(quantity, 9)! * parseDecimal(price, 9)!;
  const HALF_CENT = 5n * 10n ** 15n;

  test('give the net for any usage line, with at most six decimals', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(2_000_000_000), (billedUnits, chargeMicro) => {
        const net = microToMinor(BigInt(chargeMicro), 'EUR');
        const line = invoiceLine(
          usage({ billedUnits, chargeMicro: String(chargeMicro), netMinor: String(net) }),
          1,
          CONTEXT,
        );
        const difference = product(line.quantity, line.unitPrice) - net * 10n ** 16n;
        assert.ok(difference < HALF_CENT && difference >= -HALF_CENT, `${line.quantity} × ${line.unitPrice} ≠ ${net}`);
        assert.ok((line.unitPrice.split('.')[1] ?? '').length <= 6);
        assert.ok((line.quantity.split('.')[1] ?? '').length <= 4);
      }),
    );
  });

  test('give the net for any part of a month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        (quantity, net) => {
          const line = invoiceLine(recurring({ quantity, days: 5, netMinor: String(net) }), 1, CONTEXT);
          const difference = product(line.quantity, line.unitPrice) - BigInt(net) * 10n ** 16n;
          assert.ok(difference <= HALF_CENT && difference >= -HALF_CENT);
          assert.ok(!line.unitPrice.startsWith('-'));
        },
      ),
    );
  });
});

describe('words', () => {
  test('a whole month tells its days, a part how many of how many', () => {
    assert.equal(
      invoiceLine(recurring({}), 1, CONTEXT).description,
      'line.period{"from":"2026-10-01","to":"2026-10-31"}',
    );
    const part = invoiceLine(recurring({ from: '2026-10-20', days: 12, netMinor: '770' }), 1, CONTEXT);
    assert.match(part.description ?? '', /^line\.prorated.*"days":12,"daysInMonth":31,"price":"19,90\u00a0€"/);
    assert.deepEqual([part.periodFrom, part.periodTo], ['2026-10-20', '2026-10-31']);
  });

  test('the name is in the buyer’s language', () => {
    assert.equal(invoiceLine(recurring({}), 1, { ...CONTEXT, language: 'fr' }).name, 'Ligne');
  });

  test('the contract is named where there are several', () => {
    const line = invoiceLine(oneOff({ note: 'Hinweis' }), 1, { ...CONTEXT, manyContracts: true });
    assert.equal(line.description, 'Hinweis · line.contract{"contract":"V-1"}');
  });

  test('late usage says so, and calls and duration are attributes too', () => {
    const line = invoiceLine(usage({ late: true, calls: 3, durationMs: 3_723_400 }), 1, CONTEXT);
    assert.match(line.description ?? '', /^line\.lateUsage/);
    assert.deepEqual(line.attributes, [
      { name: 'attribute.calls', value: '3' },
      { name: 'attribute.duration', value: '1:02:03' },
    ]);
    assert.equal(line.usage?.key, '2026-09/V-1/nationalFixed');
  });

  test('what is no call is named by its service, with its own count and volume, and tells what was included', () => {
    const data = usage({ service: 'data', class: 'roaming', calls: 4, coveredCalls: 3, billedUnits: 2_500_000_000 });
    const line = invoiceLine(data, 1, CONTEXT);
    assert.equal(line.name, 'line.serviceName{"service":"data","class":"roaming"}');
    assert.match(
      line.description ?? '',
      /line\.items\{"service":"data","items":4\} · 2,5\u00a0GB · line\.included\{"calls":3\}$/,
    );
    assert.equal(line.usage?.key, '2026-09/V-1/roaming/data');
    assert.deepEqual(
      line.attributes?.map(({ name, value }) => [name, value]),
      [
        ['attribute.items', '4'],
        ['attribute.volume', '2,5\u00a0GB'],
        ['attribute.included', '3'],
      ],
    );
  });

  test('what passes through says whose it is, and has calls of its own', () => {
    const line = invoiceLine(usage({ class: 'premium', part: 'service', calls: 2 }), 1, CONTEXT);
    assert.equal(line.name, 'line.passThroughName{"service":"calls"}');
    assert.match(line.description ?? '', /line\.passThrough\{"calls":2\}/);
    assert.equal(line.usage?.key, '2026-09/V-1/premium/passThrough');
  });
});
