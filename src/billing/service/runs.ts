import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { digestOf } from '#platform/hash';
import type { Bill } from '../bill.ts';
import { checkTransition, type Run, type RunState } from '../run.ts';
import type { Draft, DraftState } from '../store.ts';
import * as store from '../store.ts';
import { checkNotRewritten } from './notRewritten.ts';

export type { Draft, DraftState };

/** One run. @throws Refusal `run.unknown` */
export async function getRun(ctx: Context, runId: number): Promise<Run> {
  const run = await store.runById(ctx.tx, runId);
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: runId });
  return run;
}

/** All runs but withdrawn ones, in order of month. */
export async function listRuns(ctx: Context): Promise<Run[]> {
  return store.runs(ctx.tx);
}

/** The run of a month, if there is one. */
export async function runOfMonth(ctx: Context, month: string): Promise<Run | null> {
  return (await store.runs(ctx.tx)).find((run) => run.month === month) ?? null;
}

/** Drafts of a run in order of customer. */
export async function listDrafts(ctx: Context, runId: number, customerIds?: readonly number[]): Promise<Draft[]> {
  return store.drafts(ctx.tx, runId, customerIds);
}

/** One draft. @throws Refusal `run.unknown`, `run.noDraftOf` */
export async function getDraft(ctx: Context, runId: number, customerId: number): Promise<Draft> {
  await getRun(ctx, runId);
  const [draft] = await store.drafts(ctx.tx, runId, [customerId]);
  if (draft === undefined) throw new Refusal('notFound', 'run.noDraftOf', { run: runId, customer: customerId });
  return draft;
}

async function billsOf(ctx: Context, runId: number): Promise<readonly Bill[]> {
  return (await store.drafts(ctx.tx, runId)).map((draft) => draft.bill);
}

/** The run, locked, moved to another state. @throws Refusal `run.unknown`, `run.wrongState`, `run.reratedMeanwhile` */
export async function moveRun(ctx: Context, runId: number, state: RunState): Promise<Run> {
  const run = await store.lockRun(ctx.tx, runId);
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: runId });
  checkTransition(run, state);
  if (state === 'approved') await checkNotRewritten(ctx, run, () => billsOf(ctx, runId));
  const issuedAt = state === 'issued' ? { issuedAt: new Date(ctx.clock.now()) } : {};
  await store.updateRun(ctx.tx, runId, { state, ...issuedAt });
  return { ...run, state };
}

/**
 * Leaves a customer out of the run, with a reason, or takes him back in. He comes back by himself next month. The digest
 * changes, so an approval falls.
 * @throws Refusal `run.wrongState` once numbers are being given
 */
export async function excludeDraft(
  ctx: Context,
  input: { runId: number; customerId: number; excluded: boolean; reason: string },
): Promise<void> {
  const run = await store.lockRun(ctx.tx, input.runId);
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: input.runId });
  checkTransition(run, 'inReview');
  await getDraft(ctx, input.runId, input.customerId);
  await store.setDraftState(
    ctx.tx,
    input.runId,
    [input.customerId],
    input.excluded ? 'excluded' : 'draft',
    input.excluded ? input.reason : null,
  );
  await store.updateRun(ctx.tx, input.runId, await summarise(ctx, input.runId));
  const { runId, ...detail } = input;
  await audit(ctx, { action: 'billing.draft.exclude', subject: `run/${runId}`, detail });
}

/** What would be issued: number of drafts, sums, and one digest over all of them, exclusions left out. */
export async function summarise(ctx: Context, runId: number) {
  const kept = (await store.draftDigests(ctx.tx, runId)).filter((draft) => draft.state !== 'excluded');
  return {
    drafts: kept.length,
    netMinor: kept.reduce((total, draft) => total + draft.net_minor, 0n),
    grossMinor: kept.reduce((total, draft) => total + draft.gross_minor, 0n),
    digest: digestOf(kept.map((draft) => [draft.customer_id, draft.digest.toString('hex')])),
  };
}

/** The digest computed anew from the drafts themselves: every bill is digested again, so that a changed bill cannot hide. */
export async function recomputedDigest(ctx: Context, runId: number): Promise<string> {
  const drafts = (await store.drafts(ctx.tx, runId)).filter((draft) => draft.state !== 'excluded');
  return digestOf(drafts.map((draft) => [draft.customerId, digestOf(draft.bill)]));
}

/** Drafts still to be issued, in order of customer; empty bills are not issued. */
export async function draftsToIssue(ctx: Context, runId: number): Promise<Draft[]> {
  return (await store.drafts(ctx.tx, runId)).filter((draft) => draft.state === 'draft' && draft.bill.lines.length > 0);
}

/** Remembers a bill as billed: its usage, periods and one-offs, and the draft as issued. In the issuing transaction. */
export async function markIssued(ctx: Context, runId: number, bill: Bill): Promise<void> {
  await store.insertBilled(ctx.tx, ctx.tenantId, runId, bill);
  await store.setDraftState(ctx.tx, runId, [bill.customerId], 'issued', null);
}

/** The run on whose invoice a usage record stands; null where it is not billed yet. */
export async function billedIn(
  ctx: Context,
  record: { customerId: number; month: string; loadNo: number },
): Promise<number | null> {
  return store.runBillingLoad(ctx.tx, record);
}
