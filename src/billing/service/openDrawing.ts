import { changesAfter, getTenant, lastAuditSeq } from '#access/service';
import {
  addMonths,
  isLocalDate,
  localDateOf,
  monthEnd,
  monthOf,
  monthStart,
  Refusal,
  startOfDayMs,
  zoneOffsets,
} from '#base';
import { holdings } from '#contracts/service';
import { getCustomer, payingCustomers, thirdPayersOf } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { sha256Hex } from '#platform/hash';
import { lastRewriting, rewrittenSince } from '#rating/service';
import { customerMonthsOfLoads, lastLoadNo } from '#usage/service';
import { inputsOf, type KnownItem, leftOutElsewhere, planItems } from '../inputs.ts';
import type { PayingGroup } from '../payingGroup.ts';
import { checkTransition, EVERYBODY, type Run, type RunScope } from '../run.ts';
import { groupsInScope, type TakenCustomer, takenIn } from '../scope.ts';
import * as store from '../store.ts';
import { lockRuns } from './issuing.ts';

/** So many rows more or less change nothing in how they are found. */
export const FEW_ROWS = 100;

export interface DraftInput {
  /** Usage month. */
  readonly month: string;
  /** Whom to bill; everybody who is in no other run of the month where absent. */
  readonly scope?: RunScope;
  /** Date the invoices will bear; the first day after the month where absent. */
  readonly issueOn?: string;
  /** Draw also what is unchanged since it was drawn. */
  readonly whole?: boolean;
}

/** A run whose items are put up to be drawn. */
export interface OpenDrawing {
  readonly run: Run;
  /** Earlier runs that are not issued yet and count as billed: only a forecast has any. */
  readonly afterRuns: readonly number[];
  /** Items to be drawn, and those that are as they would be drawn. */
  readonly waiting: number;
  readonly kept: number;
}

/**
 * The open run of a month and scope, if there is one, and the date of its invoices; nothing is in the way of drawing it.
 * @param onlyLook it may be drawn after runs that are not issued, and though it was issued: nothing comes of it
 */
export async function openable(ctx: Context, input: DraftInput, onlyLook = false) {
  const scope = input.scope ?? EVERYBODY;
  const existing = await store.runs(ctx.tx);
  const { isForecast } = await checkBegun(ctx, input.month);
  const earlier = existing.filter((run) => run.month < input.month && run.state !== 'issued');
  if (!isForecast && !onlyLook && earlier[0] !== undefined)
    throw new Refusal('conflict', 'run.earlierOpen', { month: earlier[0].month });
  const open = existing.find(
    (run) => run.month === input.month && run.scope.kind === scope.kind && run.scope.key === scope.key,
  );
  const issueOn = input.issueOn ?? open?.issueOn ?? monthEnd(input.month);
  checkIssueOn(issueOn, input.month);
  if (open !== undefined && !onlyLook) checkDrawable(open);
  return { scope, open, issueOn, earlier };
}

function checkDrawable(run: Run): void {
  if (run.state === 'issued' || run.state === 'issuing')
    throw new Refusal('conflict', 'run.alreadyIssued', { month: run.month });
  checkTransition(run, 'draft');
}

/**
 * A month that is not over yet may be drawn as a forecast, the one after the present month too; what comes later has nothing to bill but fees of
 * a time that may never come: a slip of the finger.
 */
async function checkBegun(ctx: Context, month: string): Promise<{ isForecast: boolean }> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const now = ctx.clock.now();
  if (month > addMonths(monthOf(localDateOf(offsets, now)), 1))
    throw new Refusal('conflict', 'run.monthNotBegun', { month });
  return { isForecast: now < startOfDayMs(offsets, monthStart(addMonths(month, 1))) };
}

/** Invoices bear a date after the usage they bill. */
function checkIssueOn(issueOn: string, month: string): void {
  if (!isLocalDate(issueOn)) throw new Refusal('invalid', 'run.notADate', { date: issueOn });
  const earliest = monthEnd(month);
  if (issueOn < earliest) throw new Refusal('invalid', 'run.issueOnTooEarly', { month, earliest });
}

/**
 * Opens a drawing: a new run, or the open one back in state `draft` with sight of all usage loaded so far; its customers are entered, and what has
 * changed since it was drawn is put up to be drawn.
 * @throws Refusal as `openable`, `run.customerInOther`, `run.nobodyInScope`
 */
