import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { DestinationClass } from '../destination.ts';
import type { LocalName } from '../localName.ts';
import { formatPrice, type Price } from '../price.ts';
import type { PriceDirection, Service, Unit } from '../priced.ts';
import { readTerms, type TermsJson, writeTerms } from '../termsJson.ts';
import { trimZeros } from './tables.ts';

/** All prices of a version in one statement (COPY is not possible under row-level security). */
export async function insertPrices(
  tx: Tx,
  tenantId: number,
  listId: number,
  version: number,
  prices: readonly Price[],
): Promise<void> {
  await sql`
    insert into catalog.price (tenant_id, price_list_id, version, target, service, direction, band, destination_id,
      unit, per, price, connection_fee, first_increment, next_increment, terms)
    select ${tenantId}, ${listId}, ${version}, * from unnest(
      ${prices.map((price) => price.target)}::text[], ${prices.map((price) => price.service)}::text[],
      ${prices.map((price) => price.direction)}::text[], ${prices.map((price) => price.band)}::text[],
      ${prices.map((price) => (price.destinationId === 0 ? null : price.destinationId))}::int[],
      ${prices.map((price) => price.unit)}::text[], ${prices.map((price) => price.per)}::int8[],
      ${prices.map((price) => formatPrice(price.priceNano))}::numeric[],
      ${prices.map((price) => formatPrice(price.connectionFeeNano))}::numeric[],
      ${prices.map((price) => price.firstIncrement)}::int8[], ${prices.map((price) => price.nextIncrement)}::int8[],
      ${prices.map((price) => (price.terms === null ? null : JSON.stringify(writeTerms(price.terms))))}::jsonb[])
  `.execute(tx);
}

/** A price as one JSON array: a version of 200,000 comes as one text, several times faster than as so many rows. */
type PackedPrice = readonly [
  target: string,
  service: Service,
  direction: PriceDirection,
  band: string,
  destinationId: number,
  unit: Unit,
  priceNano: number,
  per: number,
  connectionFeeNano: number,
  firstIncrement: number,
  nextIncrement: number,
  terms: TermsJson | null,
];

interface PackedVersion {
  price_list_id: number;
  version: number;
  prices: readonly PackedPrice[];
}

/** Nano-units are integers below 2^53 by the bounds of prices, so JSON numbers hold them exactly. */
async function packedVersions(tx: Tx, which: RawBuilder<unknown>): Promise<readonly PackedVersion[]> {
  const { rows } = await sql<PackedVersion>`
    select price_list_id, version, json_agg(json_build_array(target, service, direction, band, coalesce(destination_id, 0), unit,
      (price * 1000000000)::int8, per, (connection_fee * 1000000000)::int8, first_increment, next_increment, terms)
      order by target collate "C", service, direction, band) as prices
    from catalog.price where ${which} group by price_list_id, version`.execute(tx);
  return rows;
}

/** Every price of every version, by `listId/version`. */
export async function pricesByVersion(tx: Tx): Promise<Map<string, Price[]>> {
  const versions = await packedVersions(tx, sql`true`);
  return new Map(versions.map((row) => [`${row.price_list_id}/${row.version}`, row.prices.map(unpack)]));
}

/** The prices of one version. */
export async function pricesOfVersion(tx: Tx, listId: number, version: number): Promise<Price[]> {
  const [found] = await packedVersions(tx, sql`price_list_id = ${listId} and version = ${version}`);
  return found === undefined ? [] : found.prices.map(unpack);
}

function unpack(packed: PackedPrice): Price {
  const [target, service, direction, band, destinationId, unit, priceNano, per, fee, first, next, terms] = packed;
  return {
    target,
    service,
    direction,
    band,
    destinationId,
    unit,
    priceNano,
    per,
    connectionFeeNano: fee,
    firstIncrement: first,
    nextIncrement: next,
    terms: terms === null ? null : readTerms(terms),
  };
}

export interface PriceFilter {
  readonly listId: number;
  readonly version: number;
  /** Digits find the prefixes below and above them; other text finds targets, and destinations by code or name. Empty finds all. */
  readonly q: string;
  readonly limit: number;
  readonly offset: number;
}

/** A price as a person reads it; without a destination where the numbering plan tells it. */
export interface PriceWithDestination {
  readonly target: string;
  readonly service: Service;
  readonly direction: PriceDirection;
  readonly band: string;
  readonly code: string | null;
  readonly name: LocalName | null;
  readonly class: DestinationClass | null;
  readonly unit: Unit;
  readonly per: bigint;
  readonly price: string;
  readonly connection_fee: string;
  readonly first_increment: bigint;
  readonly next_increment: bigint;
  readonly terms: TermsJson | null;
}

export async function pricePage(
  tx: Tx,
  filter: PriceFilter,
): Promise<{ rows: readonly PriceWithDestination[]; total: number }> {
  const digits = filter.q.replace(/[\s+]/g, '');
  const named = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  const found = /^=?(([A-Z]{2}|PLMN)\/)?\d+$/.test(digits)
    ? sql`(starts_with(p.target, ${digits}) or starts_with(${digits}, p.target) or starts_with(p.target, ${`=${digits}`}))`
    : sql`(p.target ilike ${named} or d.code ilike ${named} or d.name->>'de' ilike ${named} or d.name->>'fr' ilike ${named}
        or d.name->>'en' ilike ${named})`;
  const matching = sql`
    from catalog.price p left join catalog.destination d on d.tenant_id = p.tenant_id and d.id = p.destination_id
    where p.price_list_id = ${filter.listId} and p.version = ${filter.version}
      and ${filter.q === '' ? sql`true` : found}`;
  const counted = await sql<{ total: bigint }>`select count(*) as total ${matching}`.execute(tx);
  const page = await sql<PriceWithDestination>`
    select p.target, p.service, p.direction, p.band, d.code, d.name, d.class, p.unit, p.per, p.price, p.connection_fee,
      p.first_increment, p.next_increment, p.terms
    ${matching} order by p.target collate "C", p.service, p.direction, p.band limit ${filter.limit} offset ${filter.offset}`.execute(
    tx,
  );
  const rows = page.rows.map((row) => ({
    ...row,
    price: trimZeros(row.price),
    connection_fee: trimZeros(row.connection_fee),
  }));
  return { rows, total: Number(counted.rows[0]?.total ?? 0n) };
}
