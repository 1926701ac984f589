/** The SQL of the tenant's own formats, under row-level security. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Format } from '../language/format.ts';

export interface FormatRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Every version of every format, the latest of each first. */
export async function formatVersions(ctx: Context): Promise<FormatRow[]> {
  const { rows } = await sql<FormatRow>`
    select id, version, name, created_at as "createdAt", created_by as "createdBy"
    from mediation.format_definition where tenant_id = ${ctx.tenantId} order by id, version desc`.execute(ctx.tx);
  return rows;
}

/** A format as it was kept; the latest version where none is named. Null where there is none. */
export async function formatDefinition(ctx: Context, id: string, version?: number): Promise<unknown> {
  const { rows } = await sql<{ definition: unknown }>`
    select definition from mediation.format_definition
    where tenant_id = ${ctx.tenantId} and id = ${id} and version = coalesce(${version ?? null}::int, version)
    order by version desc limit 1`.execute(ctx.tx);
  return rows[0]?.definition ?? null;
}

export async function insertFormat(ctx: Context, format: Format): Promise<void> {
  await sql`
    insert into mediation.format_definition (tenant_id, id, version, name, definition, created_at, created_by)
    values (${ctx.tenantId}, ${format.id}, ${format.version}, ${format.name}, ${JSON.stringify(format)}::jsonb,
            ${new Date(ctx.clock.now())}, ${ctx.actor.name})`.execute(ctx.tx);
}
