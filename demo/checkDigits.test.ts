import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frenchIban, frenchVatId, germanIban, germanVatId, iban, leitwegId, mod97, siren } from './checkDigits.ts';

/** Examples that banks, registers and the authors of the rules publish. */
const PUBLISHED: readonly [string, string, string][] = [
  ['IBAN, Germany', germanIban('37040044', '532013000'), 'DE89370400440532013000'],
  ['IBAN, United Kingdom', iban('GB', 'NWBK60161331926819'), 'GB29NWBK60161331926819'],
  ['VAT id, Germany', germanVatId('13669597'), 'DE136695976'],
  ['SIREN', siren('73282932'), '732829320'],
  ['VAT id, France', frenchVatId('732829320'), 'FR44732829320'],
  ['Leitweg-ID', leitwegId('04011000', '1234512345'), '04011000-1234512345-06'],
];

for (const [what, made, published] of PUBLISHED) {
  test(`${what} ${published}`, () => assert.equal(made, published));
}

test('a French IBAN carries a RIB key that makes the account number divisible by 97', () => {
  const made = frenchIban('30006', '00001', '12345678901');
  const [bank, branch, account, key] = [made.slice(4, 9), made.slice(9, 14), made.slice(14, 25), made.slice(25)];
  assert.equal(key, '89');
  assert.equal((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account) + BigInt(key)) % 97n, 0n);
});

test('mod 97 of a well-formed IBAN, country moved to the end, is 1', () => {
  assert.equal(mod97('370400440532013000DE89'), 1);
});
