import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isIban, plainIban } from './iban.ts';
import { isLeitwegId } from './leitwegId.ts';
import { mod97 } from './mod97.ts';
import { isSiren } from './siren.ts';
import { vatIdCountry } from './vatId.ts';

/** Numbers that others give out: formally right, and a slip of the finger is noticed. */

test('IBANs of the SEPA area', () => {
  for (const right of [
    'DE02120300000000202051',
    'FR76 3000 6000 0112 3456 7890 189',
    'ch9300762011623852957',
    'GB29NWBK60161331926819',
  ])
    assert.equal(isIban(right), true, right);
  for (const wrong of [
    '',
    'DE0212030000000020205',
    'DE02120300000000202015',
    'XX02120300000000202051',
    'DE02 1203 0000 0000 2020 5é',
  ])
    assert.equal(isIban(wrong), false, wrong);
  assert.equal(plainIban(' de02 1203 '), 'DE021203');
});

test('two digits that change places are noticed in an IBAN', () => {
  const iban = 'DE02120300000000202051';
  fc.assert(
    fc.property(fc.integer({ min: 4, max: iban.length - 2 }), (at) => {
      const swapped = iban.slice(0, at) + iban[at + 1] + iban[at] + iban.slice(at + 2);
      assert.equal(isIban(swapped), swapped === iban);
    }),
  );
});

test('Leitweg-IDs: coarse part, fine part, two check digits', () => {
  const made = (coarse: string, fine: string) => {
    const check = String(98 - mod97(`${coarse}${fine}00`)).padStart(2, '0');
    return fine === '' ? `${coarse}-${check}` : `${coarse}-${fine}-${check}`;
  };
  // The example of the format specification of KoSIT.
  assert.equal(isLeitwegId('04011000-1234512345-06'), true);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{2,12}$/), fc.stringMatching(/^[A-Z0-9]{0,30}$/), (coarse, fine) => {
      assert.equal(isLeitwegId(made(coarse, fine)), true);
    }),
  );
  for (const wrong of ['991-01234-56', '04011000-1234512345-60', '4-1-00', '04011000', ''])
    assert.equal(isLeitwegId(wrong), false, wrong);
});

test('SIREN: nine digits, the last of which checks the others', () => {
  for (const right of ['732829320', '303265045', '000000000']) assert.equal(isSiren(right), true, right);
  for (const wrong of ['732829321', '73282932', '7328293200', '73282932O']) assert.equal(isSiren(wrong), false, wrong);
});

test('VAT ids by country', () => {
  const cases: [string, string | null][] = [
    ['DE123456788', 'DE'],
    ['DE 123.456-788', 'DE'],
    ['DE123456789', null],
    ['DE023456788', null],
    ['FR40303265045', 'FR'],
    ['FR41303265045', null],
    ['FRK7303265045', 'FR'],
    ['ATU12345675', 'AT'],
    ['AT12345675', null],
    ['EL123456789', 'GR'],
    ['GR123456789', null],
    ['NL123456789B01', 'NL'],
    ['IT00743110157', 'IT'],
    ['IT00743110158', null],
    ['LU10000356', 'LU'],
    ['PL8567346215', 'PL'],
    ['PL8567346216', null],
    ['BE0428759497', 'BE'],
    ['BE0428759498', null],
    ['CHE-123.456.788 TVA', 'CH'],
    ['GB123456789', 'GB'],
    ['US123456789', null],
    ['', null],
  ];
  for (const [id, country] of cases) assert.equal(vatIdCountry(id), country, id);
});
