import type { StoredRecord } from '#usage';
import { inOrderOfStart } from '../charge.ts';

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
