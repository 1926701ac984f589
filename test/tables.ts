import type pg from 'pg';

/** A table of one of our schemas, partitions included. */
export interface Table {
  readonly name: string;
  readonly isPartition: boolean;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
}

/** Every table of our own schemas as the database knows it, partitions last. */
export async function ourTables(owner: pg.Client): Promise<Table[]> {
  const { rows } = await owner.query<{ name: string; is_partition: boolean; columns: Column[] }>(`
    select c.oid::regclass::text as name, c.relispartition as is_partition,
           json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'notNull', a.attnotnull)
                    order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'pgboss')
    group by c.oid order by c.relispartition, 1`);
  return rows.map(({ name, is_partition, columns }) => ({ name, isPartition: is_partition, columns }));
}

/**
 * Leaves one made-up row of the tenant in every table: any values that fit the types, since checks, keys and triggers are off. For a
 * database that is thrown away. Every text column holds `marker`.
 */
export async function fillEveryTable(owner: pg.Client, tenantId: number, marker: string): Promise<Table[]> {
  const tables = (await ourTables(owner)).filter(({ isPartition }) => !isPartition);
  await owner.query("select usage.ensure_month('2026-11-01')");
  await owner.query('set session_replication_role = replica');
  for (const { name, columns } of tables) {
    await dropChecks(owner, name);
    const filled = columns.filter((column) => column.notNull || column.type === 'text');
    const values = filled.map((column) => (column.name === 'tenant_id' ? tenantId : madeUp(column, marker)));
    const places = values.map((_, i) => `$${i + 1}`);
    const names = filled.map((column) => `"${column.name}"`);
    await owner.query(`delete from ${name} where tenant_id = $1`, [tenantId]);
    await owner.query(`insert into ${name} (${names}) overriding system value values (${places})`, values);
  }
  await owner.query('set session_replication_role = origin');
  return tables;
}

async function dropChecks(owner: pg.Client, table: string): Promise<void> {
  const { rows } = await owner.query<{ conname: string }>(
    "select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'x')",
    [table],
  );
  for (const { conname } of rows) await owner.query(`alter table ${table} drop constraint "${conname}"`);
}

const VALUES: Readonly<Record<string, unknown>> = {
  smallint: 1,
  integer: 1,
  bigint: 1,
  numeric: '1.5',
  boolean: false,
  date: '2026-11-01',
  'timestamp with time zone': '2026-11-15T12:00:00Z',
  jsonb: '{}',
  character: 'x',
  daterange: '[2026-11-01,2026-12-01)',
  tstzrange: '[2026-11-01,2026-12-01)',
};

function madeUp({ name, type }: Column, marker: string): unknown {
  if (type === 'text') return marker;
  if (type === 'bytea') return Buffer.from(marker);
  if (type.endsWith('[]')) return '{}';
  const value = VALUES[type];
  if (value === undefined) throw new Error(`column ${name}: add a made-up value of type ${type} to test/tables.ts`);
  return value;
}
