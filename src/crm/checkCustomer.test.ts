import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCustomer, evidenceFindings } from './checkCustomer.ts';
import { type NewCustomer, newCustomer } from './customer.ts';

const good: NewCustomer = {
  kind: 'company',
  name: 'Segelmacherei Brandt GmbH',
  street: 'Am Kai 4',
  postcode: '20457',
  city: 'Hamburg',
  country: 'DE',
  email: 'rechnung@brandt.example',
  language: 'de',
  currency: 'EUR',
  taxStatus: 'domestic',
};
const french: Partial<NewCustomer> = { country: 'FR', vatId: 'FR40303265045' };
const reseller: Partial<NewCustomer> = {
  taxStatus: 'telecomResale',
  vatId: 'DE 123 456 788',
  resaleCertificate: 'USt 1 TH 27/123',
  resaleCertificateUntil: '2028-12-31',
};

/** Codes with their fields, in order. */
function troubles(change: Partial<NewCustomer>, country = 'DE'): string[] {
  return checkCustomer(newCustomer.parse({ ...good, ...change }), { country }).map(
    ({ code, place }) => `${code} ${place?.field}`,
  );
}

test('contradictions of status, country and evidence are named with their field', () => {
  const cases: [Partial<NewCustomer>, string[]][] = [
    [{}, []],
    [{ currency: 'CHF' }, []],
    [{ taxStatus: 'euReverseCharge' }, ['customer.reverseChargeNotAbroad country', 'customer.vatIdMissing vatId']],
    [{ taxStatus: 'euReverseCharge', ...french }, []],
    [{ taxStatus: 'euReverseCharge', ...french, kind: 'consumer' }, ['customer.reverseChargeConsumer kind']],
    [{ taxStatus: 'euReverseCharge', country: 'AT', vatId: 'FR40303265045' }, ['customer.vatIdOfOther vatId']],
    [{ taxStatus: 'ossConsumer', country: 'FR', kind: 'consumer' }, []],
    [{ taxStatus: 'ossConsumer', country: 'FR', kind: 'consumer', ossCountry: 'AT' }, []],
    [
      { taxStatus: 'ossConsumer', country: 'FR', kind: 'consumer', ossCountry: 'DE' },
      ['customer.ossCountryWrong ossCountry'],
    ],
    [
      { taxStatus: 'ossConsumer', country: 'FR', kind: 'consumer', ossCountry: 'CH' },
      ['customer.ossCountryWrong ossCountry'],
    ],
    [{ taxStatus: 'ossConsumer', country: 'FR' }, ['customer.ossNotConsumerAbroad taxStatus']],
    [{ country: 'FR' }, ['customer.domesticAbroad country']],
    [{ taxStatus: 'thirdCountry', country: 'FR' }, ['customer.thirdCountryInEu country']],
    [{ taxStatus: 'thirdCountry' }, ['customer.thirdCountryAtHome country']],
    [{ taxStatus: 'thirdCountry', country: 'CH', vatId: 'CHE-123.456.788 MWST' }, []],
    [reseller, []],
    [{ ...reseller, kind: 'consumer' }, ['customer.resaleNoCompany kind']],
    [
      { taxStatus: 'telecomResale' },
      [
        'customer.vatIdMissing vatId',
        'customer.certificateMissing resaleCertificate',
        'customer.certificateUntilMissing resaleCertificateUntil',
      ],
    ],
    [
      { taxStatus: 'telecomResale', ...french, resaleCertificate: 'x', resaleCertificateUntil: '2027-01-01' },
      ['customer.resaleNotHere country'],
    ],
    [{ taxStatus: 'exempt' }, ['customer.exemptReasonMissing exemptReason']],
    [{ taxStatus: 'exempt', exemptReason: 'Art. 151 (1)(a)', exemptCode: 'VATEX-EU-151' }, []],
  ];
  for (const [change, expected] of cases) assert.deepEqual(troubles(change), expected, JSON.stringify(change));
});

