/** Many customers with subscriptions and a month of rated records, loaded by the store itself. Seeded: the same on every machine. */
import { lastAuditSeq } from '#access/service';
import { addPlan, addProduct, destinationsById } from '#catalog/service';
import { inLoad, inTransaction } from '#platform/db';
import { blankRecord, STATUS, type UsageRecord } from '#usage';
import { load } from '#usage/service';
import { seededRandom } from '../../demo/random.ts';
import { asOwner } from '../database.ts';
import { benchNumber } from './recordFile.ts';
import type { Scene } from './scene.ts';

export interface BillingSize {
  readonly customers: number;
  readonly subscriptionsEach: number;
  readonly recordsEach: number;
}

/** A month before the demo's customers pay anything. */
export const BILLING_MONTH = '2026-06';
const MONTH_FROM_MS = Date.UTC(2026, 5, 1, 6);
const MONTH_MS = 29 * 24 * 60 * 60 * 1000;
/** Records of one load: a day's file of a carrier, calls of everybody mixed. */
const LOAD_RECORDS = 100_000;
const NAME = { de: 'Prüfstand', fr: 'Banc', en: 'Bench' };

export interface BilledCustomers {
  /** Ids of the first customer and contract; the others follow. */
  readonly customerId: number;
  readonly contractId: number;
  readonly productIds: readonly number[];
  /** A plan that nobody has yet. */
  readonly otherPlanId: number;
}

/** Customers with a contract, a number and so many subscriptions each, on a plan without allowances. */
export async function addBilledCustomers(scene: Scene, size: BillingSize): Promise<BilledCustomers> {
  const { app, staff } = scene;
  const { productIds, otherPlanId } = await inTransaction(app, staff.clerk, async (ctx) => {
    await addPlan(ctx, { code: 'BENCH', name: NAME, priceListCode: 'RETAIL' });
    const ids = [];
    for (let nth = 1; nth <= size.subscriptionsEach; nth++) {
      const unitPrice = `${nth}.49`;
      const billed = nth % 2 === 0 ? 'arrears' : 'advance';
      const product = {
        code: `BENCH-${nth}`,
        name: NAME,
        kind: 'recurring',
        unitPrice,
        billed,
        revenueAccount: '4400',
      };
      ids.push((await addProduct(ctx, product as Parameters<typeof addProduct>[1])).id);
    }
    const other = { code: 'BENCH-OTHER', name: NAME, priceListCode: 'RETAIL' };
    return { productIds: ids, otherPlanId: (await addPlan(ctx, other)).id };
  });
  const first = await asOwner(app.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ customer: number; contract: number; subscription: number; line: number }>(`
      select (select max(id) from crm.customer) as customer, (select max(id) from contracts.contract) as contract,
        (select max(id) from contracts.subscription) as subscription, (select max(id) from contracts.line) as line`);
    const base = rows[0]!;
    await owner.query('begin');
    await owner.query(
      `insert into crm.customer (tenant_id, id, number, kind, name, street, postcode, city, country, email, language, currency,
         payment_terms_days, payment_method, tax_status, created_at)
       select 1, $1 + n, 'B' || n, 'company', 'Prüfstand ' || n || ' GmbH', 'Messweg ' || n, '20095', 'Hamburg', 'DE',
         'b' || n || '@kunden.example', 'de', 'EUR', 14, 'transfer', 'domestic', '2026-01-01'
       from generate_series(1, $2::int) n`,
      [base.customer, size.customers],
    );
    await owner.query(
      `insert into contracts.contract (tenant_id, id, number, customer_id, price_plan_id, starts_on)
       select 1, $1 + n, 'VB-' || n, $2 + n, (select id from catalog.price_plan where tenant_id = 1 and code = 'BENCH'), '2026-06-10'
       from generate_series(1, $3::int) n`,
      [base.contract, base.customer, size.customers],
    );
    await owner.query(
      `insert into contracts.subscription (tenant_id, id, contract_id, product_id, quantity, starts_on)
       select 1, $1 + $5::int * (n - 1) + p.nth, $2 + n, p.id, 1 + n % 3, '2026-06-10'
       from generate_series(1, $3::int) n, unnest($4::int[]) with ordinality as p (id, nth)`,
      [base.subscription, base.contract, size.customers, productIds, productIds.length],
    );
    await owner.query(
      `insert into contracts.line (tenant_id, id, contract_id, kind, identifier, label, valid_from)
       select 1, $1 + n, $2 + n, 'number', ($4::bigint + n)::text, '+' || ($4::bigint + n), '2026-06-01'
       from generate_series(1, $3::int) n`,
      [base.line, base.contract, size.customers, benchNumber(0)],
    );
    for (const [name, by] of Object.entries({
      customer: 1,
      contract: 1,
      subscription: productIds.length,
      line: 1,
    }))
      await owner.query('update platform.counter set value = value + $2 where tenant_id = 1 and name = $1', [
        name,
        size.customers * by,
      ]);
    await owner.query('commit');
    await owner.query('analyze');
    return base;
  });
  return { customerId: first.customer + 1, contractId: first.contract + 1, productIds, otherPlanId };
}

/** Loads rated calls, spread over the month and the customers as carriers deliver them. */
export async function loadRecords({ app, staff }: Scene, first: BilledCustomers, size: BillingSize): Promise<void> {
  const random = seededRandom('bench/billing');
  const destinations = await inTransaction(app, staff.clerk, destinationsById);
  const destinationIds = [...destinations.keys()].slice(0, 40);
  const knownSeq = await inTransaction(app, staff.clerk, lastAuditSeq);
  const total = size.customers * size.recordsEach;
  for (let start = 0; start < total; start += LOAD_RECORDS)
    await inLoad(app, staff.clerk, async (ctx) => {
      const fileId = 1_000_000 + start / LOAD_RECORDS;
      const file = await load(ctx, { fileId, sourceId: 1, ratedAtSeq: knownSeq });
      const end = Math.min(total, start + LOAD_RECORDS);
      for (let nth = start; nth < end; nth++) {
        file.append(recordOf(nth, total, random.below(size.customers), first, random, destinationIds));
        if (file.full) await file.flush();
      }
      await file.finish();
    });
  await asOwner(app.ownerUrl, (owner) => owner.query('vacuum analyze usage.record'));
}

function recordOf(
  nth: number,
  total: number,
  customer: number,
  { customerId, contractId }: BilledCustomers,
  random: ReturnType<typeof seededRandom>,
  destinationIds: readonly number[],
): UsageRecord {
  const seconds = random.between(5, 900);
  const chargeMicro = seconds * random.between(10, 2000);
  return {
    ...blankRecord(),
    startMs: MONTH_FROM_MS + Math.floor((MONTH_MS / total) * nth),
    dedupHi: nth,
    dedupLo: random.next() | 0,
    recordNo: (nth % LOAD_RECORDS) + 1,
    durationMs: seconds * 1000,
    aNumber: Number(benchNumber(customer + 1)),
    bNumber: 493012345678,
    customerId: customerId + customer,
    contractId: contractId + customer,
    lineId: customer + 1,
    status: STATUS.rated,
    destinationId: random.pick(destinationIds),
    billedUnits: seconds,
    chargeMicro,
    costMicro: Math.floor(chargeMicro / 3),
  };
}
