/** What a subscription's fees come to, worked out day by day. */
import type { Book, BookSubscription } from '../book.ts';
import { dayAfter, daysOf, firstOf, later, monthAfter, sameDayAfter } from '../days.ts';
import type { ProductFacts } from '../deeds.ts';
import { halfUp, NANO, nano } from './money.ts';

/** What is due for one service period, in cents. */
export interface DuePeriod {
  readonly key: string;
  readonly cents: bigint;
  /** Whether the bill of the month asked for has it in any case; else only where it was billed before. */
  readonly isDue: boolean;
}

/** The periods of a subscription that begin by the end of the month after `month`. */
export function duePeriods(book: Book, subscription: BookSubscription, month: string): DuePeriod[] {
  const product = book.products.get(subscription.product);
  if (product === undefined) throw new Error(`assertion failed: no product ${subscription.product}`);
  const { startsOn, contractId } = subscription;
  const ends = [subscription.endsOn, book.contract(contractId).endsOn].filter((day) => day !== null);
  const endsOn = ends.sort()[0] ?? null;
  const isOver = firstOf(monthAfter(month));
  const horizon = firstOf(monthAfter(month, 2));
  const due: DuePeriod[] = [];
  for (const { from, to } of periodsOf(product, startsOn, horizon)) {
    const begin = later(from, startsOn);
    const end = endsOn !== null && endsOn < to ? endsOn : to;
    if (end <= begin) continue;
    due.push({
      key: `${subscription.id}/${from}`,
      cents: centsOf(book, subscription, product, { from, to, begin, end }),
      isDue: product.billed === 'advance' ? begin < horizon : end <= isOver,
    });
  }
  return due;
}

interface Span {
  readonly from: string;
  readonly to: string;
}

function periodsOf({ months, align }: ProductFacts, startsOn: string, horizon: string): Span[] {
  let anchor = startsOn;
  if (align === 'calendar') {
    const number = Number(startsOn.slice(5, 7)) - 1;
    anchor = firstOf(monthAfter(startsOn.slice(0, 7), -(number % months)));
  }
  const spans: Span[] = [];
  for (let count = 0; ; count++) {
    const from = sameDayAfter(anchor, count * months);
    if (from >= horizon) return spans;
    spans.push({ from, to: sameDayAfter(anchor, (count + 1) * months) });
  }
}

interface Charged extends Span {
  readonly begin: string;
  readonly end: string;
}

/**
 * A period broken by its begin costs what the whole would, if it had been as on its first day all along, less what the part before comes to: so two
 * parts of a period add up to it.
 */
function centsOf(book: Book, subscription: BookSubscription, product: ProductFacts, charged: Charged): bigint {
  const { from, to, begin, end } = charged;
  if (product.method === 'none') return halfUp(rateOn(book, subscription, begin), CENT);
  const days = daysOf(from, to);
  const weights = days.map((day) => (product.method === 'days' ? 1n : weightIn30(day)));
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  let before = 0n;
  let exact = 0n;
  for (const [index, day] of days.entries()) {
    const weight = weights[index] ?? 0n;
    const at = !product.change || day < begin ? begin : day < end ? day : dayAfter(end, -1);
    if (day >= end && product.end) continue;
    const amount = rateOn(book, subscription, at) * weight;
    if (day < begin && product.start) before += amount;
    exact += amount;
  }
  return halfUp(exact, CENT * all) - halfUp(before, CENT * all);
}

/** A month has 30 days: the 31st counts nothing, the last of February the days that lack. */
function weightIn30(day: string): bigint {
  const number = BigInt(day.slice(8));
  const isLast = dayAfter(day).slice(8) === '01';
  if (number >= 30n) return number === 30n && !isLast ? 0n : 1n;
  return isLast ? 31n - number : 1n;
}

/** `rateOn` has 9 decimals of the price, 9 of what percents leave and 9 of what a pause leaves. */
const CENT = (NANO * NANO * NANO) / 100n;
const HUNDRED = 100n * NANO;

/** The fee of a whole period as things stand on a day. */
function rateOn(book: Book, subscription: BookSubscription, day: string): bigint {
  const inForce = ({ from, to }: { from: string; to: string | null }) => from <= day && (to === null || day < to);
  const { quantity } = latest(subscription.quantities, day);
  const { unitPrice } = latest(subscription.prices, day);
  const price = unitPrice ?? productPrice(book, subscription, day);
  const discounts = subscription.discounts.filter(inForce);
  const off = (of: 'percent' | 'amount') =>
    discounts.filter((one) => one.of === of).reduce((sum, one) => sum + nano(one.value), 0n);
  const percent = off('percent') > HUNDRED ? HUNDRED : off('percent');
  const fee = (nano(price) * BigInt(quantity) * (HUNDRED - percent)) / 100n - off('amount') * NANO;
  const pause = subscription.pauses.find(inForce);
  const kept = pause === undefined ? NANO : nano(pause.billedPercent) / 100n;
  return fee < 0n ? 0n : fee * kept;
}

/** Of all that is said from days up to this one, what is said from the latest; of one day, what was said last. */
function latest<Step extends { readonly from: string }>(steps: readonly Step[], day: string): Step {
  const first = steps[0];
  if (first === undefined) throw new Error('assertion failed: a subscription without terms');
  let found = first;
  for (const step of steps) if (step.from <= day && step.from >= found.from) found = step;
  return found;
}

/** The price that the subscription began with, or a later one that those who have the product already follow. */
function productPrice(book: Book, { product, startsOn }: BookSubscription, day: string): string {
  const versions = book.productPrices
    .filter(({ code }) => code === product)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  let version = versions[0];
  for (const one of versions) {
    const own = one.validFrom <= startsOn;
    if (own || (one.validFrom <= day && one.existing === 'follow')) version = one;
  }
  if (version === undefined) throw new Error(`assertion failed: ${product} has no price`);
  const stair = version.stairs.find(
    ({ fromMonth, toMonth }) =>
      sameDayAfter(startsOn, fromMonth - 1) <= day && (toMonth === null || day < sameDayAfter(startsOn, toMonth)),
  );
  return stair?.unitPrice ?? version.unitPrice;
}
