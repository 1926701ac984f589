import type { Context } from '#platform/context';
import type { OneOff } from '../contract.ts';
import type { RatedHoldings } from '../rated.ts';
import * as store from '../store.ts';
import type { Subscription } from '../subscription.ts';

/** Everything a customer has, as billing and the customer screen read it. */
export interface Holdings extends RatedHoldings {
  readonly subscriptions: readonly Subscription[];
  readonly oneOffs: readonly OneOff[];
}

/** Everything the customers given have (all customers where none are); quotes only where they are asked for. */
export async function holdings(
  ctx: Context,
  customerIds?: readonly number[],
  { withQuotes = false }: { readonly withQuotes?: boolean } = {},
): Promise<Holdings> {
  const contracts = await store.contracts(ctx.tx, { customerIds, withQuotes });
  const ids = contracts.map((contract) => contract.id);
  return {
    contracts,
    planChanges: await store.planChanges(ctx.tx, ids),
    bookings: await store.bookings(ctx.tx, ids),
    subscriptions: await store.subscriptions(ctx.tx, ids),
    oneOffs: await store.oneOffs(ctx.tx, ids),
    lines: await store.lines(ctx.tx, ids),
  };
}
