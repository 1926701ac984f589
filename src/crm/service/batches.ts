import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { type BillingBatch, billingBatch } from '../billingBatch.ts';
import * as store from '../store.ts';

/** Billing cycles by day, with how many open customers are in each. */
export async function listBatches(ctx: Context) {
  return store.batches(ctx.tx);
}

/** Adds a billing cycle. @throws Refusal `batch.taken` */
export async function addBatch(ctx: Context, input: BillingBatch): Promise<BillingBatch> {
  const batch = billingBatch.parse(input);
  if (await isKnown(ctx, batch.code)) throw new Refusal('conflict', 'batch.taken', { code: batch.code });
  await put(ctx, batch);
  return batch;
}

/** Renames a billing cycle or moves its day. @throws Refusal `batch.unknown` */
export async function changeBatch(ctx: Context, input: BillingBatch): Promise<BillingBatch> {
  const batch = billingBatch.parse(input);
  if (!(await isKnown(ctx, batch.code))) throw new Refusal('notFound', 'batch.unknown', { code: batch.code });
  await put(ctx, batch);
  return batch;
}

async function isKnown(ctx: Context, code: string): Promise<boolean> {
  return (await store.batches(ctx.tx)).some((batch) => batch.code === code);
}

async function put(ctx: Context, batch: BillingBatch): Promise<void> {
  await store.putBatch(ctx.tx, ctx.tenantId, batch);
  await audit(ctx, { action: 'crm.batch.put', subject: `batch/${batch.code}`, detail: { ...batch } });
}
