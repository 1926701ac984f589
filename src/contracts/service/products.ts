import { Refusal } from '#base';
import type { Product } from '#catalog';
import { productsById } from '#catalog/service';
import type { Context } from '#platform/context';

/** A product that may be sold. @throws Refusal `contract.productUnknown`, `contract.productNotOffered` */
export async function offeredProduct(ctx: Context, productId: number): Promise<Product> {
  const product = (await productsById(ctx)).get(productId);
  if (product === undefined) throw new Refusal('notFound', 'contract.productUnknown', { product: productId });
  if (!product.active) throw new Refusal('conflict', 'contract.productNotOffered', { product: product.code });
  return product;
}
