/** What a customer owes, or is to get: opened by an entry, settled by postings of others. */
export interface OpenItem {
  /** The entry that opened it. */
  readonly entryId: number;
  readonly documentNumber: string;
  readonly customerId: number;
  readonly currency: string;
  /** Local date. */
  readonly dueOn: string;
  /** Minor units: positive = he owes it, negative = he is to get it. */
  readonly amountMinor: bigint;
  /** What is left of it, of the same sign; 0 = settled. */
  readonly remainingMinor: bigint;
}

/** How much of an item is settled, always positive. */
export interface Share {
  readonly item: OpenItem;
  readonly amountMinor: bigint;
}

/**
 * Settles what has been due for longest first, of the same due date what was opened first (§ 366 Abs. 2 BGB, art. 1342-10 Code civil, where the
 * customer names nothing).
 * @param amountMinor positive; what is left of it when all items are settled is not shared out
 * @param items all of one sign
 */
export function oldestFirst(items: readonly OpenItem[], amountMinor: bigint): Share[] {
  let left = amountMinor;
  return inOrderOfAge(items).flatMap((item) => {
    const share = smaller(magnitude(item.remainingMinor), left);
    left -= share;
    return share > 0n ? [{ item, amountMinor: share }] : [];
  });
}

/** What the customer is to get, set off against what he owes: the oldest of each first, as far as there is something on both sides. */
export function proposeSetOff(items: readonly OpenItem[]): Share[] {
  const owed = items.filter(({ remainingMinor }) => remainingMinor > 0n);
  const credits = items.filter(({ remainingMinor }) => remainingMinor < 0n);
  const amount = smaller(sumOf(owed), sumOf(credits));
  return [...oldestFirst(credits, amount), ...oldestFirst(owed, amount)];
}

function sumOf(items: readonly OpenItem[]): bigint {
  return items.reduce((sum, { remainingMinor }) => sum + magnitude(remainingMinor), 0n);
}

function inOrderOfAge(items: readonly OpenItem[]): OpenItem[] {
  return items.toSorted((a, b) => (a.dueOn === b.dueOn ? a.entryId - b.entryId : a.dueOn < b.dueOn ? -1 : 1));
}

/** An amount without its sign. */
export function magnitude(amountMinor: bigint): bigint {
  return amountMinor < 0n ? -amountMinor : amountMinor;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
