import { divideRounded, formatDecimal } from '#base';
import { ANY_BAND } from './calendar.ts';
import type { Price } from './price.ts';
import { samePrice } from './samePrice.ts';

/** What becomes of a price in a new version, in the order in which it is told. `changed`: neither dearer nor cheaper as such. */
export const PRICE_CHANGES = ['new', 'dearer', 'cheaper', 'changed', 'closed'] as const;
export type PriceChangeKind = (typeof PRICE_CHANGES)[number];

export interface PriceChange {
  readonly kind: PriceChangeKind;
  /** Band that the change is told of: where one side names bands and the other does not, each band. */
  readonly band: string;
  /** null = new. */
  readonly before: Price | null;
  /** null = closed. */
  readonly after: Price | null;
}

export interface PriceDiff {
  /** By target, as the new version has them; closed ones last. */
  readonly changes: readonly PriceChange[];
  readonly counts: Readonly<Record<PriceChangeKind | 'unchanged', number>>;
}

/** What a new version changes against the one in force where it begins. */
export function diffPrices(before: readonly Price[], after: readonly Price[]): PriceDiff {
  const changes: PriceChange[] = [];
  const counts = { new: 0, dearer: 0, cheaper: 0, changed: 0, closed: 0, unchanged: 0 };
  const add = (change: PriceChange) => {
    counts[change.kind]++;
    changes.push(change);
  };
  const old = Map.groupBy(before, ({ target }) => target);
  const fresh = Map.groupBy(after, ({ target }) => target);
  for (const [target, now] of fresh) {
    const then = old.get(target) ?? [];
    for (const { service, direction } of kindsOf(now)) {
      const are = now.filter((price) => price.service === service && price.direction === direction);
      const were = then.filter((price) => price.service === service && price.direction === direction);
      if (were.length === 0)
        for (const price of are) add({ kind: 'new', band: price.band, before: null, after: price });
      else
        for (const band of bandsOf(were, are)) {
          const was = priceIn(were, band);
          const is = priceIn(are, band);
          const kind = kindOf(was, is);
          if (kind === 'unchanged') counts.unchanged++;
          else add({ kind, band, before: was, after: is });
        }
    }
  }
  for (const price of before) {
    const isClosed = !fresh
      .get(price.target)
      ?.some(({ service, direction }) => service === price.service && direction === price.direction);
    if (isClosed) add({ kind: 'closed', band: price.band, before: price, after: null });
  }
  return { changes, counts };
}

/** The first price of each service and direction. */
function kindsOf(prices: readonly Price[]): readonly Price[] {
  return prices.filter(
    ({ service, direction }, index) =>
      prices.findIndex((other) => other.service === service && other.direction === direction) === index,
  );
}

/** The bands that either side names; the remaining ones together where both sides have a price for any band. */
function bandsOf(were: readonly Price[], are: readonly Price[]): ReadonlySet<string> {
  const bands = new Set([...were, ...are].map(({ band }) => band));
  const bothAny = [were, are].every((side) => side.some(({ band }) => band === ANY_BAND));
  if (!bothAny) bands.delete(ANY_BAND);
  return bands;
}

function priceIn(prices: readonly Price[], band: string): Price | null {
  return prices.find((price) => price.band === band) ?? prices.find((price) => price.band === ANY_BAND) ?? null;
}

function kindOf(before: Price | null, after: Price | null): PriceChangeKind | 'unchanged' {
  if (before === null) return after === null ? 'unchanged' : 'new';
  if (after === null) return 'closed';
  if (samePrice(before, after)) return 'unchanged';
  if (before.unit !== after.unit) return 'changed';
  const byPrice = Math.sign(Number(scaledDifference(before, after)));
  const difference = byPrice === 0 ? after.connectionFeeNano - before.connectionFeeNano : byPrice;
  return difference > 0 ? 'dearer' : difference < 0 ? 'cheaper' : 'changed';
}

/** New minus old price, times both of their `per`. */
function scaledDifference(before: Price, after: Price): bigint {
  return BigInt(after.priceNano) * BigInt(before.per) - BigInt(before.priceNano) * BigInt(after.per);
}

/** By how much the price per unit changes, in percent with one decimal; null where that means nothing. */
export function percentOf({ before, after }: PriceChange): string | null {
  if (before === null || after === null || before.unit !== after.unit || before.priceNano === 0) return null;
  const base = BigInt(before.priceNano) * BigInt(after.per);
  return formatDecimal(divideRounded(scaledDifference(before, after) * 1000n, base, 'halfUp'), 1, 1);
}
