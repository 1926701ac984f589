import { audit, lastAuditSeq } from '#access/service';
import { type Actor, Refusal, type ZoneOffsets, zoneOffsets } from '#base';
import type { Allowance } from '#catalog';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inLoad, inSnapshot, inTransaction, nextNumber } from '#platform/db';
import type { Progress } from '#platform/progress';
import { UNMATCHED } from '#usage';
import { lastLoadNo, type MonthPeriod, usageMonths, usedIn } from '#usage/service';
import { compileOrderedRating, type OrderedRating } from '../compile.ts';
import type { RatingInput } from '../input.ts';
import { monthSpan } from '../monthSpan.ts';
import type { StaleMark } from '../stale.ts';
import * as store from '../store.ts';
import type { FrozenUsage } from './frozen.ts';
import { noteChanges } from './noteChanges.ts';
import { type CustomerTask, type RatedCustomers, rateCustomers } from './rateCustomers.ts';
import { NO_REWRITING, type ReratedMonth } from './rateMonth.ts';
import { periodOf, ratingInput } from './ratingInput.ts';
import { StoredRewriting } from './rewriting.ts';

export interface RerateInput {
  /** Only months up to this one. */
  readonly upToMonth?: string;
  /** Only these customers (0 = the unmatched). */
  readonly customerIds?: readonly number[];
  /** Also what is not stale: every customer with usage in this month, or the customers given. */
  readonly wholeMonth?: string;
  readonly frozen: FrozenUsage;
  /** Only tell what would change. */
  readonly preview?: boolean;
}

/** Everything a round of re-rating shares. */
export interface RatingRound {
  readonly input: RatingInput;
  readonly rating: OrderedRating;
  readonly allowances: ReadonlyMap<number, Allowance>;
  /** Customers with allowances, and the earliest begin of any. */
  readonly holders: ReadonlyMap<number, number>;
  /** Months with usage, in order. */
  readonly months: readonly MonthPeriod[];
  readonly offsets: ZoneOffsets;
  readonly auditSeq: number;
  readonly upToMonth: string | null;
  readonly frozen: FrozenUsage;
}

/** Customers rated in one transaction. */
const BATCH = 100;
/** Records that move make their new owner's month stale in turn; more often than that nothing can move. */
const MAX_ROUNDS = 10;

/**
 * Rates stale customer-months again, as they would have been rated had everything been known from the start: all records of a customer in order
 * of their start, with allowances, months in order. Only records that change are written. Frozen usage stays as it is; what it would cost now
 * is handed to `frozen`. Customers are done whole or not at all: it can be cancelled, or die, and be started again. Twice changes nothing.
 */
export async function rerate(
  app: App,
  actor: Actor,
  input: RerateInput,
  progress: Progress,
): Promise<readonly ReratedMonth[]> {
  const report: ReratedMonth[] = [];
  for (let number = 1; number <= MAX_ROUNDS && !progress.cancelled; number++) {
    const tasks = await inTransaction(app, actor, async (ctx) => {
      await noteChanges(ctx);
      return tasksOf(ctx, number === 1 ? input : { ...input, wholeMonth: undefined });
    });
    if (tasks.length === 0) break;
    const round = await inTransaction(app, actor, (ctx) => openRound(ctx, input));
    progress.phase('rerate', tasks.length);
    const rated = await rateRound(app, actor, round, tasks, input.preview === true, progress);
    report.push(...rated);
    // Where everything left is held back, further rounds find the same.
    if (input.preview === true || rated.length === 0) break;
  }
  if (input.preview !== true) await noteDone(app, actor, report);
  return report;
}

type TaskQuery = Omit<RerateInput, 'wholeMonth'> & { readonly wholeMonth?: string | undefined };