export async function openDrawing(ctx: Context, input: DraftInput): Promise<OpenDrawing> {
  await lockRuns(ctx);
  const { scope, open, issueOn, earlier } = await openable(ctx, input);
  const before = open === undefined ? null : await store.lockRun(ctx.tx, open.id);
  if (before !== null) checkDrawable(before);
  const sees = {
    lastLoadNo: await lastLoadNo(ctx),
    rewritingNo: await lastRewriting(ctx),
    auditSeq: await lastAuditSeq(ctx),
  };
  const run =
    before === null
      ? await addRun(ctx, input.month, scope, issueOn, sees)
      : await drawAgain(ctx, before, issueOn, sees);
  const entered = await store.runCustomers(ctx, { month: input.month });
  const taken = entered.filter(({ runId }) => runId !== run.id);
  const groups = groupsInScope([...(await payingCustomers(ctx)).values()], scope, taken);
  await checkFree(ctx, groups, taken);
  const after = earlier.map(({ id, drawingNo, state }) => [id, drawingNo, state] as const);
  const revisions = await store.revisions(ctx);
  const inputs = { month: input.month, issueOn, after, revisions, thirdParties: await thirdParties(ctx) };
  const digests = new Map(groups.map((group) => [group.payerId, sha256Hex(inputsOf(group, inputs))]));
  const known = before === null ? [] : await store.items(ctx, run.id);
  const changed = before === null ? new Set<number>() : await usageChanged(ctx, before, sees.lastLoadNo);
  const plan = planItems(groups, input.whole === true ? known.map(asWaiting) : known, digests, changed);
  await store.putItems(ctx, run.id, plan.draw);
  const own = entered.filter(({ runId }) => runId === run.id);
  for (const { payerId, ...excluded } of leftOutElsewhere(groups, known, own))
    await store.setExcluded(ctx, run.id, payerId, excluded);
  await enter(ctx, run, groups, entered);
  await store.deleteItems(ctx, run.id, plan.gone);
  if (plan.draw.length > FEW_ROWS) await store.countRows(ctx, ['run_item', 'run_customer']);
  return { run, afterRuns: earlier.map(({ id }) => id), waiting: plan.draw.length, kept: plan.kept };
}

async function checkFree(ctx: Context, groups: readonly PayingGroup[], taken: readonly TakenCustomer[]): Promise<void> {
  const one = takenIn(groups, taken);
  if (one === null) return;
  const { number } = await getCustomer(ctx, one.customerId);
  throw new Refusal('conflict', 'run.customerInOther', { customer: number, run: one.runId });
}

async function thirdParties(ctx: Context): Promise<ReadonlyMap<number, readonly number[]>> {
  const shares = Map.groupBy(await thirdPayersOf(ctx), ({ customerId }) => customerId);
  return new Map([...shares].map(([customerId, of]) => [customerId, of.map(({ payerId }) => payerId)]));
}

function asWaiting(item: KnownItem): KnownItem {
  return { ...item, state: 'waiting' };
}

/** Enters the customers of the groups into the run; nothing is written where they are in it already. */
async function enter(
  ctx: Context,
  run: Run,
  groups: readonly PayingGroup[],
  entered: readonly store.RunCustomer[],
): Promise<void> {
  const members = groups.flatMap(({ payerId, members: all }) => all.map(({ id }) => ({ customerId: id, payerId })));
  const own = entered.filter(({ runId }) => runId === run.id);
  const payers = new Map(own.map(({ customerId, payerId }) => [customerId, payerId]));
  const same =
    own.length === members.length && members.every(({ customerId, payerId }) => payers.get(customerId) === payerId);
  if (!same) await store.putRunCustomers(ctx, run, members);
}

type Sees = Pick<Run, 'lastLoadNo' | 'rewritingNo' | 'auditSeq'>;

async function addRun(ctx: Context, month: string, scope: RunScope, issueOn: string, sees: Sees): Promise<Run> {
  const run: Run = {
    id: await nextNumber(ctx, 'run'),
    month,
    scope,
    state: 'draft',
    issueOn,
    drawingNo: 1,
    ...sees,
    drafts: 0,
    netMinor: 0n,
    grossMinor: 0n,
    totals: [],
    digest: null,
    createdBy: ctx.actor.name,
    createdAt: new Date(ctx.clock.now()),
    calculatedAt: null,
    issuedAt: null,
  };
  await store.insertRun(ctx.tx, ctx.tenantId, run);
  return run;
}

async function drawAgain(ctx: Context, run: Run, issueOn: string, sees: Sees): Promise<Run> {
  // Who drew the drafts last answers for them: somebody else approves.
  const drawing = {
    state: 'draft',
    issueOn,
    drawingNo: run.drawingNo + 1,
    ...sees,
    digest: null,
    createdBy: ctx.actor.name,
  } as const;
  await store.updateRun(ctx.tx, run.id, drawing);
  return { ...run, ...drawing };
}

/** Whose usage up to the run's month came, was rated again, was taken out or corrected by its source since the run saw it. */
async function usageChanged(ctx: Context, run: Run, upToLoadNo: number): Promise<ReadonlySet<number>> {
  const { zone } = await getTenant(ctx);
  const loaded =
    upToLoadNo === run.lastLoadNo
      ? []
      : await customerMonthsOfLoads(ctx, { afterLoadNo: run.lastLoadNo, upToLoadNo, zone });
  const rewritten = await rewrittenSince(ctx, run.rewritingNo);
  const changed = [...loaded, ...rewritten].filter(({ month }) => month <= run.month);
  return new Set([...changed.map(({ customerId }) => customerId), ...(await redelivered(ctx, run.auditSeq))]);
}

/** Customers of contracts whose records their source corrected, or that were taken out with their file: neither makes a load. */
async function redelivered(ctx: Context, afterSeq: number): Promise<readonly number[]> {
  const contractIds = new Set<number>();
  for (let seq = afterSeq; ; ) {
    const page = await changesAfter(ctx, seq);
    const last = page.at(-1);
    if (last === undefined) break;
    for (const { affects } of page) for (const { kind, id } of affects) if (kind === 'delivery') contractIds.add(id);
    seq = last.seq;
  }
  if (contractIds.size === 0) return [];
  const { contracts } = await holdings(ctx);
  return contracts.filter(({ id }) => contractIds.has(id)).map(({ customerId }) => customerId);
}
