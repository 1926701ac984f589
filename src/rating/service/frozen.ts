import type { Context } from '#platform/context';
import type { LoadContext } from '#platform/db';
import type { StoredRecord } from '#usage';
import type { Charge } from '../charge.ts';
import type { StaleRow } from '../store.ts';

/** A record on an issued invoice, and what it would cost now. */
export interface FrozenRecord {
  /** Local month of its start, 'YYYY-MM'. */
  readonly month: string;
  /** Service, key, load and origin; its charge is not to be read here. */
  readonly record: StoredRecord;
  /** As it stands on the invoice. */
  readonly billed: Charge;
  readonly due: Charge;
}

/**
 * What must not be rewritten: usage on issued invoices, and all months up to one while a run is being issued. Billing knows; rating is a slice
 * before it and is given this.
 */
export interface FrozenUsage {
  /** Keeps invoices from being issued until the transaction ends. */
  hold(load: LoadContext): Promise<void>;
  /** What holds for some customers, as the transaction sees it. */
  of(ctx: Context, customerIds: readonly number[]): Promise<FrozenCustomers>;
}

export interface FrozenCustomers {
  /** Months up to and including this one are left alone for now; null = none. */
  readonly heldUpToMonth: string | null;
  /** Last load of the customer's month that stands on an invoice; 0 = none. */
  billedUpTo(customerId: number, month: string): number;
  /** Is told of every record that is billed. */
  note(record: FrozenRecord): void;
  /** What the invoices of a customer's month told of so far are to be corrected by, in micro-units. */
  correctionMicro(customerId: number, month: string): bigint;
  /** Writes the corrections. */
  settle(load: LoadContext, causes: readonly StaleRow[]): Promise<void>;
}

/** Nothing has been billed. */
export const NOTHING_FROZEN: FrozenUsage = {
  hold: async () => {},
  of: async () => ({
    heldUpToMonth: null,
    billedUpTo: () => 0,
    note: () => {},
    correctionMicro: () => 0n,
    settle: async () => {},
  }),
};
