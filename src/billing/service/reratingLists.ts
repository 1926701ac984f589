import { getTenant } from '#access/service';
import { type Actor, formatMicro } from '#base';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { knownCustomer, staleList } from '#rating/service';
import { heldUpTo } from './frozenUsage.ts';
import { rerateUsage } from './rerating.ts';

/** Which stale months are meant: of all customers up to a month, of one customer. */
export interface StaleQuery {
  readonly month?: string | undefined;
  readonly customerId?: number | undefined;
}

/** The same as re-rating takes it. */
export function rerateQuery({ month, customerId }: StaleQuery) {
  return {
    ...(month === undefined ? {} : { upToMonth: month }),
    ...(customerId === undefined ? {} : { customerIds: [customerId] }),
  };
}

/** What waits to be rated again, by customer and month, with the causes. */
export async function staleMonths(ctx: Context, query: StaleQuery) {
  const stale = await staleList(ctx, rerateQuery(query));
  const names = await customerNames(ctx, stale);
  const held = await heldUpTo(ctx, null);
  const groups = Map.groupBy(stale, (row) => `${row.customerId} ${row.month}`);
  return {
    rows: [...groups.values()].map((group) => {
      const { customerId, month } = group[0]!;
      return {
        ...names(customerId),
        month,
        held: held !== null && month <= held,
        causes: group.map(({ reason, detail, since }) => ({
          reason,
          detail: { ...detail },
          since: since.toISOString(),
        })),
      };
    }),
  };
}

/** What re-rating would change. @throws Refusal `rerating.customerUnknown` */
export async function previewRerating(app: App, actor: Actor, query: StaleQuery) {
  const { customerId } = query;
  if (customerId !== undefined) await inTransaction(app, actor, (ctx) => knownCustomer(ctx, customerId));
  const months = await rerateUsage(app, actor, { ...rerateQuery(query), preview: true }, silentProgress);
  return inTransaction(app, actor, async (ctx) => ({
    currency: (await getTenant(ctx)).currency,
    rows: await asRows(ctx, months),
  }));
}

/** Re-rated months with names, amounts as decimals. */
export async function asRows(ctx: Context, months: Awaited<ReturnType<typeof rerateUsage>>) {
  const names = await customerNames(ctx, months);
  return months.map((one) => ({
    ...names(one.customerId),
    month: one.month,
    records: one.records,
    changed: one.changed,
    moved: one.moved,
    before: formatMicro(one.beforeMicro),
    after: formatMicro(one.afterMicro),
    difference: formatMicro(one.afterMicro - one.beforeMicro),
    correction: formatMicro(one.correctionMicro),
  }));
}

async function customerNames(ctx: Context, rows: readonly { readonly customerId: number }[]) {
  const customers = await customersById(ctx, [...new Set(rows.map((row) => row.customerId))]);
  return (customerId: number) => {
    const customer = customers.get(customerId);
    return { customerId, customerNumber: customer?.number ?? '', customerName: customer?.name ?? '' };
  };
}
