import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Bill } from './bill.ts';
import type { Run, RunState } from './run.ts';
import { insertBilledCorrections } from './store/corrections.ts';

export * from './store/corrections.ts';
export * from './store/customerRuns.ts';

interface RunRow {
  tenant_id: number;
  id: number;
  month: string;
  state: RunState;
  issue_on: string;
  last_load_no: number;
  rewriting_no: number;
  drafts: number;
  net_minor: bigint;
  gross_minor: bigint;
  digest: Buffer | null;
  created_by: string;
  created_at: Date;
  calculated_at: Date | null;
  issued_at: Date | null;
}

export type DraftState = 'draft' | 'excluded' | 'issued';

interface DraftRow {
  tenant_id: number;
  run_id: number;
  customer_id: number;
  state: DraftState;
  reason: string | null;
  net_minor: bigint;
  tax_minor: bigint;
  gross_minor: bigint;
  usage_records: bigint;
  bill: Bill;
  digest: Buffer;
}

type BillingTables = {
  'billing.run': RunRow;
  'billing.draft': DraftRow;
  'billing.billed_usage': {
    tenant_id: number;
    customer_id: number;
    month: string;
    run_id: number;
    after_load_no: number;
    up_to_load_no: number;
  };
  'billing.billed_period': {
    tenant_id: number;
    subscription_id: number;
    starts_on: string;
    ends_on: string;
    run_id: number;
  };
  'billing.billed_one_off': { tenant_id: number; one_off_id: number; run_id: number };
};

const tables = (tx: Tx) => tx.withTables<BillingTables>();

/** A draft bill as stored. */
export interface Draft {
  readonly runId: number;
  readonly customerId: number;
  readonly state: DraftState;
  readonly reason: string | null;
  readonly bill: Bill;
  /** Hex of the bill's canonical JSON. */
  readonly digest: string;
}

