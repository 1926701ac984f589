import { sql } from 'kysely';
import type { DestinationClass } from '#catalog';
import type { Context } from '#platform/context';
import type { LoadContext } from '#platform/db';
import { SERVICE, serviceName } from '#usage';
import type { CorrectedRecord, CorrectionCause, NewCorrection, UsageCorrection, VersionChange } from '../correction.ts';

interface CorrectionRow {
  readonly id: number;
  readonly customerId: number;
  readonly contractId: number;
  readonly month: string;
  readonly service: number;
  readonly class: DestinationClass;
  readonly records: number;
  readonly amountMicro: bigint;
  readonly serviceFeeMicro: bigint;
  readonly causes: readonly CorrectionCause[];
  readonly versions: readonly VersionChange[];
}

/**
 * Corrections of some customers that stand on no bill yet, of usage months up to one, in order of id. What was rated again several times is told
 * as if it had been rated once: `records` are those that no later one of the same kind corrects once more and that all of them together change,
 * and a correction with none of these names no versions.
 * @param billed corrections that count as billed though they are not
 */
export async function openCorrections(
  { tx, tenantId }: Context,
  customerIds: readonly number[],
  upToMonth: string,
  billed: ReadonlySet<number>,
): Promise<UsageCorrection[]> {
  const { rows } = await sql<CorrectionRow>`
    with open as materialized (
      select *, count(*) over kind as of_kind, min(id) over kind as kind
      from billing.usage_correction c
      where tenant_id = ${tenantId} and customer_id = any (${[...customerIds]}::int[]) and month <= ${upToMonth}
        and id <> all (${[...billed]}::int[])
        and not exists (select from billing.billed_correction b where b.tenant_id = c.tenant_id and b.correction_id = c.id)
      window kind as (partition by customer_id, contract_id, month, service, destination_class)
    ), standing as (
      select max(r.correction_id) as id
      from open join billing.corrected_record r on (r.tenant_id, r.correction_id) = (open.tenant_id, open.id)
      where open.of_kind > 1
      group by open.kind, r.start_at, r.dedup_hash
      having sum(r.amount_micro) <> 0 or sum(r.service_fee_micro) <> 0
    ), counted as (select id, count(*)::int as records from standing group by id)
    select id, customer_id as "customerId", contract_id as "contractId", month, service, destination_class as class,
           case when of_kind = 1 then open.records else coalesce(counted.records, 0) end as records,
           amount_micro as "amountMicro", service_fee_micro as "serviceFeeMicro", causes, versions
    from open left join counted using (id)
    order by id`.execute(tx);
  return rows.map((row) => ({
    ...row,
    service: serviceName(row.service),
    versions: row.records === 0 ? [] : row.versions,
  }));
}

/** Which of these corrections were billed. */
export async function billedCorrections(
  { tx, tenantId }: Context,
  correctionIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select correction_id as id from billing.billed_correction
    where tenant_id = ${tenantId} and correction_id = any (${[...correctionIds]}::int[])`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

export async function insertBilledCorrections(
  { tx, tenantId }: Pick<Context, 'tx' | 'tenantId'>,
  runId: number,
  correctionIds: readonly number[],
): Promise<void> {
  if (correctionIds.length === 0) return;
  await sql`
    insert into billing.billed_correction (tenant_id, correction_id, run_id)
    select ${tenantId}, id, ${runId} from unnest(${[...correctionIds]}::int[]) as id`.execute(tx);
}

/** What corrections gave or took so far for records on the invoices of some customers. */
export async function correctedRecords(
  { tx, tenantId }: Context,
  holderIds: readonly number[],
): Promise<CorrectedRecord[]> {
  const { rows } = await sql<
    Omit<CorrectedRecord, 'startMs' | 'dedupHi' | 'dedupLo'> & { readonly startAt: Date; readonly dedupHash: bigint }
  >`
    select start_at as "startAt", dedup_hash as "dedupHash", holder_id as "holderId", customer_id as "customerId",
           contract_id as "contractId", amount_micro as "amountMicro", service_fee_micro as "serviceFeeMicro"
    from billing.corrected_record
    where tenant_id = ${tenantId} and holder_id = any (${[...holderIds]}::int[])`.execute(tx);
  return rows.map(({ startAt, dedupHash, ...row }) => ({
    ...row,
    startMs: startAt.getTime(),
    dedupHi: Number(dedupHash >> 32n),
    dedupLo: Number(BigInt.asIntN(32, dedupHash)),
  }));
}

/** In the transaction that rewrites charges. @param firstId the first of as many numbers as there are corrections */
export async function insertCorrections(
  { tx, tenantId, clock, actor }: LoadContext,
  corrections: readonly NewCorrection[],
  firstId: number,
): Promise<void> {
  const at = new Date(clock.now());
  for (const [index, correction] of corrections.entries()) {
    const id = firstId + index;
    await sql`
      insert into billing.usage_correction (tenant_id, id, customer_id, contract_id, month, destination_class, service, records,
        amount_micro, service_fee_micro, causes, versions, created_by, created_at)
      values (${tenantId}, ${id}, ${correction.customerId}, ${correction.contractId}, ${correction.month}, ${correction.class},
        ${SERVICE[correction.service]}, ${correction.records}, ${correction.amountMicro}, ${correction.serviceFeeMicro},
        ${JSON.stringify(correction.causes)}::jsonb, ${JSON.stringify(correction.versions)}::jsonb, ${actor.name}, ${at})`.execute(
      tx,
    );
    const { of } = correction;
    await sql`
      insert into billing.corrected_record (tenant_id, correction_id, start_at, dedup_hash, holder_id, customer_id, contract_id,
        amount_micro, service_fee_micro)
      select ${tenantId}, ${id}, r.*
      from unnest(${of.map((one) => new Date(one.startMs))}::timestamptz[], ${of.map(hashOf)}::bigint[],
                  ${of.map((one) => one.holderId)}::int[], ${of.map((one) => one.customerId)}::int[],
                  ${of.map((one) => one.contractId)}::int[], ${of.map((one) => String(one.amountMicro))}::bigint[],
                  ${of.map((one) => String(one.serviceFeeMicro))}::bigint[]) as r`.execute(tx);
  }
}

function hashOf({ dedupHi, dedupLo }: CorrectedRecord): string {
  return ((BigInt(dedupHi) << 32n) | BigInt.asUintN(32, BigInt(dedupLo))).toString();
}
