import { canonicalJson } from '#base';
import type { Price } from './price.ts';

/** Whether two prices say the same, whatever they are for. */
export function samePrice(a: Price, b: Price): boolean {
  return (
    a.destinationId === b.destinationId &&
    a.unit === b.unit &&
    a.priceNano === b.priceNano &&
    a.per === b.per &&
    a.connectionFeeNano === b.connectionFeeNano &&
    a.firstIncrement === b.firstIncrement &&
    a.nextIncrement === b.nextIncrement &&
    (a.terms === b.terms || canonicalJson(a.terms) === canonicalJson(b.terms))
  );
}
