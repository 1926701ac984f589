/** The demo's operator on a server of its own with production settings (fsync on), and many more customers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '#platform/app';
import { closeApp, openApp } from '#platform/app';
import { type VirtualClock, virtualClock } from '#platform/clock';
import { startEmbedded } from '#platform/embedded';
import { silentLog } from '#platform/log';
import { silentProgress } from '#platform/progress';
import { buildOperator, OPERATOR_TENANT } from '../../demo/build.ts';
import { SET_UP_MS } from '../../demo/calendar.ts';
import { readStaff, type Staff } from '../../demo/staff.ts';
import { asOwner } from '../database.ts';
import { benchNumber } from './recordFile.ts';

export interface Scene {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly staff: Staff;
  /** Process id of the database server. */
  readonly serverPid: number;
  /** For files the bench writes; goes with the scene. */
  readonly dir: string;
  close(): Promise<void>;
}

/** Sets up a fresh database with the demo's catalogue, sources and 60 customers. */
export async function openScene(): Promise<Scene> {
  const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-bench-'));
  const dataDir = join(dir, 'data');
  const clock = virtualClock(SET_UP_MS);
  const app = await openApp({ dataDir, clock, log: silentLog });
  await buildOperator(app, silentProgress);
  const { pid } = await startEmbedded({ dataDir });
  return {
    app,
    clock,
    staff: await readStaff(app, OPERATOR_TENANT),
    serverPid: pid,
    dir,
    close: async () => {
      await closeApp(app, { stopDatabase: true });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Adds `count` customers with a contract, two monthly fees and one number each. Written in SQL as the owner, since only their
 * being there matters here.
 */
export function addBenchCustomers({ app }: Scene, count: number, startsOn: string): Promise<void> {
  return asOwner(app.ownerUrl, async (owner) => {
    await owner.query('begin');
    const { rows } = await owner.query<{ customer: number; contract: number; subscription: number; line: number }>(`
      select (select max(id) from crm.customer) as customer, (select max(id) from contracts.contract) as contract,
        (select max(id) from contracts.subscription) as subscription, (select max(id) from contracts.line) as line`);
    const base = rows[0]!;
    await owner.query(
      `insert into crm.customer (tenant_id, id, number, kind, name, street, postcode, city, country, email, language, currency,
         payment_terms_days, payment_method, tax_status, created_at)
       select 1, $1 + n, 'B' || n, 'company', 'Prüfstand ' || n || ' GmbH', 'Messweg ' || n, '20095', 'Hamburg', 'DE',
         'b' || n || '@kunden.example', 'de', 'EUR', 14, 'transfer', 'domestic', '2026-01-01'
       from generate_series(1, $2::int) n`,
      [base.customer, count],
    );
    await owner.query(
      `insert into contracts.contract (tenant_id, id, number, customer_id, price_plan_id, starts_on)
       select 1, $1 + n, 'VB-' || n, $2 + n, (select id from catalog.price_plan where tenant_id = 1 and code = 'BUSINESS'), $4
       from generate_series(1, $3::int) n`,
      [base.contract, base.customer, count, startsOn],
    );
    await owner.query(
      `insert into contracts.subscription (tenant_id, id, contract_id, product_id, quantity, starts_on)
       select 1, $1 + 2 * n - p.nth, $2 + n, p.id, 1, $4 from generate_series(1, $3::int) n,
         (select id, row_number() over (order by code) - 1 as nth from catalog.product
          where tenant_id = 1 and code in ('BUSINESS-BASE', 'NUMBER')) p`,
      [base.subscription, base.contract, count, startsOn],
    );
    await owner.query(
      `insert into contracts.line (tenant_id, id, contract_id, kind, identifier, label, valid_from)
       select 1, $1 + n, $2 + n, 'number', ($5::bigint + n)::text, '+' || ($5::bigint + n), $4::date
       from generate_series(1, $3::int) n`,
      [base.line, base.contract, count, startsOn, benchNumber(0)],
    );
    for (const [name, by] of Object.entries({ customer: 1, contract: 1, subscription: 2, line: 1 }))
      await owner.query('update platform.counter set value = value + $2 where tenant_id = 1 and name = $1', [
        name,
        count * by,
      ]);
    await owner.query('commit');
    await owner.query('analyze');
  });
}
