/** Fees, items, deposits, rules over the month and shares of other payers as lines of an invoice. */
import {
  addDays,
  formatDecimal,
  formatMinor,
  formatMoney,
  formatNumber,
  minorDecimals,
  monthEnd,
  monthStart,
  parseDecimal,
} from '#base';
import type {
  DepositLine,
  OneOffLine,
  PeriodRuleLine,
  RecurringLine,
  RulePart,
  ThirdPayerLine,
  TrueUp,
} from '#billing';
import { agreed, CATALOGUE_DECIMALS, shared } from './lineAmount.ts';
import { describe, type LineContext, references } from './lineContext.ts';

export function recurring(line: RecurringLine, context: LineContext) {
  const { words, currency } = context;
  const net = BigInt(line.netMinor);
  const periodTo = addDays(line.to, -1);
  const span = { from: line.from, to: periodTo };
  const whole = line.days === line.ofDays && line.discount === undefined && line.pausedPercent === undefined;
  const stated = whole && line.trueUp === undefined ? agreed(line.quantity, line.unitPrice, net, currency) : null;
  return {
    name: line.name[context.language],
    description: describe([
      line.note ?? '',
      line.trueUp === undefined ? chargedTime(line, span, context) : words('line.period', span),
      ...(line.trueUp === undefined ? reductions(line, context) : trueUp(line.trueUp, context)),
      ...references(line, context),
    ]),
    ...(stated ?? shared(line.trueUp === undefined ? line.quantity : 1, net, currency)),
    periodFrom: line.from,
    periodTo,
  };
}

/** The days charged, and of a part of a period how many of how many. */
function chargedTime(line: RecurringLine, span: { from: string; to: string }, context: LineContext): string {
  if (line.days === line.ofDays) return context.words('line.period', span);
  const { days, ofDays, months } = line;
  const price = money(line.unitPrice, context);
  return months === 1
    ? context.words('line.prorated', { ...span, days, daysInMonth: ofDays, price })
    : context.words('line.proratedPeriod', { ...span, days, ofDays, months, price });
}

function reductions({ discount, pausedPercent }: RecurringLine, context: LineContext): string[] {
  const { words, language } = context;
  const percent = (text: string) => formatNumber(language, text, 0, 4);
  const off = discount && [
    ...(discount.percentOff === '0' ? [] : [words('line.percentOff', { percent: percent(discount.percentOff) })]),
    ...(discount.amountOff === '0' ? [] : [words('line.amountOff', { amount: money(discount.amountOff, context) })]),
    ...discount.reasons,
  ];
  const paused = pausedPercent === undefined ? [] : [words('line.paused', { percent: percent(pausedPercent) })];
  return [...(off ?? []), ...paused];
}

/** What was billed before, what is due by now, and why. */
function trueUp({ reason, billedMinor, dueMinor }: TrueUp, context: LineContext): string[] {
  const amount = (minor: string) =>
    formatMoney(context.language, formatMinor(BigInt(minor), context.currency), context.currency);
  return [
    context.words('line.trueUpReason', { reason }),
    context.words('line.trueUp', { due: amount(dueMinor), billed: amount(billedMinor) }),
  ];
}

export function oneOff(line: OneOffLine | DepositLine, context: LineContext) {
  const net = BigInt(line.netMinor);
  const reason = line.reason === undefined ? '' : context.words('line.givenBack', { reason: line.reason });
  return {
    name: line.name[context.language],
    description: describe([line.note ?? '', reason, ...references(line, context)]),
    ...(agreed(line.quantity, line.unitPrice, net, context.currency) ?? shared(line.quantity, net, context.currency)),
  };
}

/** The month, what was measured, and how it came to the amount. */
export function periodRule(line: PeriodRuleLine, context: LineContext) {
  const { words, language, currency } = context;
  const measured =
    line.per === null
      ? formatMoney(language, line.measured, currency)
      : words('line.measured', { quantity: formatNumber(language, line.measured, 0, 3), per: line.per });
  return {
    name: line.name[language],
    description: describe([
      words('line.usageMonth', { month: line.month }),
      measured,
      ...line.parts.map((part) => rulePart(part, context)),
      ...(line.trueUp === undefined ? [] : trueUp(line.trueUp, context)),
      ...references(line, context),
    ]),
    ...shared(1, BigInt(line.netMinor), currency),
    periodFrom: monthStart(line.month),
    periodTo: addDays(monthEnd(line.month), -1),
  };
}

function rulePart({ what, quantity, unitPrice }: RulePart, context: LineContext): string {
  return context.words('line.rulePart', {
    what,
    quantity: formatNumber(context.language, quantity, 0, 4),
    price: money(unitPrice, context),
  });
}

export function thirdPayer(line: ThirdPayerLine, context: LineContext) {
  const net = BigInt(line.netMinor);
  const other = { name: line.otherName, number: line.otherNumber };
  return {
    name: context.words(net < 0n ? 'line.paidBy' : 'line.paidFor', other),
    description: describe([line.reference ?? '', ...references(line, context)]),
    ...shared(1, net, context.currency),
  };
}

function money(price: string, { language, currency }: LineContext): string {
  const exact = parseDecimal(price, CATALOGUE_DECIMALS) ?? 0n;
  return formatMoney(language, formatDecimal(exact, CATALOGUE_DECIMALS, minorDecimals(currency)), currency);
}
