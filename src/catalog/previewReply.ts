import type { Destination } from './destination.ts';
import { formatIncrements, formatPrice, type Price } from './price.ts';
import { type PriceChange, percentOf } from './priceDiff.ts';
import { formatPer } from './priced.ts';

/** A change of price as the API shows it. */
export function priceChangeReply(change: PriceChange, destinations: ReadonlyMap<number, Destination>) {
  const { kind, band, before, after } = change;
  const { target, service, direction, destinationId } = sideOf(change);
  const destination = destinations.get(destinationId);
  return {
    kind,
    target,
    service,
    direction,
    band,
    destination: destination === undefined ? null : { code: destination.code, name: destination.name },
    before: before && changedPrice(before),
    after: after && changedPrice(after),
    percent: percentOf(change),
  };
}

/** A change has a side: the new price, or the one that is closed. */
function sideOf({ before, after }: PriceChange): Price {
  const price = after ?? before;
  if (price === null) throw new Error('assertion failed: a change of price has a side');
  return price;
}

function changedPrice(price: Price) {
  return {
    price: formatPrice(price.priceNano),
    per: formatPer(price.unit, price.per),
    connectionFee: formatPrice(price.connectionFeeNano),
    increments: formatIncrements(price.firstIncrement, price.nextIncrement, price.unit),
    hasTerms: price.terms !== null,
  };
}
