import { getTenant, type Tenant } from '#access/service';
import { type Actor, isLocalDate, monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { DestinationClass, Product } from '#catalog';
import { allowancesById, destinationsById, productsById } from '#catalog/service';
import { type Holdings, holdings } from '#contracts/service';
import type { Customer } from '#crm';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, nextNumber } from '#platform/db';
import { digestOf } from '#platform/hash';
import type { Progress } from '#platform/progress';
import { lastRewriting, staleCustomers } from '#rating/service';
import { aggregate, lastLoadNo, usageMonths } from '#usage/service';
import { drawBill } from '../drawBill.ts';
import type { Marks } from '../marks.ts';
import { checkTransition, type Run } from '../run.ts';
import * as store from '../store.ts';
import { scopeGroups } from '../usageScopes.ts';
import { sumUsage, type UsageOfCustomers } from '../usageSums.ts';
import { lockRuns } from './issuing.ts';
import { readMarks } from './marks.ts';
import { rerateUsage } from './rerating.ts';
import { getRun, summarise } from './runs.ts';

/** Customers whose drafts are drawn in one transaction. */
const CHUNK = 250;
/** Usage that keeps coming in does not keep a month from being drawn for ever. */
const MAX_RERATINGS = 5;

export interface DraftInput {
  /** Usage month. */
  readonly month: string;
  /** Date the invoices will bear; the first day after the month where absent. */
  readonly issueOn?: string;
}

/** What all drafts of a run share, read once. */
interface RunFacts extends Marks {
  readonly run: Run;
  readonly tenant: Tenant;
  readonly products: ReadonlyMap<number, Product>;
  readonly classes: ReadonlyMap<number, DestinationClass>;
  /** Usage months with records that may still have to be billed. */
  readonly months: readonly string[];
  readonly usageRevenueAccount: string;
  /** Allowances that count money. */
  readonly moneyAllowanceIds: readonly number[];
}

/**
 * Draws all drafts of a month, again if they were drawn before, once usage is rated again where anything changed. Restartable: killed at any moment, the next call starts the
 * drawing over and ends in the same drafts; overtaken by another drawing of the month, it ends and leaves that one's drafts alone.
 * @throws Refusal `run.alreadyIssued`, `run.earlierOpen`, `run.wrongState`, `run.cancelled`, `run.drawnAgain`, `run.notADate`,
 * `run.issueOnTooEarly`, `run.monthNotBegun`
 */
export async function draftRun(app: App, actor: Actor, input: DraftInput, progress: Progress): Promise<Run> {
  await inTransaction(app, actor, (ctx) => openable(ctx, input));
  const { facts, customers } = await openRated(app, actor, input, progress);
  progress.phase('draft', customers.length);
  for (let start = 0; start < customers.length; start += CHUNK) {
    if (progress.cancelled) throw new Refusal('conflict', 'run.cancelled', { run: facts.run.id });
    const chunk = customers.slice(start, start + CHUNK);
    await inTransaction(app, actor, (ctx) => drawChunk(ctx, facts, chunk));
    progress.advance(chunk.length);
  }
  return inTransaction(app, actor, (ctx) => closeDraft(ctx, facts.run));
}

/** Opens the run once what it sees is rated: usage and changes that come in meanwhile are rated too before anything is drawn. */
async function openRated(app: App, actor: Actor, input: DraftInput, progress: Progress) {
  for (let round = 1; ; round++) {
    const rated = await rerateUsage(app, actor, { upToMonth: input.month, redrawn: input.month }, progress);
    // Where a second look rates nothing, what is stale is held back.
    const isLast = round === MAX_RERATINGS || (round > 1 && rated.length === 0) || progress.cancelled;
    const opened = await inTransaction(app, actor, async (ctx) => {
      await lockRuns(ctx);
      if (!isLast && (await staleCustomers(ctx, input.month)) > 0) return null;
      const run = await openRun(ctx, input);
      return { facts: await readFacts(ctx, run), customers: [...(await customersById(ctx)).values()] };
    });
    if (opened !== null) return opened;
  }
}

