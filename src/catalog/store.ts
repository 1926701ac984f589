import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Calendar, CalendarRule } from './calendar.ts';
import type { Destination, DestinationClass } from './destination.ts';
import type { LocalName } from './localName.ts';
import type { PricePlan, Rounding } from './plan.ts';
import { formatPrice, type Price } from './price.ts';
import type { BandChange, PriceList, PriceListVersion, PriceSide } from './priceList.ts';
import type { Product } from './product.ts';

interface ProductRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  kind: Product['kind'];
  unit_price: string;
  billed: Product['billed'];
  revenue_account: string;
  tax_class: Product['taxClass'];
}

interface DestinationRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  class: DestinationClass;
  country: string | null;
}

interface CalendarRow {
  tenant_id: number;
  id: number;
  code: string;
  zone: string;
  bands: string[];
  rules: CalendarRule[];
  holidays: string[];
}

interface PriceListRow {
  tenant_id: number;
  id: number;
  code: string;
  name: string;
  side: PriceSide;
  currency: string;
  calendar_id: number;
  band_change: BandChange;
  parent_id: number | null;
}

interface VersionRow {
  tenant_id: number;
  price_list_id: number;
  version: number;
  valid_from: Date;
  valid_to: Date | null;
}

interface PlanRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  price_list_id: number;
  rounding: Rounding;
  parent_id: number | null;
  is_default: boolean;
}

type CatalogTables = {
  'catalog.product': ProductRow;
  'catalog.destination': DestinationRow;
  'catalog.calendar': CalendarRow;
  'catalog.price_list': PriceListRow;
  'catalog.price_list_version': VersionRow;
  'catalog.price_plan': PlanRow;
};

const tables = (tx: Tx) => tx.withTables<CatalogTables>();

/** A value for a jsonb column; without it node-postgres would send a list as a PostgreSQL array. */
const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

export async function insertProduct(tx: Tx, tenantId: number, product: Product): Promise<void> {
  await tables(tx)
    .insertInto('catalog.product')
    .values({
      tenant_id: tenantId,
      id: product.id,
      code: product.code,
      name: json(product.name),
      kind: product.kind,
      unit_price: product.unitPrice,
      billed: product.billed,
      revenue_account: product.revenueAccount,
      tax_class: product.taxClass,
    })
    .execute();
}

export async function products(tx: Tx): Promise<Product[]> {
  const rows = await tables(tx).selectFrom('catalog.product').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    unitPrice: trimZeros(row.unit_price),
    billed: row.billed,
    revenueAccount: row.revenue_account,
    taxClass: row.tax_class,
  }));
}

/** Inserts many at once, given their ids. */
export async function insertDestinations(tx: Tx, tenantId: number, all: readonly Destination[]): Promise<void> {
  await sql`
    insert into catalog.destination (tenant_id, id, code, name, class, country)
    select ${tenantId}, * from unnest(
      ${all.map((one) => one.id)}::int[], ${all.map((one) => one.code)}::text[],
      ${all.map((one) => JSON.stringify(one.name))}::jsonb[], ${all.map((one) => one.class)}::text[],
      ${all.map((one) => one.country)}::text[])
  `.execute(tx);
}

export async function destinations(tx: Tx): Promise<Destination[]> {
  const rows = await tables(tx).selectFrom('catalog.destination').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, name, class: destinationClass, country }) => ({
    id,
    code,
    name,
    class: destinationClass,
    country,
  }));
}

export async function insertCalendar(tx: Tx, tenantId: number, calendar: Calendar): Promise<void> {
  await tables(tx)
    .insertInto('catalog.calendar')
    .values({
      tenant_id: tenantId,
      id: calendar.id,
      code: calendar.code,
      zone: calendar.zone,
      bands: [...calendar.bands],
      rules: json([...calendar.rules]),
      holidays: json([...calendar.holidays]),
    })
    .execute();
}

export async function calendars(tx: Tx): Promise<Calendar[]> {
  const rows = await tables(tx).selectFrom('catalog.calendar').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, zone, bands, rules, holidays }) => ({ id, code, zone, bands, rules, holidays }));
}

