import type { Context } from '#platform/context';
import { recordsOf } from '#usage/service';
import type { OrderedRating } from '../compile.ts';
import type { AllowanceCounter } from '../counter.ts';
import * as store from '../store.ts';
import { inOrder } from './inOrder.ts';

/** What a customer's month opens with: the closing counters of the last month before it that has any. */
export async function openingsBefore(
  ctx: Context,
  customerId: number,
  month: string,
): Promise<readonly AllowanceCounter[]> {
  const periods = await store.periodsOf(ctx, [customerId]);
  return periods.findLast((period) => period.month < month)?.counters ?? [];
}

/**
 * Goes through a customer's month in order, as re-rating does, to the instant given or to a record (which is left out); what is used up by then is
 * in `rating`.
 */
export async function goThrough(
  ctx: Context,
  rating: OrderedRating,
  what: { readonly customerId: number; readonly month: string; readonly fromMs: number; readonly toMs: number },
  until: { readonly fileId: number; readonly recordNo: number } | null,
): Promise<void> {
  const { customerId, fromMs, toMs } = what;
  rating.begin(customerId, await openingsBefore(ctx, customerId, what.month));
  for await (const chunk of inOrder(recordsOf(ctx, { customerId, fromMs, toMs })))
    for (const record of chunk) {
      if (until !== null && record.fileId === until.fileId && record.recordNo === until.recordNo) return;
      rating.rate(record, record.sourceId);
    }
}
