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
    .set({ valid_to: validToMs === null ? null : new Date(validToMs) })
    .where('id', '=', id)
    .execute();
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
