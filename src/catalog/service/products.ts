import { audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type NewProduct, newProduct, type Product, type ProductChange, productChange, productOf } from '../product.ts';
import {
  checkProductPrice,
  type NewProductPrice,
  newProductPrice,
  type ProductPrice,
  sameVersion,
  withPrice,
} from '../productPrice.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/**
 * Adds a product with its first price.
 * @throws Refusal `catalog.codeTaken`, `family.unknown`, `product.unknown`, `product.noAccount`, `product.badSetup`, `product.badPrice` with what is
 * wrong
 */
export async function addProduct(ctx: Context, input: NewProduct): Promise<Product> {
  const parsed = newProduct.parse(input);
  const products = await store.products(ctx.tx);
  refuseTaken(products, parsed.code);
  const families = await store.productFamilies(ctx.tx);
  const family = parsed.familyCode === null ? null : named(families, parsed.familyCode, 'family.unknown');
  const account = parsed.revenueAccount ?? family?.revenueAccount;
  if (account === undefined) throw new Refusal('invalid', 'product.noAccount', { product: parsed.code });
  const product = productOf(input, {
    id: 0,
    currency: parsed.currency ?? (await getTenant(ctx)).currency,
    familyId: family?.id ?? null,
    setupProductId: setupProductId(products, parsed.setupProductCode),
    revenueAccount: account,
  });
  refuseBadPrices(product);
  const numbered = { ...product, id: await nextNumber(ctx, 'product') };
  await store.insertProduct(ctx.tx, ctx.tenantId, numbered);
  await audit(ctx, { action: 'catalog.product.add', subject: `product/${product.code}`, detail: { ...numbered } });
  return numbered;
}

/**
 * Changes what can be said of a product at any time. How it comes round stays: another rhythm is another product, so that no period already billed
 * is ever cut differently.
 * @throws Refusal `product.unknown`, `family.unknown`, `product.badSetup`
 */
export async function changeProduct(ctx: Context, code: string, change: ProductChange): Promise<Product> {
  const { familyCode, setupProductCode, ...said } = productChange.parse(change);
  const products = await store.products(ctx.tx);
  const before = named(products, code, 'product.unknown');
  const families = await store.productFamilies(ctx.tx);
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const product: Product = {
    ...before,
    ...given,
    ...(familyCode === undefined
      ? {}
      : { familyId: familyCode === null ? null : named(families, familyCode, 'family.unknown').id }),
    ...(setupProductCode === undefined ? {} : { setupProductId: setupProductId(products, setupProductCode, before) }),
  };
  await store.updateProduct(ctx.tx, product);
  await audit(ctx, {
    action: 'catalog.product.change',
    subject: `product/${code}`,
    detail: { before: withoutPrices(before), after: withoutPrices(product) },
  });
  return product;
}

/**
 * Adds a product like another one, with all its prices, under a code and, where given, a name of its own.
 * @throws Refusal `product.unknown`, `catalog.codeTaken`
 */
export async function duplicateProduct(
  ctx: Context,
  code: string,
  { code: newCode, name }: { readonly code: string; readonly name?: Product['name'] | undefined },
): Promise<Product> {
  const products = await store.products(ctx.tx);
  const like = named(products, code, 'product.unknown');
  refuseTaken(products, newCode);
  const product = {
    ...like,
    id: await nextNumber(ctx, 'product'),
    code: newCode,
    name: name ?? like.name,
    active: true,
  };
  await store.insertProduct(ctx.tx, ctx.tenantId, product);
  await audit(ctx, {
    action: 'catalog.product.add',
    subject: `product/${newCode}`,
    detail: { ...product, like: like.code },
  });
  return product;
}

/**
 * Puts a price in force from a date on, also a past one: what was billed otherwise is trued up on the next bill. One of the same currency and date is
 * replaced.
 * @throws Refusal `product.unknown`, `product.badPrice`
 */
export async function setProductPrice(ctx: Context, code: string, input: NewProductPrice): Promise<Product> {
  const { currency: given, ...said } = newProductPrice.parse(input);
  const before = named(await store.products(ctx.tx), code, 'product.unknown');
  const price: ProductPrice = { ...said, currency: given ?? (await getTenant(ctx)).currency };
  refuseBadPrices({ code, prices: [price] });
  await store.putProductPrice(ctx.tx, ctx.tenantId, before.id, price);
  const replaced = before.prices.find((other) => sameVersion(other, price)) ?? null;
  await audit(ctx, {
    action: 'catalog.product.price',
    subject: `product/${code}`,
    detail: { before: replaced, after: price },
  });
  return { ...before, prices: withPrice(before.prices, price) };
}

/**
 * Takes a version back; the one before it holds on. The first of a currency stays: it can be replaced only.
 * @throws Refusal `product.unknown`, `product.noSuchPrice`, `product.firstPrice`
 */
export async function dropProductPrice(
  ctx: Context,
  code: string,
  version: Pick<ProductPrice, 'currency' | 'validFrom'>,
): Promise<Product> {
  const product = named(await store.products(ctx.tx), code, 'product.unknown');
  const dropped = product.prices.find((price) => sameVersion(price, version));
  const { currency, validFrom } = version;
  if (dropped === undefined) throw new Refusal('notFound', 'product.noSuchPrice', { currency, from: validFrom });
  if (product.prices.find((price) => price.currency === currency) === dropped)
    throw new Refusal('conflict', 'product.firstPrice', { product: code, currency });
  await store.deleteProductPrice(ctx.tx, product.id, version);
  await audit(ctx, {
    action: 'catalog.product.price',
    subject: `product/${code}`,
    detail: { before: dropped, after: null },
  });
  return { ...product, prices: product.prices.filter((price) => price !== dropped) };
}

export async function listProducts(ctx: Context): Promise<readonly Product[]> {
  return store.products(ctx.tx);
}

export async function productsById(ctx: Context): Promise<ReadonlyMap<number, Product>> {
  return new Map((await store.products(ctx.tx)).map((product) => [product.id, product]));
}

/** A set-up is charged once, and has none itself. @throws Refusal `product.unknown`, `product.badSetup` */
function setupProductId(products: readonly Product[], code: string | null, of?: Product): number | null {
  if (code === null) return null;
  const setup = named(products, code, 'product.unknown');
  if (setup.kind !== 'oneOff' || setup.id === of?.id)
    throw new Refusal('invalid', 'product.badSetup', { product: code });
  return setup.id;
}

/** @throws Refusal `product.badPrice` */
export function refuseBadPrices({ code, prices }: Pick<Product, 'code' | 'prices'>): void {
  const findings = prices.flatMap(checkProductPrice);
  if (findings.length > 0) throw new Refusal('invalid', 'product.badPrice', { product: code }, findings);
}

function withoutPrices({ prices: _prices, ...product }: Product): Omit<Product, 'prices'> {
  return product;
}
