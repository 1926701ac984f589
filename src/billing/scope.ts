/** Whom a run bills. */
import { Refusal } from '#base';
import { type PaidFor, type PayingGroup, payingGroups } from './payingGroup.ts';
import type { RunScope } from './run.ts';

/** A customer as far as it decides in which run he is billed. */
export interface Billable extends PaidFor {
  /** His billing cycle. */
  readonly batchCode: string | null;
}

/** A customer whose month is in another run already. */
export interface TakenCustomer {
  readonly customerId: number;
  readonly runId: number;
}

/**
 * The paying groups that a run bills: a group is always in one run as a whole, by its payer's billing cycle. `all` passes over groups that have a
 * member in another run of the month; whoever is asked for by name comes, and is to be refused where he is `taken`.
 * @throws Refusal `run.nobodyInScope`
 */
export function groupsInScope<Member extends Billable>(
  customers: readonly Member[],
  scope: RunScope,
  taken: readonly TakenCustomer[],
): readonly PayingGroup<Member>[] {
  const groups = payingGroups(customers);
  const elsewhere = new Set(taken.map(({ customerId }) => customerId));
  if (scope.kind === 'all') return groups.filter(({ members }) => !members.some(({ id }) => elsewhere.has(id)));
  const asked = groups.filter((group) => isAsked(group, scope));
  if (asked.length === 0) throw new Refusal('notFound', 'run.nobodyInScope', { scope: scope.kind, key: scope.key });
  return asked;
}

/** The first customer of the groups that is in another run; null = none is. */
export function takenIn(groups: readonly PayingGroup[], taken: readonly TakenCustomer[]): TakenCustomer | null {
  const members = new Set(groups.flatMap((group) => group.members.map(({ id }) => id)));
  return taken.find(({ customerId }) => members.has(customerId)) ?? null;
}

function isAsked({ payerId, members }: PayingGroup<Billable>, { kind, key }: RunScope): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'batch':
      return members.find(({ id }) => id === payerId)?.batchCode === key;
    case 'group':
      return String(payerId) === key;
    case 'customer':
      return members.some(({ id }) => String(id) === key);
  }
}
