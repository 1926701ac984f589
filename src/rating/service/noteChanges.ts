import { type Affected, type AffectingChange, changesAfter, getTenant, lastAuditSeq } from '#access/service';
import { localDateOf, monthOf, zoneOffsets } from '#base';
import { allowancesById, listPlans, listPriceLists } from '#catalog/service';
import { grantsForRating, holdings, linesForRating } from '#contracts/service';
import { customersById } from '#crm/service';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import { UNMATCHED } from '#usage';
import {
  customerMonthsOfLoads,
  type IdentifierUse,
  type LoadEntry,
  lastLoadNo,
  loadsAfter,
  type MonthPeriod,
  oldestRatedAtSeq,
  type Period,
  type UseQuery,
  usageMonths,
  usedBy,
  usedIn,
} from '#usage/service';
import { monthSpan } from '../monthSpan.ts';
import { HELD_KINDS, heldTime, holdersIn, OPEN_MS, type ReachModel, reachIn, type StaleMark } from '../stale.ts';
import * as store from '../store.ts';

/**
 * Follows what happened since the last time: changes that say in the audit trail what they affect, and loads of new usage. Whoever's months they
 * can concern become stale. A load whose rater did not know a change that was followed before is caught up with. Cheap where nothing happened.
 */
export async function noteChanges(ctx: Context): Promise<void> {
  const seen = await store.lockSeen(ctx);
  const known = { loadNo: await lastLoadNo(ctx), auditSeq: await lastAuditSeq(ctx) };
  const loads = (await loadsAfter(ctx, seen.loadNo)).filter((load) => load.loadNo <= known.loadNo);
  const changes = await unseenChanges(ctx, seen.auditSeq, loads, known.auditSeq);
  if (loads.length === 0 && changes.length === 0) return;
  await follow(ctx, seen, loads, changes);
  await store.saveSeen(ctx, known);
}

/** Changes that are new, or were not known when some new load was rated; those that every load knew concern nobody. */
async function unseenChanges(
  ctx: Context,
  seenSeq: number,
  loads: readonly LoadEntry[],
  lastSeq: number,
): Promise<readonly AffectingChange[]> {
  const oldest = await oldestRatedAtSeq(ctx);
  if (oldest === null) return [];
  const changes: AffectingChange[] = [];
  let after = Math.max(oldest, Math.min(seenSeq, ...loads.map((load) => load.ratedAtSeq)));
  for (;;) {
    const page = await changesAfter(ctx, after);
    const last = page.at(-1);
    if (last === undefined) break;
    changes.push(...page.filter((change) => change.seq <= lastSeq));
    after = last.seq;
  }
  return changes;
}

async function follow(
  ctx: Context,
  seen: store.Seen,
  loads: readonly LoadEntry[],
  changes: readonly AffectingChange[],
): Promise<void> {
  const { zone } = await getTenant(ctx);
  const grants = await grantsForRating(ctx);
  const caughtUp = changes.filter((change) => change.seq <= seen.auditSeq);
  const brought =
    loads.length === 0 || (grants.length === 0 && caughtUp.length === 0)
      ? []
      : await customerMonthsOfLoads(ctx, { afterLoadNo: seen.loadNo, upToLoadNo: loads.at(-1)!.loadNo, zone });
  const offsets = zoneOffsets(zone);
  const months = (await usageMonths(ctx, zone)).map((month) => ({ month, ...monthSpan(month, offsets) }));
  const byNo = new Map(loads.map((load) => [load.loadNo, load]));

  const holders = new Map(months.map(({ month, fromMs, toMs }) => [month, holdersIn(grants, fromMs, toMs)]));
  const marks: StaleMark[] = brought
    .filter(({ customerId, month }) => holders.get(month)?.has(customerId))
    .map(({ customerId, month, loadNo }) => loadMark(customerId, month, byNo.get(loadNo)!));

  const concerned = changes.length === 0 ? [] : await concernedBy(ctx, changes, grants, months, zone);
  for (const { change, customerId, month } of concerned) {
    if (change.seq > seen.auditSeq) marks.push(changeMark(customerId, month, change, 0));
    else
      for (const one of brought)
        if (one.customerId === customerId && one.month === month && byNo.get(one.loadNo)!.ratedAtSeq < change.seq)
          marks.push(changeMark(customerId, month, change, one.loadNo));
  }
  await store.markStale(ctx, once(marks));
}

interface Concerned {
  readonly change: AffectingChange;
  readonly customerId: number;
  readonly month: string;
}

