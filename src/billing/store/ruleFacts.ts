/** What rules over whole months are computed from, beside usage: bandwidth samples, and corrections to usage. */
import { sql } from 'kysely';
import type { DestinationClass } from '#catalog';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db';
import { serviceName } from '#usage';
import type { BandwidthSample } from '../periodRules/percentile.ts';
import type { UsageSum } from '../usageSum.ts';

/** Corrections to some customers' usage of some months, billed or not, as usage that consists of nothing but its charge; by customer. */
export async function correctionSums(
  { tx, tenantId }: Context,
  customerIds: readonly number[],
  months: readonly string[],
): Promise<Map<number, UsageSum[]>> {
  const { rows } = await sql<{
    customerId: number;
    contractId: number;
    month: string;
    service: number;
    class: DestinationClass;
    chargeMicro: bigint;
    serviceFeeMicro: bigint;
  }>`
    select customer_id as "customerId", contract_id as "contractId", month, service, destination_class as class,
           sum(amount_micro)::bigint as "chargeMicro", sum(service_fee_micro)::bigint as "serviceFeeMicro"
    from billing.usage_correction
    where tenant_id = ${tenantId} and customer_id = any (${[...customerIds]}::int[]) and month = any (${[...months]}::text[])
    group by customer_id, contract_id, month, service, destination_class`.execute(tx);
  const nothing = {
    calls: 0,
    coveredCalls: 0,
    serviceFeeCalls: 0,
    durationMs: 0,
    billedUnits: 0,
    coveredUnits: 0,
    costMicro: 0n,
  };
  const sums = new Map<number, UsageSum[]>();
  for (const { customerId, service, ...row } of rows) {
    const sum = { ...nothing, ...row, service: serviceName(service) };
    sums.set(customerId, [...(sums.get(customerId) ?? []), sum]);
  }
  return sums;
}

/** Samples of the lines of some contracts in a time (epoch ms, half open), in order. */
export async function bandwidthSamples(
  tx: Tx,
  { contractIds, fromMs, toMs }: { contractIds: readonly number[]; fromMs: number; toMs: number },
): Promise<BandwidthSample[]> {
  const { rows } = await sql<{ lineId: number; contractId: number; atMs: number; inBits: number; outBits: number }>`
    select line_id as "lineId", contract_id as "contractId", (extract(epoch from at) * 1000)::float8 as "atMs",
           in_bits::float8 as "inBits", out_bits::float8 as "outBits"
    from billing.bandwidth_sample
    where contract_id = any (${[...contractIds]}::int[]) and at >= ${new Date(fromMs)} and at < ${new Date(toMs)}
    order by contract_id, line_id, at`.execute(tx);
  return rows;
}

/** Stores samples; one of the same line and time takes the place of what was there. @returns how many were there before */
export async function putBandwidth(
  { tx, tenantId }: Pick<Context, 'tx' | 'tenantId'>,
  samples: readonly BandwidthSample[],
): Promise<number> {
  const { rows } = await sql<{ replaced: number }>`
    with put as (
      insert into billing.bandwidth_sample as s (tenant_id, line_id, contract_id, at, in_bits, out_bits)
      select ${tenantId}, t.line_id, t.contract_id, to_timestamp(t.at_ms / 1000.0), t.in_bits, t.out_bits
      from unnest(${samples.map((one) => one.lineId)}::int[], ${samples.map((one) => one.contractId)}::int[],
                  ${samples.map((one) => one.atMs)}::float8[], ${samples.map((one) => one.inBits)}::bigint[],
                  ${samples.map((one) => one.outBits)}::bigint[]) as t (line_id, contract_id, at_ms, in_bits, out_bits)
      on conflict (tenant_id, line_id, at)
        do update set contract_id = excluded.contract_id, in_bits = excluded.in_bits, out_bits = excluded.out_bits
      returning old.line_id is not null as was_there)
    select count(*) filter (where was_there)::int as replaced from put`.execute(tx);
  return rows[0]?.replaced ?? 0;
}
