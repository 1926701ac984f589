/**
 * The invoice as data: the one computation from which PDF, e-invoice (EN 16931), ledger posting and screens are made.
 * Amounts are integer minor units (bigint) of `currency`; prices and quantities exact decimal strings. BT/BG numbers are
 * the business terms of EN 16931-1.
 */
import type { Language } from '#base';
import type { TaxCategory, UsagePart } from '#billing';
import type { ServiceName } from '#usage';

export type { TaxCategory };

export interface Party {
  readonly name: string; // BT-27 / BT-44
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string; // ISO 3166-1 alpha-2
  readonly vatId?: string; // BT-31 / BT-48
  /** Official registration, e.g. a SIREN with scheme 0002. */
  readonly legalId?: { readonly id: string; readonly scheme?: string }; // BT-30 / BT-47
  readonly email?: string; // BT-43, and BT-34 / BT-49 with scheme EM where there is no other address
}

export interface Seller extends Party {
  readonly taxNumber?: string; // BT-32
  readonly registerEntry?: string; // BT-33
  readonly contactName: string; // BT-41
  readonly phone: string; // BT-42
  readonly website?: string;
  readonly iban?: string; // BT-84
  readonly bic?: string; // BT-86
  readonly bankName?: string;
  readonly creditorId?: string; // BT-90
}

export interface Buyer extends Party {
  readonly customerNumber: string; // BT-46
  readonly reference?: string; // BT-10
  /** BT-49 with its scheme of the EAS list. */
  readonly eAddress?: { readonly scheme: string; readonly id: string };
}

/** A note of the document, with its subject where law wants one (UNTDID 4451, e.g. PMT, PMD, AAB in France). */
export interface InvoiceNote {
  readonly subject?: string; // BT-21
  readonly text: string; // BT-22
}

/** Kind of an invoice line; the printed invoice groups lines by it. */
export const LINE_KINDS = [
  'recurring',
  'oneOff',
  'deposit',
  'correction',
  'usage',
  'periodRule',
  'thirdPayer',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** The usage an invoice line bills; `chargeMicro` is exact, the line's net is this rounded half up once. */
export interface UsageShare {
  readonly key: string;
  readonly service: ServiceName;
  /** Carrying the usage, or what passes through to the owners of premium numbers. */
  readonly part: UsagePart;
  readonly calls: number;
  /** Of the calls, covered by allowances, wholly or in part. */
  readonly coveredCalls: number;
  readonly durationMs: number;
  readonly chargeMicro: bigint;
}

export interface InvoiceLine {
  readonly id: string; // BT-126, 1-based position
  readonly kind: LineKind;
  readonly name: string; // BT-153, in the buyer's language
  readonly description?: string; // BT-154, e.g. the line (phone number) or "12 of 31 days"
  readonly quantity: string; // BT-129, exact decimal
  readonly unitCode: string; // BT-130, UN/ECE Rec 20: C62 one, MON month, DAY day, MIN minute, 4L megabyte, E34 gigabyte
  readonly unitPrice: string; // BT-146, exact decimal, never negative (BR-27)
  readonly netMinor: bigint; // BT-131
  readonly taxCategory: TaxCategory; // BT-151
  readonly taxPercent: string; // BT-152
  readonly periodFrom?: string; // BT-134, local date, inclusive
  readonly periodTo?: string; // BT-135, local date, inclusive as EN 16931 prints it
  readonly revenueAccount: string;
  readonly costCentre?: string; // BT-133
  /** Attributes of the item (BG-32), e.g. calls and minutes of a usage line. */
  readonly attributes?: readonly { readonly name: string; readonly value: string }[];
  /** For usage lines: what they sum. `key` joins them with the groups of itemised calls. */
  readonly usage?: UsageShare;
}

export interface TaxTotal {
  readonly category: TaxCategory; // BT-118
  readonly percent: string; // BT-119
  readonly taxableMinor: bigint; // BT-116
  readonly taxMinor: bigint; // BT-117
  readonly exemptionCode?: string; // BT-121, e.g. VATEX-EU-AE
  readonly exemptionText?: string; // BT-120
}

export interface Totals {
  readonly linesMinor: bigint; // BT-106
  readonly netMinor: bigint; // BT-109
  readonly taxMinor: bigint; // BT-110
  readonly grossMinor: bigint; // BT-112
  readonly dueMinor: bigint; // BT-115
  readonly taxes: readonly TaxTotal[]; // BG-23
}

export interface Invoice {
  readonly number: string; // BT-1
  readonly kind: 'invoice' | 'creditNote'; // BT-3: 380 / 381
  readonly issuedOn: string; // BT-2, local date
  readonly dueOn: string; // BT-9
  readonly periodFrom: string; // BT-73, inclusive
  readonly periodTo: string; // BT-74, inclusive
  readonly currency: string; // BT-5
  readonly language: Language;
  readonly zone: string; // IANA zone in which call times are printed
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly contractNumbers: readonly string[]; // BT-12 takes the first, where the buyer has no number of his own
  readonly contractReference?: string; // BT-12, the buyer's own number for the contract
  readonly payment:
    | { readonly method: 'transfer' } // BT-81: 58
    | { readonly method: 'directDebit'; readonly mandateReference: string; readonly debtorIban: string } // BT-81: 59
    | { readonly method: 'card' }; // BT-81: 48
  readonly lines: readonly InvoiceLine[];
  readonly totals: Totals;
  readonly notes: readonly InvoiceNote[]; // BG-1
  readonly orderReference?: string; // BT-13
  /** The document a credit note corrects. */
  readonly preceding?: { readonly number: string; readonly issuedOn: string }; // BG-3: BT-25, BT-26
}

/** One call, message or session of the itemised bill. Amounts are micro-units, exact; printed with four decimals. */
export interface ItemisedCall {
  /** Where the record came from: file and number in it. */
  readonly fileId: number;
  readonly recordNo: number;
  readonly startMs: number;
  readonly called: string; // as printed, masked by the customer's rule
  readonly destination: string;
  readonly durationMs: number;
  /** Bytes, messages or pages; 0 where time is counted. */
  readonly volume: number;
  /** Seconds, pieces or bytes, by service; of these, covered by allowances. */
  readonly billedUnits: number;
  readonly coveredUnits: number;
  /** Whether an allowance covered it, wholly or in part. */
  readonly covered: boolean;
  readonly chargeMicro: number;
}

/** Calls of one line (number) and one destination class, in order of time; their charges sum to `chargeMicro`. */
export interface ItemisedGroup {
  readonly lineLabel: string;
  readonly className: string;
  /** `usage.key` of the invoice line that this group belongs to. */
  readonly usageKey: string;
  readonly service: ServiceName;
  readonly part: UsagePart;
  readonly calls: readonly ItemisedCall[];
  readonly durationMs: number;
  readonly volume: number;
  readonly chargeMicro: bigint;
}
