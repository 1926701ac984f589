import { divideRounded, minorDecimals, parseDecimal, powerOfTen } from '#base';
import type { RecurringLine } from '#billing';
import type { Cause } from './cause.ts';
import { settle } from './settle.ts';

/** Decimals of the amounts computed with here, of the whole currency unit; shares of periods have as many. */
const SCALE = 15;
const ONE = powerOfTen(SCALE);
const PERCENT = 100n * powerOfTen(SCALE);

/** A subscription's fee on one bill: periods charged, quantity times periods, and the money before and after discount and pause. */
interface Fee {
  readonly periods: bigint;
  readonly quantityPeriods: bigint;
  readonly gross: bigint;
  readonly discount: bigint;
  readonly pause: bigint;
  readonly netMinor: bigint;
}

/**
 * Why a subscription's fee differs between two bills that both have it: first the new quantity at the old price, then the new price, then the
 * share of periods (more or fewer of them, or parts), then what discounts and pauses take off. Adds up to the difference in minor units.
 */
export function splitFee(
  before: readonly RecurringLine[],
  now: readonly RecurringLine[],
  currency: string,
): (readonly [Cause, bigint])[] {
  const [a, b] = [feeOf(before), feeOf(now)];
  const total = b.netMinor - a.netMinor;
  if (a.quantityPeriods === 0n || b.quantityPeriods === 0n) return settle([], total, 'proration');
  const share = (amount: bigint, of: bigint, by: bigint) => (by === 0n ? 0n : divideRounded(amount * of, by, 'halfUp'));
  const withQuantity = share(share(a.gross, b.quantityPeriods, a.quantityPeriods), a.periods, b.periods);
  const withPrice = share(b.gross, a.periods, b.periods);
  const minor = (amount: bigint) => divideRounded(amount, powerOfTen(SCALE - minorDecimals(currency)), 'halfUp');
  return settle(
    [
      ['quantity', minor(withQuantity - a.gross)],
      ['price', minor(withPrice - withQuantity)],
      ['proration', minor(b.gross - withPrice)],
      ['discount', minor(a.discount - b.discount)],
      ['pause', minor(a.pause - b.pause)],
    ],
    total,
    'proration',
  );
}

function feeOf(lines: readonly RecurringLine[]): Fee {
  const zero: Fee = { periods: 0n, quantityPeriods: 0n, gross: 0n, discount: 0n, pause: 0n, netMinor: 0n };
  return lines.reduce((sum, line) => {
    const periods = line.ofDays === 0 ? 0n : (ONE * BigInt(line.days)) / BigInt(line.ofDays);
    const quantityPeriods = BigInt(line.quantity) * periods;
    const gross = (quantityPeriods * decimal(line.unitPrice)) / ONE;
    const discount =
      (gross * decimal(line.discount?.percentOff)) / PERCENT + (periods * decimal(line.discount?.amountOff)) / ONE;
    const left = line.pausedPercent === undefined ? PERCENT : decimal(line.pausedPercent);
    return {
      periods: sum.periods + periods,
      quantityPeriods: sum.quantityPeriods + quantityPeriods,
      gross: sum.gross + gross,
      discount: sum.discount + discount,
      pause: sum.pause + ((gross - discount) * (PERCENT - left)) / PERCENT,
      netMinor: sum.netMinor + BigInt(line.netMinor),
    };
  }, zero);
}

function decimal(amount: string | undefined): bigint {
  return parseDecimal(amount ?? '0', SCALE) ?? 0n;
}
