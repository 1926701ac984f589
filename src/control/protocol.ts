/** The protocol of a run as data: what was billed to whom beside last month, why it differs, what was found, and who decided what and when. */
import type { Tenant } from '#access';
import type { Severity } from '#base';
import type { Cause } from './cause.ts';

/** One account's bill. Amounts are decimal text of its currency, net but for `gross`. */
export interface ProtocolRow {
  /** Numbers of its invoices; empty before they are issued. */
  readonly invoices: readonly string[];
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: string;
  readonly oneOff: string;
  readonly recurring: string;
  readonly usage: string;
  /** Of the recurring, fees for parts of periods. */
  readonly proration: string;
  readonly net: string;
  readonly gross: string;
  /** Of the same account the month before; null = none. */
  readonly previous: string | null;
  /** Why it is left out; null = it is in. */
  readonly leftOut: string | null;
  readonly causes: readonly (readonly [Cause, string])[];
}

export interface ProtocolFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
  readonly amount: string;
  readonly accepted: boolean;
  readonly comment: string;
  readonly decidedBy: string;
  /** Epoch ms; null = not decided. */
  readonly decidedMs: number | null;
}

/** Who did what when, in order. */
export interface ProtocolDeed {
  readonly what: 'drawn' | 'leftOut' | 'approved' | 'signed';
  readonly who: string;
  readonly atMs: number | null;
}

export interface Protocol {
  readonly tenant: Tenant;
  readonly runId: number;
  readonly no: number;
  readonly month: string;
  readonly issueOn: string;
  /** Hex, over the drafts that were approved. */
  readonly digest: string;
  readonly signedMs: number;
  readonly rows: readonly ProtocolRow[];
  readonly totals: readonly {
    readonly currency: string;
    readonly drafts: number;
    readonly net: string;
    readonly gross: string;
  }[];
  readonly findings: readonly ProtocolFinding[];
  readonly deeds: readonly ProtocolDeed[];
}
