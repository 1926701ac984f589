/** Whom a run bills. */
import { Refusal } from '#base';
import { type PaidFor, type PayingGroup, payingGroups } from './payingGroup.ts';
import type { RunScope } from './run.ts';

/** A customer as far as it decides in which run he is billed. */
export interface Billable extends PaidFor {
  readonly number: string;
  /** His billing cycle. */
  readonly batchCode?: string | null;
}

/** A customer whose month is in another run already. */
export interface TakenCustomer {
  readonly customerId: number;
  readonly runId: number;
}

/**
 * The paying groups that a run bills: a group is always in one run as a whole, by its payer's billing cycle. `all` passes over groups that have a
 * member in another run of the month; asked for by name they are refused.
 * @throws Refusal `run.customerInOther`, `run.nobodyInScope`
 */
export function groupsInScope<Member extends Billable>(
  customers: readonly Member[],
  scope: RunScope,
  taken: readonly TakenCustomer[],
): readonly PayingGroup<Member>[] {
  const other = new Map(taken.map(({ customerId, runId }) => [customerId, runId]));
  const isTaken = (group: PayingGroup) => group.members.some(({ id }) => other.has(id));
  const groups = payingGroups(customers);
  if (scope.kind === 'all') return groups.filter((group) => !isTaken(group));
  const asked = groups.filter((group) => isAsked(group, scope));
  if (asked.length === 0) throw new Refusal('notFound', 'run.nobodyInScope', { scope: scope.kind, key: scope.key });
  const member = asked.flatMap((group) => group.members).find(({ id }) => other.has(id));
  if (member !== undefined)
    throw new Refusal('conflict', 'run.customerInOther', { customer: member.number, run: other.get(member.id) ?? 0 });
  return asked;
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