test('other operators: a French one turns the tax round without certificate, a Swiss one has no EU reverse charge', () => {
  const resale = { ...french, taxStatus: 'telecomResale' } as const;
  assert.deepEqual(troubles(resale, 'FR'), []);
  assert.deepEqual(troubles({ ...resale, country: 'AT', vatId: 'ATU12345675' }, 'AT'), [
    'customer.resaleNotHere country',
  ]);
  assert.deepEqual(troubles({ taxStatus: 'thirdCountry' }, 'CH'), []);
  assert.deepEqual(troubles({ taxStatus: 'euReverseCharge', ...french }, 'CH'), [
    'customer.reverseChargeNotAbroad country',
  ]);
});

test('numbers given by others, payment and addresses are formally right', () => {
  const cases: [Partial<NewCustomer>, string[]][] = [
    [{ vatId: 'DE123456789' }, ['customer.vatIdWrong vatId']],
    [{ vatIdCheck: 'valid', vatIdCheckedOn: '2026-11-01' }, ['customer.vatIdMissing vatId']],
    [{ vatId: 'DE123456788', vatIdCheck: 'valid' }, ['customer.vatIdCheckHalf vatIdCheckedOn']],
    [{ siren: '732829321' }, ['customer.sirenWrong siren']],
    [{ kind: 'publicBody', buyerReference: '991-01234-56' }, ['customer.leitwegIdWrong buyerReference']],
    [{ kind: 'company', buyerReference: '991-01234-56' }, []],
    [{ iban: 'DE02 1203 0000 0000 2020 51' }, []],
    [{ iban: 'DE02120300000000202052' }, ['customer.ibanWrong iban']],
    [{ paymentMethod: 'directDebit' }, ['customer.ibanMissing iban', 'customer.mandateMissing mandateReference']],
    [{ paymentMethod: 'card' }, []],
    [{ payer: 'parent' }, ['customer.parentMissing parentId']],
    [{ eInvoiceScheme: '0225' }, ['customer.eInvoiceHalf eInvoiceId']],
    [{ eInvoiceId: 'x' }, ['customer.eInvoiceHalf eInvoiceScheme']],
    [{ eInvoiceScheme: '0204', eInvoiceId: '991-01234-56' }, ['customer.leitwegIdWrong eInvoiceId']],
    [{ requiredReferences: ['siren', 'orderNumber'] }, ['customer.referenceMissing siren']],
  ];
  for (const [change, expected] of cases) assert.deepEqual(troubles(change), expected, JSON.stringify(change));
});

test('the door refuses what is no customer', () => {
  for (const change of [
    { country: 'Germany' },
    { email: 'nobody' },
    { currency: 'XXX' },
    { paymentTermsDays: -1 },
    { language: 'it' },
    { name: '  ' },
    { taxStatus: 'free' },
    { requiredReferences: ['colour'] },
    { vatIdCheckedOn: '2026-02-30' },
    { exemptCode: 'because' },
  ]) {
    assert.equal(newCustomer.safeParse({ ...good, ...change }).success, false, JSON.stringify(change));
  }
});

test('evidence that is not good enough is told before invoices are', () => {
  const found = (change: Partial<NewCustomer>, onDay: string) => {
    const customer = { id: 7, ...newCustomer.parse({ ...good, ...change }) };
    return evidenceFindings(customer, onDay).map(({ code, severity }) => `${code} ${severity}`);
  };
  const checked = { vatIdCheck: 'valid', vatIdCheckedOn: '2026-01-05' } as const;
  assert.deepEqual(found({}, '2026-11-23'), []);
  assert.deepEqual(found({ ...reseller, ...checked }, '2026-11-23'), []);
  assert.deepEqual(found(reseller, '2026-11-23'), ['customer.vatIdUnchecked warning']);
  assert.deepEqual(found({ ...reseller, ...checked, vatIdCheck: 'invalid' }, '2026-11-23'), [
    'customer.vatIdInvalid error',
  ]);
  assert.deepEqual(found({ ...reseller, ...checked }, '2028-11-02'), ['customer.certificateEnds warning']);
  assert.deepEqual(found({ ...reseller, ...checked }, '2028-12-31'), ['customer.certificateEnds warning']);
  assert.deepEqual(found({ ...reseller, ...checked }, '2029-01-01'), ['customer.certificateEnded error']);
});