/** The open run of a month, if there is one, and the date of its invoices; nothing is in the way of drawing it. */
async function openable(ctx: Context, input: DraftInput): Promise<{ open: Run | undefined; issueOn: string }> {
  const existing = await store.runs(ctx.tx);
  const earlier = existing.find((run) => run.month < input.month && run.state !== 'issued');
  if (earlier !== undefined) throw new Refusal('conflict', 'run.earlierOpen', { month: earlier.month });
  const open = existing.find((run) => run.month === input.month);
  const issueOn = input.issueOn ?? open?.issueOn ?? monthEnd(input.month);
  checkIssueOn(issueOn, input.month);
  await checkBegun(ctx, input.month);
  if (open !== undefined) checkDrawable(open);
  return { open, issueOn };
}

function checkDrawable(run: Run): void {
  if (run.state === 'issued' || run.state === 'issuing')
    throw new Refusal('conflict', 'run.alreadyIssued', { month: run.month });
  checkTransition(run, 'draft');
}

/** The run of the month: a new one, or the open one back in state `draft` with sight of all usage loaded so far. */
async function openRun(ctx: Context, input: DraftInput): Promise<Run> {
  await lockRuns(ctx);
  const { open, issueOn } = await openable(ctx, input);
  const lastLoad = await lastLoadNo(ctx);
  const rewritingNo = await lastRewriting(ctx);
  if (open === undefined) {
    const run: Run = {
      id: await nextNumber(ctx, 'run'),
      month: input.month,
      state: 'draft',
      issueOn,
      lastLoadNo: lastLoad,
      rewritingNo,
      drafts: 0,
      netMinor: 0n,
      grossMinor: 0n,
      digest: null,
      createdBy: ctx.actor.name,
      createdAt: new Date(ctx.clock.now()),
      calculatedAt: null,
      issuedAt: null,
    };
    await store.insertRun(ctx.tx, ctx.tenantId, run);
    return run;
  }
  const locked = (await store.lockRun(ctx.tx, open.id)) ?? open;
  checkDrawable(locked);
  // Who drew the drafts last answers for them: somebody else approves.
  const drawing = {
    state: 'draft',
    issueOn,
    lastLoadNo: lastLoad,
    rewritingNo,
    digest: null,
    createdBy: ctx.actor.name,
  } as const;
  await store.updateRun(ctx.tx, locked.id, drawing);
  return { ...locked, ...drawing };
}

/** A month that has not begun has nothing to bill but fees of a time that may never come: a slip of the finger. */
async function checkBegun(ctx: Context, month: string): Promise<void> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  if (ctx.clock.now() < startOfDayMs(offsets, monthStart(month)))
    throw new Refusal('conflict', 'run.monthNotBegun', { month });
}

/** Invoices bear a date after the usage they bill. */
function checkIssueOn(issueOn: string, month: string): void {
  if (!isLocalDate(issueOn)) throw new Refusal('invalid', 'run.notADate', { date: issueOn });
  const earliest = monthEnd(month);
  if (issueOn < earliest) throw new Refusal('invalid', 'run.issueOnTooEarly', { month, earliest });
}

/** Locks the run and makes sure that this drawing is still the latest: drafts that others look at or approve stay as they are. */
async function lockDrawing(ctx: Context, run: Run): Promise<void> {
  const now = await store.lockRun(ctx.tx, run.id);
  const same =
    now !== null &&
    now.state === 'draft' &&
    now.lastLoadNo === run.lastLoadNo &&
    now.rewritingNo === run.rewritingNo &&
    now.issueOn === run.issueOn &&
    now.createdBy === run.createdBy;
  if (!same) throw new Refusal('conflict', 'run.drawnAgain', { month: run.month });
}

async function readFacts(ctx: Context, run: Run): Promise<RunFacts> {
  const products = await productsById(ctx);
  const destinations = await destinationsById(ctx);
  const tenant = await getTenant(ctx);
  const known = await usageMonths(ctx, tenant.zone);
  const usageProduct = [...products.values()].find((product) => product.kind === 'usage');
  if (usageProduct === undefined) throw new Refusal('invalid', 'run.noUsageProduct');
  return {
    run,
    tenant,
    products,
    classes: new Map([...destinations.values()].map((destination) => [destination.id, destination.class])),
    ...(await readMarks(ctx)),
    months: [...new Set([...known, run.month])].filter((month) => month <= run.month).sort(),
    usageRevenueAccount: usageProduct.revenueAccount,
    moneyAllowanceIds: [...(await allowancesById(ctx)).values()]
      .filter((allowance) => allowance.unit === 'money')
      .map((allowance) => allowance.id),
  };
}

