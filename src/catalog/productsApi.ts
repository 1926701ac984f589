import { z } from 'zod';
import { dateText, endpoint, localName } from '#base';
import { newProduct, PRODUCT_KINDS, productChange } from './product.ts';
import { newProductFamily, productFamilyChange } from './productFamily.ts';
import { currencyCode, EXISTING, newProductPrice, priceStair } from './productPrice.ts';
import { proration, recurrence } from './recurrence.ts';
import { TAX_CLASSES } from './taxClass.ts';

/** Products with their families and prices, listed, added and changed. */

const code = z.object({ code: z.string() });
/** Answer to whatever adds or changes one thing. */
const named = z.object({ id: z.number().int(), code: z.string() });

const priceReply = z.object({
  currency: z.string(),
  validFrom: z.string(),
  /** Exact decimals; the buying price in the operator's currency. */
  unitPrice: z.string(),
  setupFee: z.string().nullable(),
  buyingPrice: z.string().nullable(),
  stairs: z.array(priceStair.required()),
  existing: z.enum(EXISTING),
  /** Whoever begins today begins with it. */
  inForce: z.boolean(),
});

export const productReply = z.object({
  id: z.number().int(),
  code: z.string(),
  name: localName,
  kind: z.enum(PRODUCT_KINDS),
  active: z.boolean(),
  familyCode: z.string().nullable(),
  /** Price of one service period or piece today, in the operator's currency; null where that has none. */
  unitPrice: z.string().nullable(),
  currency: z.string(),
  buyingPrice: z.string().nullable(),
  recurrence,
  billed: z.enum(['advance', 'arrears']),
  proration,
  setupProductCode: z.string().nullable(),
  revenueAccount: z.string(),
  taxClass: z.enum(TAX_CLASSES),
  minimumTermMonths: z.number().int(),
  noticeMonths: z.number().int(),
  renewalMonths: z.number().int(),
  supplier: z.string().nullable(),
  supplierReference: z.string().nullable(),
  /** All versions, by currency and date. */
  prices: z.array(priceReply),
});

export const listProductsEndpoint = endpoint({
  method: 'GET',
  path: '/api/products',
  permission: 'catalog.read',
  summary: 'Products: fees, set-up, devices, licences, with their prices',
  reply: z.object({ products: z.array(productReply) }),
});

export const getProductEndpoint = endpoint({
  method: 'GET',
  path: '/api/products/:code',
  permission: 'catalog.read',
  summary: 'A product with the versions of its prices',
  params: code,
  reply: productReply,
});

export const addProductEndpoint = endpoint({
  method: 'POST',
  path: '/api/products',
  permission: 'catalog.write',
  summary: 'Adds a product with its first price',
  body: newProduct,
  reply: named,
});

export const changeProductEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/products/:code',
  permission: 'catalog.write',
  summary: 'Changes names, accounts, terms or supplier of a product, or whether it is offered',
  params: code,
  body: productChange,
  reply: named,
});

export const duplicateProductEndpoint = endpoint({
  method: 'POST',
  path: '/api/products/:code/duplicate',
  permission: 'catalog.write',
  summary: 'Adds a product like another one, with all its prices',
  params: code,
  body: z.object({ code: newProduct.shape.code, name: localName.optional() }),
  reply: named,
});

export const setProductPriceEndpoint = endpoint({
  method: 'PUT',
  path: '/api/products/:code/prices',
  permission: 'catalog.write',
  summary: 'Puts a price of a product in force from a date on; one of that date is replaced',
  params: code,
  body: newProductPrice,
  reply: named,
});

export const dropProductPriceEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/products/:code/prices/:currency/:validFrom',
  permission: 'catalog.write',
  summary: 'Takes a version of a price back; the one before it holds on',
  params: z.object({ code: z.string(), currency: currencyCode, validFrom: dateText }),
  reply: named,
});

const familyReply = newProductFamily.required().extend({ id: z.number().int() });

export const listProductFamiliesEndpoint = endpoint({
  method: 'GET',
  path: '/api/product-families',
  permission: 'catalog.read',
  summary: 'Families of products with their revenue accounts',
  reply: z.object({ families: z.array(familyReply) }),
});

export const addProductFamilyEndpoint = endpoint({
  method: 'POST',
  path: '/api/product-families',
  permission: 'catalog.write',
  summary: 'Adds a family of products',
  body: newProductFamily,
  reply: named,
});

export const changeProductFamilyEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/product-families/:code',
  permission: 'catalog.write',
  summary: 'Changes name, account or turnover flag of a family of products',
  params: code,
  body: productFamilyChange,
  reply: named,
});
