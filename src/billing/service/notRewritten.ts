import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { rewrittenSince } from '#rating/service';
import type { Bill } from '../bill.ts';
import type { Run } from '../run.ts';
import { scopeKey } from '../usageScopes.ts';

/**
 * Makes sure that the charges on the bills are those in the records: none was rated again after the drafts were drawn.
 * @param bills asked only where anything was
 * @throws Refusal `run.reratedMeanwhile`
 */
export async function checkNotRewritten(ctx: Context, run: Run, bills: () => Promise<readonly Bill[]>): Promise<void> {
  const rewritten = new Set(
    (await rewrittenSince(ctx, run.rewritingNo)).map(({ customerId, month }) => scopeKey(customerId, month)),
  );
  if (rewritten.size === 0) return;
  const isRewritten = (bill: Bill) => bill.usage.some(({ month }) => rewritten.has(scopeKey(bill.customerId, month)));
  if ((await bills()).some(isRewritten)) throw new Refusal('conflict', 'run.reratedMeanwhile', { month: run.month });
}
