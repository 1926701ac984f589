import type { Context } from '#platform/context';
import type { PriceBook } from '../priceBook.ts';
import * as store from '../store.ts';

/** Everything of the catalogue that rating needs, in one load. */
export async function priceBook(ctx: Context): Promise<PriceBook> {
  const versions = await store.versions(ctx.tx);
  const prices = await store.pricesByVersion(ctx.tx);
  const lists = await store.priceLists(ctx.tx);
  return {
    calendars: await store.calendars(ctx.tx),
    destinations: await store.destinations(ctx.tx),
    plans: await store.plans(ctx.tx),
    zones: await store.zones(ctx.tx),
    numbering: await store.numbering(ctx.tx),
    ported: await store.portedNumbers(ctx.tx),
    allowances: await store.allowances(ctx.tx),
    lists: lists.map((list) => ({
      ...list,
      versions: versions
        .filter((version) => version.listId === list.id)
        .sort((a, b) => a.validFromMs - b.validFromMs)
        .map((version) => ({ ...version, prices: prices.get(`${list.id}/${version.version}`) ?? [] })),
    })),
  };
}
