import type { Context } from '#platform/context';
import { type MonthPeriod, usedIn } from '#usage/service';
import { carriesOther } from '../carry.ts';
import type { AllowanceCounter } from '../counter.ts';
import { monthSpan } from '../monthSpan.ts';
import type { StaleMark } from '../stale.ts';
import * as store from '../store.ts';
import type { FrozenCustomers } from './frozen.ts';
import { type ReratedMonth, type Rewriting, rateMonth } from './rateMonth.ts';
import type { RatingRound } from './rerate.ts';

/** A customer and his months to be rated, in order. */
export interface CustomerTask {
  readonly customerId: number;
  readonly months: readonly string[];
}

export interface NewPeriod extends Omit<store.RatedPeriod, 'counters'> {
  readonly counters: readonly AllowanceCounter[] | null;
}

export interface RatedCustomers {
  readonly months: readonly ReratedMonth[];
  /** Closing counters of holders' months; null = none any more. */
  readonly periods: readonly NewPeriod[];
  /** Months that open with other counters now and were not to be rated. */
  readonly following: readonly StaleMark[];
  readonly lent: readonly store.Lent[];
}

/** Rates some customers' months. @param rewriting takes the records that change; whoever gave it finishes it */
export async function rateCustomers(
  ctx: Context,
  round: RatingRound,
  frozen: FrozenCustomers,
  tasks: readonly CustomerTask[],
  rewriting: Rewriting,
): Promise<RatedCustomers> {
  const stored = Map.groupBy(
    await store.periodsOf(
      ctx,
      tasks.map((task) => task.customerId),
    ),
    (period) => period.customerId,
  );
  const months: ReratedMonth[] = [];
  const periods: NewPeriod[] = [];
  const following: StaleMark[] = [];
  const lent: store.Lent[] = [];
  for (const task of tasks) {
    const counters = new Map((stored.get(task.customerId) ?? []).map((period) => [period.month, period.counters]));
    const rated = await rateCustomer(ctx, round, frozen, task, counters, rewriting);
    months.push(...rated.months);
    periods.push(...rated.periods);
    following.push(...rated.following);
    lent.push(...rated.lent);
  }
  return { months, periods, following, lent };
}

/** @param counters closing counters by month, as known so far; grows */
async function rateCustomer(
  ctx: Context,
  round: RatingRound,
  frozen: FrozenCustomers,
  { customerId, months: asked }: CustomerTask,
  counters: Map<string, readonly AllowanceCounter[]>,
  rewriting: Rewriting,
): Promise<RatedCustomers> {
  const { rating } = round;
  const heldFrom = round.holders.get(customerId);
  const queue = [...asked];
  const months: ReratedMonth[] = [];
  const periods: NewPeriod[] = [];
  const following: StaleMark[] = [];
  const lent: store.Lent[] = [];
  for (let month = queue.shift(); month !== undefined; month = queue.shift()) {
    const period = monthSpan(month, round.offsets);
    const isHeldBack = frozen.heldUpToMonth !== null && month <= frozen.heldUpToMonth;
    // What follows opens with what a month that is held back leaves: it waits too.
    if (isHeldBack && heldFrom !== undefined) break;
    if (isHeldBack) continue;
    rating.begin(customerId, openingsOf(counters, month));
    const { rated, isEmptied, owners } = await rateMonth(ctx, { customerId, month, period }, rating, frozen, rewriting);
    months.push(rated);
    for (const ownerId of owners) lent.push({ ownerId, holderId: customerId });
    if ((heldFrom === undefined || heldFrom >= period.toMs) && !counters.has(month)) continue;
    const closing = rating.counters();
    const before = counters.get(month) ?? [];
    // No change reaches a month without usage: what follows opens with what the month before it leaves.
    if (isEmptied) counters.delete(month);
    else counters.set(month, closing);
    periods.push({ customerId, month, counters: isEmptied ? null : closing });
    if (!carriesOther(before, closing, round.allowances)) continue;
    const next = await nextUsed(ctx, round.months, customerId, month);
    if (next === null || queue.includes(next)) continue;
    if (round.upToMonth === null || next <= round.upToMonth)
      queue.splice(queue.findLastIndex((later) => later < next) + 1, 0, next);
    else following.push(countersMark(customerId, next, month));
  }
  return { months, periods, following, lent };
}

/** What a month opens with: the closing counters of the last one before it that has any. */
function openingsOf(
  counters: ReadonlyMap<string, readonly AllowanceCounter[]>,
  month: string,
): readonly AllowanceCounter[] {
  let latest = '';
  for (const one of counters.keys()) if (one < month && one > latest) latest = one;
  return counters.get(latest) ?? [];
}

async function nextUsed(
  ctx: Context,
  months: readonly MonthPeriod[],
  customerId: number,
  month: string,
): Promise<string | null> {
  const later = months.filter((one) => one.month > month);
  const [first] = later;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return null;
  const query = { of: 0, customerId, sourceId: 0, fromMs: first.fromMs, toMs: last.toMs };
  return (await usedIn(ctx, [query], later))[0]?.month ?? null;
}

function countersMark(customerId: number, month: string, before: string): StaleMark {
  const detail = { month: before };
  return { customerId, month, cause: `counters/${before}`, reason: 'counters', auditSeq: 0, loadNo: 0, detail };
}
