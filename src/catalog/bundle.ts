import { z } from 'zod';
import { localName } from '#base';
import type { LocalName } from './localName.ts';
import { productPriceText } from './productPrice.ts';

/**
 * Products that are put into a contract together, each as a subscription or one-off of its own that can be edited afterwards. A classic bundle is a
 * list; a smart one asks questions first, and its quantities follow from the answers by expressions that are data, never code.
 */

/** How the answer to a question is told from others: a short name that expressions use. */
const questionKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/);
const count = z.number().int().min(0).max(1_000_000);

export const bundleQuestion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    key: questionKey,
    label: localName,
    min: count.default(0),
    max: count.default(1_000_000),
    standard: count.default(0),
  }),
  z.object({
    kind: z.literal('choice'),
    key: questionKey,
    label: localName,
    choices: z
      .array(z.object({ value: questionKey, label: localName }))
      .min(2)
      .max(50),
    standard: questionKey,
  }),
  z.object({ kind: z.literal('yesNo'), key: questionKey, label: localName, standard: z.boolean().default(false) }),
]);
export type BundleQuestion = z.output<typeof bundleQuestion>;

/** What is asked of an answer: equal to a value, or, of numbers, at least and at most so many. */
export const bundleCondition = z
  .object({
    question: questionKey,
    is: z.union([z.boolean(), z.string(), count]).optional(),
    atLeast: count.optional(),
    atMost: count.optional(),
  })
  .refine(({ is, atLeast, atMost }) => is !== undefined || atLeast !== undefined || atMost !== undefined);
export type BundleCondition = z.output<typeof bundleCondition>;

/**
 * A quantity out of a number that was answered: `times` for every `each` of it beyond the first `free`, begun ones counting whole (`roundUp`), `plus`
 * so many; then at least `min` and at most `max`.
 */
export const quantityExpression = z.object({
  per: questionKey,
  each: z.number().int().min(1).max(1_000_000).default(1),
  times: z.number().int().min(1).max(1_000_000).default(1),
  free: count.default(0),
  plus: count.default(0),
  roundUp: z.boolean().default(true),
  min: count.nullable().default(null),
  max: count.nullable().default(null),
});
export type QuantityExpression = z.output<typeof quantityExpression>;

const itemBesideProduct = {
  quantity: z.union([z.number().int().min(1).max(1_000_000), quantityExpression]).default(1),
  /** All of them must hold, else the item is left out. */
  when: z.array(bundleCondition).max(20).default([]),
  /** By currency, in place of the catalogue's price; blank inherits it. */
  unitPrices: z.record(z.string().regex(/^[A-Z]{3}$/), productPriceText).default({}),
  /** Printed under the product's name of one-off items. */
  note: z.string().trim().min(1).max(200).nullable().default(null),
};

export interface BundleItem extends Readonly<z.output<z.ZodObject<typeof itemBesideProduct>>> {
  readonly productId: number;
}

export interface Bundle {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  /** Offered. */
  readonly active: boolean;
  /** None: a classic bundle. */
  readonly questions: readonly BundleQuestion[];
  readonly items: readonly BundleItem[];
}

/** The shape only; `checkBundle` tells what is wrong with the content. Codes instead of ids, otherwise as `Bundle`. */
export const newBundle = z.object({
  code: z.string().trim().min(1).max(40),
  name: localName,
  active: z.boolean().default(true),
  questions: z.array(bundleQuestion).max(50).default([]),
  items: z
    .array(z.object({ productCode: z.string(), ...itemBesideProduct }))
    .min(1)
    .max(200),
});
export type NewBundle = z.input<typeof newBundle>;

/** Answers by the key of their question; absent = what the question takes as standard. */
export const bundleAnswers = z.record(z.string(), z.union([z.boolean(), z.string(), z.number()]));
export type BundleAnswers = z.output<typeof bundleAnswers>;

/** Where in a contract an item goes: things charged once, subscriptions, licences (subscriptions too). */
export type BundlePart = 'oneOff' | 'recurring' | 'licence';

/** One item of a bundle as it goes into a contract. */
export interface ChosenItem {
  readonly productId: number;
  readonly part: BundlePart;
  readonly quantity: number;
  /** null = the catalogue's price. */
  readonly unitPrice: string | null;
  readonly note: string | null;
}
