import type { Context } from '#platform/context';
import * as store from '../store.ts';

/** Number of the last rewriting of stored charges; 0 = none. Drafts remember it. */
export async function lastRewriting(ctx: Context): Promise<number> {
  return store.lastRewritingNo(ctx);
}

/** Customer-months whose stored charges were rewritten after a number: drafts drawn before that are out of date. */
export async function rewrittenSince(
  ctx: Context,
  rewritingNo: number,
): Promise<readonly { readonly customerId: number; readonly month: string }[]> {
  return store.rewrittenAfter(ctx, rewritingNo);
}
