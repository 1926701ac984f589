import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CASES } from '#test/golden/cases';
import { giroCode } from './giroCode.ts';
import { buildDocument } from './service.ts';

const { invoice } = buildDocument(CASES[0]!, 'R2026-000123', false);

test('the code holds what a transfer needs, in the order of EPC069-12', () => {
  assert.deepEqual(giroCode(invoice)?.split('\n'), [
    'BCD',
    '002',
    '1',
    'SCT',
    'BYLADEM1001',
    'Elbfunk Telekommunikation GmbH',
    'DE02120300000000202051',
    'EUR217.08',
    '',
    '',
    'R2026-000123',
  ]);
});

test('there is none for what the standard cannot say', () => {
  const due = (dueMinor: bigint) => ({ ...invoice, totals: { ...invoice.totals, dueMinor } });
  assert.equal(giroCode(due(0n)), null);
  assert.equal(giroCode(due(-1n)), null);
  assert.equal(giroCode(due(100_000_000_000n)), null);
  assert.equal(giroCode({ ...invoice, currency: 'CHF' }), null);
});

test('long names are cut to what it takes', () => {
  const long = { ...invoice, seller: { ...invoice.seller, name: 'ß'.repeat(90) } };
  assert.equal(giroCode(long)?.split('\n')[5], 'ß'.repeat(70));
});
