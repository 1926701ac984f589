import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Run, RunScope, RunState, RunTotal } from '../run.ts';

/** A total as JSON holds it. */
interface TotalRow {
  readonly currency: string;
  readonly drafts: number;
  readonly netMinor: string;
  readonly grossMinor: string;
}

interface RunRow {
  tenant_id: number;
  id: number;
  month: string;
  scope: RunScope['kind'];
  scope_key: string;
  state: RunState;
  issue_on: string;
  drawing_no: number;
  last_load_no: number;
  rewriting_no: number;
  audit_seq: bigint;
  drafts: number;
  net_minor: bigint;
  gross_minor: bigint;
  totals: readonly TotalRow[];
  digest: Buffer | null;
  created_by: string;
  created_at: Date;
  calculated_at: Date | null;
  issued_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_why: string | null;
}

const tables = (tx: Tx) => tx.withTables<{ 'billing.run': RunRow }>();

export async function insertRun(tx: Tx, tenantId: number, run: Run): Promise<void> {
  await tables(tx)
    .insertInto('billing.run')
    .values({
      tenant_id: tenantId,
      id: run.id,
      month: run.month,
      scope: run.scope.kind,
      scope_key: run.scope.key,
      state: run.state,
      issue_on: run.issueOn,
      drawing_no: run.drawingNo,
      last_load_no: run.lastLoadNo,
      rewriting_no: run.rewritingNo,
      audit_seq: BigInt(run.auditSeq),
      drafts: 0,
      net_minor: 0n,
      gross_minor: 0n,
      totals: sql<readonly TotalRow[]>`'[]'::jsonb`,
      digest: null,
      created_by: run.createdBy,
      created_at: run.createdAt,
      calculated_at: null,
      issued_at: null,
      withdrawn_by: null,
      withdrawn_why: null,
    })
    .execute();
}

/** Runs in order of month, withdrawn ones left out. */
export async function runs(tx: Tx): Promise<Run[]> {
  const rows = await tables(tx)
    .selectFrom('billing.run')
    .selectAll()
    .where('state', '<>', 'withdrawn')
    .orderBy('month')
    .orderBy('id')
    .execute();
  return rows.map(runFromRow);
}

/** One at a time per tenant, until the transaction ends. */
export async function lockRuns(tx: Tx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('billing.run'), ${tenantId})`.execute(tx);
}

/** The run, kept from every change until the transaction ends. */
export async function lockRun(tx: Tx, id: number): Promise<Run | null> {
  const row = await tables(tx)
    .selectFrom('billing.run')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : runFromRow(row);
}

/** The run, kept from changing its state until the transaction ends; others may look at it in the same way. */
export async function holdRun(tx: Tx, id: number): Promise<Run | null> {
  const row = await tables(tx).selectFrom('billing.run').selectAll().where('id', '=', id).forShare().executeTakeFirst();
  return row === undefined ? null : runFromRow(row);
}

export async function runById(tx: Tx, id: number): Promise<Run | null> {
  const row = await tables(tx).selectFrom('billing.run').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : runFromRow(row);
}

export interface RunChange {
  readonly state?: RunState;
  readonly issueOn?: string;
  readonly createdBy?: string;
  readonly drawingNo?: number;
  readonly lastLoadNo?: number;
  readonly rewritingNo?: number;
  readonly auditSeq?: number;
  readonly drafts?: number;
  readonly netMinor?: bigint;
  readonly grossMinor?: bigint;
  readonly totals?: readonly RunTotal[];
  readonly digest?: string | null;
  readonly calculatedAt?: Date;
  readonly issuedAt?: Date;
  readonly withdrawn?: { readonly by: string; readonly why: string };
}

export async function updateRun(tx: Tx, id: number, change: RunChange): Promise<void> {
  await tables(tx)
    .updateTable('billing.run')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.issueOn === undefined ? {} : { issue_on: change.issueOn }),
      ...(change.createdBy === undefined ? {} : { created_by: change.createdBy }),
      ...(change.drawingNo === undefined ? {} : { drawing_no: change.drawingNo }),
      ...(change.lastLoadNo === undefined ? {} : { last_load_no: change.lastLoadNo }),
      ...(change.rewritingNo === undefined ? {} : { rewriting_no: change.rewritingNo }),
      ...(change.auditSeq === undefined ? {} : { audit_seq: BigInt(change.auditSeq) }),
      ...(change.drafts === undefined ? {} : { drafts: change.drafts }),
      ...(change.netMinor === undefined ? {} : { net_minor: change.netMinor }),
      ...(change.grossMinor === undefined ? {} : { gross_minor: change.grossMinor }),
      ...(change.totals === undefined ? {} : { totals: totalsJson(change.totals) }),
      ...(change.digest === undefined
        ? {}
        : { digest: change.digest === null ? null : Buffer.from(change.digest, 'hex') }),
      ...(change.calculatedAt === undefined ? {} : { calculated_at: change.calculatedAt }),
      ...(change.issuedAt === undefined ? {} : { issued_at: change.issuedAt }),
      ...(change.withdrawn === undefined
        ? {}
        : { withdrawn_by: change.withdrawn.by, withdrawn_why: change.withdrawn.why }),
    })
    .where('id', '=', id)
    .execute();
}

function totalsJson(totals: readonly RunTotal[]) {
  const rows = totals.map((total) => ({
    ...total,
    netMinor: total.netMinor.toString(),
    grossMinor: total.grossMinor.toString(),
  }));
  return sql<readonly TotalRow[]>`${JSON.stringify(rows)}::jsonb`;
}

function runFromRow(row: RunRow): Run {
  return {
    id: row.id,
    month: row.month,
    scope: { kind: row.scope, key: row.scope_key },
    state: row.state,
    issueOn: row.issue_on,
    drawingNo: row.drawing_no,
    lastLoadNo: row.last_load_no,
    rewritingNo: row.rewriting_no,
    auditSeq: Number(row.audit_seq),
    drafts: row.drafts,
    netMinor: row.net_minor,
    grossMinor: row.gross_minor,
    totals: row.totals.map((total) => ({
      ...total,
      netMinor: BigInt(total.netMinor),
      grossMinor: BigInt(total.grossMinor),
    })),
    digest: row.digest?.toString('hex') ?? null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    calculatedAt: row.calculated_at,
    issuedAt: row.issued_at,
  };
}
