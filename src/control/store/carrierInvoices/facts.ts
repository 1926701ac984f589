import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { BoughtFact, CarrierMonthFact } from '../../facts.ts';
import { LAST_DECISION } from './comparisons.ts';

/** Numbers that carriers bill in a month and nobody has, or no longer; what is accepted or disputed is left out. */
export async function boughtNotSold(tx: Tx, month: string): Promise<BoughtFact[]> {
  const { rows } = await sql<BoughtFact>`
    select cell.identifier, carrier.name as carrier, carrier.code as "carrierCode", sum(cell.their_micro)::bigint as "amountMicro"
    from control.carrier_cell cell join control.carrier carrier on carrier.id = cell.carrier_id ${LAST_DECISION}
    where cell.month = ${month} and cell.identifier is not null and cell.causes && array['numberNotOurs', 'lineEnded'] and decision.kind is null
    group by carrier.code, carrier.name, cell.identifier order by 4 desc, carrier.code, cell.identifier`.execute(tx);
  return rows;
}

/** How far the carriers' invoices of a month are decided. */
export async function carrierMonths(tx: Tx, month: string): Promise<CarrierMonthFact[]> {
  const { rows } = await sql<CarrierMonthFact>`
    select carrier.code as "carrierCode", carrier.name as carrier,
           coalesce(sum(cell.their_micro) filter (where cell.kind <> 'tax'), 0)::bigint as "theirMicro",
           coalesce(sum(cell.our_micro) filter (where cell.kind <> 'tax'), 0)::bigint as "ourMicro",
           count(*) filter (where cell.differs and decision.kind is null)::int as open,
           coalesce(sum(abs(cell.their_micro - cell.our_micro)) filter (where cell.differs and decision.kind is null), 0)::bigint as "openMicro"
    from control.carrier_cell cell join control.carrier carrier on carrier.id = cell.carrier_id ${LAST_DECISION}
    where cell.month = ${month} group by carrier.code, carrier.name order by carrier.code`.execute(tx);
  return rows;
}
