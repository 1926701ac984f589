import { audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { digestOf } from '#platform/hash';
import { checkTransition, type Run, type RunState, type RunTotal } from '../run.ts';
import type { Draft, DraftState, DrawnBill } from '../store.ts';
import * as store from '../store.ts';
import { checkNotRewritten } from './notRewritten.ts';

export type { Draft, DraftState, DrawnBill };

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

/** The runs of a month but withdrawn ones, that of everybody first. */
export async function runsOfMonth(ctx: Context, month: string): Promise<Run[]> {
  const found = (await store.runs(ctx.tx)).filter((run) => run.month === month);
  return found.toSorted((a, b) => Number(b.scope.kind === 'all') - Number(a.scope.kind === 'all') || a.id - b.id);
}

/** The run of a month, if there is one: that of everybody where several bill the month. */
export async function runOfMonth(ctx: Context, month: string): Promise<Run | null> {
  return (await runsOfMonth(ctx, month))[0] ?? null;
}

/** Bills of a run in order of customer: what each owes, whoever pays it. */
export async function listBills(ctx: Context, runId: number, customerIds?: readonly number[]): Promise<DrawnBill[]> {
  return store.bills(ctx, customerIds === undefined ? { runId } : { runId, customerIds });
}

/** A customer's bill. @throws Refusal `run.unknown`, `run.noDraftOf` */
export async function getBill(ctx: Context, runId: number, customerId: number): Promise<DrawnBill> {
  await getRun(ctx, runId);
  const [bill] = await store.bills(ctx, { runId, customerIds: [customerId] });
  if (bill === undefined) throw new Refusal('notFound', 'run.noDraftOf', { run: runId, customer: customerId });
  return bill;
}

/** Drafts of a run, future documents, in order of the customer they go to. */
export async function listDrafts(ctx: Context, runId: number, payerIds?: readonly number[]): Promise<Draft[]> {
  return store.drafts(ctx, payerIds === undefined ? { runId } : { runId, payerIds });
}

/**
 * The draft that a customer is sent: of several the one of the part, or the first; of a customer who is paid for, the first of his group.
 * @throws Refusal `run.unknown`, `run.noDraftOf`
 */
export async function getDraft(ctx: Context, runId: number, customerId: number, part?: string): Promise<Draft> {
  const own = await store.drafts(ctx, { runId, customerIds: [customerId] });
  const wanted = part === undefined ? own[0] : own.find((draft) => draft.part === part);
  if (wanted !== undefined) return wanted;
  const { payerId } = await getBill(ctx, runId, customerId);
  const [first] = part === undefined ? await store.drafts(ctx, { runId, payerIds: [payerId] }) : [];
  if (first === undefined) throw new Refusal('notFound', 'run.noDraftOf', { run: runId, customer: customerId });
  return first;
}

/** The run, locked, moved to another state. @throws Refusal `run.unknown`, `run.wrongState`, `run.reratedMeanwhile`, `run.failedItems` */
export async function moveRun(ctx: Context, runId: number, state: RunState): Promise<Run> {
  const run = await store.lockRun(ctx.tx, runId);
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: runId });
  checkTransition(run, state);
  if (state === 'approved') await checkApprovable(ctx, run);
  const issuedAt = state === 'issued' ? { issuedAt: new Date(ctx.clock.now()) } : {};
  await store.updateRun(ctx.tx, runId, { state, ...issuedAt });
  // Whoever was left out, or had nothing to pay, may be billed by another run of the month.
  if (state === 'issued') await store.releaseCustomers(ctx, runId, 'notIssued');
  return { ...run, state };
}

async function checkApprovable(ctx: Context, run: Run): Promise<void> {
  await checkNotRewritten(ctx, run, async () => (await store.bills(ctx, { runId: run.id })).map(({ bill }) => bill));
  const failed = (await store.items(ctx, run.id)).filter(
    (item) => item.state === 'failed' && item.excludedReason === null,
  );
  if (failed.length > 0) throw new Refusal('conflict', 'run.failedItems', { items: failed.length });
}

/**
 * Leaves a customer, with everybody in his paying group, out of the run, with a reason, or takes him back in. He comes back by himself in the next
 * run. The digest changes, so an approval falls.
 * @throws Refusal `run.wrongState` once numbers are being given, `run.noDraftOf`
 */
export async function excludeDraft(
  ctx: Context,
  input: { runId: number; customerId: number; excluded: boolean; reason: string },
): Promise<void> {
  const run = await store.lockRun(ctx.tx, input.runId);
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: input.runId });
  checkTransition(run, 'inReview');
  const entered = await store.runCustomers(ctx, { runId: run.id });
  const payerId = entered.find(({ customerId }) => customerId === input.customerId)?.payerId;
  if (payerId === undefined)
    throw new Refusal('notFound', 'run.noDraftOf', { run: run.id, customer: input.customerId });
  const excluded = input.excluded ? { reason: input.reason, by: ctx.actor.name } : null;
  await store.setExcluded(ctx, run.id, payerId, excluded);
  await store.updateRun(ctx.tx, run.id, await summarise(ctx, run.id));
  const { runId, ...detail } = input;
  await audit(ctx, { action: 'billing.draft.exclude', subject: `run/${runId}`, detail });
}

