/**
 * Which usage stands on a bill. Every load of usage has a number; a month that was billed up to load n leaves exactly the
 * records of later loads for the next bill. So nothing is billed twice, nothing is lost, and no usage row is ever touched.
 */

/** Customers of a chunk that share the same mark in a usage month, so that one query serves them all. */
export interface ScopeGroup {
  readonly month: string;
  readonly afterLoadNo: number;
  readonly customerIds: readonly number[];
}

/**
 * Groups customers by usage month and the load up to which that month was billed for them.
 * @param months usage months to look at, the run's month among them
 * @param billedUpTo key `customerId|month` → last load billed
 */
export function scopeGroups(
  customerIds: readonly number[],
  months: readonly string[],
  billedUpTo: ReadonlyMap<string, number>,
  lastLoadNo: number,
): ScopeGroup[] {
  const groups = new Map<string, { month: string; afterLoadNo: number; customerIds: number[] }>();
  for (const month of months) {
    for (const customerId of customerIds) {
      const afterLoadNo = billedUpTo.get(scopeKey(customerId, month)) ?? 0;
      if (afterLoadNo >= lastLoadNo) continue;
      const key = `${month}|${afterLoadNo}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { month, afterLoadNo, customerIds: [customerId] });
      else group.customerIds.push(customerId);
    }
  }
  return [...groups.values()];
}

export function scopeKey(customerId: number, month: string): string {
  return `${customerId}|${month}`;
}
