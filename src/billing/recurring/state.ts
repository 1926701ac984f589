import { formatDecimal, parseDecimal, powerOfTen } from '#base';
import type { ChargeHistory } from './history.ts';

/** Decimals a price or amount may have, and a percentage. */
export const PRICE_DECIMALS = 9;
const PERCENT_DECIMALS = 4;
const HUNDRED_PERCENT = 100n * powerOfTen(PERCENT_DECIMALS);
const PERCENT_SCALE = PERCENT_DECIMALS + 2;

/** Decimals of `rateOf`. */
export const RATE_SCALE = PRICE_DECIMALS + 2 * PERCENT_SCALE;

/** What a subscription is charged by at a time. */
export interface ChargeState {
  readonly quantity: number;
  readonly unitPrice: string;
  readonly percentOff: string;
  readonly amountOff: string;
  /** Printed reasons of the discounts, each once. */
  readonly reasons: readonly string[];
  readonly pausedPercent: string | null;
}

/** The state on a day. Without a price in force it is nothing, for all to see. */
export function stateOn(history: ChargeHistory, date: string): ChargeState {
  const discounts = history.discounts.filter((discount) => inForce(discount, date));
  const total = (kind: 'percent' | 'amount') =>
    discounts
      .filter((discount) => discount.kind === kind)
      .reduce((sum, { value }) => sum + decimal(value, PRICE_DECIMALS), 0n);
  const percent = total('percent');
  const most = 100n * powerOfTen(PRICE_DECIMALS);
  return {
    quantity: (history.quantities.findLast(({ from }) => from <= date) ?? history.quantities[0])?.quantity ?? 0,
    unitPrice: history.prices.findLast(({ from }) => from <= date)?.unitPrice ?? '0',
    percentOff: formatDecimal(percent > most ? most : percent, PRICE_DECIMALS),
    amountOff: formatDecimal(total('amount'), PRICE_DECIMALS),
    reasons: [...new Set(discounts.flatMap(({ reason }) => reason ?? []))],
    pausedPercent: history.pauses.find((pause) => inForce(pause, date))?.billedPercent ?? null,
  };
}

/** Whether two states charge and print the same. */
export function sameState(a: ChargeState, b: ChargeState): boolean {
  return (
    a.quantity === b.quantity &&
    a.percentOff === b.percentOff &&
    a.amountOff === b.amountOff &&
    a.pausedPercent === b.pausedPercent &&
    decimal(a.unitPrice, PRICE_DECIMALS) === decimal(b.unitPrice, PRICE_DECIMALS) &&
    a.reasons.join('\n') === b.reasons.join('\n')
  );
}

/** The fee of a whole period in a state, exact, scaled by `RATE_SCALE`: price × quantity, less percentages, less amounts, of a pause its share. */
export function rateOf({ quantity, unitPrice, percentOff, amountOff, pausedPercent }: ChargeState): bigint {
  const fee = decimal(unitPrice, PRICE_DECIMALS) * BigInt(quantity);
  const kept = HUNDRED_PERCENT - decimal(percentOff, PERCENT_DECIMALS);
  const reduced = fee * kept - decimal(amountOff, PRICE_DECIMALS) * HUNDRED_PERCENT;
  const floored = reduced < 0n && fee >= 0n ? 0n : reduced;
  return floored * (pausedPercent === null ? HUNDRED_PERCENT : decimal(pausedPercent, PERCENT_DECIMALS));
}

/** Days on which a state may change, with those on which it does. */
export function changeDates(history: ChargeHistory): readonly string[] {
  const dates = new Set<string>();
  for (const { from } of history.prices) dates.add(from);
  for (const { from } of history.quantities) dates.add(from);
  for (const { from, to } of [...history.discounts, ...history.pauses]) {
    dates.add(from);
    if (to !== null) dates.add(to);
  }
  return [...dates].sort();
}

function inForce({ from, to }: { readonly from: string; readonly to: string | null }, date: string): boolean {
  return from <= date && (to === null || date < to);
}

function decimal(text: string, scale: number): bigint {
  const value = parseDecimal(text, scale);
  if (value === null) throw new Error(`assertion failed: not a decimal: ${text}`);
  return value;
}
