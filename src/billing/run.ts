import { Refusal } from '#base';

/**
 * The states of a run. `draft`: drafts are being drawn, or the drawing was stopped; `calculated`: all are drawn; `inReview`: checked, findings
 * open; `approved`: a digest is signed; `issuing`: numbers are being given (only forward from here); `withdrawn`: nothing of it was issued.
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

/**
 * Whom a run bills: `all` that are in no other run of the month, the customers of a `batch` (billing cycle, by its code), a `group` (a payer and
 * everybody he pays for, by the payer's id), one `customer` (by id; with the group he is paid in).
 */
export const SCOPE_KINDS = ['all', 'batch', 'group', 'customer'] as const;
export interface RunScope {
  readonly kind: (typeof SCOPE_KINDS)[number];
  /** Empty for `all`. */
  readonly key: string;
}
export const EVERYBODY: RunScope = { kind: 'all', key: '' };

/** Drafts of one currency that are to be issued, and their sums. */
export interface RunTotal {
  readonly currency: string;
  readonly drafts: number;
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
}

/** A billing run as stored. */
export interface Run {
  readonly id: number;
  readonly month: string;
  readonly scope: RunScope;
  readonly state: RunState;
  readonly issueOn: string;
  /** How often its drafts were drawn. */
  readonly drawingNo: number;
  readonly lastLoadNo: number;
  /** The last rewriting of stored charges that its drafts see. */
  readonly rewritingNo: number;
  /** The last deed of the audit trail that its drafts see. */
  readonly auditSeq: number;
  /** Of all currencies together. */
  readonly drafts: number;
  /** In the operator's currency alone; other currencies stand in `totals`. */
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
  readonly totals: readonly RunTotal[];
  /** Hex; over all drafts that are not excluded. Null until calculated. */
  readonly digest: string | null;
  /** Who drew the drafts last. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly calculatedAt: Date | null;
  readonly issuedAt: Date | null;
}

/** State of a run's item: `failed` could not be drawn, `error` tells why. */
export const ITEM_STATES = ['waiting', 'drawn', 'failed', 'issued'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why an item could not be drawn; worded by the code. */
export interface ItemError {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A paying group in a run: calculated, left out and issued as a whole. */
export interface RunItem {
  readonly payerId: number;
  readonly state: ItemState;
  /** Why it is left out; null = it is in. */
  readonly excludedReason: string | null;
  readonly excludedBy: string | null;
  readonly error: ItemError | null;
}
