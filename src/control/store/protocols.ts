import { sql } from 'kysely';
import type { Language } from '#base';
import type { Context } from '#platform/context';

/** A protocol as it was signed; files lie in the archive. */
export interface SignedProtocol {
  readonly no: number;
  readonly language: Language;
  /** Hex. */
  readonly runDigest: string;
  readonly pdfSha256: string;
  readonly xlsxSha256: string;
  readonly signedBy: string;
  readonly signedAt: Date;
}

export async function insertProtocol({ tx, tenantId }: Context, runId: number, one: SignedProtocol): Promise<void> {
  await sql`
    insert into control.protocol (tenant_id, run_id, no, language, run_digest, pdf_sha256, xlsx_sha256, signed_by, signed_at)
    values (${tenantId}, ${runId}, ${one.no}, ${one.language}, ${Buffer.from(one.runDigest, 'hex')}, ${one.pdfSha256}, ${one.xlsxSha256},
            ${one.signedBy}, ${one.signedAt})`.execute(tx);
}

/** In order. */
export async function protocols({ tx }: Context, runId: number): Promise<SignedProtocol[]> {
  const { rows } = await sql<SignedProtocol>`
    select no, language, encode(run_digest, 'hex') as "runDigest", pdf_sha256 as "pdfSha256", xlsx_sha256 as "xlsxSha256",
           signed_by as "signedBy", signed_at as "signedAt"
    from control.protocol where run_id = ${runId} order by no`.execute(tx);
  return rows;
}

/** What a customer is sent of a run: numbers of documents by the payer of his group. Empty before anything is issued. */
export async function documentNumbers({ tx }: Context, runId: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ payerId: number; numbers: string[] }>`
    select draft.payer_id as "payerId", array_agg(document.number order by document.position) as numbers
    from invoicing.document document
    join billing.draft draft on draft.run_id = document.run_id and draft.customer_id = document.customer_id and draft.part = document.part
    where document.run_id = ${runId} group by draft.payer_id`.execute(tx);
  return new Map(rows.map((row) => [row.payerId, row.numbers]));
}

/** Sums by cause of each customer of a run against the month before, with the bill of then; minor units. */
export async function differences({ tx }: Context, runId: number) {
  const { rows } = await sql<{
    customerId: number;
    beforeMinor: bigint | null;
    causes: Readonly<Record<string, string>>;
  }>`
    select customer_id as "customerId", before_minor as "beforeMinor", causes from control.difference
    where run_id = ${runId} and against = 'month'`.execute(tx);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** All findings of a run with their decisions, in order. */
export async function decidedFindings({ tx }: Context, runId: number) {
  const { rows } = await sql<{
    code: string;
    severity: 'info' | 'warning' | 'error';
    params: Readonly<Record<string, string | number>>;
    amountMicro: bigint;
    accepted: boolean;
    comment: string;
    decidedBy: string;
    decidedAt: Date | null;
  }>`
    select f.code, f.severity, f.params, f.amount_at_risk_micro as "amountMicro", coalesce(d.accepted, false) as accepted,
           coalesce(d.comment, '') as comment, coalesce(d.decided_by, '') as "decidedBy", d.decided_at as "decidedAt"
    from control.finding f left join control.decision d on d.run_id = f.run_id and d.key = f.key
    where f.run_id = ${runId} order by f.id`.execute(tx);
  return rows;
}
