import { z } from 'zod';
import { dateText, decimalText, type Finding, isCurrency, monthsAfter, parseDecimal } from '#base';

/** What a product costs: versions per currency, each from a date on. */

/** Decimals a price of a product may have. */
export const PRODUCT_PRICE_DECIMALS = 9;
const HIGHEST = 100_000_000n * 10n ** BigInt(PRODUCT_PRICE_DECIMALS);

/** The first price of a product holds from here: for contracts entered with whatever date. */
export const FROM_THE_BEGINNING = '1900-01-01';

/** Exact decimal, not negative, at most 9 decimals, at most 100 million. */
export const productPriceText = decimalText.refine(isProductPrice);

export const currencyCode = z.string().refine(isCurrency);

/** Price by months since activation: month 1 is the first. */
export const priceStair = z.object({
  fromMonth: z.number().int().min(1).max(600),
  /** Last month it holds for; null = without end. */
  toMonth: z.number().int().min(1).max(600).nullable().default(null),
  unitPrice: productPriceText,
});

/** Whether subscriptions that began before a version pay it from its date on, or keep what they pay. */
export const EXISTING = ['follow', 'keep'] as const;

const amounts = {
  /** Of one service period (`recurrence.months`) for recurring products and licences, of one piece for others. */
  unitPrice: productPriceText,
  /** Of one piece, charged when a subscription begins; null = what the set-up product costs. */
  setupFee: productPriceText.nullable().default(null),
  /** What we pay for the same, in the operator's currency; null = not known. */
  buyingPrice: productPriceText.nullable().default(null),
  /** Prices of single months in place of `unitPrice`; empty = the same all the time. */
  stairs: z.array(priceStair).max(50).default([]),
};
export const productAmounts = z.object(amounts);

export const newProductPrice = z.object({
  /** Absent = the operator's. */
  currency: currencyCode.optional(),
  validFrom: dateText,
  ...amounts,
  existing: z.enum(EXISTING).default('follow'),
});
export type NewProductPrice = z.input<typeof newProductPrice>;

export interface ProductPrice extends Readonly<z.output<typeof productAmounts>> {
  readonly currency: string;
  /** Local date, inclusive; holds until the next version of the currency. */
  readonly validFrom: string;
  readonly existing: (typeof EXISTING)[number];
}

export function sameVersion(
  a: Pick<ProductPrice, 'currency' | 'validFrom'>,
  b: Pick<ProductPrice, 'currency' | 'validFrom'>,
): boolean {
  return a.currency === b.currency && a.validFrom === b.validFrom;
}

