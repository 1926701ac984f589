import { z } from 'zod';
import { decimalText, localName } from '#base';

export const PRODUCT_KINDS = ['recurring', 'oneOff', 'usage'] as const;
export const TAX_CLASSES = ['standard', 'reduced', 'exempt'] as const;

export const newProduct = z.object({
  code: z.string().min(1).max(40),
  name: localName,
  kind: z.enum(PRODUCT_KINDS),
  /** Exact decimal, not negative; per month for recurring products. */
  unitPrice: decimalText.refine((text) => !text.startsWith('-')),
  billed: z.enum(['advance', 'arrears']).default('advance'),
  /** Account of the revenue posting, e.g. `8400`. */
  revenueAccount: z.string().min(1).max(20),
  taxClass: z.enum(TAX_CLASSES).default('standard'),
});
export type NewProduct = z.input<typeof newProduct>;

/** Something sold beside usage: a monthly fee, a set-up, a device; or the product that stands for usage itself. */
export interface Product extends z.output<typeof newProduct> {
  readonly id: number;
}
