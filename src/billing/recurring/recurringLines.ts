import { addMonths, daysBetween, monthEnd } from '#base';
import type { Product } from '#catalog';
import type { Contract, Subscription } from '#contracts';
import type { ChargeStretch, RecurringLine } from '../bill.ts';
import { lineReferences } from '../lineReferences.ts';
import { supplyOnLine } from '../tax.ts';
import { type DueCharge, type DueStretch, dueCharges, periodKey } from './dueCharges.ts';
import { historyOf } from './history.ts';
import { type BilledCharge, type FirstCharge, type TrueUpCharge, trueUp } from './trueUp.ts';

export interface RecurringInput {
  readonly contract: Contract;
  readonly subscription: Subscription;
  readonly product: Product;
  /** Usage month of the run. */
  readonly month: string;
  /** What was billed for its service periods. */
  readonly billed: readonly BilledCharge[];
  readonly currency: string;
}

/** Up to where fees are due on the bill of a month: in advance what begins by the end of the following month, in arrears what is over by the end of the month. */
export function horizonOf(month: string, billed: Product['billed']): string {
  return monthEnd(billed === 'advance' ? addMonths(month, 1) : month);
}

/** What is due of a subscription by a bill's month, whatever was billed. */
export function dueOfSubscription({
  contract,
  subscription,
  product,
  month,
  billed,
  currency,
}: RecurringInput): DueCharge[] {
  return dueCharges(historyOf(subscription, { contract, product, currency }), {
    horizon: horizonOf(month, product.billed),
    currency,
    billed: new Set(billed.map(periodKey)),
  });
}

/**
 * A subscription's fees on the bill of a month: what is due by then and was not billed, a line for each stretch of a service period; and a line for
 * each period that was billed at another amount than is due by now.
 */
export function recurringLines(input: RecurringInput): RecurringLine[] {
  return trueUp(dueOfSubscription(input), input.billed).flatMap((charge) =>
    'trueUp' in charge ? [trueUpLine(input, charge)] : firstLines(input, charge),
  );
}

function common({ contract, subscription, product }: RecurringInput, { due }: FirstCharge) {
  return {
    kind: 'recurring',
    contractNumber: contract.number,
    revenueAccount: product.revenueAccount,
    ...lineReferences(product.taxClass, subscription, contract),
    ...supplyOnLine(product.kind),
    subscriptionId: subscription.id,
    productCode: product.code,
    name: product.name,
    ...(subscription.note === null ? {} : { note: subscription.note }),
    months: product.recurrence.months,
    periodFrom: due.periodFrom,
    periodTo: due.periodTo,
  } as const;
}

function firstLines(input: RecurringInput, charge: FirstCharge): RecurringLine[] {
  return charge.due.stretches.map((stretch) => ({
    ...common(input, charge),
    quantity: stretch.quantity,
    unitPrice: stretch.unitPrice,
    from: stretch.from,
    to: stretch.to,
    days: stretch.days,
    ofDays: stretch.ofDays,
    ...reductions(stretch),
    netMinor: stretch.netMinor,
  }));
}

function reductions({ percentOff, amountOff, reasons, pausedPercent }: DueStretch) {
  return {
    ...(percentOff === '0' && amountOff === '0' ? {} : { discount: { percentOff, amountOff, reasons } }),
    ...(pausedPercent === null ? {} : { pausedPercent }),
  };
}

/** What sets a billed period right; it shows how things stand now, or stood where nothing is due any more. */
function trueUpLine(input: RecurringInput, charge: TrueUpCharge): RecurringLine {
  const { due, before, trueUp: info, netMinor } = charge;
  const shown = due.stretches.at(-1) ?? before.stretches.at(-1);
  const first = due.stretches[0] ?? before.stretches[0];
  const [from, to] = [first?.from ?? due.periodFrom, shown?.to ?? due.periodTo];
  return {
    ...common(input, charge),
    quantity: shown?.quantity ?? 1,
    unitPrice: shown?.unitPrice ?? '0',
    from,
    to,
    days: daysBetween(from, to),
    ofDays: daysBetween(due.periodFrom, due.periodTo),
    trueUp: info,
    stretches: due.stretches.map(asStretch),
    netMinor: netMinor.toString(),
  };
}

/** Only what is kept of a stretch. */
function asStretch(stretch: ChargeStretch): ChargeStretch {
  const { from, to, quantity, unitPrice, percentOff, amountOff, pausedPercent, netMinor } = stretch;
  return { from, to, quantity, unitPrice, percentOff, amountOff, pausedPercent, netMinor };
}

/** A bill's lines on subscriptions as the memory of what was billed keeps them: one for each subscription and service period. */
export function billedByLines(lines: readonly RecurringLine[]): (BilledCharge & { readonly subscriptionId: number })[] {
  const periods = Map.groupBy(lines, (line) => `${line.subscriptionId}/${periodKey(line)}`);
  return [...periods.values()].flatMap((ofPeriod) => {
    const [first] = ofPeriod;
    if (first === undefined) return [];
    const { subscriptionId, periodFrom, periodTo } = first;
    const netMinor = ofPeriod.reduce((sum, line) => sum + BigInt(line.netMinor), 0n);
    const stretches = first.stretches ?? ofPeriod.map(stretchOf);
    return [{ subscriptionId, periodFrom, periodTo, netMinor, stretches }];
  });
}

function stretchOf(line: RecurringLine): ChargeStretch {
  return asStretch({
    ...line,
    percentOff: line.discount?.percentOff ?? '0',
    amountOff: line.discount?.amountOff ?? '0',
    pausedPercent: line.pausedPercent ?? null,
  });
}
