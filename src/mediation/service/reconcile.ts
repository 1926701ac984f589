/** What is billed compared with what another source saw of the same calls. */
import { getTenant } from '#access/service';
import { monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { callsBetween } from '#usage/service';
import { pairCalls, type SeenCall, START_TOLERANCE_MS } from '../reconciliation/pairing.ts';
import * as store from '../store.ts';
import { getSource } from './sources.ts';

const DAY_MS = 86_400_000;
/** Calls told in full, of each kind. */
const TOLD = 200;

export interface ReconcileInput {
  /** The source that only serves reconciliation. */
  readonly sourceCode: string;
  /** Of the calls, in the tenant's zone. */
  readonly month: string;
  /** Only calls of this billing source; without it of all. */
  readonly billedSourceCode?: string;
}

/** One month compared. Counts are of all calls, lists of the first ones. */
export interface Reconciliation {
  readonly paired: number;
  readonly differing: number;
  readonly onlyBilled: number;
  readonly onlySeen: number;
  readonly differences: readonly { readonly billed: SeenCall; readonly seen: SeenCall }[];
  readonly missingHere: readonly SeenCall[];
  readonly missingThere: readonly SeenCall[];
}

/**
 * Pairs a month's calls day by day, so that memory stays bounded; a call belongs to the day it begins on.
 * @throws Refusal `mediation.sourceUnknown`, `mediation.notReconciling`
 */
export async function reconcile(ctx: Context, input: ReconcileInput): Promise<Reconciliation> {
  const source = await getSource(ctx, input.sourceCode);
  if (source.role !== 'reconciliation')
    throw new Refusal('conflict', 'mediation.notReconciling', { source: source.code });
  const billed = input.billedSourceCode === undefined ? null : await getSource(ctx, input.billedSourceCode);
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const [fromMs, toMs] = [monthStart(input.month), monthEnd(input.month)].map((day) => startOfDayMs(offsets, day));
  const total = { paired: 0, differing: 0, onlyBilled: 0, onlySeen: 0 };
  const differences: { billed: SeenCall; seen: SeenCall }[] = [];
  const missingHere: SeenCall[] = [];
  const missingThere: SeenCall[] = [];
  for (let at = fromMs!; at < toMs!; at += DAY_MS) {
    const day = { fromMs: at, toMs: Math.min(at + DAY_MS, toMs!) };
    const wide = { fromMs: day.fromMs - 2 * START_TOLERANCE_MS, toMs: day.toMs + 2 * START_TOLERANCE_MS };
    const found = pairCalls(
      await callsBetween(ctx, { ...wide, ...(billed === null ? {} : { sourceId: billed.id }) }),
      await store.seenCalls(ctx.tx, { ...wide, sourceId: source.id }),
    );
    const ofDay = ({ startMs }: SeenCall) => startMs >= day.fromMs && startMs < day.toMs;
    const differing = found.differing.filter(([call]) => ofDay(call));
    const onlyBilled = found.onlyBilled.filter(ofDay);
    const onlySeen = found.onlySeen.filter(ofDay);
    total.paired += found.paired.filter(([call]) => ofDay(call)).length;
    total.differing += differing.length;
    total.onlyBilled += onlyBilled.length;
    total.onlySeen += onlySeen.length;
    addUpTo(
      differences,
      differing.map(([one, other]) => ({ billed: one, seen: other })),
    );
    addUpTo(missingThere, onlyBilled);
    addUpTo(missingHere, onlySeen);
  }
  return { ...total, differences, missingHere, missingThere };
}

function addUpTo<Item>(list: Item[], items: readonly Item[]): void {
  list.push(...items.slice(0, Math.max(0, TOLD - list.length)));
}
