/**
 * Recurring charges and rules over periods, run through the real engine: our own cases always, other people's where the environment variable VECTORS
 * names the folder they lie in (they are not ours and live outside the project). One line for each file; a skipped case says why.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { billrunCycles } from './billing/billrunCycles.ts';
import { billrunInvoices } from './billing/billrunInvoices.ts';
import { killbill } from './billing/killbill.ts';
import { own } from './billing/own.ts';
import { type Outcome, tallyLine } from './rating/shared.ts';

const { VECTORS } = process.env;

/** Peers' files and what runs each. */
const PEERS: readonly { readonly file: string; readonly run: (text: string) => readonly Outcome[] }[] = [
  { file: 'killbill-proration.json', run: (text) => killbill(JSON.parse(text)) },
  { file: 'billrun-tariff-steps.json', run: (text) => billrunCycles(JSON.parse(text)) },
  { file: 'billrun-invoices.json', run: (text) => billrunInvoices(JSON.parse(text)) },
];

function conform(name: string, run: () => readonly Outcome[]): void {
  test(name, (t) => {
    const outcomes = run();
    t.diagnostic(tallyLine(name, outcomes));
    const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
    assert.ok(outcomes.length > 0, 'there are cases');
    assert.equal(failed.map(({ id, detail }) => `${id}: ${detail}`).join('\n'), '');
  });
}

conform('own', own);

if (VECTORS !== undefined) {
  assert.ok(existsSync(VECTORS), `no folder ${VECTORS}`);
  for (const { file, run } of PEERS) {
    const path = join(VECTORS, file);
    if (existsSync(path)) conform(file, () => run(readFileSync(path, 'utf8')));
  }
}