/** Draws and stores the drafts of some customers; who has nothing at all to bill gets none. */
async function drawChunk(ctx: Context, facts: RunFacts, customers: readonly Customer[]): Promise<void> {
  await lockDrawing(ctx, facts.run);
  const ids = customers.map((customer) => customer.id);
  const held = await holdings(ctx, ids);
  const usage = await readUsage(ctx, facts, ids);
  const corrections = await store.openCorrections(ctx, ids, facts.run.month);
  const nothing: number[] = [];
  for (const customer of customers) {
    const bill = drawBill({
      customer,
      operatorCountry: facts.tenant.country,
      month: facts.run.month,
      issueOn: facts.run.issueOn,
      ...heldBy(held, customer.id, facts),
      products: facts.products,
      billedTo: facts.billedTo,
      usage: usage.sums.get(customer.id) ?? [],
      scopes: usage.scopes.get(customer.id) ?? [],
      corrections: corrections.filter((correction) => correction.customerId === customer.id),
      usageRevenueAccount: facts.usageRevenueAccount,
    });
    if (bill.lines.length === 0 && !hasContractIn(held, customer.id, facts.run.month)) nothing.push(customer.id);
    else
      await store.putDraft(ctx.tx, ctx.tenantId, {
        runId: facts.run.id,
        customerId: customer.id,
        state: 'draft',
        reason: null,
        bill,
        digest: digestOf(bill),
      });
  }
  await store.deleteDrafts(ctx.tx, facts.run.id, nothing);
}

function heldBy(held: Holdings, customerId: number, facts: RunFacts) {
  const contracts = held.contracts.filter((contract) => contract.customerId === customerId);
  const ids = new Set(contracts.map((contract) => contract.id));
  return {
    contracts,
    subscriptions: held.subscriptions.filter((subscription) => ids.has(subscription.contractId)),
    oneOffs: held.oneOffs.filter((oneOff) => ids.has(oneOff.contractId) && !facts.billedOneOffs.has(oneOff.id)),
  };
}

/** A customer with a contract in force gets a draft even when it is empty: a zero invoice is something to look at. */
function hasContractIn(held: Holdings, customerId: number, month: string): boolean {
  const end = monthEnd(month);
  return held.contracts.some(
    (contract) =>
      contract.customerId === customerId &&
      contract.startsOn < end &&
      (contract.endsOn === null || contract.endsOn > `${month}-01`),
  );
}

async function readUsage(ctx: Context, facts: RunFacts, customerIds: readonly number[]): Promise<UsageOfCustomers> {
  const offsets = zoneOffsets(facts.tenant.zone);
  const { lastLoadNo: upToLoadNo } = facts.run;
  const found = [];
  for (const group of scopeGroups(customerIds, facts.months, facts.billedUpTo, upToLoadNo)) {
    const rows = await aggregate(ctx, {
      customerIds: group.customerIds,
      fromMs: startOfDayMs(offsets, monthStart(group.month)),
      toMs: startOfDayMs(offsets, monthEnd(group.month)),
      afterLoadNo: group.afterLoadNo,
      upToLoadNo,
      moneyAllowanceIds: facts.moneyAllowanceIds,
    });
    found.push({ group, rows });
  }
  return sumUsage(found, facts.classes, upToLoadNo);
}

/** Sums up the drafts, signs them with one digest and ends the drawing. */
async function closeDraft(ctx: Context, drawn: Run): Promise<Run> {
  const { id: runId } = drawn;
  await lockDrawing(ctx, drawn);
  const summary = await summarise(ctx, runId);
  await store.updateRun(ctx.tx, runId, { ...summary, state: 'calculated', calculatedAt: new Date(ctx.clock.now()) });
  return getRun(ctx, runId);
}
