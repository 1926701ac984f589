import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { NumberingVersion, PortedNumber, Zone } from '../numbering.ts';
import { endFromRow, tables } from './tables.ts';

export async function insertZone(tx: Tx, tenantId: number, zone: Zone): Promise<void> {
  await tables(tx)
    .insertInto('catalog.zone')
    .values({ tenant_id: tenantId, id: zone.id, code: zone.code, parent_id: zone.parentId })
    .execute();
}

/** The destinations of a zone instead of those it had. */
export async function setZoneDestinations(
  tx: Tx,
  tenantId: number,
  zoneId: number,
  destinationIds: readonly number[],
): Promise<void> {
  await tables(tx).deleteFrom('catalog.zone_destination').where('zone_id', '=', zoneId).execute();
  await sql`
    insert into catalog.zone_destination (tenant_id, destination_id, zone_id)
    select ${tenantId}, destination_id, ${zoneId} from unnest(${[...destinationIds]}::int[]) as destination_id`.execute(
    tx,
  );
}

export async function setZoneParent(tx: Tx, zoneId: number, parentId: number | null): Promise<void> {
  await tables(tx).updateTable('catalog.zone').set({ parent_id: parentId }).where('id', '=', zoneId).execute();
}

export async function zones(tx: Tx): Promise<Zone[]> {
  const rows = await tables(tx).selectFrom('catalog.zone').selectAll().orderBy('id').execute();
  const members = await tables(tx)
    .selectFrom('catalog.zone_destination')
    .select(['zone_id', 'destination_id'])
    .orderBy('destination_id')
    .execute();
  const byZone = Map.groupBy(members, (member) => member.zone_id);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    parentId: row.parent_id,
    destinationIds: (byZone.get(row.id) ?? []).map((member) => member.destination_id),
  }));
}

/** The versions of the numbering plan without their prefixes, oldest first. */
export async function numberingVersions(tx: Tx): Promise<Omit<NumberingVersion, 'prefixes'>[]> {
  const rows = await tables(tx).selectFrom('catalog.numbering_version').selectAll().orderBy('version').execute();
  return rows.map((row) => ({
    version: row.version,
    validFromMs: row.valid_from.getTime(),
    validToMs: endFromRow(row.valid_to),
  }));
}

/** How many prefixes each version of the numbering plan has. */
export async function numberingCounts(tx: Tx): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ version: number; prefixes: bigint }>`
    select version, count(*) as prefixes from catalog.numbering_prefix group by version`.execute(tx);
  return new Map(rows.map((row) => [row.version, Number(row.prefixes)]));
}

/** The whole numbering plan, oldest version first. */
export async function numbering(tx: Tx): Promise<NumberingVersion[]> {
  const { rows } = await sql<{ version: number; prefix: string; destination_id: number }>`
    select version, prefix, destination_id from catalog.numbering_prefix order by version, prefix collate "C"`.execute(
    tx,
  );
  const byVersion = Map.groupBy(rows, (row) => row.version);
  return (await numberingVersions(tx)).map((version) => ({
    ...version,
    prefixes: new Map((byVersion.get(version.version) ?? []).map((row) => [row.prefix, row.destination_id])),
  }));
}

/** Prefix → destination of the numbering plan in force at an instant; empty where there is none. */
export async function numberingAt(tx: Tx, at: Date): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ prefix: string; destination_id: number }>`
    select p.prefix, p.destination_id from catalog.numbering_prefix p
    join catalog.numbering_version v using (tenant_id, version)
    where v.valid_from <= ${at} and (v.valid_to is null or v.valid_to > ${at})`.execute(tx);
  return new Map(rows.map((row) => [row.prefix, row.destination_id]));
}

/** Keeps two imports of the numbering plan apart until the transaction ends. */
export async function lockNumbering(tx: Tx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.numbering'), ${tenantId}::int)`.execute(tx);
}

/** A new open version that closes the one before. */
export async function insertNumbering(
  tx: Tx,
  tenantId: number,
  version: { readonly version: number; readonly validFromMs: number },
  prefixes: ReadonlyMap<string, number>,
): Promise<void> {
  const from = new Date(version.validFromMs);
  await tables(tx)
    .updateTable('catalog.numbering_version')
    .set({ valid_to: from })
    .where('valid_to', 'is', null)
    .execute();
  await tables(tx)
    .insertInto('catalog.numbering_version')
    .values({ tenant_id: tenantId, version: version.version, valid_from: from, valid_to: null })
    .execute();
  await sql`
    insert into catalog.numbering_prefix (tenant_id, version, prefix, destination_id)
    select ${tenantId}, ${version.version}, * from unnest(${[...prefixes.keys()]}::text[], ${[...prefixes.values()]}::int[])
  `.execute(tx);
}

export async function portedNumbers(tx: Tx): Promise<PortedNumber[]> {
  const rows = await tables(tx)
    .selectFrom('catalog.ported_number')
    .selectAll()
    .orderBy('number')
    .orderBy('valid_from')
    .execute();
  return rows.map((row) => ({
    number: Number(row.number),
    destinationId: row.destination_id,
    validFromMs: row.valid_from.getTime(),
    validToMs: endFromRow(row.valid_to),
  }));
}

/**
 * Adds ported numbers; a number's row ends where its new one begins, and a new one no later than where the next begins already. One that begins at
 * the same instant is replaced.
 */
export async function insertPorted(tx: Tx, tenantId: number, all: readonly PortedNumber[]): Promise<void> {
  const rows = sql`unnest(${all.map((one) => one.number)}::int8[], ${all.map((one) => new Date(one.validFromMs))}::timestamptz[],
    ${all.map((one) => (Number.isFinite(one.validToMs) ? new Date(one.validToMs) : null))}::timestamptz[],
    ${all.map((one) => one.destinationId)}::int[]) as new (number, valid_from, valid_to, destination_id)`;
  await sql`
    update catalog.ported_number old set valid_to = new.valid_from from ${rows}
    where old.number = new.number and old.valid_from < new.valid_from and (old.valid_to is null or old.valid_to > new.valid_from)`.execute(
    tx,
  );
  await sql`
    insert into catalog.ported_number (tenant_id, number, valid_from, valid_to, destination_id)
    select ${tenantId}, number, valid_from,
           least(valid_to, (select min(later.valid_from) from catalog.ported_number later
                            where later.number = new.number and later.valid_from > new.valid_from)),
           destination_id
    from ${rows}
    on conflict (tenant_id, number, valid_from) do update set valid_to = excluded.valid_to, destination_id = excluded.destination_id`.execute(
    tx,
  );
}
