/**
 * Golden invoices: the text and the e-invoice of each case, readable and reviewed. `npm run golden -- --update` writes them anew; the
 * difference is then read by a person before it is committed.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildDocument } from '#invoicing/service';
import { plainText, readPdf } from '../conformance/readInvoice.ts';
import { CASES, type GoldenCase } from './cases.ts';

const UPDATE = process.env.GOLDEN_UPDATE === '1';

async function filesOf(golden: GoldenCase): Promise<ReadonlyMap<string, string>> {
  const { pdf, xml } = buildDocument(golden, 'R2026-000123', false);
  return new Map([
    ['invoice.txt', plainText(await readPdf(pdf))],
    ['invoice.xml', Buffer.from(xml).toString('utf8')],
  ]);
}

for (const golden of CASES) {
  test(golden.name, async () => {
    const folder = join(import.meta.dirname, golden.name);
    const files = await filesOf(golden);
    if (UPDATE) {
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of files) writeFileSync(join(folder, name), text);
    }
    assert.deepEqual(readdirSync(folder).sort(), [...files.keys()].sort());
    for (const [name, text] of files) assert.equal(text, readFileSync(join(folder, name), 'utf8'), name);
  });
}
