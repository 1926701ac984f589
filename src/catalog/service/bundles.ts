import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Bundle, type BundleAnswers, type ChosenItem, type NewBundle, newBundle } from '../bundle.ts';
import { checkAnswers, checkBundle } from '../checkBundle.ts';
import { expandBundle } from '../expandBundle.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/** Adds a bundle. @throws Refusal `catalog.codeTaken`, `product.unknown`, `bundle.invalid` with what is wrong */
export async function addBundle(ctx: Context, input: NewBundle): Promise<Bundle> {
  const read = await readBundle(ctx, input);
  refuseTaken(await store.bundles(ctx.tx), read.code);
  const bundle = { ...read, id: await nextNumber(ctx, 'bundle') };
  await store.insertBundle(ctx.tx, ctx.tenantId, bundle);
  await audit(ctx, { action: 'catalog.bundle.add', subject: `bundle/${bundle.code}`, detail: { ...bundle } });
  return bundle;
}

/**
 * Puts another definition in the place of a bundle's. Contracts it was put into keep what they have: that is theirs.
 * @throws Refusal `bundle.unknown`, `product.unknown`, `bundle.invalid`
 */
export async function changeBundle(ctx: Context, input: NewBundle): Promise<Bundle> {
  const read = await readBundle(ctx, input);
  const before = named(await store.bundles(ctx.tx), read.code, 'bundle.unknown');
  const bundle = { ...read, id: before.id };
  await store.updateBundle(ctx.tx, bundle);
  await audit(ctx, {
    action: 'catalog.bundle.change',
    subject: `bundle/${bundle.code}`,
    detail: { before, after: bundle },
  });
  return bundle;
}

/**
 * What a bundle comes to for the answers given, to be put into a contract.
 * @param currency of the customer
 * @throws Refusal `bundle.unknown`, `bundle.badAnswers` with what is wrong
 */
export async function bundleItems(
  ctx: Context,
  code: string,
  { answers, currency }: { readonly answers: BundleAnswers; readonly currency: string },
): Promise<readonly ChosenItem[]> {
  const bundle = named(await store.bundles(ctx.tx), code, 'bundle.unknown');
  const findings = checkAnswers(bundle.questions, answers);
  if (findings.length > 0) throw new Refusal('invalid', 'bundle.badAnswers', { bundle: code }, findings);
  return expandBundle(bundle, answers, { products: await productsById(ctx), currency });
}

export async function listBundles(ctx: Context): Promise<readonly Bundle[]> {
  return store.bundles(ctx.tx);
}

/** The bundles with the codes of their products, as they are entered. */
export async function browseBundles(ctx: Context) {
  const products = await productsById(ctx);
  return {
    bundles: (await store.bundles(ctx.tx)).map(({ questions, items, ...bundle }) => ({
      ...bundle,
      questions: [...questions],
      items: items.map(({ productId, when, ...item }) => ({
        ...item,
        when: [...when],
        productCode: products.get(productId)?.code ?? '',
      })),
    })),
  };
}

async function productsById(ctx: Context) {
  return new Map((await store.products(ctx.tx)).map((product) => [product.id, product]));
}

async function readBundle(ctx: Context, input: NewBundle): Promise<Omit<Bundle, 'id'>> {
  const { items, ...parsed } = newBundle.parse(input);
  const products = await store.products(ctx.tx);
  const bundle = {
    ...parsed,
    items: items.map(({ productCode, ...item }) => ({
      ...item,
      productId: named(products, productCode, 'product.unknown').id,
    })),
  };
  const findings = checkBundle(bundle, new Map(products.map((product) => [product.id, product])));
  if (findings.length > 0) throw new Refusal('invalid', 'bundle.invalid', { bundle: bundle.code }, findings);
  return bundle;
}
