import { sql } from 'kysely';
import type { Severity } from '#base';
import type { Tx } from '#platform/db';

type ControlTables = {
  'control.finding': {
    tenant_id: number;
    run_id: number;
    id: number;
    key: string;
    customer_id: number | null;
    subject_kind: string;
    subject_key: string;
    code: string;
    severity: Severity;
    params: Record<string, string | number>;
    amount_at_risk_micro: bigint;
  };
  'control.decision': {
    tenant_id: number;
    run_id: number;
    key: string;
    accepted: boolean;
    comment: string;
    amount_micro: bigint;
    decided_by: string;
    decided_at: Date;
  };
  'control.assignment': { tenant_id: number; run_id: number; key: string; assigned_to: string };
  'control.approval': { tenant_id: number; run_id: number; digest: Buffer; approved_by: string; approved_at: Date };
};

const tables = (tx: Tx) => tx.withTables<ControlTables>();

export interface FindingRow {
  readonly id: number;
  readonly key: string;
  readonly customerId: number | null;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly code: string;
  readonly severity: Severity;
  readonly params: Record<string, string | number>;
  readonly amountAtRiskMicro: bigint;
}

/** Replaces the findings of a run; decisions stay, they hang on keys. */
export async function replaceFindings(
  tx: Tx,
  tenantId: number,
  runId: number,
  findings: readonly FindingRow[],
): Promise<void> {
  const db = tables(tx);
  await db.deleteFrom('control.finding').where('run_id', '=', runId).execute();
  for (let start = 0; start < findings.length; start += 1000) {
    await db
      .insertInto('control.finding')
      .values(
        findings.slice(start, start + 1000).map((finding) => ({
          tenant_id: tenantId,
          run_id: runId,
          id: finding.id,
          key: finding.key,
          customer_id: finding.customerId,
          subject_kind: finding.subjectKind,
          subject_key: finding.subjectKey,
          code: finding.code,
          severity: finding.severity,
          params: sql<Record<string, string | number>>`${JSON.stringify(finding.params)}::jsonb`,
          amount_at_risk_micro: finding.amountAtRiskMicro,
        })),
      )
      .execute();
  }
}

/** Why a finding's customer was left out of the run, if he was: then nothing of his is open, for nothing of his leaves the house. */
const leftOut = (finding: string) => sql<string | null>`(
  select item.excluded_reason from billing.run_customer entered
  join billing.run_item item on item.run_id = entered.run_id and item.payer_id = entered.payer_id
  where entered.run_id = ${sql.ref(`${finding}.run_id`)} and entered.customer_id = ${sql.ref(`${finding}.customer_id`)})`;
const open = (finding: string, decision: string) =>
  sql<boolean>`(${sql.ref(`${decision}.accepted`)} is not true and ${leftOut(finding)} is null)`;
const OPEN = open('f', 'd');

export interface FindingFilter {
  readonly severity: Severity | 'all';
  readonly openOnly: boolean;
  /** Of one check; null = of all. */
  readonly code: string | null;
  readonly assignedTo: string | null;
  readonly customerId: number | null;
  readonly limit: number;
  readonly offset: number;
}

