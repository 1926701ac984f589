/** What can happen to a finding. `lapsed`: an acceptance that fell because the money at stake grew. `gone`: what was found is mended. */
export const EVENT_KINDS = ['accepted', 'reopened', 'assigned', 'unassigned', 'lapsed', 'gone'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface NewEvent {
  /** Of the finding. */
  readonly key: string;
  readonly kind: EventKind;
  /** Why; of an assignment to whom. */
  readonly comment: string;
  readonly amountMicro: bigint;
}

export interface FindingEvent extends NewEvent {
  /** From 1 within the run. */
  readonly no: number;
  readonly actor: string;
  readonly at: Date;
}