export async function insertPriceList(tx: Tx, tenantId: number, list: PriceList): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_list')
    .values({
      tenant_id: tenantId,
      id: list.id,
      code: list.code,
      name: list.name,
      side: list.side,
      currency: list.currency,
      calendar_id: list.calendarId,
      band_change: list.bandChange,
      parent_id: list.parentId,
    })
    .execute();
}

export async function priceLists(tx: Tx): Promise<PriceList[]> {
  const rows = await tables(tx).selectFrom('catalog.price_list').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    side: row.side,
    currency: row.currency,
    calendarId: row.calendar_id,
    bandChange: row.band_change,
    parentId: row.parent_id,
  }));
}

/** Keeps two imports of one list apart until the transaction ends. */
export async function lockPriceList(tx: Tx, listId: number): Promise<void> {
  await tables(tx).selectFrom('catalog.price_list').select('id').where('id', '=', listId).forUpdate().execute();
}

/** A version as the store knows it, with the list it belongs to. */
export interface StoredVersion extends PriceListVersion {
  readonly listId: number;
}

/** All versions of all lists (or of one), by list and version. */
export async function versions(tx: Tx, listId?: number): Promise<StoredVersion[]> {
  let query = tables(tx)
    .selectFrom('catalog.price_list_version')
    .selectAll()
    .orderBy('price_list_id')
    .orderBy('version');
  if (listId !== undefined) query = query.where('price_list_id', '=', listId);
  return (await query.execute()).map((row) => ({
    listId: row.price_list_id,
    version: row.version,
    validFromMs: row.valid_from.getTime(),
    validToMs: row.valid_to?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
}

export async function insertVersion(tx: Tx, tenantId: number, version: StoredVersion): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_list_version')
    .values({
      tenant_id: tenantId,
      price_list_id: version.listId,
      version: version.version,
      valid_from: new Date(version.validFromMs),
      valid_to: version.validToMs === Number.POSITIVE_INFINITY ? null : new Date(version.validToMs),
    })
    .execute();
}

export async function closeOpenVersion(tx: Tx, listId: number, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('catalog.price_list_version')
    .set({ valid_to: at })
    .where('price_list_id', '=', listId)
    .where('valid_to', 'is', null)
    .execute();
}

/** All prices of a version in one statement (COPY is not possible under row-level security). */
export async function insertPrices(
  tx: Tx,
  tenantId: number,
  listId: number,
  version: number,
  prices: readonly Price[],
): Promise<void> {
  await sql`
    insert into catalog.price (tenant_id, price_list_id, version, prefix, band, destination_id,
      per_minute, connection_fee, first_increment_s, next_increment_s)
    select ${tenantId}, ${listId}, ${version}, * from unnest(
      ${prices.map((price) => price.prefix)}::text[], ${prices.map((price) => price.band)}::text[],
      ${prices.map((price) => price.destinationId)}::int[],
      ${prices.map((price) => formatPrice(price.priceNano))}::numeric[],
      ${prices.map((price) => formatPrice(price.connectionFeeNano))}::numeric[],
      ${prices.map((price) => price.firstIncrement)}::int[], ${prices.map((price) => price.nextIncrement)}::int[])
  `.execute(tx);
}

interface StoredPriceRow {
  price_list_id: number;
  version: number;
  prefix: string;
  band: string;
  destination_id: number;
  per_minute_nano: bigint;
  connection_fee_nano: bigint;
  first_increment_s: number;
  next_increment_s: number;
}

/** Every price of every version, by `listId/version`. */
export async function pricesByVersion(tx: Tx): Promise<Map<string, Price[]>> {
  const { rows } = await sql<StoredPriceRow>`
    select price_list_id, version, prefix, band, destination_id,
      (per_minute * 1000000000)::int8 as per_minute_nano, (connection_fee * 1000000000)::int8 as connection_fee_nano,
      first_increment_s, next_increment_s
    from catalog.price order by price_list_id, version, prefix, band
  `.execute(tx);
  const byVersion = new Map<string, Price[]>();
  for (const row of rows) {
    const key = `${row.price_list_id}/${row.version}`;
    const prices = byVersion.get(key) ?? [];
    byVersion.set(key, prices);
    prices.push({
      prefix: row.prefix,
      band: row.band,
      destinationId: row.destination_id,
      priceNano: Number(row.per_minute_nano),
      connectionFeeNano: Number(row.connection_fee_nano),
      firstIncrement: row.first_increment_s,
      nextIncrement: row.next_increment_s,
    });
  }
  return byVersion;
}

export interface PriceFilter {
  readonly listId: number;
  readonly version: number;
  /** Digits find the prefixes below and above them; other text finds destinations by code or name. Empty finds all. */
  readonly q: string;
  readonly limit: number;
  readonly offset: number;
}

/** A price as a person reads it. */
export interface PriceWithDestination {
  readonly prefix: string;
  readonly band: string;
  readonly code: string;
  readonly name: LocalName;
  readonly class: DestinationClass;
  readonly per_minute: string;
  readonly connection_fee: string;
  readonly first_increment_s: number;
  readonly next_increment_s: number;
}

export async function pricePage(
  tx: Tx,
  filter: PriceFilter,
): Promise<{ rows: readonly PriceWithDestination[]; total: number }> {
  const digits = filter.q.replace(/[\s+]/g, '');
  const named = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  const found = /^([A-Z]{2}\/)?\d+$/.test(digits)
    ? sql`(starts_with(p.prefix, ${digits}) or starts_with(${digits}, p.prefix))`
    : sql`(d.code ilike ${named} or d.name->>'de' ilike ${named} or d.name->>'fr' ilike ${named} or d.name->>'en' ilike ${named})`;
  const matching = sql`
    from catalog.price p join catalog.destination d on d.id = p.destination_id
    where p.price_list_id = ${filter.listId} and p.version = ${filter.version}
      and ${filter.q === '' ? sql`true` : found}`;
  const counted = await sql<{ total: bigint }>`select count(*) as total ${matching}`.execute(tx);
  const page = await sql<PriceWithDestination>`
    select p.prefix, p.band, d.code, d.name, d.class, p.per_minute, p.connection_fee, p.first_increment_s, p.next_increment_s
    ${matching} order by p.prefix, p.band limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  const rows = page.rows.map((row) => ({
    ...row,
    per_minute: trimZeros(row.per_minute),
    connection_fee: trimZeros(row.connection_fee),
  }));
  return { rows, total: Number(counted.rows[0]?.total ?? 0n) };
}

/** How many prices each version has, by `listId/version`. */
export async function priceCounts(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ price_list_id: number; version: number; prices: bigint }>`
    select price_list_id, version, count(*) as prices from catalog.price group by price_list_id, version`.execute(tx);
  return new Map(rows.map((row) => [`${row.price_list_id}/${row.version}`, Number(row.prices)]));
}

export async function insertPlan(tx: Tx, tenantId: number, plan: PricePlan): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_plan')
    .values({
      tenant_id: tenantId,
      id: plan.id,
      code: plan.code,
      name: json(plan.name),
      price_list_id: plan.priceListId,
      rounding: json(plan.rounding),
      parent_id: plan.parentId,
      is_default: plan.isDefault,
    })
    .execute();
}

export async function clearDefaultPlan(tx: Tx): Promise<void> {
  await tables(tx)
    .updateTable('catalog.price_plan')
    .set({ is_default: false })
    .where('is_default', '=', true)
    .execute();
}

export async function plans(tx: Tx): Promise<PricePlan[]> {
  const rows = await tables(tx).selectFrom('catalog.price_plan').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    priceListId: row.price_list_id,
    rounding: row.rounding,
    parentId: row.parent_id,
    isDefault: row.is_default,
  }));
}

/** `12.500000000` → `12.50`: a numeric with our scale as people write prices. */
function trimZeros(numeric: string): string {
  return numeric.replace(/(\.\d\d\d*?)0+$/, '$1');
}
