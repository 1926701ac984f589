import { audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type NewPriceList, newPriceList, type PriceList } from '../priceList.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/**
 * Adds a price list, still without prices.
 * @throws Refusal `catalog.codeTaken`, `calendar.unknown`, `priceList.unknown`, `priceList.otherCurrency`, `priceList.parentCurrency`
 */
export async function addPriceList(ctx: Context, input: NewPriceList): Promise<PriceList> {
  const { calendarCode, parentCode, ...parsed } = newPriceList.parse(input);
  const lists = await store.priceLists(ctx.tx);
  refuseTaken(lists, parsed.code);
  // Customers pay in their own currency; costs are summed as they are, and nothing converts them.
  const { currency: own } = await getTenant(ctx);
  if (parsed.side === 'supplier' && parsed.currency !== own)
    throw new Refusal('invalid', 'priceList.otherCurrency', { list: parsed.code, currency: parsed.currency, own });
  const calendar = named(await store.calendars(ctx.tx), calendarCode, 'calendar.unknown');
  const parent = parentCode === null ? null : named(lists, parentCode, 'priceList.unknown');
  if (parent !== null && parent.currency !== parsed.currency) {
    throw new Refusal('invalid', 'priceList.parentCurrency', { parent: parent.code, currency: parent.currency });
  }
  const list: PriceList = {
    ...parsed,
    id: await nextNumber(ctx, 'priceList'),
    calendarId: calendar.id,
    parentId: parent?.id ?? null,
  };
  await store.insertPriceList(ctx.tx, ctx.tenantId, list);
  await audit(ctx, { action: 'catalog.priceList.add', subject: `priceList/${list.code}`, detail: { ...list } });
  return list;
}

export async function listPriceLists(ctx: Context): Promise<readonly PriceList[]> {
  return store.priceLists(ctx.tx);
}
