import { audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Run } from '#billing';
import { checkMonthOver, excludedBy, getRun, moveRun, recomputedDigest, summarise } from '#billing/service';
import type { Context } from '#platform/context';
import * as store from '../store.ts';

/**
 * Approves exactly the drafts of a digest: the second pair of eyes.
 * @throws Refusal `control.changedSinceApproval` where the drafts are others, `control.openErrors`, `run.wrongState`, `run.monthNotOver`,
 * and of two persons wanted the second, as `checkOther`
 */
export async function approveRun(ctx: Context, input: { runId: number; digest: string }): Promise<Run> {
  const run = await moveRun(ctx, input.runId, 'approved');
  // A forecast that is approved would keep the months before it from being rated.
  await checkMonthOver(ctx, run.month);
  const { digest } = await summarise(ctx, input.runId);
  if (digest !== input.digest) throw new Refusal('conflict', 'control.changedSinceApproval', { run: input.runId });
  const { openErrors } = await store.findingCounts(ctx.tx, input.runId);
  if (openErrors > 0) throw new Refusal('conflict', 'control.openErrors', { errors: openErrors });
  const { twoPersonApproval } = await getTenant(ctx);
  if (twoPersonApproval) await checkOther(ctx, run);
  await store.putApproval(ctx.tx, ctx.tenantId, input.runId, {
    digest,
    approvedBy: ctx.actor.name,
    approvedAt: new Date(ctx.clock.now()),
  });
  await audit(ctx, { action: 'control.run.approve', subject: `run/${input.runId}`, detail: { digest } });
  return run;
}

/**
 * Whoever had a hand in what is to be approved cannot approve it: drew the drafts, left customers out, accepted findings.
 * @throws Refusal `control.samePerson`, `control.samePersonExcluded`, `control.samePersonAccepted`
 */
async function checkOther(ctx: Context, run: Run): Promise<void> {
  const actor = ctx.actor.name;
  const refuse = (code: string) => new Refusal('forbidden', code, { actor });
  if (run.createdBy === actor) throw refuse('control.samePerson');
  if ((await excludedBy(ctx, run.id)).includes(actor)) throw refuse('control.samePersonExcluded');
  if ((await store.acceptedBy(ctx.tx, run.id)).includes(actor)) throw refuse('control.samePersonAccepted');
}

/**
 * The run, if it may be issued: approved, and every bill still the one that was approved (digested anew). Called before the
 * first number is given, and again when issuing goes on after a crash.
 * @throws Refusal `control.notApproved`, `control.changedSinceApproval`
 */
export async function approvedRun(ctx: Context, runId: number): Promise<Run> {
  const run = await getRun(ctx, runId);
  const approval = await store.approvalOf(ctx.tx, runId);
  if (approval === null || (run.state !== 'approved' && run.state !== 'issuing'))
    throw new Refusal('conflict', 'control.notApproved', { run: runId });
  if ((await recomputedDigest(ctx, runId)) !== approval.digest)
    throw new Refusal('conflict', 'control.changedSinceApproval', { run: runId });
  return run;
}
