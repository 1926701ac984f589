import { canonicalJson } from '#base';
import type { Allowance } from '#catalog';
import type { StoredRecord } from '#usage';
import { inOrderOfStart } from './charge.ts';
import type { AllowanceCounter } from './counter.ts';

/** What of a month's closing counters the following months depend on: allowances that begin anew with each month leave nothing behind. */
export function carriedOn(
  counters: readonly AllowanceCounter[],
  allowances: ReadonlyMap<number, Allowance>,
): readonly AllowanceCounter[] {
  return counters.filter(({ allowanceId }) => {
    const allowance = allowances.get(allowanceId);
    return allowance !== undefined && (allowance.period.kind !== 'month' || allowance.rollover !== null);
  });
}

/** Whether following months open with something else than they did. */
export function carriesOther(
  before: readonly AllowanceCounter[],
  after: readonly AllowanceCounter[],
  allowances: ReadonlyMap<number, Allowance>,
): boolean {
  const text = (counters: readonly AllowanceCounter[]) => canonicalJson(carriedOn(counters, allowances));
  return text(before) !== text(after);
}

/**
 * Records in the order in which they draw on allowances, out of chunks that are in order of time already: only those of the same instant have to
 * be sorted, also where a chunk ends among them.
 */
export async function* inOrder(
  chunks: AsyncIterable<readonly StoredRecord[]>,
): AsyncGenerator<readonly StoredRecord[]> {
  let held: StoredRecord[] = [];
  for await (const chunk of chunks) {
    const last = chunk.at(-1);
    if (last === undefined) continue;
    const cut = chunk.findIndex((record) => record.startMs === last.startMs);
    const settled = cut === 0 && held.at(-1)?.startMs === last.startMs ? [] : [...held, ...chunk.slice(0, cut)];
    held = settled.length === 0 ? [...held, ...chunk] : chunk.slice(cut);
    if (settled.length > 0) yield settled.sort(byOrder);
  }
  if (held.length > 0) yield held.sort(byOrder);
}

function byOrder(a: StoredRecord, b: StoredRecord): number {
  return inOrderOfStart({ record: a, sourceId: a.sourceId }, { record: b, sourceId: b.sourceId });
}
