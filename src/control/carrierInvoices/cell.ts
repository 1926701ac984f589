import type { Effect } from './carrierCause.ts';
import type { CarrierLine } from './carrierInvoice.ts';

/** What is compared: a number's calls to a destination, a product, an invoice's tax or sum. Amounts in micro-units of the operator's currency. */
export interface Cell {
  /** Stable while the same is compared: decisions hang on it. */
  readonly key: string;
  readonly kind: 'usage' | 'product' | 'tax' | 'sum';
  /** Number (E.164 digits) or account; null = all that none of the others is. */
  readonly identifier: string | null;
  /** null = all, or one that we cannot name (`label`). */
  readonly destinationId: number | null;
  readonly service: string | null;
  readonly label: string | null;
  /** Whose number it is; null = nobody's, or not one customer's. */
  readonly customerId: number | null;
  /** null = not told. */
  readonly theirCalls: number | null;
  readonly theirSeconds: number | null;
  readonly theirMicro: bigint;
  readonly ourCalls: number;
  readonly ourSeconds: number;
  readonly ourMicro: bigint;
  /** Beyond the carrier's tolerance. */
  readonly differs: boolean;
  /** They add up to theirs less ours. */
  readonly effects: readonly Effect[];
}

/** A line as it is compared: its amount in the operator's currency. */
export interface ComparedLine extends CarrierLine {
  readonly invoiceId: number;
  readonly invoiceNumber: string;
  readonly no: number;
}

/** Local dates, half open: what is compared. */
export interface ComparedPeriod {
  readonly from: string;
  readonly to: string;
}

export function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
