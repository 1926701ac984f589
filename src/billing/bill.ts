/**
 * A bill as data: what one customer owes for one month, before it has a number. Kept as JSON with the draft, so every amount is a
 * decimal or integer string; `drawBill` makes it, `invoicing` turns it into the document unchanged.
 */
import type { DestinationClass, LocalName } from '#catalog';
import type { ServiceName } from '#usage';
import type { VersionChange } from './correction.ts';

interface BillLineBase {
  readonly contractNumber: string;
  readonly revenueAccount: string;
  /** Integer minor units as text; the sum of all lines' net is the bill's net (EN 16931 BR-CO-10). */
  readonly netMinor: string;
}

/** A subscription's fee for part or all of a period. */
export interface RecurringLine extends BillLineBase {
  readonly kind: 'recurring';
  readonly subscriptionId: number;
  readonly productCode: string;
  readonly name: LocalName;
  readonly quantity: number;
  /** Exact decimal per month. */
  readonly unitPrice: string;
  /** Local dates, half open. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly daysInMonth: number;
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

export type BillLine = RecurringLine | OneOffLine | UsageLine | CorrectionLine;

/** Which usage stands on the bill: records of the customer in `month` with afterLoadNo < load_no <= upToLoadNo. */
export interface UsageScope {
  readonly month: string;
  readonly afterLoadNo: number;
  readonly upToLoadNo: number;
  readonly records: number;
}

export interface BillTax {
  /** UNTDID 5305. */
  readonly category: 'S' | 'AE' | 'G';
  /** Percent as exact decimal, e.g. '19'. */
  readonly percent: string;
  readonly taxableMinor: string;
  readonly taxMinor: string;
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
