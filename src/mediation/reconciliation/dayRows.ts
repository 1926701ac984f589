import type { ReconciliationKind } from './api.ts';
import { type CallDifference, differencesOf, type Pairing, type SeenCall } from './pairing.ts';

/** Something to look at: a call that differs, or that one side lacks. */
export interface ComparedRow {
  readonly differs: readonly CallDifference[];
  readonly billed: SeenCall | null;
  readonly seen: SeenCall | null;
}

/** What of a day's comparison is to be looked at, in order of time. @param ofDay whether a call belongs to the day */
export function dayRows(
  { differing, onlyBilled, onlySeen }: Pairing,
  ofDay: (call: SeenCall) => boolean,
): readonly ComparedRow[] {
  const rows: ComparedRow[] = [
    ...differing
      .filter(([billed]) => ofDay(billed))
      .map(([billed, seen]) => ({ differs: differencesOf(billed, seen), billed, seen })),
    ...onlyBilled.filter(ofDay).map((billed) => ({ differs: [], billed, seen: null })),
    ...onlySeen.filter(ofDay).map((seen) => ({ differs: [], billed: null, seen })),
  ];
  return rows.sort((a, b) => startOf(a) - startOf(b));
}

export function isOfKind({ differs, billed, seen }: ComparedRow, kind: ReconciliationKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'missingHere':
      return billed === null;
    case 'missingThere':
      return seen === null;
    default:
      return differs.includes(kind);
  }
}

function startOf({ billed, seen }: ComparedRow): number {
  return (billed ?? seen)?.startMs ?? 0;
}
