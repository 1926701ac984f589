/** The SQL of sources. On the loader role every statement names the tenant itself. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Source } from '../source.ts';

interface SourceRow {
  tenant_id: number;
  id: number;
  code: string;
  name: string;
  kind: Source['kind'];
  format: string;
  zone: string;
  country: string;
  settings: Source['settings'];
  supplier_price_list_id: number | null;
  duration_rounding: Source['durationRounding'];
  role: Source['role'];
}

type SourceTables = { 'mediation.source': SourceRow };

export async function sources(ctx: Context): Promise<Source[]> {
  const rows = await ctx.tx
    .withTables<SourceTables>()
    .selectFrom('mediation.source')
    .selectAll()
    .where('tenant_id', '=', ctx.tenantId)
    .orderBy('id')
    .execute();
  return rows.map(({ tenant_id: _tenant, supplier_price_list_id, duration_rounding, ...source }) => ({
    ...source,
    supplierPriceListId: supplier_price_list_id,
    durationRounding: duration_rounding,
  }));
}

export async function insertSource(ctx: Context, source: Source): Promise<void> {
  const { supplierPriceListId, durationRounding, settings, ...fields } = source;
  await sql`
    insert into mediation.source (tenant_id, id, code, name, kind, format, zone, country, settings, supplier_price_list_id,
      duration_rounding, role)
    values (${ctx.tenantId}, ${fields.id}, ${fields.code}, ${fields.name}, ${fields.kind}, ${fields.format}, ${fields.zone},
            ${fields.country}, ${JSON.stringify(settings)}::jsonb, ${supplierPriceListId}, ${durationRounding}, ${fields.role})`.execute(
    ctx.tx,
  );
}

/** Everything but code and kind; whether it fits together is checked by whoever calls. */
export async function updateSource(ctx: Context, source: Source): Promise<void> {
  await sql`
    update mediation.source set name = ${source.name}, format = ${source.format}, zone = ${source.zone}, country = ${source.country},
      role = ${source.role}, settings = ${JSON.stringify(source.settings)}::jsonb,
      supplier_price_list_id = ${source.supplierPriceListId}, duration_rounding = ${source.durationRounding}
    where tenant_id = ${ctx.tenantId} and id = ${source.id}`.execute(ctx.tx);
}

/** What a source brought so far. */
export interface SourceFiles {
  readonly sourceId: number;
  /** In the ledger, those put aside or taken out too. */
  readonly files: number;
  /** The latest of them. */
  readonly lastId: number;
  readonly lastName: string;
  readonly lastReceivedAt: Date;
}

/** Of every source that brought a file. */
export async function sourceFiles(tx: Tx): Promise<SourceFiles[]> {
  const { rows } = await sql<SourceFiles>`
    select brought.source_id as "sourceId", brought.files, last.id as "lastId", last.name as "lastName",
      last.received_at as "lastReceivedAt"
    from (select tenant_id, source_id, count(*)::int as files, max(id) as last_id from mediation.file
          where source_id is not null group by tenant_id, source_id) brought
      join mediation.file last on last.tenant_id = brought.tenant_id and last.id = brought.last_id
    order by brought.source_id`.execute(tx);
  return rows;
}
