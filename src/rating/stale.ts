import type { Affected, AffectedKind } from '#access';
import { type Allowance, layersOf, listWithParents, type PriceList, type PricePlan } from '#catalog';
import type { AllowanceGrant, LineKind, RatedLine } from '#contracts';

/** Why a customer's month has to be rated again; worded by `rating.stale.<reason>`. */
export type StaleReason = AffectedKind | 'load' | 'counters';

/** What changes are followed through. */
export interface ReachModel {
  readonly lists: readonly PriceList[];
  readonly plans: readonly PricePlan[];
  readonly lines: readonly RatedLine[];
  readonly grants: readonly AllowanceGrant[];
  readonly sources: readonly { readonly id: number; readonly supplierListId: number | null }[];
  readonly contracts: readonly { readonly id: number; readonly customerId: number; readonly pricePlanId: number }[];
  /** Plans of contracts from later days on. */
  readonly planChanges: readonly { readonly contractId: number; readonly pricePlanId: number }[];
  readonly bookings: readonly { readonly optionId: number; readonly contractId: number }[];
}

/** An identifier of a line, as records carry it on either side. */
export interface CarriedIdentifier {
  readonly kind: 'number' | 'range' | 'text';
  readonly identifier: string;
}

/**
 * Whose usage a change can concern, before asking who has any: customers as they stand; `everybody`, the unmatched too; all usage of some
 * sources; or whoever's records carry an identifier (they may come to a line, leave it, or be on-net calls to it).
 */
export type Reach =
  | { readonly kind: 'customers'; readonly customerIds: readonly number[] }
  | { readonly kind: 'everybody' }
  | { readonly kind: 'sources'; readonly sourceIds: readonly number[] }
  | { readonly kind: 'identifiers'; readonly identifiers: readonly CarriedIdentifier[] };

const EVERYBODY: readonly Reach[] = [{ kind: 'everybody' }];
const NOBODY: readonly Reach[] = [];

/**
 * Follows changes through catalogue and contracts as they stand now: a price list to the lists that ask it, to the plans, lines and sources that
 * ask any of those. What a thing was linked to before is reached by the change that cut the link.
 */
export function reachIn(model: ReachModel): (affected: Affected) => readonly Reach[] {
  const layers = layersByLine(model);

  const ofLists = (listIds: ReadonlySet<number>): readonly Reach[] => {
    const fallback = model.plans.filter((plan) => plan.isDefault).flatMap((plan) => layersOf(model, plan.id, []));
    if (fallback.some((id) => listIds.has(id))) return EVERYBODY;
    const lines = model.lines.filter((line) => layers(line).some((id) => listIds.has(id)));
    const sources = model.sources.filter(
      ({ supplierListId }) =>
        supplierListId !== null && listWithParents(model.lists, supplierListId).some((id) => listIds.has(id)),
    );
    return [...customersOf(lines), ...(sources.length === 0 ? [] : [ofSources(sources.map((source) => source.id))])];
  };

  const ofPlan = (planId: number): readonly Reach[] => {
    const plans = new Set(
      model.plans.filter((plan) => ancestors(model.plans, plan.id).has(planId)).map(({ id }) => id),
    );
    if (model.plans.some((plan) => plan.isDefault && plans.has(plan.id))) return EVERYBODY;
    // Asked of contracts, not of lines: a plan's allowances may be for the lines of the customer's other contracts.
    const changed = new Set(
      model.planChanges.filter((change) => plans.has(change.pricePlanId)).map((change) => change.contractId),
    );
    return customersOf(model.contracts.filter(({ id, pricePlanId }) => plans.has(pricePlanId) || changed.has(id)));
  };

  const ofLines = (lines: readonly RatedLine[]): readonly Reach[] =>
    lines.length === 0 ? NOBODY : [...customersOf(lines), { kind: 'identifiers', identifiers: carriedBy(lines) }];

  const follow: Readonly<Record<AffectedKind, (id: number) => readonly Reach[]>> = {
    priceList: (id) => ofLists(new Set([id])),
    calendar: (id) => ofLists(new Set(model.lists.filter((list) => list.calendarId === id).map((list) => list.id))),
    plan: ofPlan,
    allowance: (id) => customersOf(model.grants.filter((grant) => grant.allowanceId === id)),
    option: (id) => {
      const booked = new Set(model.bookings.filter((one) => one.optionId === id).map((one) => one.contractId));
      return customersOf(model.contracts.filter((contract) => booked.has(contract.id)));
    },
    delivery: (id) => customersOf(model.contracts.filter((contract) => contract.id === id)),
    contract: (id) => customersOf(model.contracts.filter((contract) => contract.id === id)),
    line: (id) => ofLines(model.lines.filter((line) => line.id === id)),
    source: (id) => [ofSources([id])],
    numbering: () => EVERYBODY,
    zone: () => EVERYBODY,
    ported: () => EVERYBODY,
    destination: () => EVERYBODY,
  };
  return ({ kind, id }) => follow[kind](id);
}

