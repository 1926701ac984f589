import { Refusal } from '#base';
import { balanced, type EntryKind, type NewEntry, type Posting } from './entry.ts';

/** An entry as posted; the item of a posting is always named. */
export interface PostedEntry extends Omit<NewEntry, 'postings' | 'dueOn'> {
  readonly id: number;
  readonly postings: readonly (Omit<Posting, 'item'> & { readonly item?: number })[];
  /** The reversal that mirrors it; null = it stands. */
  readonly reversedBy: number | null;
  readonly actor: string;
  readonly createdAt: Date;
}

/** What can be mirrored. An invoice is set right by a document, never by an entry alone; a reversal by booking anew what it took back. */
export const REVERSIBLE_KINDS = ['payment', 'refund', 'writeOff', 'setOff'] as const satisfies readonly EntryKind[];

/** Whether it can be mirrored still. @throws Refusal `ledger.notReversible`, `ledger.alreadyReversed` */
export function refuseIrreversible(entry: PostedEntry): void {
  const { id, kind, documentNumber } = entry;
  if (!REVERSIBLE_KINDS.some((each) => each === kind))
    throw new Refusal('conflict', 'ledger.notReversible', { document: documentNumber });
  if (entry.reversedBy !== null) throw new Refusal('conflict', 'ledger.alreadyReversed', { entry: id });
}

/** The mirror of an entry: every posting back on the account and the item it moved, so that what it settled is open again as it was. */
export function reversalOf(entry: PostedEntry, { bookedOn, note }: { bookedOn: string; note?: string }): NewEntry {
  const { id, customerId, currency, documentNumber } = entry;
  return {
    kind: 'reversal',
    customerId,
    currency,
    bookedOn,
    dueOn: bookedOn,
    documentNumber,
    reverses: id,
    ...(note === undefined ? {} : { note }),
    postings: balanced(
      documentNumber,
      entry.postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor })),
    ),
  };
}
