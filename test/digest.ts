import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { App } from '#platform/app';
import { asOwner } from './database.ts';

export interface TableDigest {
  readonly rows: number;
  readonly sha256: string;
}

export interface DatabaseDigest {
  /** One digest of all tables. */
  readonly digest: string;
  /** By `schema.table`, to see where two databases differ. */
  readonly perTable: Readonly<Record<string, TableDigest>>;
}

/** They tell of sessions and of how long something took, not of what was done. */
const LEFT_OUT = new Set(['access.session', 'access.sign_in_failure', 'platform.progress', 'platform.idempotency']);

/**
 * Digest of every row of all our tables of all tenants, in the order of their keys, streamed: two databases with the same digest hold
 * the same facts. Instants of the clock are part of it (tests have a virtual clock); `withoutColumns` (`schema.table.column`) leaves
 * some out.
 */
export function databaseDigest(app: App, withoutColumns: readonly string[] = []): Promise<DatabaseDigest> {
  return asOwner(app.ownerUrl, async (client) => {
    await client.query("set timezone = 'UTC'; set datestyle = 'ISO'; begin isolation level repeatable read read only");
    const perTable: Record<string, TableDigest> = {};
    for (const table of await tables(client)) perTable[table.name] = await tableDigest(client, table, withoutColumns);
    const all = createHash('sha256');
    for (const [name, { sha256 }] of Object.entries(perTable)) all.update(`${name} ${sha256}\n`);
    return { digest: all.digest('hex'), perTable };
  });
}

/** Names of the tables in which two databases differ. */
export function differences(a: DatabaseDigest, b: DatabaseDigest): string[] {
  const names = new Set([...Object.keys(a.perTable), ...Object.keys(b.perTable)]);
  return [...names].filter((name) => a.perTable[name]?.sha256 !== b.perTable[name]?.sha256).sort();
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of the primary key, else of a unique index, else all. */
  readonly key: readonly string[];
}

async function tables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select (select array_agg(a.attname::text order by k.place)
                        from unnest(i.indkey::int2[]) with ordinality k (attnum, place)
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum)
                from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null and i.indexprs is null
                order by i.indisprimary desc, i.indexrelid limit 1), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^(pg_|information_schema|public$|pgboss)'
    order by 1`);
  return rows.filter(({ name }) => !LEFT_OUT.has(name));
}

async function tableDigest(client: pg.Client, { name, columns, key }: Table, withoutColumns: readonly string[]) {
  const kept = columns.filter((column) => !withoutColumns.includes(`${name}.${column}`));
  const list = (names: readonly string[]) => names.map((column) => pg.escapeIdentifier(column)).join(', ');
  const source = client.query(
    copyTo(`copy (select ${list(kept)} from ${name} order by ${list(key.length > 0 ? key : kept)}) to stdout`),
  );
  const hash = createHash('sha256').update(kept.join());
  let rows = 0;
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
      hash.update(chunk);
      done();
    },
  });
  await pipeline(source, sink);
  return { rows, sha256: hash.digest('hex') };
}
