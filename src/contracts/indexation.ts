/** Indexation: prices of subscriptions raised (or lowered) by a fixed percentage or by what an index did. Pure. */
import { z } from 'zod';
import {
  addMonths,
  dateText,
  decimalText,
  divideRounded,
  type Finding,
  formatDecimal,
  idNumber,
  monthOf,
  monthsAfter,
  monthText,
  parseDecimal,
  powerOfTen,
} from '#base';

const PRICE_DECIMALS = 9;
/** Decimals of a percentage; what an index gives is rounded half up to them, once. */
const PERCENT_DECIMALS = 4;
const HUNDRED = 100n * powerOfTen(PERCENT_DECIMALS);

/** Percent with a sign, at most four decimals, more than -100. */
const changeText = decimalText.refine((text) => {
  const percent = parseDecimal(text, PERCENT_DECIMALS);
  return percent !== null && percent > -HUNDRED && percent <= 10n * HUNDRED;
});

/** Name of a series of index values, e.g. `DE-VPI`, `FR-SYNTEC`. */
export const seriesText = z.string().min(1).max(40);

export const indexationTerms = z.object({
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), percent: changeText }),
    z.object({
      kind: z.literal('index'),
      series: seriesText,
      /** The value used is that of the month so many months before the one of effect: it must be published by then. */
      lagMonths: z.number().int().min(0).max(24).default(2),
      /** It is compared with the one so many months before it. */
      overMonths: z.number().int().min(1).max(120).default(12),
    }),
  ]),
  /** Never more, never less than so many percent; null = whatever comes out. */
  cap: changeText.nullable().default(null),
  floor: changeText.nullable().default(null),
  /** Of the new price. */
  rounding: z
    .object({ decimals: z.number().int().min(0).max(6), mode: z.enum(['halfUp', 'up', 'down']) })
    .default({ decimals: 2, mode: 'halfUp' }),
  /** Months of the year in which it may take effect, 1…12; empty = any. */
  months: z.array(z.number().int().min(1).max(12)).max(12).default([]),
  /** A price must have held so many months before it is changed by the rule. */
  afterMonths: z.number().int().min(0).max(120).default(12),
  /** Customers are told so many days before. */
  noticeDays: z.number().int().min(0).max(366).default(30),
  /** Whether the letter tells of the right to end the contract because of it: not where the increase was agreed with the contract. */
  mayEnd: z.boolean().default(true),
});
export type IndexationTerms = z.output<typeof indexationTerms>;

export const newIndexationRule = z.object({
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(100),
  /** What it reaches: one contract, products, families of products; nothing named = everything. */
  contractId: idNumber.nullable().default(null),
  productCodes: z.array(z.string()).max(500).default([]),
  families: z.array(z.string()).max(100).default([]),
  rule: indexationTerms,
});
export type NewIndexationRule = z.input<typeof newIndexationRule>;
export interface IndexationRule extends z.output<typeof newIndexationRule> {
  readonly id: number;
}

export const newIndexValue = z.object({
  series: seriesText,
  month: monthText,
  value: decimalText.refine((text) => (parseDecimal(text, PERCENT_DECIMALS) ?? 0n) > 0n),
});
export type IndexValue = z.output<typeof newIndexValue>;

/** A rule on a day: what it changes prices by, or why it cannot. */
export interface IndexationChange {
  /** Percent, at most four decimals; null with findings. */
  readonly percent: string | null;
  readonly findings: readonly Finding[];
}

/** @param effectiveOn local date from which the new prices hold */
export function changeOn(rule: IndexationTerms, values: readonly IndexValue[], effectiveOn: string): IndexationChange {
  const findings: Finding[] = [];
  if (rule.months.length > 0 && !rule.months.includes(Number(effectiveOn.slice(5, 7))))
    findings.push({ code: 'indexation.otherMonth', severity: 'error', params: { months: rule.months.join(', ') } });
  const percent = rawChange(rule, values, effectiveOn, findings);
  if (findings.length > 0 || percent === null) return { percent: null, findings };
  const limit = (text: string | null) => (text === null ? null : parseDecimal(text, PERCENT_DECIMALS));
  const cap = limit(rule.cap);
  const floor = limit(rule.floor);
  let limited = percent;
  if (floor !== null && limited < floor) limited = floor;
  if (cap !== null && limited > cap) limited = cap;
  return { percent: formatDecimal(limited, PERCENT_DECIMALS), findings };
}

function rawChange(
  { change }: IndexationTerms,
  values: readonly IndexValue[],
  effectiveOn: string,
  findings: Finding[],
): bigint | null {
  if (change.kind === 'percent') return parseDecimal(change.percent, PERCENT_DECIMALS);
  const month = addMonths(monthOf(effectiveOn), -change.lagMonths);
  const [now, before] = [month, addMonths(month, -change.overMonths)].map((one) => {
    const found = values.find((value) => value.series === change.series && value.month === one);
    if (found !== undefined) return parseDecimal(found.value, PERCENT_DECIMALS);
    findings.push({ code: 'indexation.noValue', severity: 'error', params: { series: change.series, month: one } });
    return null;
  });
  if (now === undefined || now === null || before === undefined || before === null) return null;
  return divideRounded((now - before) * HUNDRED, before, 'halfUp');
}

