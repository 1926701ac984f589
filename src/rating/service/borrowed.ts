import type { Context } from '#platform/context';
import type { StoredRecord } from '#usage';
import { type Period, recordsOf } from '#usage/service';
import { inOrder } from './inOrder.ts';

/**
 * What draws on a customer's allowances: his own records, and among them, each in its turn, those on the invoices of others that may be his by now.
 * In the order in which they draw; of the others' (`holderIds`) all come, whosever they turn out to be.
 */
export function recordsInTurn(
  ctx: Context,
  { customerId, fromMs, toMs }: Period & { readonly customerId: number },
  holderIds: readonly number[],
): AsyncGenerator<readonly StoredRecord[]> {
  const streamOf = (id: number) => recordsOf(ctx, { customerId: id, fromMs, toMs });
  return inOrder(holderIds.length === 0 ? streamOf(customerId) : together([customerId, ...holderIds].map(streamOf)));
}

/** Several streams of chunks in order of time as one: up to where the first of them ends, everything is known. */
async function* together(
  streams: readonly AsyncIterable<readonly StoredRecord[]>[],
): AsyncGenerator<readonly StoredRecord[]> {
  const waiting = new Map<AsyncIterator<readonly StoredRecord[]>, readonly StoredRecord[]>();
  for (const stream of streams) waiting.set(stream[Symbol.asyncIterator](), []);
  for (;;) {
    for (const [stream, chunk] of [...waiting]) {
      if (chunk.length > 0) continue;
      const next = await stream.next();
      if (next.done === true) waiting.delete(stream);
      else waiting.set(stream, next.value);
    }
    const ends = [...waiting.values()].flatMap((chunk) => chunk.at(-1)?.startMs ?? []);
    if (ends.length === 0) return;
    const until = Math.min(...ends);
    const known: StoredRecord[] = [];
    for (const [stream, chunk] of [...waiting]) {
      const cut = chunk.findLastIndex((record) => record.startMs <= until) + 1;
      known.push(...chunk.slice(0, cut));
      waiting.set(stream, chunk.slice(cut));
    }
    yield known.sort((a, b) => a.startMs - b.startMs);
  }
}
