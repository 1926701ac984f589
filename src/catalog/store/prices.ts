import { sql } from 'kysely';
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

interface StoredPriceRow {
  price_list_id: number;
  version: number;
  target: string;
  service: Service;
  direction: PriceDirection;
  band: string;
  destination_id: number;
  unit: Unit;
  per: number;
  price_nano: number;
  connection_fee_nano: number;
  first_increment: number;
  next_increment: number;
  terms: TermsJson | null;
}

/** Numbers leave as float8: every bound keeps them integers below 2^53, and bigint would cost a third of a load. */
const STORED_PRICE = sql`price_list_id, version, target, service, direction, band, coalesce(destination_id, 0) as destination_id, unit,
  per::float8 as per, (price * 1000000000)::float8 as price_nano, (connection_fee * 1000000000)::float8 as connection_fee_nano,
  first_increment::float8 as first_increment, next_increment::float8 as next_increment, terms`;

/** Every price of every version, by `listId/version`. */
export async function pricesByVersion(tx: Tx): Promise<Map<string, Price[]>> {
  const { rows } = await sql<StoredPriceRow>`
    select ${STORED_PRICE} from catalog.price order by price_list_id, version, target collate "C", service, direction, band
  `.execute(tx);
  const byVersion = new Map<string, Price[]>();
  for (const row of rows) {
    const key = `${row.price_list_id}/${row.version}`;
    const prices = byVersion.get(key) ?? [];
    byVersion.set(key, prices);
    prices.push(priceOf(row));
  }
  return byVersion;
}

/** The prices of one version. */
export async function pricesOfVersion(tx: Tx, listId: number, version: number): Promise<Price[]> {
  const { rows } = await sql<StoredPriceRow>`
    select ${STORED_PRICE} from catalog.price where price_list_id = ${listId} and version = ${version}
    order by target collate "C", service, direction, band`.execute(tx);
  return rows.map(priceOf);
}

function priceOf(row: StoredPriceRow): Price {
  return {
    target: row.target,
    service: row.service,
    direction: row.direction,
    band: row.band,
    destinationId: row.destination_id,
    unit: row.unit,
    priceNano: row.price_nano,
    per: row.per,
    connectionFeeNano: row.connection_fee_nano,
    firstIncrement: row.first_increment,
    nextIncrement: row.next_increment,
    terms: row.terms === null ? null : readTerms(row.terms),
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
