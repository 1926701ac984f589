import { localDateOf, monthOf, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { compileOrderedRating, type OrderedRating } from '../compile.ts';
import type { AllowanceCounter } from '../counter.ts';
import type { RatingInput } from '../input.ts';
import { monthSpan } from '../monthSpan.ts';
import { recordsInTurn } from './borrowed.ts';
import { holdersOf, openingsBefore } from './stateOf.ts';

/**
 * How far a customer's allowances are used up just before an instant: the closing counters of the last month before it that was rated, and what
 * he has used since its month began.
 */
export async function countersBefore(
  ctx: Context,
  input: RatingInput,
  customerId: number,
  atMs: number,
): Promise<readonly AllowanceCounter[]> {
  if (!input.grants.some((grant) => grant.customerId === customerId && grant.fromMs <= atMs)) return [];
  const offsets = zoneOffsets(input.zone);
  const month = monthOf(localDateOf(offsets, atMs));
  const openings = await openingsBefore(ctx, customerId, month);
  const { fromMs } = monthSpan(month, offsets);
  if (fromMs >= atMs) return openings;
  const holders = await holdersOf(ctx, customerId);
  let rating: OrderedRating | null = null;
  for await (const chunk of recordsInTurn(ctx, { customerId, fromMs, toMs: atMs }, holders)) {
    if (rating === null) {
      rating = compileOrderedRating(input);
      rating.begin(customerId, openings);
    }
    for (const record of chunk) rating.rate(record, record.sourceId);
  }
  return rating?.counters() ?? openings;
}