/** Who is to be rated, and which months. */
async function tasksOf(ctx: Context, { wholeMonth, customerIds, upToMonth }: TaskQuery): Promise<CustomerTask[]> {
  const months = new Map<number, Set<string>>();
  const add = (customerId: number, month: string) =>
    months.set(customerId, (months.get(customerId) ?? new Set<string>()).add(month));
  const last = upToMonth ?? wholeMonth;
  const filter = {
    ...(customerIds === undefined ? {} : { customerIds }),
    ...(last === undefined ? {} : { upToMonth: last }),
  };
  const stale = await store.staleRows(ctx, filter);
  for (const row of stale) add(row.customerId, row.month);
  if (wholeMonth !== undefined) {
    const period = await periodOf(ctx, wholeMonth);
    const asked = customerIds ?? [UNMATCHED, ...(await customersById(ctx)).keys()];
    const queries = asked.map((customerId) => ({ of: 0, customerId, sourceId: 0, ...period }));
    for (const { customerId } of await usedIn(ctx, queries, [{ month: wholeMonth, ...period }]))
      add(customerId, wholeMonth);
  }
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([customerId, ofCustomer]) => ({ customerId, months: [...ofCustomer].sort() }));
}

async function openRound(ctx: Context, { frozen, upToMonth, wholeMonth }: RerateInput): Promise<RatingRound> {
  const auditSeq = await lastAuditSeq(ctx);
  const input = await ratingInput(ctx);
  const months: MonthPeriod[] = [];
  const offsets = zoneOffsets(input.zone);
  for (const month of await usageMonths(ctx, input.zone)) months.push({ month, ...monthSpan(month, offsets) });
  const holders = new Map<number, number>();
  for (const { customerId, fromMs } of input.grants)
    holders.set(customerId, Math.min(fromMs, holders.get(customerId) ?? fromMs));
  return {
    input,
    rating: compileOrderedRating(input),
    allowances: new Map(input.book.allowances.map((allowance) => [allowance.id, allowance])),
    holders,
    months,
    offsets,
    auditSeq,
    upToMonth: upToMonth ?? wholeMonth ?? null,
    frozen,
  };
}

async function rateRound(
  app: App,
  actor: Actor,
  round: RatingRound,
  tasks: readonly CustomerTask[],
  preview: boolean,
  progress: Progress,
): Promise<ReratedMonth[]> {
  const report: ReratedMonth[] = [];
  for (let start = 0; start < tasks.length; start += BATCH) {
    if (progress.cancelled) break;
    const batch = tasks.slice(start, start + BATCH);
    report.push(...(preview ? await looked(app, actor, round, batch) : await rewritten(app, actor, round, batch)));
    progress.advance(batch.length);
  }
  return report;
}

async function looked(app: App, actor: Actor, round: RatingRound, tasks: readonly CustomerTask[]) {
  return inSnapshot(app, actor, async (ctx) => {
    const look = async (all: readonly CustomerTask[], found: readonly store.Lent[]) => {
      const customerIds = all.map((task) => task.customerId);
      const lent = [...(await store.lentOf(ctx, customerIds)), ...found];
      const frozen = await round.frozen.of(ctx, withHolders(customerIds, lent));
      return rateCustomers(ctx, round, frozen, all, lent, NO_REWRITING);
    };
    const first = await look(tasks, []);
    const borrowers = first.lent.filter(({ ownerId }) => round.holders.has(ownerId));
    const { months, credited } = borrowers.length === 0 ? first : await look(withOwners(tasks, borrowers), first.lent);
    return [...months, ...credited];
  });
}

/** The tasks, and the months in which others of the owners' calls are. */
function withOwners(tasks: readonly CustomerTask[], lent: RatedCustomers['lent']): readonly CustomerTask[] {
  const months = new Map(tasks.map((task) => [task.customerId, new Set(task.months)]));
  for (const { ownerId, month } of lent) months.set(ownerId, (months.get(ownerId) ?? new Set<string>()).add(month));
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([customerId, ofCustomer]) => ({ customerId, months: [...ofCustomer].sort() }));
}

