import { getTenant } from '#access/service';
import { localDateOf, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import type { Product } from '../product.ts';
import { buyingPriceOn, priceOn } from '../productPrice.ts';
import * as store from '../store.ts';
import { named } from './byCode.ts';

/** The products for the screen: codes in place of ids, the price of today beside all versions. */
export async function browseProducts(ctx: Context) {
  const products = await store.products(ctx.tx);
  const codes = new Map(products.map(({ id, code }) => [id, code]));
  const families = new Map((await store.productFamilies(ctx.tx)).map(({ id, code }) => [id, code]));
  const { currency, zone } = await getTenant(ctx);
  const today = localDateOf(zoneOffsets(zone), ctx.clock.now());
  return {
    products: products.map(({ familyId, setupProductId, prices, ...product }: Product) => ({
      ...product,
      familyCode: familyId === null ? null : (families.get(familyId) ?? null),
      setupProductCode: setupProductId === null ? null : (codes.get(setupProductId) ?? null),
      currency,
      unitPrice: priceOn(prices, currency, today)?.unitPrice ?? null,
      buyingPrice: buyingPriceOn(prices, { currency, ownCurrency: currency, date: today }),
      prices: prices.map((price) => ({
        ...price,
        stairs: [...price.stairs],
        inForce: priceOn(prices, price.currency, today) === price,
      })),
    })),
  };
}

/** @throws Refusal `product.unknown` */
export async function browseProduct(ctx: Context, code: string) {
  return named((await browseProducts(ctx)).products, code, 'product.unknown');
}
