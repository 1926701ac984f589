/** Things whose change can alter what usage costs; `delivery`: records of a contract (its id) that their source has corrected. */
export const AFFECTED_KINDS = [
  'priceList',
  'plan',
  'calendar',
  'numbering',
  'zone',
  'ported',
  'allowance',
  'option',
  'contract',
  'line',
  'source',
  'destination',
  'delivery',
] as const;
export type AffectedKind = (typeof AFFECTED_KINDS)[number];

/**
 * What a deed changed of the things that rating depends on, and which usage it matters for. Kept with the audit entry of the deed; rating
 * pulls it (`changesAfter`) and rates the customers anew that it can concern. Saying too much costs time, saying too little costs money.
 */
export interface Affected {
  readonly kind: AffectedKind;
  /** Of the thing; 0 where the kind has no single things (numbering plan, ported numbers). */
  readonly id: number;
  /** Usage that begins in [fromMs, toMs), epoch ms; 0 = of all times. */
  readonly fromMs: number;
  /** Absent = without end. */
  readonly toMs?: number;
}

/** An audit entry that says that it affects charges. */
export interface AffectingChange {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly affects: readonly Affected[];
}
