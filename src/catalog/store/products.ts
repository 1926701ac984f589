import type { Tx } from '#platform/db';
import type { Product } from '../product.ts';
import type { ProductFamily } from '../productFamily.ts';
import type { ProductPrice } from '../productPrice.ts';
import { json, tables, trimZeros } from './tables.ts';

/** Products, their families and the versions of their prices. */

export async function insertProduct(tx: Tx, tenantId: number, product: Product): Promise<void> {
  await tables(tx)
    .insertInto('catalog.product')
    .values({ tenant_id: tenantId, id: product.id, code: product.code, kind: product.kind, ...productForRow(product) })
    .execute();
  for (const price of product.prices) await putProductPrice(tx, tenantId, product.id, price);
}

/** Writes what can be changed of a product; its prices have their own statements. */
export async function updateProduct(tx: Tx, product: Product): Promise<void> {
  await tables(tx).updateTable('catalog.product').set(productForRow(product)).where('id', '=', product.id).execute();
}

function productForRow(product: Product) {
  return {
    name: json(product.name),
    active: product.active,
    family_id: product.familyId,
    recurrence: json(product.recurrence),
    billed: product.billed,
    proration: json(product.proration),
    setup_product_id: product.setupProductId,
    revenue_account: product.revenueAccount,
    tax_class: product.taxClass,
    minimum_term_months: product.minimumTermMonths,
    notice_months: product.noticeMonths,
    renewal_months: product.renewalMonths,
    supplier: product.supplier,
    supplier_reference: product.supplierReference,
  };
}

export async function products(tx: Tx): Promise<Product[]> {
  const prices = await productPrices(tx);
  const rows = await tables(tx).selectFrom('catalog.product').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    active: row.active,
    familyId: row.family_id,
    recurrence: row.recurrence,
    billed: row.billed,
    proration: row.proration,
    setupProductId: row.setup_product_id,
    revenueAccount: row.revenue_account,
    taxClass: row.tax_class,
    minimumTermMonths: row.minimum_term_months,
    noticeMonths: row.notice_months,
    renewalMonths: row.renewal_months,
    supplier: row.supplier,
    supplierReference: row.supplier_reference,
    prices: prices.get(row.id) ?? [],
  }));
}

async function productPrices(tx: Tx): Promise<ReadonlyMap<number, readonly ProductPrice[]>> {
  const rows = await tables(tx)
    .selectFrom('catalog.product_price')
    .selectAll()
    .orderBy('product_id')
    .orderBy('currency')
    .orderBy('valid_from')
    .execute();
  const prices = new Map<number, ProductPrice[]>();
  for (const row of rows) {
    const of = prices.get(row.product_id) ?? [];
    prices.set(row.product_id, of);
    of.push({
      currency: row.currency,
      validFrom: row.valid_from,
      unitPrice: trimZeros(row.unit_price),
      setupFee: row.setup_fee === null ? null : trimZeros(row.setup_fee),
      buyingPrice: row.buying_price === null ? null : trimZeros(row.buying_price),
      stairs: row.stairs,
      existing: row.existing,
    });
  }
  return prices;
}

/** Writes a version; one of the same currency and date is replaced. */
export async function putProductPrice(tx: Tx, tenantId: number, productId: number, price: ProductPrice): Promise<void> {
  const amounts = {
    unit_price: price.unitPrice,
    setup_fee: price.setupFee,
    buying_price: price.buyingPrice,
    stairs: json(price.stairs),
    existing: price.existing,
  };
  await tables(tx)
    .insertInto('catalog.product_price')
    .values({
      tenant_id: tenantId,
      product_id: productId,
      currency: price.currency,
      valid_from: price.validFrom,
      ...amounts,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'product_id', 'currency', 'valid_from']).doUpdateSet(amounts),
    )
    .execute();
}

export async function deleteProductPrice(
  tx: Tx,
  productId: number,
  { currency, validFrom }: Pick<ProductPrice, 'currency' | 'validFrom'>,
): Promise<void> {
  await tables(tx)
    .deleteFrom('catalog.product_price')
    .where('product_id', '=', productId)
    .where('currency', '=', currency)
    .where('valid_from', '=', validFrom)
    .execute();
}

export async function insertProductFamily(tx: Tx, tenantId: number, family: ProductFamily): Promise<void> {
  await tables(tx)
    .insertInto('catalog.product_family')
    .values({ tenant_id: tenantId, id: family.id, code: family.code, ...familyForRow(family) })
    .execute();
}

export async function updateProductFamily(tx: Tx, family: ProductFamily): Promise<void> {
  await tables(tx)
    .updateTable('catalog.product_family')
    .set(familyForRow(family))
    .where('id', '=', family.id)
    .execute();
}

function familyForRow({ name, revenueAccount, turnover }: ProductFamily) {
  return { name: json(name), revenue_account: revenueAccount, turnover };
}

export async function productFamilies(tx: Tx): Promise<ProductFamily[]> {
  const rows = await tables(tx).selectFrom('catalog.product_family').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, name, revenue_account, turnover }) => ({
    id,
    code,
    name,
    revenueAccount: revenue_account,
    turnover,
  }));
}
