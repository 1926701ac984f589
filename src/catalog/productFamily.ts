import { z } from 'zod';
import { localName } from '#base';
import type { LocalName } from './localName.ts';

/** Products that belong together: their revenue account, and whether they count as turnover. */
export interface ProductFamily {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  /** Account of new products of the family that name none of their own. */
  readonly revenueAccount: string;
  /** Counts as turnover in reports; deposits and amounts passed through do not. */
  readonly turnover: boolean;
}

/** Account of a revenue posting, e.g. `8400`. */
export const revenueAccount = z.string().trim().min(1).max(20);

export const newProductFamily = z.object({
  code: z.string().trim().min(1).max(40),
  name: localName,
  revenueAccount,
  turnover: z.boolean().default(true),
});
export type NewProductFamily = z.input<typeof newProductFamily>;

/** What can be changed of a family; absent = as it is. Products there are keep their account. */
export const productFamilyChange = z.object({
  name: localName.optional(),
  revenueAccount: revenueAccount.optional(),
  turnover: z.boolean().optional(),
});
export type ProductFamilyChange = z.input<typeof productFamilyChange>;
