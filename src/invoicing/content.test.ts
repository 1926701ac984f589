import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CASES } from '#test/golden/cases';
import { restoreInvoice, storeInvoice } from './content.ts';
import { buildDocument } from './service.ts';

for (const golden of CASES) {
  test(`${golden.name} comes back from JSON as it was`, () => {
    const { invoice } = buildDocument(golden, 'R2026-000001', false);
    assert.deepEqual(restoreInvoice(JSON.parse(JSON.stringify(storeInvoice(invoice)))), invoice);
  });
}
