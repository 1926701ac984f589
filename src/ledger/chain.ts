import { canonicalJson } from '#base';
import type { WriteOffReason } from './accounts.ts';
import type { EntryKind } from './entry.ts';

/**
 * The chain of entries: each names the hash of the one before, so that none can be changed, taken out or slipped in unseen (GoBD, French ISCA
 * rules). The hash of an entry is SHA-256 over this text in UTF-8.
 */

/** One link: everything that an entry says, as it is stored. */
export interface ChainedEntry {
  readonly tenantId: number;
  readonly id: number;
  readonly bookedOn: string;
  readonly kind: EntryKind;
  readonly documentNumber: string;
  readonly customerId: number;
  readonly currency: string;
  readonly reverses: number | null;
  readonly reason: WriteOffReason | null;
  readonly note: string | null;
  readonly actor: string;
  readonly createdAt: Date;
  /** What it opens: when it is due; null where it opens nothing. */
  readonly dueOn: string | null;
  /** In their order. */
  readonly postings: readonly {
    readonly account: string;
    readonly amountMinor: bigint;
    readonly itemId: number | null;
  }[];
}

/** Hash before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** What is hashed. @param previousHash lower-case hexadecimal */
export function chainText(entry: ChainedEntry, previousHash: string): string {
  return canonicalJson({ ...entry, previousHash });
}