export async function insertRun(tx: Tx, tenantId: number, run: Run): Promise<void> {
  await tables(tx)
    .insertInto('billing.run')
    .values({
      tenant_id: tenantId,
      id: run.id,
      month: run.month,
      state: run.state,
      issue_on: run.issueOn,
      last_load_no: run.lastLoadNo,
      rewriting_no: run.rewritingNo,
      drafts: 0,
      net_minor: 0n,
      gross_minor: 0n,
      digest: null,
      created_by: run.createdBy,
      created_at: run.createdAt,
      calculated_at: null,
      issued_at: null,
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
    .execute();
  return rows.map(runFromRow);
}

/** One at a time per tenant, until the transaction ends. */
export async function lockRuns(tx: Tx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('billing.run'), ${tenantId})`.execute(tx);
}

/** The run, locked until the transaction ends. */
export async function lockRun(tx: Tx, id: number): Promise<Run | null> {
  const row = await tables(tx)
    .selectFrom('billing.run')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
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
  readonly lastLoadNo?: number;
  readonly rewritingNo?: number;
  readonly drafts?: number;
  readonly netMinor?: bigint;
  readonly grossMinor?: bigint;
  readonly digest?: string | null;
  readonly calculatedAt?: Date;
  readonly issuedAt?: Date;
}

export async function updateRun(tx: Tx, id: number, change: RunChange): Promise<void> {
  await tables(tx)
    .updateTable('billing.run')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.issueOn === undefined ? {} : { issue_on: change.issueOn }),
      ...(change.createdBy === undefined ? {} : { created_by: change.createdBy }),
      ...(change.lastLoadNo === undefined ? {} : { last_load_no: change.lastLoadNo }),
      ...(change.rewritingNo === undefined ? {} : { rewriting_no: change.rewritingNo }),
      ...(change.drafts === undefined ? {} : { drafts: change.drafts }),
      ...(change.netMinor === undefined ? {} : { net_minor: change.netMinor }),
      ...(change.grossMinor === undefined ? {} : { gross_minor: change.grossMinor }),
      ...(change.digest === undefined
        ? {}
        : { digest: change.digest === null ? null : Buffer.from(change.digest, 'hex') }),
      ...(change.calculatedAt === undefined ? {} : { calculated_at: change.calculatedAt }),
      ...(change.issuedAt === undefined ? {} : { issued_at: change.issuedAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** Writes a draft over an earlier one of the same run and customer; an exclusion and its reason stay. */
export async function putDraft(tx: Tx, tenantId: number, draft: Draft): Promise<void> {
  const { bill } = draft;
  await tables(tx)
    .insertInto('billing.draft')
    .values({
      tenant_id: tenantId,
      run_id: draft.runId,
      customer_id: draft.customerId,
      state: draft.state,
      reason: draft.reason,
      net_minor: BigInt(bill.netMinor),
      tax_minor: BigInt(bill.taxMinor),
      gross_minor: BigInt(bill.grossMinor),
      usage_records: BigInt(bill.usage.reduce((total, scope) => total + scope.records, 0)),
      bill: sql<Bill>`${JSON.stringify(bill)}::jsonb`,
      digest: Buffer.from(draft.digest, 'hex'),
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'run_id', 'customer_id']).doUpdateSet((set) => ({
        net_minor: set.ref('excluded.net_minor'),
        tax_minor: set.ref('excluded.tax_minor'),
        gross_minor: set.ref('excluded.gross_minor'),
        usage_records: set.ref('excluded.usage_records'),
        bill: set.ref('excluded.bill'),
        digest: set.ref('excluded.digest'),
      })),
    )
    .execute();
}

/** Takes away drafts of customers that have nothing to bill any more. */
export async function deleteDrafts(tx: Tx, runId: number, customerIds: readonly number[]): Promise<void> {
  await tables(tx)
    .deleteFrom('billing.draft')
    .where('run_id', '=', runId)
    .where('state', '<>', 'issued')
    .where('customer_id', '=', sql<number>`any(${customerIds})`)
    .execute();
}

export async function setDraftState(
  tx: Tx,
  runId: number,
  customerIds: readonly number[],
  state: DraftState,
  reason: string | null,
): Promise<void> {
  await tables(tx)
    .updateTable('billing.draft')
    .set({ state, reason })
    .where('run_id', '=', runId)
    .where('customer_id', '=', sql<number>`any(${customerIds})`)
    .execute();
}

/** Drafts of a run in order of customer; of the customers given only, where some are. */
export async function drafts(tx: Tx, runId: number, customerIds?: readonly number[]): Promise<Draft[]> {
  let query = tables(tx).selectFrom('billing.draft').selectAll().where('run_id', '=', runId).orderBy('customer_id');
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  return (await query.execute()).map(draftFromRow);
}

/** Digest and totals of every draft, without the bills. */
export async function draftDigests(tx: Tx, runId: number) {
  return tables(tx)
    .selectFrom('billing.draft')
    .select(['customer_id', 'state', 'digest', 'net_minor', 'gross_minor'])
    .where('run_id', '=', runId)
    .orderBy('customer_id')
    .execute();
}

/** Up to which load each customer's usage months have been billed; of the customers given only, where some are. */
export async function billedUsage(
  tx: Tx,
  customerIds?: readonly number[],
): Promise<{ customerId: number; month: string; upToLoadNo: number }[]> {
  let query = tables(tx)
    .selectFrom('billing.billed_usage')
    .select((of) => ['customer_id', 'month', of.fn.max('up_to_load_no').as('up_to')])
    .groupBy(['customer_id', 'month']);
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  const rows = await query.execute();
  return rows.map((row) => ({ customerId: row.customer_id, month: row.month, upToLoadNo: row.up_to }));
}

/** The run on whose invoice a record stands: a customer's usage month, the load that brought the record. */
export async function runBillingLoad(
  tx: Tx,
  { customerId, month, loadNo }: { customerId: number; month: string; loadNo: number },
): Promise<number | null> {
  const row = await tables(tx)
    .selectFrom('billing.billed_usage')
    .select('run_id')
    .where('customer_id', '=', customerId)
    .where('month', '=', month)
    .where('after_load_no', '<', loadNo)
    .where('up_to_load_no', '>=', loadNo)
    .executeTakeFirst();
  return row?.run_id ?? null;
}

/** First unbilled day of each subscription that was billed before. */
export async function billedTo(tx: Tx): Promise<Map<number, string>> {
  const rows = await tables(tx)
    .selectFrom('billing.billed_period')
    .select((of) => ['subscription_id', of.fn.max('ends_on').as('to')])
    .groupBy('subscription_id')
    .execute();
  return new Map(rows.map((row) => [row.subscription_id, row.to]));
}

export async function billedOneOffs(tx: Tx): Promise<Set<number>> {
  const rows = await tables(tx).selectFrom('billing.billed_one_off').select('one_off_id').execute();
  return new Set(rows.map((row) => row.one_off_id));
}

/** Remembers what a bill billed, in the transaction that issues it. A second time is refused by the keys. */
export async function insertBilled(tx: Tx, tenantId: number, runId: number, bill: Bill): Promise<void> {
  const db = tables(tx);
  const usage = bill.usage.map((scope) => ({
    tenant_id: tenantId,
    customer_id: bill.customerId,
    month: scope.month,
    run_id: runId,
    after_load_no: scope.afterLoadNo,
    up_to_load_no: scope.upToLoadNo,
  }));
  const periods = bill.lines
    .filter((line) => line.kind === 'recurring')
    .map((line) => ({
      tenant_id: tenantId,
      subscription_id: line.subscriptionId,
      starts_on: line.from,
      ends_on: line.to,
      run_id: runId,
    }));
  const items = bill.lines
    .filter((line) => line.kind === 'oneOff')
    .map((line) => ({ tenant_id: tenantId, one_off_id: line.oneOffId, run_id: runId }));
  if (usage.length > 0) await db.insertInto('billing.billed_usage').values(usage).execute();
  if (periods.length > 0) await db.insertInto('billing.billed_period').values(periods).execute();
  const corrections = bill.lines.flatMap((line) => (line.kind === 'correction' ? line.correctionIds : []));
  await insertBilledCorrections({ tx, tenantId }, runId, [...new Set(corrections)]);
  if (items.length > 0) await db.insertInto('billing.billed_one_off').values(items).execute();
}

function runFromRow(row: RunRow): Run {
  return {
    id: row.id,
    month: row.month,
    state: row.state,
    issueOn: row.issue_on,
    lastLoadNo: row.last_load_no,
    rewritingNo: row.rewriting_no,
    drafts: row.drafts,
    netMinor: row.net_minor,
    grossMinor: row.gross_minor,
    digest: row.digest?.toString('hex') ?? null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    calculatedAt: row.calculated_at,
    issuedAt: row.issued_at,
  };
}

function draftFromRow(row: DraftRow): Draft {
  return {
    runId: row.run_id,
    customerId: row.customer_id,
    state: row.state,
    reason: row.reason,
    bill: row.bill,
    digest: row.digest.toString('hex'),
  };
}
