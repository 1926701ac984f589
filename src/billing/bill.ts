/**
 * A bill as data: what one customer owes for one month, before it has a number. Kept as JSON with the draft, so every amount is a
 * decimal or integer string; `drawBill` makes it, `invoicing` turns it into the document unchanged.
 */
import type { DestinationClass, LocalName, PeriodRuleKind, TaxClass } from '#catalog';
import type { ServiceName } from '#usage';
import type { VersionChange } from './correction.ts';
import type { BillTax, LineTax, Supply } from './tax.ts';

interface BillLineBase {
  readonly contractNumber: string;
  readonly revenueAccount: string;
  /** Absent = `standard`. */
  readonly taxClass?: TaxClass;
  /** Absent = `telecom`. */
  readonly supply?: Supply;
  /** How it is taxed for whom the bill goes to; there on every bill and document that is drawn. */
  readonly tax?: LineTax;
  /** Whose it is, on a document that goes to somebody else. */
  readonly customer?: { readonly id: number; readonly number: string; readonly name: string };
  /** Integer minor units as text; the sum of all lines' net is the bill's net (EN 16931 BR-CO-10). */
  readonly netMinor: string;
  /** Site of the customer it is for. */
  readonly siteId?: number;
  /** The customer's order number, where it differs from the contract's (EN 16931 BT-132). */
  readonly orderReference?: string;
  /** The customer's cost centre (EN 16931 BT-133). */
  readonly costCentre?: string;
}

/** Why what is due for a period that was billed before is another amount by now, in the order in which they are looked for. */
export const TRUE_UP_REASONS = [
  'ended',
  'startedLater',
  'longer',
  'startedEarlier',
  'paused',
  'quantity',
  'price',
  'discount',
  'usage',
  'changed',
] as const;
export type TrueUpReason = (typeof TRUE_UP_REASONS)[number];

/** A line that sets right what was billed before for the same period: its net is what is due by now less what was billed. */
export interface TrueUp {
  readonly reason: TrueUpReason;
  readonly billedMinor: string;
  readonly dueMinor: string;
}

/** Time within a service period in which everything is the same. Kept with what was billed, so that a later true-up can tell why. */
export interface ChargeStretch {
  /** Local dates, half open: the days charged. */
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  /** Exact decimal of one unit and whole period. */
  readonly unitPrice: string;
  /** Percent of the fee, and amount of a whole period, taken off; `0` = none. */
  readonly percentOff: string;
  readonly amountOff: string;
  /** Percent of the fee that is charged while paused; null = not paused. */
  readonly pausedPercent: string | null;
  readonly netMinor: string;
}

/** A subscription's fee for part or all of a service period; or, with `trueUp`, what sets a period right that was billed before. */
export interface RecurringLine extends BillLineBase {
  readonly kind: 'recurring';
  readonly subscriptionId: number;
  readonly productCode: string;
  readonly name: LocalName;
  /** Printed under the name. */
  readonly note?: string;
  readonly quantity: number;
  /** Exact decimal per service period. */
  readonly unitPrice: string;
  /** Months of a service period. */
  readonly months: number;
  /** Days charged, local dates, half open. */
  readonly from: string;
  readonly to: string;
  /** The service period they lie in. */
  readonly periodFrom: string;
  readonly periodTo: string;
  /** The part of the period that is charged: so many days (of 30 a month where they are counted so) of so many. */
  readonly days: number;
  readonly ofDays: number;
  readonly discount?: { readonly percentOff: string; readonly amountOff: string; readonly reasons: readonly string[] };
  /** Percent of the fee charged while paused. */
  readonly pausedPercent?: string;
  readonly trueUp?: TrueUp;
  /** All that is due for the period by now; on the first line of a period, for the memory of what was billed. */
  readonly stretches?: readonly ChargeStretch[];
}

export interface OneOffLine extends BillLineBase {
  readonly kind: 'oneOff';
  readonly oneOffId: number;
  readonly productCode: string;
  readonly name: LocalName;
  readonly note: string | null;
  readonly quantity: number;
  /** Exact decimal, negative for a credit. */
  readonly unitPrice: string;
  readonly dueOn: string;
  /** Why it is given back (`CREDIT_REASONS` of contracts), of a credit. */
  readonly reason?: string;
}

/** Security that the customer leaves with us, or gets back; its account is a liability, it is no supply. */
export interface DepositLine extends BillLineBase {
  readonly kind: 'deposit';
  readonly oneOffId: number;
  readonly productCode: string;
  readonly name: LocalName;
  readonly note: string | null;
  readonly quantity: number;
  /** Exact decimal, negative where it is given back. */
  readonly unitPrice: string;
  readonly dueOn: string;
  /** `depositReturned` or `depositSetOff`, where it is given back. */
  readonly reason?: string;
}