/** Customers and months with usage that changes can concern. */
async function concernedBy(
  ctx: Context,
  changes: readonly AffectingChange[],
  grants: Awaited<ReturnType<typeof grantsForRating>>,
  months: readonly MonthPeriod[],
  zone: string,
): Promise<Concerned[]> {
  const offsets = zoneOffsets(zone);
  const held = await holdings(ctx);
  const model: ReachModel = {
    lists: await listPriceLists(ctx),
    plans: await listPlans(ctx),
    lines: await linesForRating(ctx),
    grants,
    sources: (await listSources(ctx)).map(({ id, supplierPriceListId }) => ({
      id,
      supplierListId: supplierPriceListId,
    })),
    contracts: held.contracts,
    planChanges: held.planChanges,
    bookings: held.bookings,
  };
  const allowances = await allowancesById(ctx);
  const lent = await store.lentByOwner(ctx);
  const grantsOf = Map.groupBy(grants, (grant) => grant.customerId);
  const monthAt = (ms: number) => monthSpan(monthOf(localDateOf(offsets, ms)), offsets);
  const all = [UNMATCHED, ...(await customersById(ctx)).keys()];
  const reach = reachIn(model);
  const queries: UseQuery[] = [];
  const uses: IdentifierUse[] = [];
  const everybody = new Widest();
  const takenOut: UseQuery[] = [];

  for (const [of, change] of changes.entries()) {
    for (const affected of change.affects) {
      const period = periodOf(affected, months);
      for (const one of reach(affected)) {
        if (one.kind === 'customers') {
          for (const customerId of one.customerIds) {
            if (affected.kind === 'delivery')
              takenOut.push({ of, customerId, sourceId: 0, fromMs: affected.fromMs, toMs: affected.toMs ?? OPEN_MS });
            const time = HELD_KINDS.has(affected.kind)
              ? heldTime({ toMs: OPEN_MS, ...affected }, grantsOf.get(customerId) ?? [], allowances, monthAt)
              : period;
            if (time === null) continue;
            const holders = (lent.get(customerId) ?? []).map((one) => one.holderId);
            for (const id of [customerId, ...holders]) queries.push({ of, customerId: id, sourceId: 0, ...time });
          }
        } else if (period === null) continue;
        else if (one.kind === 'everybody') everybody.add(of, period);
        else if (one.kind === 'identifiers') uses.push(...one.identifiers.map((text) => ({ of, ...text, ...period })));
        else
          for (const sourceId of one.sourceIds)
            queries.push(...all.map((customerId) => ({ of, customerId, sourceId, ...period })));
      }
    }
  }
  for (const { of, period } of everybody.list())
    queries.push(...all.map((customerId) => ({ of, customerId, sourceId: 0, ...period })));
  const found = [
    ...(await usedIn(ctx, queries, months)),
    ...(await usedBy(ctx, uses, zone)),
    ...(await ratedIn(ctx, takenOut, (month) => monthSpan(month, offsets))),
  ];
  return found.map(({ of, customerId, month }) => ({ change: changes[of]!, customerId, month }));
}

/** Months that were rated with records of which none may be left: what follows opens with what they left of allowances. */
async function ratedIn(ctx: Context, queries: readonly UseQuery[], spanOf: (month: string) => Period) {
  if (queries.length === 0) return [];
  const rated = await store.ratedMonths(
    ctx,
    queries.map(({ customerId }) => customerId),
  );
  return queries.flatMap(({ of, customerId, fromMs, toMs }) =>
    rated
      .filter((one) => one.customerId === customerId)
      .filter(({ month }) => spanOf(month).fromMs < toMs && fromMs < spanOf(month).toMs)
      .map(({ month }) => ({ of, customerId, month })),
  );
}

/** Of changes that concern everybody only the widest are asked about: they stand for the others. */
class Widest {
  #kept: { readonly of: number; readonly period: Period }[] = [];

  add(of: number, period: Period): void {
    const covers = (a: Period, b: Period) => a.fromMs <= b.fromMs && a.toMs >= b.toMs;
    // The latest cause stands for all: a rating that knows it knows those before.
    this.#kept = this.#kept.filter((one) => !covers(period, one.period));
    this.#kept.push({ of, period });
  }

  list() {
    return this.#kept;
  }
}

/** The time of usage that matters, within what there is; null = none. */
function periodOf({ fromMs, toMs }: Affected, months: readonly MonthPeriod[]): Period | null {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return null;
  const period = { fromMs: Math.max(fromMs, first.fromMs), toMs: Math.min(toMs ?? OPEN_MS, last.toMs) };
  return period.fromMs < period.toMs ? period : null;
}

function loadMark(customerId: number, month: string, load: LoadEntry): StaleMark {
  const detail = { load: load.loadNo, by: load.loadedBy, at: load.loadedAt.toISOString() };
  const { loadNo } = load;
  return { customerId, month, cause: `load/${loadNo}`, reason: 'load', auditSeq: 0, loadNo, detail };
}

function changeMark(customerId: number, month: string, change: AffectingChange, loadNo: number): StaleMark {
  const { seq, action, subject, actor, at } = change;
  return {
    customerId,
    month,
    cause: `change/${seq}`,
    reason: change.affects[0]?.kind ?? 'contract',
    auditSeq: seq,
    loadNo,
    detail: { seq, action, subject, by: actor, at: at.toISOString() },
  };
}

/** One mark per cause, with the latest of its loads. */
function once(marks: readonly StaleMark[]): readonly StaleMark[] {
  const byKey = new Map<string, StaleMark>();
  for (const mark of marks) {
    const key = `${mark.customerId} ${mark.month} ${mark.cause}`;
    const known = byKey.get(key);
    if (known === undefined || known.loadNo < mark.loadNo) byKey.set(key, mark);
  }
  return [...byKey.values()];
}