export async function findingPage(tx: Tx, runId: number, filter: FindingFilter) {
  let query = tables(tx)
    .selectFrom('control.finding as finding')
    .leftJoin('control.decision as decision', (join) =>
      join.onRef('decision.run_id', '=', 'finding.run_id').onRef('decision.key', '=', 'finding.key'),
    )
    .leftJoin('control.assignment as assignment', (join) =>
      join.onRef('assignment.run_id', '=', 'finding.run_id').onRef('assignment.key', '=', 'finding.key'),
    )
    .where('finding.run_id', '=', runId);
  if (filter.code !== null) query = query.where('finding.code', '=', filter.code);
  if (filter.assignedTo !== null) query = query.where('assignment.assigned_to', '=', filter.assignedTo);
  if (filter.customerId !== null) query = query.where('finding.customer_id', '=', filter.customerId);
  if (filter.severity !== 'all') query = query.where('finding.severity', '=', filter.severity);
  if (filter.openOnly) query = query.where(open('finding', 'decision'));
  const { total } = await query.select((of) => of.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .select([
      'finding.key',
      'finding.customer_id',
      'finding.subject_kind',
      'finding.subject_key',
      'finding.code',
      'finding.severity',
      'finding.params',
      'finding.amount_at_risk_micro',
      'decision.accepted',
      'decision.comment',
      'decision.decided_by',
      'decision.decided_at',
      'assignment.assigned_to',
      leftOut('finding').as('left_out'),
    ])
    .orderBy('finding.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows, total: Number(total) };
}

/** How many findings of each severity, and how many errors are open: nobody accepted them, and their customer is not left out. */
export async function findingCounts(
  tx: Tx,
  runId: number,
): Promise<{ error: number; warning: number; info: number; openErrors: number }> {
  const { rows } = await sql<{ error: number; warning: number; info: number; open_errors: number }>`
    select count(*) filter (where f.severity = 'error')::int as error,
           count(*) filter (where f.severity = 'warning')::int as warning,
           count(*) filter (where f.severity = 'info')::int as info,
           count(*) filter (where f.severity = 'error' and ${OPEN})::int as open_errors
    from control.finding f left join control.decision d on d.run_id = f.run_id and d.key = f.key
    where f.run_id = ${runId}`.execute(tx);
  const [counts] = rows;
  return {
    error: counts?.error ?? 0,
    warning: counts?.warning ?? 0,
    info: counts?.info ?? 0,
    openErrors: counts?.open_errors ?? 0,
  };
}

/** Findings of one check. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly total: number;
  readonly open: number;
  /** At stake in the open ones. */
  readonly amountMicro: bigint;
}

/** By check: those with open findings first, then by weight and money. */
export async function findingGroups(tx: Tx, runId: number): Promise<FindingGroup[]> {
  const { rows } = await sql<FindingGroup>`
    select f.code, f.severity, count(*)::int as total, count(*) filter (where ${OPEN})::int as open,
           coalesce(sum(f.amount_at_risk_micro) filter (where ${OPEN}), 0)::bigint as "amountMicro"
    from control.finding f left join control.decision d on d.run_id = f.run_id and d.key = f.key
    where f.run_id = ${runId}
    group by f.code, f.severity
    order by count(*) filter (where ${OPEN}) = 0, array_position(array['error', 'warning', 'info'], f.severity), 5 desc, f.code`.execute(
    tx,
  );
  return rows;
}

export interface Decision {
  readonly key: string;
  readonly accepted: boolean;
  readonly comment: string;
  /** At stake when it was decided. */
  readonly amountMicro: bigint;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export async function putDecisions(
  tx: Tx,
  tenantId: number,
  runId: number,
  decisions: readonly Decision[],
): Promise<void> {
  await tables(tx)
    .insertInto('control.decision')
    .values(
      decisions.map((decision) => ({
        tenant_id: tenantId,
        run_id: runId,
        key: decision.key,
        accepted: decision.accepted,
        comment: decision.comment,
        amount_micro: decision.amountMicro,
        decided_by: decision.decidedBy,
        decided_at: decision.decidedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'run_id', 'key']).doUpdateSet((set) => ({
        accepted: set.ref('excluded.accepted'),
        comment: set.ref('excluded.comment'),
        amount_micro: set.ref('excluded.amount_micro'),
        decided_by: set.ref('excluded.decided_by'),
        decided_at: set.ref('excluded.decided_at'),
      })),
    )
    .execute();
}

/** Who accepted findings that the run has. */
export async function acceptedBy(tx: Tx, runId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct d.decided_by as name from control.decision d join control.finding f on (f.run_id, f.key) = (d.run_id, d.key)
    where d.run_id = ${runId} and d.accepted`.execute(tx);
  return rows.map((row) => row.name);
}

export interface Approval {
  /** Hex. */
  readonly digest: string;
  readonly approvedBy: string;
  readonly approvedAt: Date;
}

export async function putApproval(tx: Tx, tenantId: number, runId: number, approval: Approval): Promise<void> {
  await tables(tx)
    .insertInto('control.approval')
    .values({
      tenant_id: tenantId,
      run_id: runId,
      digest: Buffer.from(approval.digest, 'hex'),
      approved_by: approval.approvedBy,
      approved_at: approval.approvedAt,
    })
    .execute();
}

export async function deleteApproval(tx: Tx, runId: number): Promise<void> {
  await tables(tx).deleteFrom('control.approval').where('run_id', '=', runId).execute();
}

export async function approvalOf(tx: Tx, runId: number): Promise<Approval | null> {
  const row = await tables(tx)
    .selectFrom('control.approval')
    .selectAll()
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { digest: row.digest.toString('hex'), approvedBy: row.approved_by, approvedAt: row.approved_at };
}
