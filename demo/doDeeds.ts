/** Does the deeds of a month, each once: one that is in the audit trail at its instant is done. */
import { sql } from 'kysely';
import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { VirtualClock } from '#platform/clock';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type Ids, readIds } from './buildCustomer.ts';
import { type DemoCustomer, demoCustomers } from './customers.ts';
import { type Deed, deedsOfMonth, instantOf } from './deeds.ts';
import { holderOf } from './holder.ts';

export async function doDeeds(app: App, clock: VirtualClock, actor: Actor, month: string): Promise<void> {
  const customers = demoCustomers();
  const ids = await inTransaction(app, actor, readIds);
  for (const deed of deedsOfMonth(customers, month)) {
    clock.set(instantOf(deed));
    await inTransaction(app, actor, async (ctx) => {
      if (!(await isDone(ctx, deed))) await doDeed(ctx, deed, ids, customers);
    });
  }
}

async function doDeed(ctx: Context, deed: Deed, ids: Ids, customers: readonly DemoCustomer[]): Promise<void> {
  if (deed.customer === null) {
    await deed.what(ctx);
    return;
  }
  const customer = customers.find(({ number }) => number === deed.customer);
  if (customer === undefined) throw new Error(`assertion failed: no customer ${deed.customer}`);
  await deed.what(ctx, await holderOf(ctx, customer, ids));
}

async function isDone({ tx }: Context, deed: Deed): Promise<boolean> {
  const at = new Date(instantOf(deed));
  const { rows } = await sql`select 1 from access.audit where at = ${at} limit 1`.execute(tx);
  return rows.length > 0;
}
