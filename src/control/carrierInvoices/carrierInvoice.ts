import type { Finding } from '#base';

export const INVOICE_FORMATS = ['csv', 'xlsx', 'ubl', 'cii'] as const;
export type InvoiceFormat = (typeof INVOICE_FORMATS)[number];

export const INVOICE_KINDS = ['invoice', 'creditNote'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** Services a carrier's line can name; `UsageRecord` has the same. */
export const LINE_SERVICES = ['voice', 'sms', 'mms', 'data', 'fax'] as const;
export type LineService = (typeof LINE_SERVICES)[number];

/** A line of a carrier's invoice. Amounts are net micro-units of the invoice's currency, a credit note's below zero. */
export interface CarrierLine {
  /** Row of the file, or place among the lines of an e-invoice; from 1. */
  readonly place: number;
  /** Calls, or something bought: a line rental, a set-up fee. */
  readonly kind: 'usage' | 'product';
  /** Number or account as the carrier writes it; null = not told. */
  readonly account: string | null;
  readonly destination: string | null;
  readonly service: LineService | null;
  /** What the carrier calls the product. */
  readonly reference: string | null;
  readonly description: string | null;
  /** Local dates, both inclusive, as invoices have them. */
  readonly from: string | null;
  readonly to: string | null;
  readonly calls: number | null;
  readonly seconds: number | null;
  /** Pieces, megabytes …: exact decimal, where it is no time. */
  readonly quantity: string | null;
  /** Exact decimal per minute of calls, else per piece; null = not told. */
  readonly unitPrice: string | null;
  readonly amountMicro: bigint;
  /** VAT, percent as decimal text. */
  readonly taxPercent: string | null;
}

/** What a file says of the invoice as a whole; null = not told. */
export interface InvoiceHead {
  readonly number: string | null;
  readonly kind: InvoiceKind;
  readonly issuedOn: string | null;
  /** 'YYYY-MM' */
  readonly month: string | null;
  readonly currency: string | null;
  readonly netMicro: bigint | null;
  readonly taxMicro: bigint | null;
  readonly grossMicro: bigint | null;
}

export const NOTHING_TOLD: InvoiceHead = {
  number: null,
  kind: 'invoice',
  issuedOn: null,
  month: null,
  currency: null,
  netMicro: null,
  taxMicro: null,
  grossMicro: null,
};

/** A column of a table: its heading, what we take it for, and what its first rows say. */
export interface ReadColumn {
  readonly heading: string;
  readonly column: string | null;
  readonly samples: readonly string[];
}

/** A carrier's invoice as it was read. With an error among the findings it is not to be used. */
export interface ReadInvoice {
  readonly format: InvoiceFormat;
  readonly head: InvoiceHead;
  readonly lines: readonly CarrierLine[];
  /** Of tables only. */
  readonly columns: readonly ReadColumn[];
  readonly findings: readonly Finding[];
}

/** A carrier's invoice as it is kept. */
export interface CarrierInvoice {
  readonly id: number;
  readonly carrierId: number;
  readonly number: string;
  readonly kind: InvoiceKind;
  readonly month: string;
  readonly issuedOn: string | null;
  readonly currency: string;
  /** What one unit of its currency is worth in the operator's, exact decimal. */
  readonly rate: string;
  /** As stated, else the sum of its lines. */
  readonly netMicro: bigint;
  readonly taxMicro: bigint | null;
  readonly grossMicro: bigint | null;
  readonly linesMicro: bigint;
}

/** Finding about a carrier's file. */
export function fileFinding(
  code: string,
  severity: Finding['severity'],
  params: NonNullable<Finding['params']> = {},
  line?: number,
): Finding {
  return { code, severity, params, ...(line === undefined ? {} : { place: { line } }) };
}
