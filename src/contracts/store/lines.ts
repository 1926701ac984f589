import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Line } from '../contract.ts';
import { type LineRow, tables } from './tables.ts';

export async function insertLine(tx: Tx, tenantId: number, line: Line): Promise<void> {
  await tables(tx)
    .insertInto('contracts.line')
    .values({
      tenant_id: tenantId,
      id: line.id,
      contract_id: line.contractId,
      kind: line.kind,
      identifier: line.identifier,
      msisdn: line.msisdn,
      imsi: line.imsi,
      label: line.label,
      source_id: line.sourceId,
      valid_from: new Date(line.validFromMs),
      valid_to: line.validToMs === null ? null : new Date(line.validToMs),
    })
    .execute();
}

export async function lineById(tx: Tx, id: number): Promise<Line | null> {
  const row = await tables(tx).selectFrom('contracts.line').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : lineFromRow(row);
}

export async function setLineEnd(tx: Tx, id: number, validToMs: number | null): Promise<void> {
  await tables(tx)
    .updateTable('contracts.line')
    .set({ valid_to: validToMs === null ? null : new Date(validToMs), own_valid_to: null })
    .where('id', '=', id)
    .execute();
}

/** A line of a contract whose end moves ends with it, or when it was agreed for itself where that is earlier. Null = open. */
export async function endLineWith(tx: Tx, id: number, endedMs: number | null, endsMs: number | null): Promise<void> {
  const ended = endedMs === null ? null : new Date(endedMs);
  const ends = endsMs === null ? null : new Date(endsMs);
  const own = sql`coalesce(own_valid_to, nullif(valid_to, ${ended}::timestamptz))`;
  await sql`
    update contracts.line
    set valid_to = least(${own}, ${ends}::timestamptz), own_valid_to = case when ${own} >= ${ends}::timestamptz then ${own} end
    where id = ${id}`.execute(tx);
}

/** Lines of the contracts given, or of all, in order of id. */
export async function lines(tx: Tx, contractIds?: readonly number[]): Promise<Line[]> {
  let query = tables(tx).selectFrom('contracts.line').selectAll().orderBy('id');
  if (contractIds !== undefined) query = query.where('contract_id', '=', sql<number>`any(${contractIds})`);
  return (await query.execute()).map(lineFromRow);
}

function lineFromRow(row: LineRow): Line {
  return {
    id: row.id,
    contractId: row.contract_id,
    kind: row.kind,
    identifier: row.identifier,
    msisdn: row.msisdn,
    imsi: row.imsi,
    label: row.label,
    sourceId: row.source_id,
    validFromMs: row.valid_from.getTime(),
    validToMs: row.valid_to?.getTime() ?? null,
  };
}

/** A line with whose it is. */
export interface HeldLine extends Line {
  readonly contractNumber: string;
  readonly customerId: number;
}

/** Lines of any contract that hold a number, account, SIM or IMSI of this one at the same time (itself among them). */
export async function holders(tx: Tx, line: Omit<Line, 'id' | 'contractId' | 'label'>): Promise<HeldLine[]> {
  const number = line.kind === 'number' ? line.identifier : line.msisdn;
  const found = await sql<LineRow & { contract_number: string; customer_id: number }>`
    select l.*, c.number as contract_number, c.customer_id
    from contracts.line l join contracts.contract c on c.tenant_id = l.tenant_id and c.id = l.contract_id
    where ((l.source_id = ${line.sourceId} and ((l.kind = ${line.kind} and l.identifier = ${line.identifier}) or (case l.kind when 'number' then l.identifier when 'sim' then l.msisdn end) = ${number}))
           or l.imsi = ${line.imsi})
      and tstzrange(l.valid_from, l.valid_to)
          && tstzrange(${new Date(line.validFromMs)}, ${line.validToMs === null ? null : new Date(line.validToMs)}::timestamptz)
    order by l.valid_from, l.id`.execute(tx);
  return found.rows.map(heldFromRow);
}

/** Every line that ever carried an identifier, newest first. */
export async function everHeld(tx: Tx, identifier: string): Promise<HeldLine[]> {
  const found = await sql<LineRow & { contract_number: string; customer_id: number }>`
    select l.*, c.number as contract_number, c.customer_id
    from contracts.line l join contracts.contract c on c.tenant_id = l.tenant_id and c.id = l.contract_id
    where ${identifier} in (l.identifier, l.msisdn, l.imsi)
    order by l.valid_from desc, l.id desc limit 100`.execute(tx);
  return found.rows.map(heldFromRow);
}

function heldFromRow(row: LineRow & { contract_number: string; customer_id: number }): HeldLine {
  return { ...lineFromRow(row), contractNumber: row.contract_number, customerId: row.customer_id };
}
