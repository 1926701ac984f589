/** Checks that look at bills, beside those of earlier months. */
import { formatMicro, formatMinor } from '#base';
import type { Bill, BillLine, UsageLine } from '#billing';
import { absolute, type Check, check, type Found, MICRO_PER_MINOR, money, months, percent } from '../check.ts';
import type { BillPair, RunFacts } from '../facts.ts';

export const BILL_CHECKS: readonly Check[] = [
  check('control.failedItem', 'error', 'bill', ({ failed }) =>
    failed.map(({ customerId, customerName, code }) => ({ customerId, params: { customer: customerName, code } })),
  ),
  check('control.negativeInvoice', 'error', 'bill', (facts) =>
    onBills(
      facts,
      ({ bill }) => BigInt(bill.grossMinor) < 0n,
      ({ bill }) => ({
        params: { amount: formatMinor(BigInt(bill.grossMinor), bill.currency) },
        riskMicro: absolute(BigInt(bill.grossMinor)) * MICRO_PER_MINOR,
      }),
    ),
  ),
  check('control.zeroInvoice', 'warning', 'bill', (facts) =>
    onBills(facts, ({ bill }) => BigInt(bill.grossMinor) === 0n),
  ),
  check(
    'control.jump',
    'warning',
    'bill',
    (facts, set) => jumps(facts, ({ previous }) => previous, set('jump.percent'), set('jump.money')),
    [percent('jump.percent', 50), money('jump.money', 20)],
  ),
  check(
    'control.yearJump',
    'info',
    'bill',
    (facts, set) => jumps(facts, ({ yearAgo }) => yearAgo, set('yearJump.percent'), set('yearJump.money')),
    [percent('yearJump.percent', 100), money('yearJump.money', 50)],
  ),
  check(
    'control.usageStopped',
    'warning',
    'bill',
    (facts, set) =>
      onBills(
        facts,
        ({ bill, usageBefore }) => {
          const seen = usageBefore.slice(0, Number(set('usageStopped.months')));
          return seen.length > 0 && seen.every((records) => records > 0) && callsOf(bill) === 0;
        },
        ({ previous, usageBefore }) => ({
          params: { calls: usageBefore[0] ?? 0 },
          riskMicro: usageOf(previous).reduce((total, line) => total + BigInt(line.chargeMicro), 0n),
        }),
      ),
    [months('usageStopped.months', 3)],
  ),
  check('control.billStopped', 'info', 'bill', ({ gone, currency }) =>
    gone.map(({ customerId, customerName, previousNetMinor }) => ({
      customerId,
      params: { customer: customerName, before: formatMinor(previousNetMinor, currency) },
      riskMicro: absolute(previousNetMinor) * MICRO_PER_MINOR,
    })),
  ),
  check('control.firstBill', 'info', 'bill', (facts) =>
    onBills(
      facts,
      ({ bill, previous, usageBefore, yearAgo }) =>
        !facts.isFirstMonth &&
        previous === null &&
        yearAgo === null &&
        usageBefore.length === 0 &&
        // One with nothing on it is told as such.
        BigInt(bill.grossMinor) !== 0n,
      ({ bill }) => ({ params: { amount: formatMinor(BigInt(bill.netMinor), bill.currency) } }),
    ),
  ),
  check('control.negativeMargin', 'warning', 'bill', negativeMargin, [money('negativeMargin.money', 0)]),
  check(
    'control.premiumFirstSeen',
    'warning',
    'bill',
    (facts, set) =>
      onBills(
        facts,
        ({ bill, previous }) =>
          premium(bill) >= set('premiumFirstSeen.money') && (previous === null || premium(previous) === 0n),
        ({ bill }) => ({
          params: { amount: formatMinor(premium(bill), bill.currency) },
          riskMicro: premium(bill) * MICRO_PER_MINOR,
        }),
      ),
    [money('premiumFirstSeen.money', 25)],
  ),
  check(
    'control.lateUsage',
    'info',
    'bill',
    (facts, set) =>
      onBills(
        facts,
        ({ bill }) => late(bill).length > 0 && absolute(lateMicro(bill)) >= set('lateUsage.money') * MICRO_PER_MINOR,
        ({ bill }) => ({ params: { calls: carried(late(bill)), amount: formatMicro(lateMicro(bill), 2) } }),
      ),
    // A call of last month for some cents surprises nobody.
    [money('lateUsage.money', 1)],
  ),
  check(
    'control.trueUp',
    'info',
    'bill',
    (facts, set) =>
      onBills(
        facts,
        ({ bill }) => absolute(setRight(bill)) >= set('trueUp.money') && setRight(bill) !== 0n,
        ({ bill }) => ({
          params: { amount: formatMinor(setRight(bill), bill.currency) },
          riskMicro: absolute(setRight(bill)) * MICRO_PER_MINOR,
        }),
      ),
    [money('trueUp.money', 20)],
  ),
];

