import { audit } from '#access/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type NewProductFamily,
  newProductFamily,
  type ProductFamily,
  type ProductFamilyChange,
  productFamilyChange,
} from '../productFamily.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/** Adds a family of products. @throws Refusal `catalog.codeTaken` */
export async function addProductFamily(ctx: Context, input: NewProductFamily): Promise<ProductFamily> {
  const parsed = newProductFamily.parse(input);
  refuseTaken(await store.productFamilies(ctx.tx), parsed.code);
  const family = { ...parsed, id: await nextNumber(ctx, 'productFamily') };
  await store.insertProductFamily(ctx.tx, ctx.tenantId, family);
  await audit(ctx, { action: 'catalog.family.add', subject: `family/${family.code}`, detail: { ...family } });
  return family;
}

/** Changes a family; the products there are keep their account. @throws Refusal `family.unknown` */
export async function changeProductFamily(
  ctx: Context,
  code: string,
  change: ProductFamilyChange,
): Promise<ProductFamily> {
  const { name, revenueAccount, turnover } = productFamilyChange.parse(change);
  const before = named(await store.productFamilies(ctx.tx), code, 'family.unknown');
  const family: ProductFamily = {
    ...before,
    name: name ?? before.name,
    revenueAccount: revenueAccount ?? before.revenueAccount,
    turnover: turnover ?? before.turnover,
  };
  await store.updateProductFamily(ctx.tx, family);
  await audit(ctx, { action: 'catalog.family.change', subject: `family/${code}`, detail: { before, after: family } });
  return family;
}

export async function listProductFamilies(ctx: Context): Promise<readonly ProductFamily[]> {
  return store.productFamilies(ctx.tx);
}
