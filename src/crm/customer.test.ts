import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCustomer, type NewCustomer, newCustomer } from './customer.ts';

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

test('contradictions of tax and payment data are named with their field', () => {
  const cases: [Partial<NewCustomer>, string[]][] = [
    [{}, []],
    [{ currency: 'CHF' }, ['customer.otherCurrency']],
    [{ taxStatus: 'euReverseCharge' }, ['customer.reverseChargeNotAbroad', 'customer.vatIdMissing']],
    [{ taxStatus: 'euReverseCharge', country: 'FR', vatId: 'FR40303265045' }, []],
    [
      { taxStatus: 'euReverseCharge', country: 'FR', vatId: 'FR40303265045', kind: 'consumer' },
      ['customer.reverseChargeConsumer'],
    ],
    [{ taxStatus: 'ossConsumer', country: 'FR', kind: 'consumer' }, []],
    [{ taxStatus: 'ossConsumer', country: 'FR' }, ['customer.ossNotConsumerAbroad']],
    [{ country: 'FR' }, ['customer.domesticAbroad']],
    [{ taxStatus: 'thirdCountry', country: 'FR' }, ['customer.thirdCountryInEu']],
    [{ taxStatus: 'thirdCountry', country: 'CH' }, []],
    [{ paymentMethod: 'directDebit' }, ['customer.ibanMissing', 'customer.mandateMissing']],
  ];
  for (const [change, codes] of cases) {
    const findings = checkCustomer(newCustomer.parse({ ...good, ...change }), { country: 'DE', currency: 'EUR' });
    assert.deepEqual(
      findings.map((finding) => finding.code),
      codes,
      JSON.stringify(change),
    );
  }
});

test('the door refuses what is no customer', () => {
  for (const change of [
    { country: 'Germany' },
    { email: 'nobody' },
    { currency: 'XXX' },
    { paymentTermsDays: -1 },
    { language: 'it' },
    { name: '' },
  ]) {
    assert.equal(newCustomer.safeParse({ ...good, ...change }).success, false, JSON.stringify(change));
  }
});
