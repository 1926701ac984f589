import type { z } from 'zod';
import { audit, getTenant } from '#access/service';
import { formatMicro, pageOffset, Refusal } from '#base';
import type { Run } from '#billing';
import { excludedBy, getRun, moveRun, recomputedDigest, summarise } from '#billing/service';
import type { Context } from '#platform/context';
import type { listFindingsEndpoint } from '../api.ts';
import * as store from '../store.ts';

/** A page of findings, worst first, with what was decided. */
export async function listFindings(
  ctx: Context,
  runId: number,
  query: z.output<NonNullable<typeof listFindingsEndpoint.query>>,
) {
  await getRun(ctx, runId);
  const { rows, total } = await store.findingPage(ctx.tx, runId, {
    severity: query.severity,
    openOnly: query.open === 'open',
    limit: query.pageSize,
    offset: pageOffset(query),
  });
  return { rows: rows.map(findingReply), total, page: query.page, pageSize: query.pageSize };
}

function findingReply(row: Awaited<ReturnType<typeof store.findingPage>>['rows'][number]) {
  const decision =
    row.accepted === null
      ? null
      : {
          accepted: row.accepted,
          comment: row.comment ?? '',
          decidedBy: row.decided_by ?? '',
          decidedAt: row.decided_at?.toISOString() ?? '',
        };
  return {
    key: row.key,
    code: row.code,
    severity: row.severity,
    params: row.params,
    customerId: row.customer_id,
    subjectKind: row.subject_kind,
    subjectKey: row.subject_key,
    amountAtRisk: formatMicro(row.amount_at_risk_micro, 2),
    decision,
  };
}

/**
 * Accepts findings with a comment, or takes that back, while the run is in review: what was approved rests on the decisions as they were.
 * @throws Refusal `control.unknownFinding`, `run.wrongState`
 */
export async function decideFindings(
  ctx: Context,
  input: { runId: number; keys: readonly string[]; accepted: boolean; comment: string },
): Promise<void> {
  const { state } = await getRun(ctx, input.runId);
  if (state !== 'inReview')
    throw new Refusal('conflict', 'run.wrongState', { run: input.runId, state, wanted: 'inReview' });
  await moveRun(ctx, input.runId, 'inReview'); // the lock that approving takes too
  const known = await store.findingKeys(ctx.tx, input.runId);
  const keys = [...new Set(input.keys)];
  if (keys.some((key) => !known.has(key)))
    throw new Refusal('notFound', 'control.unknownFinding', { run: input.runId });
  const decidedAt = new Date(ctx.clock.now());
  await store.putDecisions(
    ctx.tx,
    ctx.tenantId,
    input.runId,
    keys.map((key) => ({
      key,
      accepted: input.accepted,
      comment: input.comment,
      decidedBy: ctx.actor.name,
      decidedAt,
    })),
  );
  await audit(ctx, {
    action: 'control.finding.decide',
    subject: `run/${input.runId}`,
    detail: { keys, accepted: input.accepted, comment: input.comment },
  });
}

/**
 * Approves exactly the drafts of a digest: the second pair of eyes.
 * @throws Refusal `control.changedSinceApproval` where the drafts are others, `control.openErrors`, `run.wrongState`,
 * and of two persons wanted the second, as `checkOther`
 */
export async function approveRun(ctx: Context, input: { runId: number; digest: string }): Promise<Run> {
  const run = await moveRun(ctx, input.runId, 'approved');
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
