import { z } from 'zod';
import { dateText, localName } from '#base';
import type { LocalName } from './localName.ts';
import { revenueAccount } from './productFamily.ts';
import { currencyCode, FROM_THE_BEGINNING, type ProductPrice, productAmounts } from './productPrice.ts';
import {
  BY_DAYS,
  MONTHLY,
  type Proration,
  proration,
  type Recurrence,
  recurrence,
  WHOLE,
  YEARLY_LICENCE,
} from './recurrence.ts';
import { TAX_CLASSES, type TaxClass } from './taxClass.ts';

/**
 * `recurring`: a fee for every service period. `licence`: the same with its own defaults: by the year from its activation, renewed tacitly.
 * `oneOff`: work, charged once. `hardware`: a device, charged once. `usage`: stands for calls and data themselves, one per operator.
 */
export const PRODUCT_KINDS = ['recurring', 'oneOff', 'usage', 'hardware', 'licence'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** Whether customers have it over time (a subscription) rather than once (a one-off item). */
export function isSubscribed(kind: ProductKind): boolean {
  return kind === 'recurring' || kind === 'licence';
}

/** Something sold beside usage: a monthly fee, a set-up, a device, a licence; or the product that stands for usage itself. */
export interface Product {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  readonly kind: ProductKind;
  /** Offered; who has a product that is not keeps it. */
  readonly active: boolean;
  readonly familyId: number | null;
  readonly recurrence: Recurrence;
  readonly billed: 'advance' | 'arrears';
  readonly proration: Proration;
  /** One-off charged once per piece when a subscription begins, with its own account and tax class. */
  readonly setupProductId: number | null;
  /** Account of the revenue posting, e.g. `8400`. */
  readonly revenueAccount: string;
  readonly taxClass: TaxClass;
  /** Defaults of contracts: months that it runs at least, of notice, and that it is renewed by (0 = it runs on from month to month). */
  readonly minimumTermMonths: number;
  readonly noticeMonths: number;
  readonly renewalMonths: number;
  /** Who sells it to us, and what his bill calls it. */
  readonly supplier: string | null;
  readonly supplierReference: string | null;
  /** All versions, by currency and date. */
  readonly prices: readonly ProductPrice[];
}

const code = z.string().trim().min(1).max(40);
const months = (most: number) => z.number().int().min(0).max(most);
const words = z.string().trim().min(1).max(100).nullable();

/** What can be said of a product at any time; how it comes round is said once. */
const sayable = {
  name: localName,
  familyCode: z.string().nullable(),
  setupProductCode: z.string().nullable(),
  revenueAccount,
  taxClass: z.enum(TAX_CLASSES),
  minimumTermMonths: months(120),
  noticeMonths: months(24),
  renewalMonths: months(120),
  supplier: words,
  supplierReference: words,
};

/** A product with its first price. Absent recurrence, proration and renewal: monthly by days, of licences yearly and whole. */
export const newProduct = z.object({
  ...sayable,
  code,
  kind: z.enum(PRODUCT_KINDS),
  familyCode: sayable.familyCode.default(null),
  setupProductCode: sayable.setupProductCode.default(null),
  /** Absent = the family's. */
  revenueAccount: revenueAccount.optional(),
  taxClass: sayable.taxClass.default('standard'),
  minimumTermMonths: sayable.minimumTermMonths.default(0),
  noticeMonths: sayable.noticeMonths.default(0),
  renewalMonths: sayable.renewalMonths.optional(),
  supplier: words.default(null),
  supplierReference: words.default(null),
  billed: z.enum(['advance', 'arrears']).default('advance'),
  recurrence: recurrence.optional(),
  proration: proration.optional(),
  ...productAmounts.shape,
  /** Of the first price; absent = the operator's. */
  currency: currencyCode.optional(),
  validFrom: dateText.default(FROM_THE_BEGINNING),
});
export type NewProduct = z.input<typeof newProduct>;

/** What can be changed of a product; absent = as it is. */
export const productChange = z.object(sayable).extend({ active: z.boolean() }).partial();
export type ProductChange = z.input<typeof productChange>;

/** What the codes and blanks of a new product stand for. */
export interface ProductPlace {
  readonly id: number;
  /** Of the first price. */
  readonly currency: string;
  readonly familyId: number | null;
  readonly setupProductId: number | null;
  readonly revenueAccount: string;
}

/** The product somebody enters, with the defaults of its kind. */
export function productOf(input: NewProduct, place: ProductPlace): Product {
  const {
    familyCode: _family,
    setupProductCode: _setup,
    currency: _currency,
    validFrom,
    ...entered
  } = newProduct.parse(input);
  const { unitPrice, setupFee, buyingPrice, stairs, ...said } = entered;
  const { currency, ...placed } = place;
  const licence = said.kind === 'licence';
  return {
    ...said,
    ...placed,
    active: true,
    recurrence: said.recurrence ?? (licence ? YEARLY_LICENCE : MONTHLY),
    proration: said.proration ?? (licence ? WHOLE : BY_DAYS),
    renewalMonths: said.renewalMonths ?? (licence ? 12 : 0),
    prices: [{ currency, validFrom, unitPrice, setupFee, buyingPrice, stairs, existing: 'follow' }],
  };
}