/** The versions as they are with a price put in force; by currency and date. */
export function withPrice(prices: readonly ProductPrice[], price: ProductPrice): readonly ProductPrice[] {
  const key = ({ currency, validFrom }: ProductPrice) => currency + validFrom;
  return [...prices.filter((other) => !sameVersion(other, price)), price].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What is wrong with a version: stairs that overlap or end before they begin. */
export function checkProductPrice(price: Pick<ProductPrice, 'stairs'>): Finding[] {
  const findings: Finding[] = [];
  let reached = 0;
  for (const [index, { fromMonth, toMonth }] of price.stairs.entries()) {
    const params = { row: index + 1, fromMonth };
    if (toMonth !== null && toMonth < fromMonth)
      findings.push({ code: 'product.stairEnds', severity: 'error', params: { ...params, toMonth } });
    else if (fromMonth <= reached) findings.push({ code: 'product.stairsOverlap', severity: 'error', params });
    reached = toMonth ?? Number.POSITIVE_INFINITY;
  }
  return findings;
}

/** From a date on a subscription pays this, until the next step. */
export interface ProductPriceStep {
  readonly from: string;
  /** Exact decimal, of one service period. */
  readonly unitPrice: string;
  /** Where it comes from: agreed with the customer, the catalogue's price, a stair of it. */
  readonly by: 'own' | 'catalogue' | 'stair';
}

/** Price agreed with a customer from a date on; null = back to the catalogue's. */
export interface OwnPrice {
  readonly from: string;
  readonly unitPrice: string | null;
}

interface Subscribed {
  readonly currency: string;
  /** First day of the subscription: of its stairs, and whether a version finds it there already. */
  readonly startsOn: string;
  /** In the order of their dates; before the first one the catalogue's price holds. */
  readonly ownPrices?: readonly OwnPrice[];
}

/**
 * What a subscription pays over time: the version in force when it began, later ones that existing subscriptions follow, the stairs of each counted
 * from its begin, and over all that what was agreed with the customer. Steps ascend, the first begins with the subscription or, where the currency
 * has no price yet, with the first one; none where it has none at all. Neighbours differ in price.
 */
export function priceSteps(
  prices: readonly ProductPrice[],
  { currency, startsOn, ownPrices = [] }: Subscribed,
): readonly ProductPriceStep[] {
  const versions = paidVersions(prices, currency, startsOn);
  const dates = new Set([startsOn]);
  for (const version of versions) {
    dates.add(version.validFrom);
    for (const { fromMonth, toMonth } of version.stairs) {
      dates.add(monthsAfter(startsOn, fromMonth - 1));
      if (toMonth !== null) dates.add(monthsAfter(startsOn, toMonth));
    }
  }
  for (const { from } of ownPrices) dates.add(from);
  const steps: ProductPriceStep[] = [];
  for (const from of [...dates].filter((date) => date >= startsOn).sort()) {
    const step = stepOn(versions, ownPrices, startsOn, from);
    if (step !== null && step.unitPrice !== steps.at(-1)?.unitPrice) steps.push(step);
  }
  return steps;
}

/** The step in force on a date; undefined where there is no price. */
export function stepAt(steps: readonly ProductPriceStep[], date: string): ProductPriceStep | undefined {
  return steps.findLast(({ from }) => from <= date);
}

/** The version that whoever begins on a date begins with; undefined where the currency has no price then. */
export function priceOn(prices: readonly ProductPrice[], currency: string, date: string): ProductPrice | undefined {
  return ofCurrency(prices, currency).findLast(({ validFrom }) => validFrom <= date);
}

/**
 * What a piece costs us on a date, in the operator's currency: told by the version of the currency it is sold in, else by that of the operator's.
 * null = not known.
 */
export function buyingPriceOn(
  prices: readonly ProductPrice[],
  { currency, ownCurrency, date }: { readonly currency: string; readonly ownCurrency: string; readonly date: string },
): string | null {
  return priceOn(prices, currency, date)?.buyingPrice ?? priceOn(prices, ownCurrency, date)?.buyingPrice ?? null;
}

/** The versions a subscription pays by, ascending: the one at its begin and those later ones that it follows. */
function paidVersions(prices: readonly ProductPrice[], currency: string, startsOn: string): readonly ProductPrice[] {
  const all = ofCurrency(prices, currency);
  const first = Math.max(
    all.findLastIndex(({ validFrom }) => validFrom <= startsOn),
    0,
  );
  return all.filter(({ existing }, index) => index === first || (index > first && existing === 'follow'));
}

function ofCurrency(prices: readonly ProductPrice[], currency: string): readonly ProductPrice[] {
  return prices
    .filter((price) => price.currency === currency)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));
}

function stepOn(
  versions: readonly ProductPrice[],
  ownPrices: readonly OwnPrice[],
  startsOn: string,
  date: string,
): ProductPriceStep | null {
  const own = ownPrices.findLast(({ from }) => from <= date)?.unitPrice ?? null;
  if (own !== null) return { from: date, unitPrice: own, by: 'own' };
  const version = versions.findLast(({ validFrom }) => validFrom <= date);
  if (version === undefined) return null;
  const stair = version.stairs.find(
    ({ fromMonth, toMonth }) =>
      monthsAfter(startsOn, fromMonth - 1) <= date && (toMonth === null || date < monthsAfter(startsOn, toMonth)),
  );
  if (stair !== undefined) return { from: date, unitPrice: stair.unitPrice, by: 'stair' };
  return { from: date, unitPrice: version.unitPrice, by: 'catalogue' };
}

function isProductPrice(text: string): boolean {
  const parsed = parseDecimal(text, PRODUCT_PRICE_DECIMALS);
  return parsed !== null && parsed >= 0n && parsed <= HIGHEST;
}
