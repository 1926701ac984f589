import { setTimeout } from 'node:timers/promises';
import { type Actor, Refusal } from '#base';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { digestOf } from '#platform/hash';
import type { Progress } from '#platform/progress';
import { staleCustomers } from '#rating/service';
import type { Bill } from '../bill.ts';
import { documentsOf } from '../documents.ts';
import type { Payers } from '../payers.ts';
import type { ItemError, Run } from '../run.ts';
import * as store from '../store.ts';
import { type Drawing, drawBills, readPayers, readShared, refusing, type SharedFacts } from './drawBills.ts';
import { lockRuns } from './issuing.ts';
import { type DraftInput, FEW_ROWS, type OpenDrawing, openable, openDrawing } from './openDrawing.ts';
import { rerateUsage } from './rerating.ts';
import { getRun, summarise } from './runs.ts';

export type { DraftInput };

/** Items drawn in one transaction. */
const CHUNK = 250;
/** Chunks a process draws at a time: while the server sums one up, another is written. */
const DRAWERS = 2;
/** How soon those are looked for again that another process has in hand. */
const WAIT_MS = 200;
/** Usage that keeps coming in does not keep a month from being drawn for ever. */
const MAX_RERATINGS = 5;

/** A drawing that others may help with. */
export interface DrawingTicket {
  readonly runId: number;
  readonly drawingNo: number;
  /** Runs whose drafts count as billed. */
  readonly afterRuns: readonly number[];
}

/** Called once a drawing is open: whoever can calls others to help. */
export type CallHelp = (ticket: DrawingTicket) => Promise<void>;

/**
 * Draws the drafts of a run, once usage is rated again where anything changed; again only those of paying groups whose facts or usage changed.
 * Other processes may help (`helpDraw`). Restartable: killed or cancelled at any moment, the next call draws what is not drawn yet and ends in
 * the same drafts; overtaken by another drawing of the run, it ends and leaves that one's drafts alone.
 * @throws Refusal `run.alreadyIssued`, `run.earlierOpen`, `run.wrongState`, `run.cancelled`, `run.drawnAgain`, `run.notADate`,
 * `run.issueOnTooEarly`, `run.monthNotBegun`, `run.customerInOther`, `run.nobodyInScope`, `run.noUsageProduct`
 */
export async function draftRun(
  app: App,
  actor: Actor,
  input: DraftInput,
  progress: Progress,
  callHelp: CallHelp = async () => {},
): Promise<Run> {
  const { open } = await inTransaction(app, actor, (ctx) => openable(ctx, input));
  const { run, afterRuns, waiting, kept } = await openRated(app, actor, input, open?.id ?? null, progress);
  const shared = await inTransaction(app, actor, (ctx) => readShared(ctx, { ...run, afterRuns }));
  progress.phase('draft', waiting);
  progress.detail({ kept });
  await callHelp({ runId: run.id, drawingNo: run.drawingNo, afterRuns });
  await drawAll(app, actor, run, shared, progress, waiting);
  return inTransaction(app, actor, (ctx) => closeDraft(ctx, run, waiting));
}

