import type { Context } from '#platform/context';
import type { Bill } from '../bill.ts';
import type { Marks } from '../marks.ts';
import * as store from '../store.ts';
import { scopeKey } from '../usageScopes.ts';

/** What has been billed of customers who have these things. */
export async function readMarks(
  ctx: Context,
  of: {
    readonly customerIds: readonly number[];
    readonly contractIds: readonly number[];
    readonly subscriptionIds: readonly number[];
    readonly oneOffIds: readonly number[];
    readonly correctionIds: readonly number[];
  },
): Promise<Marks> {
  const billed = await store.billedUsage(ctx.tx, of.customerIds);
  return {
    billedUpTo: new Map(billed.map((row) => [scopeKey(row.customerId, row.month), row.upToLoadNo])),
    billedCharges: await store.billedCharges(ctx.tx, of.subscriptionIds),
    billedRules: await store.billedRules(ctx.tx, of.contractIds),
    billedOneOffs: await store.billedOneOffs(ctx.tx, of.oneOffIds),
    billedCorrections: await store.billedCorrections(ctx, of.correctionIds),
  };
}

/** What has been billed of all that stands on some bills. */
export async function readMarksOf(ctx: Context, bills: readonly Bill[]): Promise<Marks> {
  const lines = bills.flatMap((bill) => bill.lines);
  return readMarks(ctx, {
    customerIds: bills.map((bill) => bill.customerId),
    contractIds: lines.flatMap((line) => (line.kind === 'periodRule' ? line.contractId : [])),
    subscriptionIds: lines.flatMap((line) => (line.kind === 'recurring' ? line.subscriptionId : [])),
    oneOffIds: lines.flatMap((line) => (line.kind === 'oneOff' || line.kind === 'deposit' ? line.oneOffId : [])),
    correctionIds: lines.flatMap((line) => (line.kind === 'correction' ? line.correctionIds : [])),
  });
}
