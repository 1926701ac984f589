/** Who pays for whom: the groups that a run calculates, each in one transaction. */

/** What of a customer tells who pays for him. */
export interface PaidFor {
  readonly id: number;
  readonly parentId: number | null;
  /** `parent`: the customer above him gets his invoices. */
  readonly payer: 'self' | 'parent';
  /** The customer he turned out to be: who pays what of his is still open. */
  readonly mergedInto?: number | null;
}

/** A payer and everybody he pays for, himself included, in order of id. */
export interface PayingGroup<Member extends PaidFor = PaidFor> {
  readonly payerId: number;
  readonly members: readonly Member[];
}

/**
 * Groups customers by who pays in the end: a child whose parent is paid for by a grandparent is in the grandparent's group. In order of payer.
 * A parent that is not among the customers ends the way up: the last one reached pays. Whoever is in a circle, or below one, pays himself.
 */
export function payingGroups<Member extends PaidFor>(customers: readonly Member[]): readonly PayingGroup<Member>[] {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const payerOf = (customer: Member): number => {
    const seen = new Set<number>();
    let at = customer;
    for (;;) {
      seen.add(at.id);
      const aboveId = at.mergedInto ?? (at.payer === 'parent' ? at.parentId : null);
      const above = aboveId == null ? undefined : byId.get(aboveId);
      if (above === undefined) return at.id;
      if (seen.has(above.id)) return customer.id;
      at = above;
    }
  };
  return [...Map.groupBy(customers, payerOf)]
    .map(([payerId, members]) => ({ payerId, members: members.toSorted((a, b) => a.id - b.id) }))
    .sort((a, b) => a.payerId - b.payerId);
}
