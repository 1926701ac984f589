import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isInEu } from '#crm';
import { type BillTax, type LineTax, type Taxed, type TaxFacts, taxesOf, taxOnLine } from './tax.ts';
import { VAT_RATES, vatPercent } from './vatRates.ts';

const nobody: TaxFacts['customer'] = {
  taxStatus: 'domestic',
  country: 'DE',
  ossCountry: null,
  resaleCertificateUntil: null,
  exemptReason: null,
  exemptCode: null,
};

/** `category percent reason`. */
function told(customer: Partial<TaxFacts['customer']>, sold: Taxed = {}, operatorCountry = 'DE', date = '2026-11-30') {
  const tax = taxOnLine(sold, { customer: { ...nobody, ...customer }, operatorCountry, date });
  return [tax.category, tax.percent, tax.reason?.code ?? ''].join(' ').trim();
}

test('category and rate follow from what is sold, to whom and when', () => {
  const reseller = { taxStatus: 'telecomResale', resaleCertificateUntil: '2026-11-30' } as const;
  const cases: [string, string][] = [
    [told({}), 'S 19'],
    [told({}, { taxClass: 'reduced' }), 'S 7'],
    [told({}, { taxClass: 'intermediate' }), 'S 7'],
    [told({}, { taxClass: 'zero' }), 'Z 0'],
    [told({}, { taxClass: 'exempt' }), 'E 0 exempt'],
    [told({}, { taxClass: 'outOfScope' }), 'E 0 notSubject'],
    [told({}, {}, 'DE', '2020-07-01'), 'S 16'],
    [told({}, {}, 'DE', '2020-12-31'), 'S 16'],
    [told({}, {}, 'DE', '2021-01-01'), 'S 19'],
    [told({}, {}, 'CH'), 'S 8.1'],
    [told({}, { taxClass: 'reduced' }, 'FR'), 'S 5.5'],
    [told({}, { taxClass: 'intermediate' }, 'FR'), 'S 10'],
    [told({ taxStatus: 'ossConsumer', country: 'FI' }), 'S 25.5'],
    [told({ taxStatus: 'ossConsumer', country: 'FI', ossCountry: 'EE' }), 'S 24'],
    [told({ taxStatus: 'euReverseCharge', country: 'FR' }), 'AE 0 reverseCharge'],
    [told({ taxStatus: 'euReverseCharge', country: 'FR' }, { supply: 'service' }), 'AE 0 reverseCharge'],
    [told({ taxStatus: 'euReverseCharge', country: 'FR' }, { supply: 'goods' }), 'K 0 intraCommunity'],
    [told({ taxStatus: 'euReverseCharge', country: 'FR' }, { taxClass: 'outOfScope' }), 'E 0 notSubject'],
    [told({ taxStatus: 'thirdCountry', country: 'CH' }), 'G 0 export'],
    [told({ taxStatus: 'thirdCountry', country: 'CH' }, { supply: 'goods' }), 'G 0 export'],
    [told(reseller), 'AE 0 telecomResaleDe'],
    [told(reseller, { supply: 'goods' }), 'S 19'],
    [told(reseller, { supply: 'service' }), 'S 19'],
    [told(reseller, {}, 'DE', '2026-12-01'), 'S 19'],
    [told({ taxStatus: 'telecomResale', country: 'FR' }, {}, 'FR'), 'AE 0 telecomResaleFr'],
    [told({ taxStatus: 'exempt', exemptReason: 'Art. 151' }), 'E 0 exemptCustomer'],
  ];
  for (const [index, [found, expected]] of cases.entries()) assert.equal(found, expected, `case ${index}`);
});

test('a country without rates is refused, not guessed', () => {
  assert.throws(() => told({}, {}, 'US'), { code: 'bill.noVatRate' });
  assert.throws(() => told({}, {}, 'CH', '2017-12-31'), { code: 'bill.noVatRate' });
});

test('rates: every country of the EU, Switzerland and Great Britain; dates ascend; reduced is below standard', () => {
  const countries = [...new Set(VAT_RATES.map(({ country }) => country))];
  assert.equal(countries.length, 29);
  assert.deepEqual(countries.filter((country) => !isInEu(country)).sort(), ['CH', 'GB']);
  for (const [place, rates] of Map.groupBy(VAT_RATES, ({ country, taxClass }) => `${country} ${taxClass}`)) {
    const dates = rates.map(({ validFrom }) => validFrom);
    assert.deepEqual(dates, [...new Set(dates)].sort(), place);
    for (const { percent } of rates) assert.match(percent, /^\d{1,2}(\.\d)?$/, place);
  }
  for (const country of countries) {
    const percent = (taxClass: 'standard' | 'intermediate' | 'reduced') =>
      Number(vatPercent(country, taxClass, '2026-11-30') ?? 0);
    assert.ok(percent('standard') >= percent('intermediate'), country);
    assert.ok(percent('intermediate') >= percent('reduced'), country);
  }
});

test('tax is taken once per category and rate; the reasons are told once', () => {
  const line = (netMinor: string, tax: LineTax) => ({ netMinor, tax });
  const exempt: LineTax = { category: 'E', percent: '0', reason: { code: 'exempt' } };
  const deposit: LineTax = { category: 'E', percent: '0', reason: { code: 'notSubject' } };
  const standard: LineTax = { category: 'S', percent: '19' };
  const expected: BillTax[] = [
    { category: 'S', percent: '19', taxableMinor: '99', taxMinor: '19' },
    {
      category: 'E',
      percent: '0',
      taxableMinor: '60',
      taxMinor: '0',
      reasons: [{ code: 'exempt' }, { code: 'notSubject' }],
    },
  ];
  const lines = [
    line('33', standard),
    line('10', exempt),
    line('33', standard),
    line('50', deposit),
    line('33', standard),
  ];
  assert.deepEqual(taxesOf([...lines, line('0', exempt)]), expected);
});

test('taxable amounts are the lines', () => {
  const tax = fc.constantFrom<LineTax>(
    { category: 'S', percent: '19' },
    { category: 'S', percent: '7' },
    { category: 'AE', percent: '0', reason: { code: 'reverseCharge' } },
  );
  const line = fc.record({ netMinor: fc.bigInt(-100_000n, 100_000n).map(String), tax });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const total = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
      const taxes = taxesOf(lines);
      assert.equal(total(taxes.map((each) => each.taxableMinor)), total(lines.map((each) => each.netMinor)));
      assert.equal(new Set(taxes.map(({ category, percent }) => `${category} ${percent}`)).size, taxes.length);
    }),
  );
});
