import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDates, contractState } from './contract.ts';
import { checkIdentifiers, type HeldLineKind } from './line.ts';

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
  const codes = (kind: HeldLineKind, identifier: string, msisdn: string | null = null, imsi: string | null = null) =>
    checkIdentifiers({ kind, identifier, msisdn, imsi }).map(({ code }) => code);
  assert.deepEqual(codes('number', '49405550123'), []);
  assert.deepEqual(codes('account', 'Büro 1'), []);
  for (const wrong of ['049405550', '+4940555', '12', '1234567890123456', '49 40'])
    assert.deepEqual(codes('range', wrong), ['contract.notE164'], wrong);
  assert.deepEqual(codes('number', '49405550123', '491701234567'), ['contract.noSim']);
  assert.deepEqual(codes('sim', '8949020000001234567', '491701234567', '262011234567890'), []);
  assert.deepEqual(codes('sim', '8949020000001234567'), []);
  assert.deepEqual(codes('sim', '49405550123', '0170', '2620112'), [
    'contract.notIccid',
    'contract.notE164',
    'contract.notImsi',
  ]);
});

test('a contract is a quote, in force or ended', () => {
  assert.equal(contractState({ state: 'quote', endsOn: '2026-01-01' }, '2026-05-01'), 'quote');
  assert.equal(contractState({ state: 'active', endsOn: null }, '2026-05-01'), 'active');
  assert.equal(contractState({ state: 'active', endsOn: '2026-05-02' }, '2026-05-01'), 'active');
  assert.equal(contractState({ state: 'active', endsOn: '2026-05-01' }, '2026-05-01'), 'ended');
});
