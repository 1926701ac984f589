import type { Context } from '#platform/context';
import type { OrderedRating } from '../compile.ts';
import type { AllowanceCounter } from '../counter.ts';
import * as store from '../store.ts';
import { recordsInTurn } from './borrowed.ts';

/** What a customer's month opens with: the closing counters of the last month before it that has any. */
export async function openingsBefore(
  ctx: Context,
  customerId: number,
  month: string,
): Promise<readonly AllowanceCounter[]> {
  const periods = await store.periodsOf(ctx, [customerId]);
  return periods.findLast((period) => period.month < month)?.counters ?? [];
}

/** On whose invoices calls of a customer stand. */
export async function holdersOf(ctx: Context, customerId: number): Promise<readonly number[]> {
  const lent = await store.lentOf(ctx, [customerId]);
  return lent.filter(({ ownerId }) => ownerId === customerId).map(({ holderId }) => holderId);
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
  for await (const chunk of recordsInTurn(ctx, { customerId, fromMs, toMs }, await holdersOf(ctx, customerId)))
    for (const record of chunk) {
      if (until !== null && record.fileId === until.fileId && record.recordNo === until.recordNo) return;
      rating.rate(record, record.sourceId);
    }
}
