import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDates, checkIdentifier } from './contract.ts';

test('dates must run forward and stay within the contract', () => {
  const contract = { from: '2026-01-15', to: '2027-01-15' };
  const cases: [string, string | null, string | null][] = [
    ['2026-01-15', '2027-01-15', null],
    ['2026-02-01', '2026-02-01', 'contract.endsBeforeStart'],
    ['2026-02-02', '2026-02-01', 'contract.endsBeforeStart'],
    ['2026-01-14', '2026-03-01', 'contract.outsideContract'],
    ['2026-02-01', null, 'contract.outsideContract'],
    ['2026-02-01', '2027-01-16', 'contract.outsideContract'],
  ];
  for (const [from, to, code] of cases)
    assert.equal(checkDates({ from, to }, contract)[0]?.code ?? null, code, `${from} ${to}`);
  assert.deepEqual(checkDates({ from: '2026-02-01', to: null }, { from: '2026-01-01', to: null }), []);
});

test('numbers and ranges are E.164 digits', () => {
  assert.deepEqual(checkIdentifier('number', '49405550123'), []);
  assert.deepEqual(checkIdentifier('account', 'Büro 1'), []);
  for (const wrong of ['049405550', '+4940555', '12', '1234567890123456', '49 40']) {
    assert.equal(checkIdentifier('range', wrong)[0]?.code, 'contract.notE164', wrong);
  }
});