/** Price lists a line's calls are looked up in; worked out once per plan and own lists. */
function layersByLine({ plans, lists }: ReachModel): (line: RatedLine) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return ({ pricePlanId, ownPriceListIds }) => {
    const key = `${pricePlanId}/${ownPriceListIds.join(',')}`;
    const found = known.get(key) ?? layersOf({ plans, lists }, pricePlanId, ownPriceListIds);
    known.set(key, found);
    return found;
  };
}

/** A plan and the plans it asks after itself. */
function ancestors(plans: readonly PricePlan[], planId: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let next: number | null = planId; next !== null && !found.has(next); ) {
    found.add(next);
    next = plans.find((plan) => plan.id === next)?.parentId ?? null;
  }
  return found;
}

function customersOf(things: readonly { readonly customerId: number }[]): readonly Reach[] {
  const customerIds = [...new Set(things.map((thing) => thing.customerId))].sort((a, b) => a - b);
  return customerIds.length === 0 ? NOBODY : [{ kind: 'customers', customerIds }];
}

function ofSources(sourceIds: readonly number[]): Reach {
  return { kind: 'sources', sourceIds };
}

const CARRIED: Readonly<Record<LineKind, CarriedIdentifier['kind']>> = {
  number: 'number',
  range: 'range',
  trunk: 'text',
  account: 'text',
};

function carriedBy(lines: readonly RatedLine[]): readonly CarriedIdentifier[] {
  const byKey = new Map(
    lines.map(({ kind, identifier }) => [`${CARRIED[kind]} ${identifier}`, { kind: CARRIED[kind], identifier }]),
  );
  return [...byKey.values()];
}

/** Epoch ms, half open. */
interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A customer (0 = unmatched) and a month to be rated again, and why. */
export interface StaleMark {
  readonly customerId: number;
  /** 'YYYY-MM' */
  readonly month: string;
  /** Names the one thing that made it stale, so that it is remembered once. */
  readonly cause: string;
  readonly reason: StaleReason;
  /** Only a rating that knows this audit entry and sees this load settles it. */
  readonly auditSeq: number;
  readonly loadNo: number;
  /** What was done to what, by whom, when. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Customers whose allowances count in a month, so that new usage in it can change what others of their records cost. */
export function holdersIn(grants: readonly AllowanceGrant[], fromMs: number, toMs: number): ReadonlySet<number> {
  return new Set(grants.filter((grant) => grant.fromMs < toMs && grant.toMs > fromMs).map((grant) => grant.customerId));
}

/** Changes to what somebody holds, not to what a price is. */
export const HELD_KINDS: ReadonlySet<AffectedKind> = new Set(['contract', 'line', 'option', 'allowance', 'plan']);

/** The end of changes and grants without end: an instant beyond all usage, that PostgreSQL can say. */
export const OPEN_MS = Date.UTC(9999, 0, 1);

/**
 * The time in which a change to what somebody holds can matter, wider than the change itself: how much an allowance gives follows from how long it
 * is held and by how many lines, so that events of its period before the change can cost something else. When it ends says which is used up first.
 * What it leaves over moves on, also through months without usage.
 * @param change `toMs` at most `OPEN_MS`
 * @param monthOf the local month that an instant lies in
 */
export function heldTime(
  change: Period,
  grants: readonly AllowanceGrant[],
  allowances: ReadonlyMap<number, Allowance>,
  monthOf: (ms: number) => Period,
): Period {
  const isChanged = (ms: number) => ms === change.fromMs || ms === change.toMs;
  let fromMs = Math.min(change.fromMs, monthOf(change.fromMs).fromMs);
  let toMs = change.toMs < OPEN_MS ? Math.max(change.toMs, monthOf(change.toMs - 1).toMs) : OPEN_MS;
  for (const grant of grants) {
    const endMs = Math.min(grant.toMs, OPEN_MS);
    const allowance = allowances.get(grant.allowanceId);
    if (allowance === undefined || grant.fromMs > change.toMs || endMs < change.fromMs) continue;
    const { period, rollover, timesLines } = allowance;
    const isLong = period.kind !== 'month';
    if (!isLong && rollover === null) continue;
    // Its begin or end may be what was changed; a pool gives more or less with its lines. Else it gives what it gave.
    if (!timesLines && !isChanged(grant.fromMs) && !isChanged(endMs)) continue;
    if (isLong) fromMs = Math.min(fromMs, grant.fromMs);
    toMs = Math.max(toMs, endMs);
  }
  return { fromMs, toMs };
}