/** Charges, counters, corrections and settled causes of a batch become true together. */
async function rewritten(app: App, actor: Actor, round: RatingRound, tasks: readonly CustomerTask[]) {
  return inLoad(app, actor, async (load) => {
    await store.lockRewriting(load);
    await round.frozen.hold(load);
    const rewriting = new StoredRewriting(load, round.auditSeq);
    const customerIds = tasks.map((task) => task.customerId);
    const rated = await inSnapshot(app, actor, async (ctx) => {
      const lent = await store.lentOf(ctx, customerIds);
      const frozen = await round.frozen.of(ctx, withHolders(customerIds, lent));
      const known = { auditSeq: round.auditSeq, loadNo: await lastLoadNo(ctx) };
      const causes = await store.staleRows(ctx, { customerIds });
      return { ...(await rateCustomers(ctx, round, frozen, tasks, lent, rewriting)), frozen, known, causes };
    });
    await rewriting.finish();
    const { months, known, causes, frozen } = rated;
    await store.savePeriods(
      load,
      rated.periods.flatMap(({ counters, ...of }) => (counters === null ? [] : [{ ...of, counters }])),
    );
    await store.noteLent(load, rated.lent);
    await store.deletePeriods(
      load,
      rated.periods.filter((period) => period.counters === null),
    );
    // Nobody marks while causes are settled: both write many rows, each in an order of its own.
    await store.lockSeen(load);
    await store.settleStale(load, months, known);
    await store.markStale(load, [...rated.following, ...borrowersMarks(rated.lent, causes, round.holders)]);
    const changed = months.filter((month) => month.changed > 0);
    if (changed.length > 0) await store.noteRewritten(load, changed, await nextNumber(load, 'rewriting'));
    await frozen.settle(load, causes);
    return [...months, ...rated.credited];
  });
}

/** Those too on whose invoices calls of the customers stand. */
function withHolders(customerIds: readonly number[], lent: readonly store.Lent[]): readonly number[] {
  return [...new Set([...customerIds, ...lent.map(({ holderId }) => holderId)])];
}

/**
 * Whoever has allowances is rated for his calls on the invoices of others too, for the reasons they were rated for. His own rating changes nothing for
 * them, so it goes no further.
 */
function borrowersMarks(
  lent: RatedCustomers['lent'],
  causes: readonly store.StaleRow[],
  holders: RatingRound['holders'],
): readonly StaleMark[] {
  return lent
    .filter(({ ownerId }) => holders.has(ownerId))
    .flatMap(({ ownerId, holderId, month }) =>
      causes
        .filter((row) => row.customerId === holderId && row.month === month && !row.cause.startsWith(LENT))
        .map(({ since: _, ...row }) => ({ ...row, customerId: ownerId, cause: `${LENT}${holderId}/${row.cause}` })),
    );
}

/** How the causes begin that came from whoever holds some of a customer's calls. */
const LENT = 'lent/';

async function noteDone(app: App, actor: Actor, report: readonly ReratedMonth[]): Promise<void> {
  const total = (of: (month: ReratedMonth) => bigint) => report.reduce((sum, month) => sum + of(month), 0n);
  const records = report.reduce((sum, month) => sum + month.changed, 0);
  const customers = new Set(
    report.filter((month) => month.changed > 0 || month.correctionMicro !== 0n).map((month) => month.customerId),
  );
  if (customers.size === 0) return;
  const detail = {
    customers: customers.size,
    records,
    beforeMicro: total((month) => month.beforeMicro),
    afterMicro: total((month) => month.afterMicro),
    correctionMicro: total((month) => month.correctionMicro),
  };
  await inTransaction(app, actor, async (ctx) => {
    await audit(ctx, { action: 'rating.usage.rerate', subject: 'usage', detail });
    await noteChanges(ctx);
  });
}

/** Which customers have something to be rated again; follows what changed first. */
export async function staleList(ctx: Context, filter: store.StaleFilter): Promise<store.StaleRow[]> {
  await noteChanges(ctx);
  return store.staleRows(ctx, filter);
}

/** How many customers (the unmatched count as one) have something to be rated again up to a month; follows what changed first. */
export async function staleCustomers(ctx: Context, upToMonth: string): Promise<number> {
  await noteChanges(ctx);
  return (await store.staleCustomers(ctx, upToMonth)).length;
}

/** @throws Refusal `rerating.customerUnknown` */
export async function knownCustomer(ctx: Context, customerId: number): Promise<void> {
  if (customerId !== UNMATCHED && !(await customersById(ctx, [customerId])).has(customerId))
    throw new Refusal('notFound', 'rerating.customerUnknown', { customer: customerId });
}
