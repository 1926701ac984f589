import { getTenant } from '#access/service';
import { Refusal } from '#base';
import { checkProductPrice, type NewProductPrice, newProductPrice } from '#catalog';
import { listProducts } from '#catalog/service';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { type ProductPriceImpact, productPriceImpact } from '../productPriceImpact.ts';
import * as store from '../store.ts';

/**
 * What a price of a product would change for those who have it; nothing is stored.
 * @throws Refusal `product.unknown`, `product.badPrice`
 */
export async function previewProductPrice(
  ctx: Context,
  code: string,
  input: NewProductPrice,
): Promise<ProductPriceImpact> {
  const { currency: given, ...said } = newProductPrice.parse(input);
  const product = (await listProducts(ctx)).find((one) => one.code === code);
  if (product === undefined) throw new Refusal('notFound', 'product.unknown', { code });
  const price = { ...said, currency: given ?? (await getTenant(ctx)).currency };
  const findings = checkProductPrice(price);
  if (findings.length > 0) throw new Refusal('invalid', 'product.badPrice', { product: code }, findings);
  const subscriptions = await store.subscriptionsOfProduct(ctx.tx, product.id);
  const customers = await customersById(ctx);
  const owners = new Map((await store.contracts(ctx.tx)).map(({ id, customerId }) => [id, customerId]));
  return productPriceImpact(
    product,
    price,
    subscriptions.flatMap((subscription) => {
      const customer = customers.get(owners.get(subscription.contractId) ?? 0);
      return customer === undefined ? [] : [{ subscription, customerId: customer.id, currency: customer.currency }];
    }),
  );
}