/** Draws along with whoever opened the drawing, until nothing is left; one that is over is left alone. */
export async function helpDraw(app: App, actor: Actor, ticket: DrawingTicket, progress: Progress): Promise<void> {
  const opened = await inTransaction(app, actor, async (ctx) => {
    const run = await store.runById(ctx.tx, ticket.runId);
    const isOpen = run !== null && run.state === 'draft' && run.drawingNo === ticket.drawingNo;
    return isOpen ? { run, shared: await readShared(ctx, { ...run, afterRuns: ticket.afterRuns }) } : null;
  });
  if (opened === null) return;
  progress.phase('draft');
  try {
    for (;;) {
      const drawn = progress.cancelled ? 0 : await drawChunk(app, actor, opened.run, opened.shared);
      if (drawn === 0) return;
      progress.advance(drawn);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // the drawing ended or another one began
  }
}

/** Opens the run once what it sees is rated: usage and changes that come in meanwhile are rated too before anything is drawn. */
async function openRated(
  app: App,
  actor: Actor,
  input: DraftInput,
  redrawn: number | null,
  progress: Progress,
): Promise<OpenDrawing> {
  for (let round = 1; ; round++) {
    const rated = await rerateUsage(app, actor, { upToMonth: input.month, redrawn }, progress);
    // Where a second look rates nothing, what is stale is held back.
    const isLast = round === MAX_RERATINGS || (round > 1 && rated.length === 0) || progress.cancelled;
    const opened = await inTransaction(app, actor, async (ctx) => {
      // Before rating's own lock: imports take both in this order.
      await lockRuns(ctx);
      return !isLast && (await staleCustomers(ctx, input.month)) > 0 ? null : openDrawing(ctx, input);
    });
    if (opened !== null) return opened;
  }
}

/** Draws until no item waits, those of helpers included. */
async function drawAll(
  app: App,
  actor: Actor,
  run: Run,
  shared: SharedFacts,
  progress: Progress,
  total: number,
): Promise<void> {
  let left = total;
  const tell = async () => {
    const now = await inTransaction(app, actor, (ctx) => store.waitingItems(ctx, run.id));
    if (now < left) {
      progress.advance(left - now);
      left = now;
    }
  };
  const cancelled = () => new Refusal('conflict', 'run.cancelled', { run: run.id });
  const draw = async () => {
    for (;;) {
      if (progress.cancelled) throw cancelled();
      if ((await drawChunk(app, actor, run, shared)) === 0) return;
      await tell();
    }
  };
  for (;;) {
    await Promise.all(Array.from({ length: Math.min(DRAWERS, Math.ceil(left / CHUNK)) }, draw));
    await tell();
    if (left === 0) return;
    // The rest is in the hands of helpers; what one of them leaves behind comes back.
    await setTimeout(WAIT_MS);
  }
}

/** Draws and stores some items that nobody else has in hand. @returns how many */
async function drawChunk(app: App, actor: Actor, run: Run, shared: SharedFacts): Promise<number> {
  return inTransaction(app, actor, async (ctx) => {
    await holdDrawing(ctx, run);
    const payerIds = await store.takeWaiting(ctx, run.id, CHUNK);
    if (payerIds.length === 0) return 0;
    const members = await store.runCustomers(ctx, { runId: run.id, payerIds });
    const ids = members.map(({ customerId }) => customerId);
    const drawings = await drawBills(ctx, shared, [...(await customersById(ctx, ids)).values()]);
    const payersOf = await readPayers(ctx, shared, ids);
    const groups = Map.groupBy(members, ({ payerId }) => payerId);
    const items = payerIds.map((payerId) =>
      drawItem(
        payersOf(payerId),
        (groups.get(payerId) ?? []).map(({ customerId }) => drawings.get(customerId) ?? { bill: null }),
      ),
    );
    await store.replaceDrawn(ctx, run.id, payerIds, {
      bills: items.flatMap(({ payerId, bills }) => bills.map((bill) => [payerId, bill] as const)),
      drafts: items.flatMap(({ drafts }) => drafts),
    });
    await store.settleItems(ctx, run.id, items);
    return payerIds.length;
  });
}

interface DrawnGroup extends store.ItemOutcome {
  readonly bills: readonly Bill[];
  readonly drafts: readonly store.NewDraft[];
}

/** A group's drafts from the bills of its members; where one could not be drawn, none. */
function drawItem(payers: Payers, drawings: readonly Drawing[]): DrawnGroup {
  const { id: payerId } = payers.payer;
  const failed = (error: ItemError) => ({ payerId, bills: [], drafts: [], outputDigest: null, error });
  const bills: Bill[] = [];
  for (const drawing of drawings) {
    if ('error' in drawing) return failed(drawing.error);
    if (drawing.bill !== null) bills.push(drawing.bill);
  }
  const documents = refusing(() => documentsOf(bills, payers));
  if ('error' in documents) return failed(documents.error);
  const drafts = documents.result.map((document) => ({ ...document, payerId, digest: digestOf(document.bill) }));
  const outputDigest = digestOf(drafts.map(({ customerId, part, digest }) => [customerId, part, digest]));
  return { payerId, bills, drafts, outputDigest, error: null };
}

/** Holds the run and makes sure that this drawing is still the latest: drafts that others look at or approve stay as they are. */
async function holdDrawing(ctx: Context, run: Run): Promise<void> {
  checkDrawing(await store.holdRun(ctx.tx, run.id), run);
}

function checkDrawing(now: Run | null, run: Run): void {
  if (now?.state !== 'draft' || now.drawingNo !== run.drawingNo)
    throw new Refusal('conflict', 'run.drawnAgain', { month: run.month });
}

/** Sums up the drafts, signs them with one digest and ends the drawing. */
async function closeDraft(ctx: Context, drawn: Run, items: number): Promise<Run> {
  const { id: runId } = drawn;
  checkDrawing(await store.lockRun(ctx.tx, runId), drawn);
  if (items > FEW_ROWS) await store.countRows(ctx, ['bill', 'draft']);
  const summary = await summarise(ctx, runId);
  await store.updateRun(ctx.tx, runId, { ...summary, state: 'calculated', calculatedAt: new Date(ctx.clock.now()) });
  return getRun(ctx, runId);
}
