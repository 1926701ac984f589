import type { Context } from '#platform/context';
import type { Marks } from '../marks.ts';
import * as store from '../store.ts';
import { scopeKey } from '../usageScopes.ts';

/** What has been billed of all customers. */
export async function readMarks(ctx: Context): Promise<Marks> {
  const billed = await store.billedUsage(ctx.tx);
  return {
    billedUpTo: new Map(billed.map((row) => [scopeKey(row.customerId, row.month), row.upToLoadNo])),
    billedTo: await store.billedTo(ctx.tx),
    billedOneOffs: await store.billedOneOffs(ctx.tx),
    billedCorrections: await store.billedCorrections(ctx),
  };
}
