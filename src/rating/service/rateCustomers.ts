import type { Context } from '#platform/context';
import { type MonthPeriod, usedIn } from '#usage/service';
import { carriesOther } from '../carry.ts';
import type { AllowanceCounter } from '../counter.ts';
import { monthSpan } from '../monthSpan.ts';
import type { StaleMark } from '../stale.ts';
import * as store from '../store.ts';
import type { FrozenCustomers } from './frozen.ts';
import { type Lending, type ReratedMonth, type Rewriting, rateMonth } from './rateMonth.ts';
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
  /** Months of others whose invoices are corrected because calls on them were rated among those of their owners. */
  readonly credited: readonly ReratedMonth[];
  /** Closing counters of holders' months; null = none any more. */
  readonly periods: readonly NewPeriod[];
  /** Months that open with other counters now and were not to be rated. */
  readonly following: readonly StaleMark[];
  /** Whose calls on a holder's invoices of a month have to be rated among their own. */
  readonly lent: readonly (store.Lent & { readonly month: string })[];
}

/** Rates some customers' months. @param rewriting takes the records that change; whoever gave it finishes it */
export async function rateCustomers(
  ctx: Context,
  round: RatingRound,
  frozen: FrozenCustomers,
  tasks: readonly CustomerTask[],
  lent: readonly store.Lent[],
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
  const found: RatedCustomers['lent'][number][] = [];
  for (const task of tasks) {
    const counters = new Map((stored.get(task.customerId) ?? []).map((period) => [period.month, period.counters]));
    const rated = await rateCustomer(ctx, round, frozen, { ...task, lent }, counters, rewriting);
    months.push(...rated.months);
    periods.push(...rated.periods);
    following.push(...rated.following);
    found.push(...rated.lent);
  }
  // Known only at the end: what stands on one's invoices may be told of with the calls of another.
  const corrected = (of: ReratedMonth) => ({ ...of, correctionMicro: frozen.correctionMicro(of.customerId, of.month) });
  return {
    months: months.map(corrected),
    credited: holdersMonths(months, lent)
      .map(corrected)
      .filter(({ correctionMicro }) => correctionMicro !== 0n),
    periods,
    following,
    lent: found,
  };
}

/** The same months of those who hold calls of the customers, where they were not rated themselves. */
function holdersMonths(months: readonly ReratedMonth[], lent: readonly store.Lent[]): readonly ReratedMonth[] {
  const nothing = { records: 0, changed: 0, moved: 0, beforeMicro: 0n, afterMicro: 0n, correctionMicro: 0n };
  const keyOf = ({ customerId, month }: Pick<ReratedMonth, 'customerId' | 'month'>) => `${customerId}/${month}`;
  const rated = new Set(months.map(keyOf));
  const others = months.flatMap(({ customerId, month }) =>
    lent
      .filter(({ ownerId }) => ownerId === customerId)
      .map(({ holderId }): ReratedMonth => ({ customerId: holderId, month, ...nothing })),
  );
  const once = new Map(others.map((one) => [keyOf(one), one]));
  return [...once.values()].filter((one) => !rated.has(keyOf(one)));
}

/** @param counters closing counters by month, as known so far; grows */
async function rateCustomer(
  ctx: Context,
  round: RatingRound,
  frozen: FrozenCustomers,
  { customerId, months: asked, lent: known }: CustomerTask & { readonly lent: readonly store.Lent[] },
  counters: Map<string, readonly AllowanceCounter[]>,
  rewriting: Rewriting,
): Promise<Omit<RatedCustomers, 'credited'>> {
  const { rating } = round;
  const heldFrom = round.holders.get(customerId);
  const queue = [...asked];
  const months: ReratedMonth[] = [];
  const periods: NewPeriod[] = [];
  const following: StaleMark[] = [];
  const lent: RatedCustomers['lent'][number][] = [];
  const lending = lendingOf(round, customerId, known);
  const borrowers = known.filter(({ holderId }) => holderId === customerId).map(({ ownerId }) => ownerId);
  for (let month = queue.shift(); month !== undefined; month = queue.shift()) {
    const period = monthSpan(month, round.offsets);
    const isHeldBack = frozen.heldUpToMonth !== null && month <= frozen.heldUpToMonth;
    // What follows opens with what a month that is held back leaves: it waits too.
    if (isHeldBack && heldFrom !== undefined) break;
    if (isHeldBack) continue;
    rating.begin(customerId, openingsOf(counters, month));
    const { rated, isEmptied, owners } = await rateMonth(
      ctx,
      { customerId, month, period, lending },
      rating,
      frozen,
      rewriting,
    );
    months.push(rated);
    for (const ownerId of new Set([...owners, ...borrowers])) lent.push({ ownerId, holderId: customerId, month });
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

function lendingOf({ holders }: RatingRound, customerId: number, lent: readonly store.Lent[]): Lending {
  const borrowed = lent.filter(({ ownerId }) => ownerId === customerId).map(({ holderId }) => holderId);
  return {
    holderIds: holders.has(customerId) ? [...new Set(borrowed)] : [],
    drawsOwn: (ownerId) => holders.has(ownerId),
  };
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