/** What a rule over the whole month adds or takes off. */
export interface PeriodRuleLine extends BillLineBase {
  readonly kind: 'periodRule';
  readonly ruleId: number;
  readonly contractId: number;
  readonly ruleCode: string;
  readonly name: LocalName;
  readonly rule: PeriodRuleKind;
  /** Month it is about, 'YYYY-MM'. */
  readonly month: string;
  readonly days: number;
  readonly ofDays: number;
  /** What it was computed from: exact decimal of `per` (`GB`, `minute`, `Mbit/s`), or of money where `per` is null. */
  readonly measured: string;
  readonly per: string | null;
  /** How it came to the amount. */
  readonly parts: readonly RulePart[];
  readonly trueUp?: TrueUp;
}

/** A step of a rule's computation: so much at such a price, or percentage, or a fixed amount. */
export interface RulePart {
  readonly what: 'slice' | 'block' | 'flatFee' | 'instead' | 'commit' | 'burst' | 'percent' | 'shortfall' | 'excess';
  /** Exact decimals. */
  readonly quantity: string;
  readonly unitPrice: string;
}

/** What somebody else pays of the bill: negative on the customer's document, positive on the payer's. */
export interface ThirdPayerLine extends BillLineBase {
  readonly kind: 'thirdPayer';
  /** Customer number and name of the other side. */
  readonly otherNumber: string;
  readonly otherName: string;
  /** The payer's own reference for it. */
  readonly reference: string | null;
}

/** What of the charges a usage line bills: carrying the usage, or what the owners of premium numbers take, passed through to them. */
export const USAGE_PARTS = ['transport', 'service'] as const;
export type UsagePart = (typeof USAGE_PARTS)[number];

/** All usage of one service and destination class in one usage month (`late` when that month was billed before). */
export interface UsageLine extends BillLineBase {
  readonly kind: 'usage';
  readonly service: ServiceName;
  readonly class: DestinationClass;
  readonly part: UsagePart;
  /** Usage month, 'YYYY-MM'. */
  readonly month: string;
  readonly late: boolean;
  /** Calls, messages or sessions; of these, wholly or partly covered by allowances. */
  readonly calls: number;
  readonly coveredCalls: number;
  readonly durationMs: number;
  /** In the service's own unit (`unitOf`): seconds, pieces or bytes; of these, covered by allowances. */
  readonly billedUnits: number;
  readonly coveredUnits: number;
  /** Exact sum of the events' charges in micro-units, as text; netMinor is this, rounded half up once. */
  readonly chargeMicro: string;
  /** What the carriers take for it, in micro-units, for margin. */
  readonly costMicro: string;
}

/** What usage on earlier invoices costs otherwise by now: credit (negative) or debit, with the reason and both versions of the prices. */
export interface CorrectionLine extends BillLineBase {
  readonly kind: 'correction';
  /** Corrections it bills; a line for each part names the same ones. */
  readonly correctionIds: readonly number[];
  readonly service: ServiceName;
  readonly class: DestinationClass;
  readonly part: UsagePart;
  /** Of the usage, 'YYYY-MM'. */
  readonly month: string;
  readonly records: number;
  /** Codes (`rating.stale.<reason>`), each once. */
  readonly reasons: readonly string[];
  readonly versions: readonly VersionChange[];
  /** Exact sum of the differences in micro-units, as text; netMinor is this, rounded half up once. */
  readonly amountMicro: string;
}

export type BillLine =
  | RecurringLine
  | OneOffLine
  | DepositLine
  | PeriodRuleLine
  | UsageLine
  | CorrectionLine
  | ThirdPayerLine;

/** Which usage stands on the bill: records of the customer in `month` with afterLoadNo < load_no <= upToLoadNo, `records` of them in all. */
export interface UsageScope {
  readonly month: string;
  readonly afterLoadNo: number;
  readonly upToLoadNo: number;
  readonly records: number;
  /** Whose, on a document that goes to somebody else; absent = the one's it goes to. */
  readonly customerId?: number;
  /** Numbers of the contracts whose records stand on the document; absent = all. */
  readonly contracts?: readonly string[];
}

export interface Bill {
  readonly customerId: number;
  readonly customerNumber: string;
  /** Usage month billed in arrears; recurring fees in advance are for the month after it. */
  readonly month: string;
  readonly currency: string;
  readonly issueOn: string;
  readonly dueOn: string;
  readonly contractNumbers: readonly string[];
  readonly lines: readonly BillLine[];
  readonly taxes: readonly BillTax[];
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly usage: readonly UsageScope[];
}
