/** The SQL of lists: files and their rejects, under row-level security. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { FileFilter, FileRow, RejectRow } from '../files.ts';

const FILE = sql`
  file.id, file.source_id as "sourceId", source.code as "sourceCode", source.name as "sourceName", file.name,
  encode(file.sha256, 'hex') as sha256, file.bytes, file.state, file.received_at as "receivedAt", file.load_no as "loadNo",
  file.records, file.stored, file.duplicates, file.rejected, file.filtered, file.joined, file.waiting, file.filter_counts as "filterCounts",
  file.unmatched, file.unpriced, file.duration_ms as "durationMs", file.charge_micro as "chargeMicro",
  file.cost_micro as "costMicro", file.first_at as "firstAt", file.last_at as "lastAt", file.findings,
  case when file.state = 'backedOut' then jsonb_build_object('at', to_char(file.backed_out_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'by', file.backed_out_by, 'why', file.backed_out_why, 'replacedBy', file.replaced_by) end as "backedOut",
  array(select again.name from mediation.file_again again where again.file_id = file.id order by again.name) as again`;

export async function filesPage(tx: Tx, filter: FileFilter, offset: number, limit: number): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select ${FILE} from mediation.file file left join mediation.source source on source.id = file.source_id
    where ${matching(filter)} order by file.received_at desc, file.id desc offset ${offset} limit ${limit}`.execute(tx);
  return rows;
}

export async function filesCount(tx: Tx, filter: FileFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from mediation.file file where ${matching(filter)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function fileById(tx: Tx, fileId: number): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`
    select ${FILE} from mediation.file file left join mediation.source source on source.id = file.source_id
    where file.id = ${fileId}`.execute(tx);
  return rows[0] ?? null;
}

/** The latest file of a name. */
export async function fileIdByName(tx: Tx, name: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from mediation.file where name = ${name} order by id desc limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function rejectsPage(tx: Tx, fileId: number, offset: number, limit: number): Promise<RejectRow[]> {
  const { rows } = await sql<RejectRow>`
    select record_no as "recordNo", line_no as "lineNo", column_no as "columnNo", byte_offset as "byteOffset", code, field, params, raw
    from mediation.reject where file_id = ${fileId} order by record_no offset ${offset} limit ${limit}`.execute(tx);
  return rows;
}

export async function rejectsCount(tx: Tx, fileId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from mediation.reject where file_id = ${fileId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

function matching({ period, state, sourceId, q }: FileFilter): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (period !== undefined) {
    const from = new Date(period.fromMs);
    const to = new Date(period.toMs);
    conditions.push(sql`(case when file.first_at is not null then file.first_at < ${to} and file.last_at >= ${from}
      else file.received_at >= ${from} and file.received_at < ${new Date(2 * period.toMs - period.fromMs)} end)`);
  }
  if (state !== undefined) conditions.push(sql`file.state = ${state}`);
  if (sourceId !== undefined) conditions.push(sql`file.source_id = ${sourceId}`);
  if (q !== undefined && q !== '') conditions.push(sql`strpos(lower(file.name), lower(${q})) > 0`);
  return sql.join(conditions, sql` and `);
}
