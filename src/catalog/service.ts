import type { z } from 'zod';
import { audit, getTenant } from '#access/service';
import { type Finding, pageOffset, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { getPriceListEndpoint } from './api.ts';
import { type Calendar, checkCalendar, type NewCalendar, newCalendar } from './calendar.ts';
import { type Destination, type NewDestination, newDestination } from './destination.ts';
import { defaultPlan, type NewPlan, newPlan, type PricePlan } from './plan.ts';
import { formatIncrements } from './price.ts';
import type { PriceBook } from './priceBook.ts';
import {
  checkVersions,
  type NewPriceList,
  type NewVersion,
  newPriceList,
  type PriceList,
  readPriceRows,
  versionAt,
} from './priceList.ts';
import { type NewProduct, newProduct, type Product } from './product.ts';
import * as store from './store.ts';

/** Adds a product. @throws Refusal `catalog.codeTaken` */
export async function addProduct(ctx: Context, input: NewProduct): Promise<Product> {
  const parsed = newProduct.parse(input);
  refuseTaken(await store.products(ctx.tx), parsed.code);
  const product = { ...parsed, id: await nextNumber(ctx, 'product') };
  await store.insertProduct(ctx.tx, ctx.tenantId, product);
  await audit(ctx, { action: 'catalog.product.add', subject: `product/${product.code}`, detail: { ...parsed } });
  return product;
}

export async function listProducts(ctx: Context): Promise<readonly Product[]> {
  return store.products(ctx.tx);
}

export async function productsById(ctx: Context): Promise<ReadonlyMap<number, Product>> {
  return new Map((await store.products(ctx.tx)).map((product) => [product.id, product]));
}

/** Adds destinations, many at once. @throws Refusal `catalog.codeTaken` */
export async function addDestinations(
  ctx: Context,
  inputs: readonly NewDestination[],
): Promise<readonly Destination[]> {
  if (inputs.length === 0) return [];
  const known = new Set((await store.destinations(ctx.tx)).map((destination) => destination.code));
  const firstId = await nextNumber(ctx, 'destination', inputs.length);
  const all = inputs.map((input, index): Destination => ({ ...newDestination.parse(input), id: firstId + index }));
  for (const { code } of all) {
    if (known.has(code)) throw new Refusal('conflict', 'catalog.codeTaken', { code });
    known.add(code);
  }
  await store.insertDestinations(ctx.tx, ctx.tenantId, all);
  await audit(ctx, { action: 'catalog.destination.add', subject: 'destinations', detail: { added: all.length } });
  return all;
}

export async function listDestinations(ctx: Context): Promise<readonly Destination[]> {
  return store.destinations(ctx.tx);
}

export async function destinationsById(ctx: Context): Promise<ReadonlyMap<number, Destination>> {
  return new Map((await store.destinations(ctx.tx)).map((destination) => [destination.id, destination]));
}

/** Adds a calendar. @throws Refusal `calendar.invalid` with what is wrong, `catalog.codeTaken` */
export async function addCalendar(ctx: Context, input: NewCalendar): Promise<Calendar> {
  const parsed = newCalendar.parse(input);
  const findings = checkCalendar(parsed);
  if (findings.length > 0) throw new Refusal('invalid', 'calendar.invalid', { calendar: parsed.code }, findings);
  refuseTaken(await store.calendars(ctx.tx), parsed.code);
  const calendar = { ...parsed, id: await nextNumber(ctx, 'calendar') };
  await store.insertCalendar(ctx.tx, ctx.tenantId, calendar);
  await audit(ctx, { action: 'catalog.calendar.add', subject: `calendar/${calendar.code}`, detail: { ...parsed } });
  return calendar;
}

export async function listCalendars(ctx: Context): Promise<readonly Calendar[]> {
  return store.calendars(ctx.tx);
}

/**
 * Adds a price list, still without prices.
 * @throws Refusal `catalog.codeTaken`, `calendar.unknown`, `priceList.unknown`, `priceList.otherCurrency`, `priceList.parentCurrency`
 */
export async function addPriceList(ctx: Context, input: NewPriceList): Promise<PriceList> {
  const { calendarCode, parentCode, ...parsed } = newPriceList.parse(input);
  const lists = await store.priceLists(ctx.tx);
  refuseTaken(lists, parsed.code);
  // Charges and costs are summed as they are; nothing converts.
  const { currency: own } = await getTenant(ctx);
  if (parsed.currency !== own)
    throw new Refusal('invalid', 'priceList.otherCurrency', { list: parsed.code, currency: parsed.currency, own });
  const calendar = named(await store.calendars(ctx.tx), calendarCode, 'calendar.unknown');
  const parent = parentCode === null ? null : named(lists, parentCode, 'priceList.unknown');
  if (parent !== null && parent.currency !== parsed.currency) {
    throw new Refusal('invalid', 'priceList.parentCurrency', { parent: parent.code, currency: parent.currency });
  }
  const list: PriceList = {
    ...parsed,
    id: await nextNumber(ctx, 'priceList'),
    calendarId: calendar.id,
    parentId: parent?.id ?? null,
  };
  await store.insertPriceList(ctx.tx, ctx.tenantId, list);
  await audit(ctx, { action: 'catalog.priceList.add', subject: `priceList/${list.code}`, detail: { ...list } });
  return list;
}

/** What an import of prices did. */
export interface ImportedVersion {
  readonly listId: number;
  readonly version: number;
  readonly prices: number;
  /** Warnings and infos; errors are refused. */
  readonly findings: readonly Finding[];
}

/**
 * Makes a new version of a price list and closes the open one where it begins.
 * @throws Refusal `priceList.unknown`, `priceList.refused` with a finding per bad row, `priceList.versionOrder`
 */
export async function importPriceList(ctx: Context, input: NewVersion): Promise<ImportedVersion> {
  const list = named(await store.priceLists(ctx.tx), input.listCode, 'priceList.unknown');
  await store.lockPriceList(ctx.tx, list.id);
  const calendar = (await store.calendars(ctx.tx)).find((one) => one.id === list.calendarId)!;
  const destinations = new Map((await store.destinations(ctx.tx)).map((one) => [one.code, one.id]));
  const { prices, findings } = readPriceRows(input.rows, { listCode: list.code, bands: calendar.bands, destinations });
  const refuse = (all: readonly Finding[]) => {
    const errors = all.filter((finding) => finding.severity === 'error').length;
    if (errors > 0) throw new Refusal('invalid', 'priceList.refused', { list: list.code, errors }, all);
  };
  refuse(findings);

  const validFromMs = startOfDayMs(zoneOffsets(calendar.zone), input.validFrom);
  const earlier = await store.versions(ctx.tx, list.id);
  if (earlier.some((version) => version.validFromMs >= validFromMs)) {
    throw new Refusal('conflict', 'priceList.versionOrder', { list: list.code, from: input.validFrom });
  }
  const version = { listId: list.id, version: earlier.length + 1, validFromMs, validToMs: Number.POSITIVE_INFINITY };
  const closed = earlier.map((one) =>
    one.validToMs === Number.POSITIVE_INFINITY ? { ...one, validToMs: validFromMs } : one,
  );
  const versionFindings = checkVersions(list.code, [...closed, version]);
  refuse(versionFindings);

  await store.closeOpenVersion(ctx.tx, list.id, new Date(validFromMs));
  await store.insertVersion(ctx.tx, ctx.tenantId, version);
  await store.insertPrices(ctx.tx, ctx.tenantId, list.id, version.version, prices);
  const detail = { version: version.version, validFrom: input.validFrom, prices: prices.length };
  await audit(ctx, { action: 'catalog.priceList.import', subject: `priceList/${list.code}`, detail });
  return {
    listId: list.id,
    version: version.version,
    prices: prices.length,
    findings: [...findings, ...versionFindings],
  };
}

/**
 * Adds a price plan. The first plan of a tenant is the default unless it says otherwise; a later default takes its place.
 * @throws Refusal `catalog.codeTaken`, `priceList.unknown`, `plan.unknown`, `plan.supplierList`
 */
export async function addPlan(ctx: Context, input: NewPlan): Promise<PricePlan> {
  const { priceListCode, parentCode, isDefault: wanted, ...parsed } = newPlan.parse(input);
  const plans = await store.plans(ctx.tx);
  refuseTaken(plans, parsed.code);
  const list = named(await store.priceLists(ctx.tx), priceListCode, 'priceList.unknown');
  if (list.side !== 'customer') throw new Refusal('invalid', 'plan.supplierList', { list: list.code });
  const isDefault = wanted ?? defaultPlan(plans) === undefined;
  if (isDefault) await store.clearDefaultPlan(ctx.tx);
  const plan: PricePlan = {
    ...parsed,
    id: await nextNumber(ctx, 'plan'),
    priceListId: list.id,
    parentId: parentCode === null ? null : named(plans, parentCode, 'plan.unknown').id,
    isDefault,
  };
  await store.insertPlan(ctx.tx, ctx.tenantId, plan);
  await audit(ctx, { action: 'catalog.plan.add', subject: `plan/${plan.code}`, detail: { ...plan } });
  return plan;
}

export async function listPlans(ctx: Context): Promise<readonly PricePlan[]> {
  return store.plans(ctx.tx);
}

export async function plansById(ctx: Context): Promise<ReadonlyMap<number, PricePlan>> {
  return new Map((await store.plans(ctx.tx)).map((plan) => [plan.id, plan]));
}

export async function listPriceLists(ctx: Context): Promise<readonly PriceList[]> {
  return store.priceLists(ctx.tx);
}

/** Everything of the catalogue that rating needs, in one load. */
export async function priceBook(ctx: Context): Promise<PriceBook> {
  const versions = await store.versions(ctx.tx);
  const prices = await store.pricesByVersion(ctx.tx);
  const lists = await store.priceLists(ctx.tx);
  return {
    calendars: await store.calendars(ctx.tx),
    destinations: await store.destinations(ctx.tx),
    plans: await store.plans(ctx.tx),
    lists: lists.map((list) => ({
      ...list,
      versions: versions
        .filter((version) => version.listId === list.id)
        .sort((a, b) => a.validFromMs - b.validFromMs)
        .map((version) => ({ ...version, prices: prices.get(`${list.id}/${version.version}`) ?? [] })),
    })),
  };
}

/** The price lists for the screen, each with its versions. */
export async function browsePriceLists(ctx: Context) {
  const lists = await store.priceLists(ctx.tx);
  const calendars = new Map((await store.calendars(ctx.tx)).map((calendar) => [calendar.id, calendar]));
  const codes = new Map(lists.map((list) => [list.id, list.code]));
  const counts = await store.priceCounts(ctx.tx);
  const versions = await store.versions(ctx.tx);
  return {
    priceLists: lists.map((list) => ({
      code: list.code,
      name: list.name,
      side: list.side,
      currency: list.currency,
      bandChange: list.bandChange,
      calendar: calendarForReply(calendars.get(list.calendarId)!),
      parentCode: list.parentId === null ? null : (codes.get(list.parentId) ?? null),
      versions: versions
        .filter((version) => version.listId === list.id)
        .map((version) => ({
          version: version.version,
          validFrom: new Date(version.validFromMs).toISOString(),
          validTo: Number.isFinite(version.validToMs) ? new Date(version.validToMs).toISOString() : null,
          prices: counts.get(`${list.id}/${version.version}`) ?? 0,
        })),
    })),
  };
}

/** One list with a page of the prices of one version (the one in force now, else the latest). @throws Refusal `priceList.unknown` */
export async function browsePriceList(
  ctx: Context,
  code: string,
  query: z.output<NonNullable<typeof getPriceListEndpoint.query>>,
) {
  const { priceLists } = await browsePriceLists(ctx);
  const priceList = named(priceLists, code, 'priceList.unknown');
  const listId = named(await store.priceLists(ctx.tx), code, 'priceList.unknown').id;
  const versions = await store.versions(ctx.tx, listId);
  const version = query.version ?? (versionAt(versions, ctx.clock.now()) ?? versions.at(-1))?.version ?? 0;
  const filter = { listId, version, q: query.q, limit: query.pageSize, offset: pageOffset(query) };
  const { rows, total } = await store.pricePage(ctx.tx, filter);
  return {
    priceList,
    version,
    prices: {
      rows: rows.map((row) => ({
        prefix: row.prefix,
        band: row.band,
        destination: { code: row.code, name: row.name, class: row.class },
        perMinute: row.per_minute,
        connectionFee: row.connection_fee,
        increments: formatIncrements(row.first_increment_s, row.next_increment_s),
      })),
      total,
      page: query.page,
      pageSize: query.pageSize,
    },
  };
}

/** The plans for the screen, with the code of their list and parent. */
export async function browsePlans(ctx: Context) {
  const plans = await store.plans(ctx.tx);
  const listCodes = new Map((await store.priceLists(ctx.tx)).map((list) => [list.id, list.code]));
  const planCodes = new Map(plans.map((plan) => [plan.id, plan.code]));
  return {
    plans: plans.map((plan) => ({
      id: plan.id,
      code: plan.code,
      name: plan.name,
      priceListCode: listCodes.get(plan.priceListId) ?? '',
      rounding: plan.rounding,
      parentCode: plan.parentId === null ? null : (planCodes.get(plan.parentId) ?? null),
      isDefault: plan.isDefault,
    })),
  };
}

/** Fresh arrays, as a reply's type wants them. */
function calendarForReply({ code, zone, bands, rules, holidays }: Calendar) {
  const freshRules = rules.map((rule) => ({ ...rule, weekdays: [...rule.weekdays] }));
  return { code, zone, bands: [...bands], rules: freshRules, holidays: [...holidays] };
}

function named<T extends { readonly code: string }>(all: readonly T[], code: string, refusal: string): T {
  const found = all.find((one) => one.code === code);
  if (found === undefined) throw new Refusal('notFound', refusal, { code });
  return found;
}

function refuseTaken(all: readonly { readonly code: string }[], code: string): void {
  if (all.some((one) => one.code === code)) throw new Refusal('conflict', 'catalog.codeTaken', { code });
}
