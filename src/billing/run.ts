import { Refusal } from '#base';

/**
 * The states of a run. `calculated`: drafts are drawn; `inReview`: checked, findings open; `approved`: a digest is signed;
 * `issuing`: numbers are being given (only forward from here); `withdrawn`: nothing of it was issued.
 */
export const RUN_STATES = ['draft', 'calculated', 'inReview', 'approved', 'issuing', 'issued', 'withdrawn'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What may follow what. */
export const TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> = {
  draft: ['draft', 'calculated', 'withdrawn'],
  calculated: ['draft', 'inReview', 'withdrawn'],
  inReview: ['draft', 'inReview', 'approved', 'withdrawn'],
  approved: ['draft', 'issuing', 'withdrawn'],
  issuing: ['issuing', 'issued'],
  issued: [],
  withdrawn: [],
};

/** @throws Refusal `run.wrongState` where the step is not allowed */
export function checkTransition(run: { id: number; state: RunState }, to: RunState): void {
  if (!TRANSITIONS[run.state].includes(to))
    throw new Refusal('conflict', 'run.wrongState', { run: run.id, state: run.state, wanted: to });
}

/** A billing run as stored. */
export interface Run {
  readonly id: number;
  readonly month: string;
  readonly state: RunState;
  readonly issueOn: string;
  readonly lastLoadNo: number;
  /** The last rewriting of stored charges that its drafts see. */
  readonly rewritingNo: number;
  readonly drafts: number;
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
  /** Hex; over all drafts that are not excluded. Null until calculated. */
  readonly digest: string | null;
  /** Who drew the drafts last. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly calculatedAt: Date | null;
  readonly issuedAt: Date | null;
}
