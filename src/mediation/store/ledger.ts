/** The SQL of the file ledger and rejects. On the loader role every statement names the tenant itself. */
import { sql } from 'kysely';
import type { Finding } from '#base';
import type { Context } from '#platform/context';
import type { FileState } from '../files.ts';
import type { FileFigures } from '../importReport.ts';
import type { FileNumber } from '../joining/fileControl.ts';
import type { Reject } from '../reading/reading.ts';

/** Imports of one tenant come one after another, so that no content is read twice at once. */
export async function lockImports(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('mediation.import'), ${ctx.tenantId})`.execute(ctx.tx);
}

export interface LedgerEntry {
  readonly id: number;
  readonly name: string;
  readonly state: FileState;
  readonly sourceId: number | null;
  readonly findings: readonly Finding[];
}

/** The ledger's entry of a content, if it was ever handed in. */
export async function fileBySha256(ctx: Context, sha256: string): Promise<LedgerEntry | null> {
  const { rows } = await sql<LedgerEntry>`
    select id, name, state, source_id as "sourceId", findings from mediation.file
    where tenant_id = ${ctx.tenantId} and sha256 = decode(${sha256}, 'hex')`.execute(ctx.tx);
  return rows[0] ?? null;
}

export interface FileEntry extends FileFigures {
  readonly id: number;
  readonly sourceId: number | null;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: 'imported' | 'quarantined';
  readonly loadNo: number | null;
  /** Its number among those of its sender. */
  readonly number: FileNumber | null;
  readonly findings: readonly Finding[];
}

/** Writes a file with all its figures; one that was quarantined before is written anew. */
export async function saveFile(ctx: Context, file: FileEntry): Promise<void> {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms));
  await sql`
    insert into mediation.file (tenant_id, id, source_id, name, sha256, bytes, state, received_at, load_no, records, stored, duplicates,
      rejected, filtered, joined, waiting, filter_counts, unmatched, unpriced, duration_ms, charge_micro, cost_micro, first_at, last_at, findings, number_of, number)
    values (${ctx.tenantId}, ${file.id}, ${file.sourceId}, ${file.name}, decode(${file.sha256}, 'hex'), ${file.bytes}, ${file.state},
      ${new Date(ctx.clock.now())}, ${file.loadNo}, ${file.records}, ${file.stored}, ${file.duplicates}, ${file.rejected},
      ${file.filtered}, ${file.joined}, ${file.waiting}, ${JSON.stringify(file.filterCounts)}::jsonb, ${file.unmatched}, ${file.unpriced}, ${file.durationMs},
      ${file.chargeMicro}, ${file.costMicro}, ${instant(file.firstMs)}, ${instant(file.lastMs)}, ${JSON.stringify(file.findings)}::jsonb,
      ${file.number?.of ?? null}, ${file.number?.number ?? null})
    on conflict (tenant_id, id) do update set
      source_id = excluded.source_id, name = excluded.name, state = excluded.state, received_at = excluded.received_at,
      load_no = excluded.load_no, records = excluded.records, stored = excluded.stored, duplicates = excluded.duplicates,
      rejected = excluded.rejected, filtered = excluded.filtered, joined = excluded.joined, waiting = excluded.waiting, filter_counts = excluded.filter_counts,
      unmatched = excluded.unmatched, unpriced = excluded.unpriced, duration_ms = excluded.duration_ms,
      charge_micro = excluded.charge_micro, cost_micro = excluded.cost_micro, first_at = excluded.first_at,
      last_at = excluded.last_at, backed_out_at = null, backed_out_by = null, backed_out_why = null, replaced_by = null, taken_out = null, emptied = null,
      findings = excluded.findings, number_of = excluded.number_of, number = excluded.number`.execute(ctx.tx);
}

/** Remembers that a known content came under another name. */
export async function noteAgain(ctx: Context, fileId: number, name: string): Promise<void> {
  await sql`
    insert into mediation.file_again (tenant_id, file_id, name, received_at)
    values (${ctx.tenantId}, ${fileId}, ${name}, ${new Date(ctx.clock.now())})
    on conflict (tenant_id, file_id, name) do nothing`.execute(ctx.tx);
}

/** Forgets the rejects of a file: all, or those of some records. */
export async function deleteRejects(ctx: Context, fileId: number, recordNos?: readonly number[]): Promise<void> {
  const which = recordNos === undefined ? sql`true` : sql`record_no = any (${[...recordNos]}::int[])`;
  await sql`delete from mediation.reject where tenant_id = ${ctx.tenantId} and file_id = ${fileId} and ${which}`.execute(
    ctx.tx,
  );
}

/** Rejects sent in one statement. */
const REJECTS_AT_ONCE = 1_000;

export async function insertRejects(ctx: Context, fileId: number, rejects: readonly Reject[]): Promise<void> {
  for (let at = 0; at < rejects.length; at += REJECTS_AT_ONCE) {
    const rows = rejects.slice(at, at + REJECTS_AT_ONCE);
    await sql`
      insert into mediation.reject (tenant_id, file_id, record_no, line_no, column_no, byte_offset, code, field, params, raw)
      select ${ctx.tenantId}, ${fileId}, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as reject ("recordNo" int, "lineNo" int, "columnNo" int, "byteOffset" bigint, code text, field text, params jsonb, raw text)`.execute(
      ctx.tx,
    );
  }
}
