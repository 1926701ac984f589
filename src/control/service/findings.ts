import type { z } from 'zod';
import { audit, listUsers } from '#access/service';
import { formatMinor, microToMinor, pageOffset, Refusal } from '#base';
import { getRun, moveRun } from '#billing/service';
import type { Context } from '#platform/context';
import type { listFindingsEndpoint } from '../api.ts';
import { CHECKS } from '../checks.ts';
import * as store from '../store.ts';

/** A page of findings, worst first, with what was decided and who works on it. */
export async function listFindings(
  ctx: Context,
  runId: number,
  query: Partial<z.output<NonNullable<typeof listFindingsEndpoint.query>>>,
) {
  await getRun(ctx, runId);
  const { page = 1, pageSize = 100 } = query;
  const { rows, total } = await store.findingPage(ctx.tx, runId, {
    severity: query.severity ?? 'all',
    openOnly: query.open === 'open',
    code: query.code ?? null,
    assignedTo: query.mine === 'mine' ? ctx.actor.name : null,
    customerId: query.customerId ?? null,
    limit: pageSize,
    offset: pageOffset({ page, pageSize }),
  });
  return { rows: rows.map(findingReply), total, page, pageSize };
}

/** Money at stake for reading: to the cent, whatever the currency. */
const atStake = (micro: bigint) => formatMinor(microToMinor(micro, 'EUR'), 'EUR');

type FindingRow = Awaited<ReturnType<typeof store.findingPage>>['rows'][number];

function findingReply(row: FindingRow) {
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
    amountAtRisk: atStake(row.amount_at_risk_micro),
    decision,
    assignedTo: row.assigned_to,
    leftOut: row.left_out,
  };
}

/** Findings of a run by check, the worst first: how many, how many open, and the money at stake in the open ones. */
export async function findingGroups(ctx: Context, runId: number) {
  await getRun(ctx, runId);
  const groups = await store.findingGroups(ctx.tx, runId);
  const areas = new Map(CHECKS.map(({ code, area }) => [code, area]));
  return {
    groups: groups.map(({ amountMicro, ...group }) => ({
      ...group,
      area: areas.get(group.code) ?? 'bill',
      amount: atStake(amountMicro),
    })),
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
  const { keys, amounts } = await openToChange(ctx, input);
  const decidedAt = new Date(ctx.clock.now());
  const { runId, accepted, comment } = input;
  await store.putDecisions(
    ctx.tx,
    ctx.tenantId,
    runId,
    keys.map((key) => ({
      key,
      accepted,
      comment,
      amountMicro: amounts.get(key) ?? 0n,
      decidedBy: ctx.actor.name,
      decidedAt,
    })),
  );
  const kind = accepted ? 'accepted' : 'reopened';
  await store.addEvents(
    ctx,
    runId,
    keys.map((key) => ({ key, kind, comment, amountMicro: amounts.get(key) ?? 0n })),
  );
  await audit(ctx, { action: 'control.finding.decide', subject: `run/${runId}`, detail: { keys, accepted, comment } });
}

/**
 * Gives findings to a user who is to see to them, or to nobody (null).
 * @throws Refusal `control.unknownFinding`, `control.unknownUser`, `run.wrongState`
 */
export async function assignFindings(
  ctx: Context,
  input: { runId: number; keys: readonly string[]; assignedTo: string | null },
): Promise<void> {
  const { runId, assignedTo } = input;
  const known = (await listUsers(ctx)).some(({ email, disabled }) => email === assignedTo && !disabled);
  if (assignedTo !== null && !known) throw new Refusal('notFound', 'control.unknownUser', { name: assignedTo });
  const { keys, amounts } = await openToChange(ctx, input);
  await store.putAssignments(ctx, runId, keys, assignedTo);
  const kind = assignedTo === null ? 'unassigned' : 'assigned';
  await store.addEvents(
    ctx,
    runId,
    keys.map((key) => ({ key, kind, comment: assignedTo ?? '', amountMicro: amounts.get(key) ?? 0n })),
  );
  await audit(ctx, { action: 'control.finding.assign', subject: `run/${runId}`, detail: { keys, assignedTo } });
}

/** The keys given, each once, of a run that is in review, with the money at stake; the run stays locked. */
async function openToChange(ctx: Context, { runId, keys }: { runId: number; keys: readonly string[] }) {
  const { state } = await getRun(ctx, runId);
  if (state !== 'inReview') throw new Refusal('conflict', 'run.wrongState', { run: runId, state, wanted: 'inReview' });
  await moveRun(ctx, runId, 'inReview'); // the lock that approving takes too
  const amounts = await store.amountsAtStake(ctx, runId);
  if (keys.some((key) => !amounts.has(key))) throw new Refusal('notFound', 'control.unknownFinding', { run: runId });
  return { keys: [...new Set(keys)], amounts };
}

/** What happened to a finding of a run, in order. */
export async function findingHistory(ctx: Context, runId: number, key: string) {
  await getRun(ctx, runId);
  const events = await store.eventsOf(ctx, runId, key);
  return {
    events: events.map(({ kind, comment, amountMicro, actor, at }) => ({
      kind,
      comment,
      amount: atStake(amountMicro),
      actor,
      at: at.toISOString(),
    })),
  };
}

/** Users to whom findings can be given. */
export async function listReviewers(ctx: Context) {
  const users = await listUsers(ctx);
  return { users: users.filter(({ disabled }) => !disabled).map(({ email, name }) => ({ email, name })) };
}
