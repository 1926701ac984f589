export const DECISION_KINDS = ['accepted', 'disputed', 'reopened'] as const;

/** What somebody decided about a difference. It holds while the difference is no larger than it was. */
export interface CarrierDecision {
  /** Of the cell. */
  readonly key: string;
  readonly kind: (typeof DECISION_KINDS)[number];
  readonly comment: string;
  readonly amountMicro: bigint;
  readonly actor: string;
  readonly at: Date;
}
