import type { Bundle, BundleAnswers, BundleCondition, BundlePart, ChosenItem, QuantityExpression } from './bundle.ts';
import type { Product, ProductKind } from './product.ts';

/** Pieces that a contract holds of one item at most. */
const MOST_PIECES = 1_000_000;

/**
 * The items of a bundle for the answers given: what does not apply or comes to none is left out, the rest stands in the bundle's order. Check answers
 * first (`checkAnswers`): one that is missing counts as the question's standard.
 * @param currency of the customer: which of the bundle's own prices hold
 */
export function expandBundle(
  bundle: Pick<Bundle, 'questions' | 'items'>,
  answers: BundleAnswers,
  { products, currency }: { readonly products: ReadonlyMap<number, Pick<Product, 'kind'>>; readonly currency: string },
): readonly ChosenItem[] {
  const given = new Map(bundle.questions.map(({ key, standard }) => [key, answers[key] ?? standard]));
  return bundle.items.flatMap(({ productId, quantity, when, unitPrices, note }) => {
    const product = products.get(productId);
    if (product === undefined || !when.every((condition) => holds(condition, given.get(condition.question)))) return [];
    const pieces = typeof quantity === 'number' ? quantity : quantityOf(quantity, Number(given.get(quantity.per) ?? 0));
    if (pieces === 0) return [];
    return [{ productId, part: partOf(product.kind), quantity: pieces, unitPrice: unitPrices[currency] ?? null, note }];
  });
}

/** Pieces for a number answered. */
export function quantityOf(
  { each, times, free, plus, roundUp, min, max }: QuantityExpression,
  answered: number,
): number {
  const counted = Math.max(answered - free, 0) / each;
  const pieces = (roundUp ? Math.ceil(counted) : Math.floor(counted)) * times + plus;
  return Math.min(Math.max(pieces, min ?? 0), max ?? MOST_PIECES, MOST_PIECES);
}

function holds({ is, atLeast, atMost }: BundleCondition, answer: boolean | string | number | undefined): boolean {
  if (is !== undefined && answer !== is) return false;
  if (atLeast === undefined && atMost === undefined) return true;
  const number = Number(answer);
  return number >= (atLeast ?? 0) && number <= (atMost ?? Number.POSITIVE_INFINITY);
}

/** In which part of a contract a product stands. */
export function partOf(kind: ProductKind): BundlePart {
  switch (kind) {
    case 'licence':
      return 'licence';
    case 'recurring':
      return 'recurring';
    case 'oneOff':
    case 'hardware':
    case 'usage':
      return 'oneOff';
  }
}
