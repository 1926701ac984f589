/** Taking the records of a file out, as if it had never come. */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context';
import type { LoadContext } from '#platform/db';
import { COPY_COLUMNS } from '../copyBinary.ts';
import type { FileScope, FileShare, Withdrawal, Withdrawn } from '../usageStore.ts';

/** The customers, contracts and local months of a file's records. */
export async function sharesOfFile(ctx: Context, query: FileScope & { readonly zone: string }): Promise<FileShare[]> {
  const { rows } = await sql<FileShare>`
    select customer_id as "customerId", contract_id as "contractId",
      to_char(start_at at time zone ${query.zone}, 'YYYY-MM') as month, count(*)::int as records,
      sum(charge_micro)::bigint as "chargeMicro"
    from usage.record r where tenant_id = ${ctx.tenantId} and ${ofFile(query)}
    group by 1, 2, 3 order by 1, 2, 3`.execute(ctx.tx);
  return rows;
}

/**
 * Deletes the records; those of the billed shares stay with nothing used, at the charge and in the load they were billed with, so that rating them
 * again tells what is to be credited.
 */
export async function withdraw(ctx: LoadContext, { scope, billed }: Withdrawal): Promise<Withdrawn> {
  const columns = sql.raw(COPY_COLUMNS.join(', '));
  const emptied = sql.raw(COPY_COLUMNS.map((column) => (EMPTIED.has(column) ? '0' : `gone.${column}`)).join(', '));
  const { rows } = await sql<{ removed: number; emptied: number }>`
    with gone as (
      delete from usage.record r where tenant_id = ${ctx.tenantId} and ${ofFile(scope)} returning *
    ), billed as (
      select * from unnest(${billed.map(({ customerId }) => customerId)}::int[],
        ${billed.map(({ fromMs }) => new Date(fromMs))}::timestamptz[], ${billed.map(({ toMs }) => new Date(toMs))}::timestamptz[],
        ${billed.map(({ upToLoadNo }) => upToLoadNo)}::int[]) as billed (customer_id, from_at, to_at, up_to)
    ), kept as (
      insert into usage.record (${columns})
      select ${emptied} from gone where exists (
        select from billed where billed.customer_id = gone.customer_id and gone.start_at >= billed.from_at
          and gone.start_at < billed.to_at and gone.load_no <= billed.up_to)
      returning 1
    )
    select ((select count(*) from gone) - (select count(*) from kept))::int as removed, (select count(*) from kept)::int as emptied`.execute(
    ctx.tx,
  );
  return rows[0] ?? { removed: 0, emptied: 0 };
}

/** What a record of nothing has none of. */
const EMPTIED: ReadonlySet<string> = new Set(['duration_ms', 'volume']);

function ofFile({ fileId, fromMs, toMs, keys }: FileScope): RawBuilder<unknown> {
  const times = keys.map(({ startMs }) => startMs);
  const first = new Date(Math.min(fromMs, ...times));
  const last = new Date(Math.max(toMs, ...times.map((ms) => ms + 1)));
  const among = sql`(r.start_at, r.dedup_hash) in (
    select * from unnest(${times.map((ms) => new Date(ms))}::timestamptz[], ${keys.map(({ dedupHash }) => dedupHash)}::bigint[]))`;
  return sql`r.start_at >= ${first} and r.start_at < ${last} and (r.file_id = ${fileId} or ${keys.length === 0 ? sql`false` : among})`;
}
