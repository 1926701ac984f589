import { getTenant } from '#access/service';
import { monthEnd, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { isBilledMeanwhile } from '../marks.ts';
import type { Run } from '../run.ts';
import * as store from '../store.ts';
import { readMarksOf } from './marks.ts';
import { checkNotRewritten } from './notRewritten.ts';

/**
 * Keeps the beginnings of drawing and of issuing apart, over all runs of the tenant, until the transaction ends. Take it before
 * looking at the state of a run.
 */
export async function lockRuns(ctx: Context): Promise<void> {
  await store.lockRuns(ctx.tx, ctx.tenantId);
}

/** Refuses what only a month that is over in the operator's zone may have: approval, numbers. @throws Refusal `run.monthNotOver` */
export async function checkMonthOver(ctx: Context, month: string): Promise<void> {
  const overMs = startOfDayMs(zoneOffsets((await getTenant(ctx)).zone), monthEnd(month));
  if (ctx.clock.now() < overMs) throw new Refusal('conflict', 'run.monthNotOver', { month });
}

/**
 * Makes sure that the first number may be given: the month is over in the operator's zone, no other run is giving numbers, and
 * nothing on the bills was billed or rated again after they were drawn. Under `lockRuns`.
 * @throws Refusal `run.monthNotOver`, `run.otherIssuing`, `run.billedMeanwhile`, `run.reratedMeanwhile`
 */
export async function checkIssuable(ctx: Context, run: Run): Promise<void> {
  const { month } = run;
  await checkMonthOver(ctx, month);
  const other = (await store.runs(ctx.tx)).find(({ id, state }) => id !== run.id && state === 'issuing');
  if (other !== undefined) throw new Refusal('conflict', 'run.otherIssuing', { month: other.month });
  const drawn = await store.bills(ctx, { runId: run.id });
  const bills = drawn.filter(({ state }) => state === 'draft').map(({ bill }) => bill);
  const marks = await readMarksOf(ctx, bills);
  if (bills.some((bill) => isBilledMeanwhile(bill, marks)))
    throw new Refusal('conflict', 'run.billedMeanwhile', { month });
  await checkNotRewritten(ctx, run, async () => bills);
}