/** Much more or much less than another bill of the same currency. */
function jumps(facts: RunFacts, other: (pair: BillPair) => Bill | null, share: bigint, least: bigint): Found[] {
  const before = (pair: BillPair) => {
    const found = other(pair);
    return found === null || found.currency !== pair.bill.currency ? null : BigInt(found.netMinor);
  };
  const difference = (pair: BillPair) => absolute(BigInt(pair.bill.netMinor) - (before(pair) ?? 0n));
  return onBills(
    facts,
    (pair) => {
      const earlier = before(pair);
      return earlier !== null && difference(pair) >= least && difference(pair) * 100n >= absolute(earlier) * share;
    },
    (pair) => ({
      params: {
        before: formatMinor(before(pair) ?? 0n, pair.bill.currency),
        now: formatMinor(BigInt(pair.bill.netMinor), pair.bill.currency),
      },
      riskMicro: difference(pair) * MICRO_PER_MINOR,
    }),
  );
}

/** What the carriers take is more than what the customer pays, in one class. Bills of other currencies cannot be compared with costs. */
function negativeMargin(facts: RunFacts, set: (name: string) => bigint): Found[] {
  const least = set('negativeMargin.money') * MICRO_PER_MINOR;
  return facts.bills
    .filter(({ bill }) => bill.currency === facts.currency)
    .flatMap(({ bill, customerId, customerName }) =>
      usageOf(bill)
        .map((line) => ({ line, lossMicro: BigInt(line.costMicro) - paidMicro(bill, line) - paidByFees(bill, line) }))
        // Below ten cents it is rounding.
        .filter(({ lossMicro }) => lossMicro > 100_000n && lossMicro > least)
        .map(({ line, lossMicro }) => ({
          customerId,
          params: {
            customer: customerName,
            class: line.class,
            month: line.month,
            loss: formatMicro(lossMicro, 2),
            calls: line.calls,
          },
          riskMicro: lossMicro,
        })),
    );
}

/** What the customer pays for the usage of a line: carrying it, and what passes through to owners of premium numbers. */
function paidMicro(bill: Bill, line: UsageLine): bigint {
  const same = (other: BillLine): other is UsageLine =>
    other.kind === 'usage' &&
    other.contractNumber === line.contractNumber &&
    other.month === line.month &&
    other.class === line.class &&
    other.service === line.service;
  return bill.lines.filter(same).reduce((sum, one) => sum + BigInt(one.chargeMicro), 0n);
}

/** What allowances cover of a line's cost, where the fees of the contract come to all that is covered: included minutes are no loss, they are paid already. */
function paidByFees(bill: Bill, line: UsageLine): bigint {
  const ofContract = bill.lines.filter(({ contractNumber }) => contractNumber === line.contractNumber);
  const fees = ofContract
    .filter(({ kind }) => kind === 'recurring' || kind === 'periodRule')
    .reduce((sum, { netMinor }) => sum + BigInt(netMinor) * MICRO_PER_MINOR, 0n);
  const covered = usageOf({ ...bill, lines: ofContract }).reduce((sum, one) => sum + coveredMicro(one), 0n);
  return covered <= fees ? coveredMicro(line) : 0n;
}

/** Cost of what is covered, by its share of the billed units. */
function coveredMicro({ coveredCalls, billedUnits, coveredUnits, costMicro }: UsageLine): bigint {
  if (coveredCalls === 0 || billedUnits === 0) return 0n;
  return (BigInt(costMicro) * BigInt(coveredUnits)) / BigInt(billedUnits);
}

/** Premium usage on a bill: fraud starts with what was never there. */
function premium(bill: Bill): bigint {
  return usageOf(bill)
    .filter((line) => line.class === 'premium')
    .reduce((total, line) => total + BigInt(line.netMinor), 0n);
}

function setRight(bill: Bill): bigint {
  return bill.lines
    .filter((line) => (line.kind === 'recurring' || line.kind === 'periodRule') && line.trueUp !== undefined)
    .reduce((total, line) => total + BigInt(line.netMinor), 0n);
}

function lateMicro(bill: Bill): bigint {
  return late(bill).reduce((total, line) => total + BigInt(line.chargeMicro), 0n);
}

function late(bill: Bill): UsageLine[] {
  return usageOf(bill).filter((line) => line.late);
}

function onBills(
  facts: RunFacts,
  holds: (pair: BillPair) => boolean,
  tell: (pair: BillPair) => Pick<Found, 'params' | 'riskMicro'> = () => ({ params: {} }),
): Found[] {
  return facts.bills.filter(holds).map((pair) => {
    const told = tell(pair);
    return { customerId: pair.customerId, ...told, params: { customer: pair.customerName, ...told.params } };
  });
}

function usageOf(bill: Bill | null): UsageLine[] {
  return bill?.lines.filter((line) => line.kind === 'usage') ?? [];
}

function callsOf(bill: Bill): number {
  return carried(usageOf(bill));
}

/** A call to a premium number is one call, though two lines bill it. */
function carried(lines: readonly UsageLine[]): number {
  return lines.filter((line) => line.part === 'transport').reduce((total, line) => total + line.calls, 0);
}
