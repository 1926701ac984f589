/** What must hold of every month of every customer, whatever his story is. */
import assert from 'node:assert/strict';
import { readd } from '../../conformance/readding.ts';
import { readCii, readPdf } from '../../conformance/readInvoice.ts';
import type { Client } from '../client.ts';

const cents = (text: string) => BigInt(text.replace('.', ''));
const sum = (amounts: readonly string[]) => amounts.reduce((total, text) => total + cents(text), 0n);

interface Review {
  readonly rows: readonly {
    readonly customerId: number;
    readonly state: 'draft' | 'excluded' | 'issued' | 'none';
    readonly net: string;
    readonly difference: string | null;
    readonly causes: Readonly<Record<string, string>>;
  }[];
}
interface Difference {
  readonly difference: string;
  readonly effects: readonly { readonly amount: string }[];
}
interface Preview {
  readonly bill: { readonly net: string } | null;
  readonly documents: readonly { readonly net: string }[];
}

const reviewOf = (clerk: Client, runId: number) => clerk.get<Review>(`/api/runs/${runId}/drafts?pageSize=100`);

/** The causes of every difference add up to it, and the preview of the customer's bill is the draft. */
export async function checkDrafts(clerk: Client, runId: number, month: string): Promise<void> {
  for (const { customerId, state, net, difference, causes } of (await reviewOf(clerk, runId)).rows) {
    if (difference !== null) assert.equal(sum(Object.values(causes)), cents(difference), `causes of ${customerId}`);
    if (state !== 'draft') continue;
    const split = await clerk.get<Difference>(`/api/runs/${runId}/drafts/${customerId}/difference`);
    assert.equal(sum(split.effects.map(({ amount }) => amount)), cents(split.difference), `effects of ${customerId}`);
    const preview = await clerk.get<Preview>(`/api/customers/${customerId}/bill?month=${month}`);
    assert.equal(preview.bill?.net, net, `preview of ${customerId}`);
    assert.equal(sum(preview.documents.map((document) => document.net)), cents(net), `documents of ${customerId}`);
  }
}

/** Paper and e-invoice add up and agree; once issued, nothing of the month is left to bill, unless it came when the drafts were approved. */
export async function checkIssued(clerk: Client, month: string, isComplete: boolean): Promise<void> {
  const { rows } = await clerk.get<{ rows: { number: string; customerId: number }[] }>(
    `/api/invoices?month=${month}&pageSize=100`,
  );
  for (const { number } of rows) {
    const { bytes } = await clerk.download(`/api/invoices/${number}/pdf`);
    const xml = await clerk.download(`/api/invoices/${number}/xml`);
    assert.deepEqual(readd(await readPdf(bytes), readCii(xml.bytes), true), [], number);
  }
  if (!isComplete) return;
  for (const customerId of new Set(rows.map((row) => row.customerId))) {
    const { bill } = await clerk.get<Preview>(`/api/customers/${customerId}/bill?month=${month}`);
    assert.equal(bill?.net ?? '0.00', '0.00', `left over of ${customerId} in ${month}`);
  }
}
