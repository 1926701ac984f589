import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCustomer, customerOf, newCustomer } from '#crm';
import { blankDraft, type CustomerDraft, changeOf, draftOf, inputOf, isComplete } from './customerDraft.ts';

const blank = blankDraft({ country: 'DE', currency: 'EUR', language: 'de' });
const typed: CustomerDraft = {
  ...blank,
  name: ' Beispiel GmbH ',
  street: 'Weg 1',
  postcode: '20457',
  city: 'Hamburg',
  country: 'de',
  email: 'a@example.com',
  iban: 'DE02 1203 0000 0000 2020 51',
};
const stored = customerOf(inputOf(typed), { id: 7, number: 'K-7' });

test('what is typed is a customer without contradictions', () => {
  assert.equal(isComplete(blank), false);
  assert.equal(isComplete(typed), true);
  const input = newCustomer.parse(inputOf(typed));
  assert.deepEqual(checkCustomer(input, { country: 'DE' }), []);
  assert.deepEqual(
    [input.name, input.country, input.vatId, input.iban],
    ['Beispiel GmbH', 'DE', null, 'DE02120300000000202051'],
  );
});

test('what belongs to another status is not sent', () => {
  const before = {
    ...typed,
    taxStatus: 'exempt',
    exemptReason: 'x',
    ossCountry: 'FR',
    resaleCertificate: 'y',
    vatIdCheck: 'valid',
  } as const;
  const { exemptReason, ossCountry, resaleCertificate, vatIdCheck } = inputOf(before);
  assert.deepEqual([exemptReason, ossCountry, resaleCertificate, vatIdCheck], ['x', null, null, null]);
  assert.equal(inputOf({ ...typed, payer: 'parent' }).payer, 'self');
});

test('only what differs is sent', () => {
  assert.deepEqual(changeOf(stored, draftOf(stored)), {});
  assert.deepEqual(changeOf(stored, { ...draftOf(stored), city: 'Bremen', requiredReferences: ['siren'], iban: '' }), {
    city: 'Bremen',
    iban: null,
    requiredReferences: ['siren'],
  });
});
