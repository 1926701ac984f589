/** Bills of customers and drafts of documents, as a run draws them. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Bill } from '../bill.ts';
import type { ItemState } from '../run.ts';

/** How a bill or draft stands: still a draft, left out of the run, or issued. */
export type DraftState = 'draft' | 'excluded' | 'issued';

/** A customer's bill in a run, whoever pays it. */
export interface DrawnBill {
  readonly runId: number;
  readonly customerId: number;
  /** Who pays for his group. */
  readonly payerId: number;
  readonly state: DraftState;
  /** Why it is left out. */
  readonly reason: string | null;
  readonly bill: Bill;
}

/** A future document of a run. */
export interface Draft extends DrawnBill {
  /** '' = everything of the payer's group; see `DraftDocument`. `customerId` is the one it goes to. */
  readonly part: string;
  /** Hex of the bill's canonical JSON. */
  readonly digest: string;
}

const STATE = sql`case when i.state = 'issued' then 'issued' when i.excluded_reason is not null then 'excluded' else 'draft' end`;
const ITEM = sql`join billing.run_item i on (i.tenant_id, i.run_id, i.payer_id) = (d.tenant_id, d.run_id, d.payer_id)`;

/** Which bills or drafts of a run: of all, of some customers (to whom they go), of some groups. */
export interface BillFilter {
  readonly runId: number;
  readonly customerIds?: readonly number[];
  readonly payerIds?: readonly number[];
}

function within({ runId, customerIds, payerIds }: BillFilter) {
  const one = sql`d.run_id = ${runId}`;
  if (customerIds !== undefined) return sql`${one} and d.customer_id = any (${[...customerIds]}::int[])`;
  return payerIds === undefined ? one : sql`${one} and d.payer_id = any (${[...payerIds]}::int[])`;
}

/** In order of customer. */
export async function bills({ tx }: Context, filter: BillFilter): Promise<DrawnBill[]> {
  const { rows } = await sql<DrawnBill>`
    select d.run_id as "runId", d.customer_id as "customerId", d.payer_id as "payerId", ${STATE} as state,
           i.excluded_reason as reason, d.bill
    from billing.bill d ${ITEM} where ${within(filter)} order by d.customer_id`.execute(tx);
  return rows;
}

/** In order of the customer they go to, then of part. */
export async function drafts({ tx }: Context, filter: BillFilter): Promise<Draft[]> {
  const { rows } = await sql<Draft>`
    select d.run_id as "runId", d.customer_id as "customerId", d.part, d.payer_id as "payerId", ${STATE} as state,
           i.excluded_reason as reason, coalesce(d.bill, b.bill) as bill, encode(d.digest, 'hex') as digest
    from billing.draft d ${ITEM}
    left join billing.bill b on (b.tenant_id, b.run_id, b.customer_id) = (d.tenant_id, d.run_id, d.customer_id) and d.bill is null
    where ${within(filter)} order by d.customer_id, d.part collate "C"`.execute(tx);
  return rows;
}

/** Totals and digest of a draft, without its bill. */
export interface DraftSummary {
  readonly customerId: number;
  readonly part: string;
  readonly state: DraftState;
  readonly itemState: ItemState;
  readonly digest: string;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
}

/** Of every draft of a run, in order of the customer they go to, then of part. */
export async function draftSummaries({ tx }: Context, runId: number): Promise<DraftSummary[]> {
  const { rows } = await sql<DraftSummary>`
    select d.customer_id as "customerId", d.part, ${STATE} as state, i.state as "itemState", encode(d.digest, 'hex') as digest,
           d.currency, d.net_minor as "netMinor", d.gross_minor as "grossMinor"
    from billing.draft d ${ITEM} where d.run_id = ${runId} order by d.customer_id, d.part collate "C"`.execute(tx);
  return rows;
}

/** A draft to be stored. */
export interface NewDraft {
  readonly customerId: number;
  readonly part: string;
  readonly payerId: number;
  readonly bill: Bill;
  /** Hex. */
  readonly digest: string;
}

const records = (bill: Bill) => bill.usage.reduce((total, scope) => total + scope.records, 0);

/** Stores what was drawn of some items, in the place of what was drawn of them before. */
export async function replaceDrawn(
  { tx, tenantId }: Context,
  runId: number,
  payerIds: readonly number[],
  drawn: { readonly bills: readonly (readonly [payerId: number, bill: Bill])[]; readonly drafts: readonly NewDraft[] },
): Promise<void> {
  for (const table of ['draft', 'bill'])
    await sql`delete from ${sql.table(`billing.${table}`)} where run_id = ${runId} and payer_id = any (${[...payerIds]}::int[])`.execute(
      tx,
    );
  const { bills: own, drafts: documents } = drawn;
  const texts = new Map(own.map(([, bill]) => [bill.customerId, JSON.stringify(bill)]));
  // Most are sent their own bill as it is: it is stored once.
  const other = ({ customerId, bill }: NewDraft) => {
    const text = JSON.stringify(bill);
    return text === texts.get(customerId) ? null : text;
  };
  if (own.length > 0)
    await sql`
      insert into billing.bill (tenant_id, run_id, customer_id, payer_id, currency, net_minor, gross_minor, usage_records, bill)
      select ${tenantId}, ${runId}, t.*
      from unnest(${own.map(([, bill]) => bill.customerId)}::int[], ${own.map(([payerId]) => payerId)}::int[],
                  ${own.map(([, bill]) => bill.currency)}::text[], ${own.map(([, bill]) => bill.netMinor)}::bigint[],
                  ${own.map(([, bill]) => bill.grossMinor)}::bigint[], ${own.map(([, bill]) => records(bill))}::bigint[],
                  ${[...texts.values()]}::text[]::jsonb[]) as t`.execute(tx);
  if (documents.length > 0)
    await sql`
      insert into billing.draft (tenant_id, run_id, customer_id, part, payer_id, currency, net_minor, tax_minor, gross_minor, usage_records, bill, digest)
      select ${tenantId}, ${runId}, t.customer_id, t.part, t.payer_id, t.currency, t.net, t.tax, t.gross, t.records, t.bill, decode(t.digest, 'hex')
      from unnest(${documents.map((one) => one.customerId)}::int[], ${documents.map((one) => one.part)}::text[],
                  ${documents.map((one) => one.payerId)}::int[], ${documents.map(({ bill }) => bill.currency)}::text[],
                  ${documents.map(({ bill }) => bill.netMinor)}::bigint[], ${documents.map(({ bill }) => bill.taxMinor)}::bigint[],
                  ${documents.map(({ bill }) => bill.grossMinor)}::bigint[], ${documents.map(({ bill }) => records(bill))}::bigint[],
                  ${documents.map(other)}::text[]::jsonb[], ${documents.map((one) => one.digest)}::text[])
        as t (customer_id, part, payer_id, currency, net, tax, gross, records, bill, digest)`.execute(tx);
}
