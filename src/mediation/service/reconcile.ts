/** What is billed compared with what another source saw of the same calls. */
import { getTenant } from '#access/service';
import { monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { callsBetween } from '#usage/service';
import type { ReconciliationKind } from '../reconciliation/api.ts';
import { type ComparedRow, dayRows, isOfKind } from '../reconciliation/dayRows.ts';
import { pairCalls, type SeenCall, START_TOLERANCE_MS } from '../reconciliation/pairing.ts';
import * as store from '../store.ts';
import { getSource } from './sources.ts';

const DAY_MS = 86_400_000;

export interface ReconcileInput {
  /** The source that only serves reconciliation. */
  readonly sourceCode: string;
  /** Of the calls, in the tenant's zone. */
  readonly month: string;
  /** Only calls of this billing source; without it of all. */
  readonly billedSourceCode?: string;
  /** What the rows are to show, and which of them. */
  readonly kind: ReconciliationKind;
  readonly offset: number;
  readonly limit: number;
}

/** One month compared. Figures are of all calls; `rows` are some of the `total` ones of the kind asked for, in order of time. */
export interface Reconciliation {
  readonly paired: number;
  readonly differing: number;
  readonly onlyBilled: number;
  readonly onlySeen: number;
  readonly billedMs: number;
  readonly seenMs: number;
  readonly rows: readonly ComparedRow[];
  readonly total: number;
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
  const figures = { paired: 0, differing: 0, onlyBilled: 0, onlySeen: 0, billedMs: 0, seenMs: 0 };
  const rows: ComparedRow[] = [];
  let total = 0;
  for (let at = fromMs!; at < toMs!; at += DAY_MS) {
    const day = { fromMs: at, toMs: Math.min(at + DAY_MS, toMs!) };
    const wide = { fromMs: day.fromMs - 2 * START_TOLERANCE_MS, toMs: day.toMs + 2 * START_TOLERANCE_MS };
    const calls = await callsBetween(ctx, { ...wide, ...(billed === null ? {} : { sourceId: billed.id }) });
    const seen = await store.seenCalls(ctx.tx, { ...wide, sourceId: source.id });
    const found = pairCalls(calls, seen);
    const ofDay = ({ startMs }: SeenCall) => startMs >= day.fromMs && startMs < day.toMs;
    figures.paired += found.paired.filter(([call]) => ofDay(call)).length;
    figures.differing += found.differing.filter(([call]) => ofDay(call)).length;
    figures.onlyBilled += found.onlyBilled.filter(ofDay).length;
    figures.onlySeen += found.onlySeen.filter(ofDay).length;
    figures.billedMs += durationOf(calls.filter(ofDay));
    figures.seenMs += durationOf(seen.filter(ofDay));
    for (const row of dayRows(found, ofDay)) {
      if (!isOfKind(row, input.kind)) continue;
      if (total >= input.offset && rows.length < input.limit) rows.push(row);
      total++;
    }
  }
  return { ...figures, rows, total };
}

function durationOf(calls: readonly SeenCall[]): number {
  return calls.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
