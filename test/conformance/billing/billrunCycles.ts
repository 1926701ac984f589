/** BillRun's cycle prices and month fractions (`billrun-tariff-steps.json`); its tariff steps are rated by `-- rating`. */
import assert from 'node:assert/strict';
import { addDays, monthsAfter } from '#base';
import { type ChargeHistory, dueCharges, gridOf } from '#billing';
import { BY_DAYS, checkProductPrice, MONTHLY, priceSteps } from '#catalog';
import { decimalText, type Outcome, outcomeOf } from '../rating/shared.ts';

interface CyclePriceCase {
  readonly id: string;
  /** A price for the months `from` to `to` since the activation. */
  readonly price_step: { readonly price: number | string; readonly from: number; readonly to: number | string };
  /** The months that are charged. */
  readonly start_month: number;
  readonly end_month: number;
  readonly expected: number;
}

interface MonthsCase {
  readonly id: string;
  /** `dd-mm-yyyy`, both days included. */
  readonly start: string;
  readonly end: string;
  readonly expected: number;
}

export interface BillrunCyclesFile {
  readonly cycle_price_cases: readonly CyclePriceCase[];
  readonly months_diff_cases: readonly MonthsCase[];
}

export function billrunCycles(file: BillrunCyclesFile): readonly Outcome[] {
  return [
    ...file.cycle_price_cases.map((one) => outcomeOf(one.id, () => checkPrice(one))),
    ...file.months_diff_cases.map((one) => outcomeOf(one.id, () => checkMonths(one))),
  ];
}

/** What is due from a day to another, in the currency; amounts are scaled so that no cent of rounding shows. */
const SCALE = 1_000_000;
function due(from: string, to: string, prices: ChargeHistory['prices']): number {
  const charges = dueCharges(
    {
      from,
      to,
      grid: gridOf(MONTHLY, from),
      billed: 'arrears',
      proration: BY_DAYS,
      prices,
      quantities: [{ from, quantity: SCALE }],
      discounts: [],
      pauses: [],
    },
    { horizon: to, currency: 'EUR' },
  );
  return charges.reduce((sum, { netMinor }) => sum + Number(netMinor), 0) / 100 / SCALE;
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} instead of ${expected}`);
}

const ACTIVATION = '2000-01-01';

/** A stair of a product's price; the months that no stair names cost nothing. */
function checkPrice({ price_step: { price, from, to }, start_month, end_month, expected }: CyclePriceCase): void {
  const stairs = [
    { fromMonth: from + 1, toMonth: to === 'UNLIMITED' ? null : Number(to), unitPrice: decimalText(price) },
  ];
  const version = { currency: 'EUR', validFrom: ACTIVATION, unitPrice: '0', setupFee: null, buyingPrice: null };
  // A stair that ends before it begins is refused where it is entered: nothing is sold at it.
  const refused = checkProductPrice({ stairs }).length > 0;
  const steps = priceSteps([{ ...version, stairs: refused ? [] : stairs, existing: 'follow' }], {
    currency: 'EUR',
    startsOn: ACTIVATION,
  });
  close(due(monthsAfter(ACTIVATION, start_month), monthsAfter(ACTIVATION, end_month), steps), expected);
}

/** Days of broken months in their share, whole months in between as one: what a price of 1 a month comes to. */
function checkMonths({ start, end, expected }: MonthsCase): void {
  const date = (text: string) => text.split('-').toReversed().join('-');
  close(due(date(start), addDays(date(end), 1), [{ from: date(start), unitPrice: '1' }]), expected);
}