/** A price changed by a percentage, rounded once as the rule says. @param price exact decimal */
export function indexedPrice(price: string, percent: string, { decimals, mode }: IndexationTerms['rounding']): string {
  const old = parseDecimal(price, PRICE_DECIMALS);
  const change = parseDecimal(percent, PERCENT_DECIMALS);
  if (old === null || change === null)
    throw new Error(`assertion failed: not a price or percentage: ${price} ${percent}`);
  const unit = powerOfTen(PRICE_DECIMALS - decimals) * HUNDRED;
  return formatDecimal(divideRounded(old * (HUNDRED + change), unit, mode), decimals);
}

/** A subscription as an indexation looks at it. */
export interface Indexable {
  readonly subscriptionId: number;
  readonly contractId: number;
  readonly customerId: number;
  readonly productCode: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** On the day of effect. */
  readonly quantity: number;
  /** Price of a service period on the day of effect. */
  readonly price: string;
  /** Since when it is that. */
  readonly pricedSince: string;
  /** Months of a service period. */
  readonly periodMonths: number;
  /** Whether another price is agreed for a later day: stairs, or a change in advance. */
  readonly changesLater: boolean;
}

/** Why a subscription keeps its price. */
export const INDEXATION_SKIPS = ['tooYoung', 'changesLater', 'free', 'unchanged'] as const;

export interface IndexationRow extends Indexable {
  readonly newPrice: string;
  /** More (or less) in twelve months, exact decimal. */
  readonly yearly: string;
  readonly skip: (typeof INDEXATION_SKIPS)[number] | null;
}

/** What a rule does to each subscription in force on the day of effect. */
export function indexationRows(
  rule: IndexationTerms,
  percent: string,
  effectiveOn: string,
  subscriptions: readonly Indexable[],
): IndexationRow[] {
  return subscriptions
    .filter((one) => one.startsOn < effectiveOn && (one.endsOn === null || one.endsOn > effectiveOn))
    .map((one) => {
      const newPrice = indexedPrice(one.price, percent, rule.rounding);
      const skip = skipOf(rule, effectiveOn, one, newPrice);
      return { ...one, newPrice, skip, yearly: skip === null ? yearlyOf(one, newPrice) : '0' };
    });
}

function skipOf(rule: IndexationTerms, effectiveOn: string, one: Indexable, newPrice: string): IndexationRow['skip'] {
  const price = parseDecimal(one.price, PRICE_DECIMALS);
  if (price === 0n) return 'free';
  if (monthsAfter(one.pricedSince, rule.afterMonths) > effectiveOn) return 'tooYoung';
  if (one.changesLater) return 'changesLater';
  return parseDecimal(newPrice, PRICE_DECIMALS) === price ? 'unchanged' : null;
}

function yearlyOf(one: Indexable, newPrice: string): string {
  const difference = (parseDecimal(newPrice, PRICE_DECIMALS) ?? 0n) - (parseDecimal(one.price, PRICE_DECIMALS) ?? 0n);
  const yearly = divideRounded(difference * BigInt(one.quantity) * 12n, BigInt(one.periodMonths), 'halfUp');
  return formatDecimal(divideRounded(yearly, powerOfTen(PRICE_DECIMALS - 2), 'halfUp'), 2, 2);
}

/** What an indexation means for a customer, in twelve months. */
export interface CustomerImpact {
  readonly customerId: number;
  readonly subscriptions: number;
  readonly oldYearly: string;
  readonly newYearly: string;
  readonly difference: string;
}

/** Sums of the rows not skipped per customer, in order of customer. */
export function impactByCustomer(rows: readonly IndexationRow[]): CustomerImpact[] {
  const groups = Map.groupBy(
    rows.filter((row) => row.skip === null),
    (row) => row.customerId,
  );
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([customerId, own]) => {
      const sum = (of: (row: IndexationRow) => string) =>
        own.reduce((total, row) => total + (parseDecimal(of(row), 2) ?? 0n), 0n);
      const difference = sum((row) => row.yearly);
      const old = sum((row) => yearlyOf({ ...row, price: '0' }, row.price));
      const text = (minor: bigint) => formatDecimal(minor, 2, 2);
      return {
        customerId,
        subscriptions: own.length,
        oldYearly: text(old),
        newYearly: text(old + difference),
        difference: text(difference),
      };
    });
}

/** A rule put to use on a day. */
export const indexationInput = z.object({ ruleId: idNumber, effectiveOn: dateText });
