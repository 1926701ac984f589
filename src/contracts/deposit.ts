import { parseDecimal } from '#base';
import type { OneOff } from './contract.ts';

/** Decimals a price may have. */
const PRICE_DECIMALS = 9;

/** What of a deposit was not given back yet, as a decimal with nine decimals. @param items of its contract */
export function depositLeft(deposit: OneOff, items: readonly OneOff[]): bigint {
  const amounts = [deposit, ...items.filter((item) => item.depositId === deposit.id)];
  return amounts.reduce(
    (left, { unitPrice, quantity }) => left + (parseDecimal(unitPrice, PRICE_DECIMALS) ?? 0n) * BigInt(quantity),
    0n,
  );
}