/** Who left items out of a run: they cannot approve it where two persons are wanted. */
export async function excludedBy(ctx: Context, runId: number): Promise<readonly string[]> {
  return [...new Set((await store.items(ctx, runId)).flatMap((item) => item.excludedBy ?? []))];
}

/** What would be issued: number of drafts, sums, and one digest over all of them, exclusions left out. */
export async function summarise(ctx: Context, runId: number) {
  const kept = (await store.draftSummaries(ctx, runId)).filter((draft) => draft.state !== 'excluded');
  const totals = [...Map.groupBy(kept, ({ currency }) => currency)]
    .map(
      ([currency, of]): RunTotal => ({
        currency,
        drafts: of.length,
        netMinor: of.reduce((total, draft) => total + draft.netMinor, 0n),
        grossMinor: of.reduce((total, draft) => total + draft.grossMinor, 0n),
      }),
    )
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  const { currency } = await getTenant(ctx);
  const own = totals.find((total) => total.currency === currency);
  return {
    drafts: kept.length,
    netMinor: own?.netMinor ?? 0n,
    grossMinor: own?.grossMinor ?? 0n,
    totals,
    digest: digestOf(kept.map((draft) => [draft.customerId, draft.part, draft.digest])),
  };
}

/** The digest computed anew from the drafts themselves: every one is digested again, so that a changed one cannot hide. */
export async function recomputedDigest(ctx: Context, runId: number): Promise<string> {
  const drafts = (await store.drafts(ctx, { runId })).filter((draft) => draft.state !== 'excluded');
  return digestOf(drafts.map((draft) => [draft.customerId, draft.part, digestOf(draft.bill)]));
}

/** Drafts still to be issued, in order of the customer they go to; empty ones are not issued. */
export async function draftsToIssue(ctx: Context, runId: number): Promise<Draft[]> {
  const drafts = await store.drafts(ctx, { runId });
  return drafts.filter((draft) => draft.state === 'draft' && draft.bill.lines.length > 0);
}

/**
 * Remembers the bills of paying groups as billed: their usage, periods and one-offs, and the groups as issued. In the transaction that issues all
 * their documents.
 */
export async function markIssued(ctx: Context, runId: number, payerIds: readonly number[]): Promise<void> {
  const bills = await store.bills(ctx, { runId, payerIds });
  for (const { bill } of bills) await store.insertBilled(ctx.tx, ctx.tenantId, runId, bill);
  await store.setIssued(ctx, runId, payerIds);
  await store.touch(
    ctx,
    bills.map(({ customerId }) => customerId),
  );
}

/** The run on whose invoice a usage record stands; null where it is not billed yet. */
export async function billedIn(
  ctx: Context,
  record: { customerId: number; month: string; loadNo: number },
): Promise<number | null> {
  return store.runBillingLoad(ctx.tx, record);
}

/**
 * Takes a run back before anything of it is issued: its customers may be billed by other runs of the month; its drafts stay for whoever asks.
 * @throws Refusal `run.unknown`, `run.wrongState` once numbers are being given
 */
export async function withdrawRun(
  ctx: Context,
  { runId, reason }: { readonly runId: number; readonly reason: string },
): Promise<Run> {
  await store.lockRuns(ctx.tx, ctx.tenantId);
  const run = await moveRun(ctx, runId, 'withdrawn');
  await store.updateRun(ctx.tx, runId, { withdrawn: { by: ctx.actor.name, why: reason } });
  await store.releaseCustomers(ctx, runId, 'all');
  await audit(ctx, { action: 'billing.run.withdraw', subject: `run/${runId}`, detail: { month: run.month, reason } });
  return run;
}

/** Who is in a run, in order of id. */
export async function customersOfRun(ctx: Context, runId: number): Promise<ReadonlySet<number>> {
  return new Set((await store.runCustomers(ctx, { runId })).map(({ customerId }) => customerId));
}

/** What was issued to customers for a usage month, by whichever run. */
export async function issuedBills(ctx: Context, month: string): Promise<readonly DrawnBill[]> {
  const bills: DrawnBill[] = [];
  for (const { id } of await runsOfMonth(ctx, month)) bills.push(...(await store.bills(ctx, { runId: id })));
  return bills.filter(({ state }) => state === 'issued');
}

/** How many drafts of a run are issued and left out, and how many paying groups could not be calculated. */
export async function draftCounts(ctx: Context, runId: number) {
  const drafts = await store.draftSummaries(ctx, runId);
  const items = await store.items(ctx, runId);
  return {
    issued: drafts.filter(({ state }) => state === 'issued').length,
    excluded: drafts.filter(({ state }) => state === 'excluded').length,
    failed: items.filter(({ state, excludedReason }) => state === 'failed' && excludedReason === null).length,
  };
}
