/** Files that come again as a whole: the later one takes the place of the earlier. */
import { assert, type Finding } from '#base';
import type { LoadContext } from '#platform/db';
import type { Format } from '../language/format.ts';
import type { FileReading } from '../reading/reading.ts';
import * as store from '../store.ts';
import type { ImportOptions, Replacing } from './importDoor.ts';

/** Whether a file of the format replaces the one of its number or name that came before. */
export function replaces({ fileControl }: Format): boolean {
  return fileControl?.redelivery === 'replace';
}

/** Who takes files out. Every door that imports gives it. */
export function replacing({ replacing: found }: ImportOptions): Replacing {
  assert(found !== undefined, 'who imports files that replace others can take those out');
  return found;
}

/** First and last start of the records of a file, epoch ms. */
export class Span {
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;

  add(startMs: number): void {
    if (startMs < this.firstMs) this.firstMs = startMs;
    if (startMs > this.lastMs) this.lastMs = startMs;
  }
}

/**
 * The file that one replaces; null = none. A name alone says too little where senders call every file the same: then the times of both must
 * overlap, and neither may have a number.
 */
export async function replacedBy(
  ctx: LoadContext,
  file: { readonly id: number; readonly name: string; readonly sourceId: number },
  reading: FileReading,
  { firstMs, lastMs }: Span,
): Promise<store.EarlierDelivery | null> {
  const earlier = await store.earlierDelivery(ctx, file.sourceId, { ...file, number: reading.fileNumber });
  if (earlier === null || earlier.by === 'number') return earlier;
  if (earlier.isNumbered && reading.fileNumber !== null) return null;
  const { firstAt, lastAt } = earlier;
  // A file that holds nothing says nothing of a period either: its sender takes everything back.
  if (firstAt === null || lastAt === null || lastMs < firstMs) return earlier;
  return firstMs <= lastAt.getTime() && firstAt.getTime() <= lastMs ? earlier : null;
}

/** Takes the earlier file out; the finding tells what of it there was. */
export async function takeOutReplaced(
  ctx: LoadContext,
  options: ImportOptions,
  earlier: store.EarlierDelivery,
  by: number,
): Promise<Finding> {
  const { removed, emptied } = await replacing(options).takeOut(ctx, earlier.id, by);
  const params = { first: earlier.name, removed, emptied };
  return { code: 'mediation.redeliveryReplaces', severity: 'info', params };
}
