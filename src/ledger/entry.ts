import { assert } from '#base';
import { RECEIVABLE, type WriteOffReason } from './accounts.ts';

/**
 * What an entry books. `payment` came in, `refund` went out; `setOff` settles what a customer owes with what he is to get; `reversal` mirrors
 * another entry.
 */
export const ENTRY_KINDS = ['invoice', 'creditNote', 'payment', 'refund', 'writeOff', 'setOff', 'reversal'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** An amount on an account: debit positive, credit negative, integer minor units. */
export interface Posting {
  /** See `accounts.ts`. */
  readonly account: string;
  readonly amountMinor: bigint;
  /** On `receivable` alone: the open item it moves, by the entry that opened it; `own` = the item that this entry opens. */
  readonly item?: number | 'own';
}

/** An entry before it has a number. */
export interface NewEntry {
  readonly kind: EntryKind;
  readonly customerId: number;
  /** ISO 4217; an entry has one. */
  readonly currency: string;
  /** Local date. */
  readonly bookedOn: string;
  /** The document or payment it is about. */
  readonly documentNumber: string;
  /** When what it opens is due; local date. */
  readonly dueOn: string;
  readonly reverses?: number;
  /** Of a write-off. */
  readonly reason?: WriteOffReason;
  readonly note?: string;
  readonly postings: readonly Posting[];
}

/**
 * Postings as they are written: one per account and item, none that is zero, in the order in which they came first. What does not sum to zero is a
 * bug and is never written.
 */
export function balanced(what: string, postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const posting of postings) {
    assert(
      (posting.account === RECEIVABLE) === (posting.item !== undefined),
      `posting of ${what} on ${posting.account} and its item`,
    );
    const key = `${posting.account} ${posting.item ?? ''}`;
    sums.set(key, { ...posting, amountMinor: (sums.get(key)?.amountMinor ?? 0n) + posting.amountMinor });
  }
  const kept = [...sums.values()].filter((posting) => posting.amountMinor !== 0n);
  const sum = kept.reduce((total, posting) => total + posting.amountMinor, 0n);
  assert(sum === 0n, `postings of ${what} sum to ${sum}`);
  return kept;
}

/** What an entry opens: the amount of its own item, 0 = none. */
export function openedBy(postings: readonly Posting[]): bigint {
  return postings.find(({ item }) => item === 'own')?.amountMinor ?? 0n;
}
