/**
 * Sets up the made-up operator through the program's own operations. Each step is one transaction and is skipped where its
 * result is already there, so that a process killed at any moment is simply started again.
 */
import { createTenant, getTenant, isSetUp } from '#access/service';
import { type Actor, Refusal, systemActor } from '#base';
import {
  addAllowance,
  addBundle,
  addCalendar,
  addDestinations,
  addOption,
  addPlan,
  addPriceList,
  addProduct,
  addProductFamily,
  addZone,
  importNumbering,
  importPriceList,
  listPlans,
  listPriceLists,
  listProducts,
} from '#catalog/service';
import { findCustomerByNumber } from '#crm/service';
import { addSource, listSources } from '#mediation/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import { ALLOWANCES, OPTIONS, ZONES } from './allowances.ts';
import { buildCustomer, readIds } from './buildCustomer.ts';
import { BUNDLES } from './bundles.ts';
import { demoCustomers } from './customers.ts';
import { DESTINATIONS } from './destinations.ts';
import { EXTRA_DESTINATIONS } from './extraDestinations.ts';
import { OPERATOR, USERS } from './operator.ts';
import { CALENDARS, LISTS_FROM, priceLists } from './priceLists.ts';
import { FAMILIES, PLANS, PRODUCTS } from './products.ts';
import { SOURCES } from './sources.ts';

/** The operator is the first tenant. */
export const OPERATOR_TENANT = 1;

/**
 * Everything but records: tenant and users, catalogue, sources, customers with contracts and lines.
 * @throws Refusal `demo.otherOperator` where the data are somebody's own
 */
export async function buildOperator(app: App, progress: Progress): Promise<void> {
  const actor = systemActor(OPERATOR_TENANT);
  if (!(await isSetUp(app))) await createTenant(app, { tenant: OPERATOR, users: USERS, onlyFirst: true });
  const { code, legalName } = await inTransaction(app, actor, getTenant);
  if (code !== OPERATOR.code) throw new Refusal('conflict', 'demo.otherOperator', { operator: legalName });
  const customers = demoCustomers();
  progress.phase('demoCatalogue');
  await inTransaction(app, actor, buildCatalogue);
  await buildPriceLists(app, actor);
  await inTransaction(app, actor, buildPlans);
  await inTransaction(app, actor, buildSources);
  progress.phase('demoCustomers', customers.length);
  const ids = await inTransaction(app, actor, readIds);
  for (const customer of customers) {
    await inTransaction(app, actor, async (ctx) => {
      if ((await findCustomerByNumber(ctx, customer.number)) === null) await buildCustomer(ctx, customer, ids);
    });
    progress.advance(1);
  }
}

async function buildCatalogue(ctx: Context): Promise<void> {
  if ((await listProducts(ctx)).length > 0) return;
  for (const family of FAMILIES) await addProductFamily(ctx, family);
  for (const product of PRODUCTS) await addProduct(ctx, product);
  for (const bundle of BUNDLES) await addBundle(ctx, bundle);
  await addDestinations(
    ctx,
    [...DESTINATIONS, ...EXTRA_DESTINATIONS].map(({ code, name, class: destinationClass, country }) => ({
      code,
      name,
      class: destinationClass,
      country,
    })),
  );
  for (const { rules, bands, holidays, ...calendar } of CALENDARS) {
    const fresh = rules.map((rule) => ({ ...rule, weekdays: [...rule.weekdays] }));
    await addCalendar(ctx, { ...calendar, rules: fresh, bands: [...bands], holidays: [...holidays] });
  }
  const rows = DESTINATIONS.flatMap(({ code, prefixes }) => prefixes.map((prefix) => ({ prefix, destination: code })));
  await importNumbering(ctx, { validFrom: LISTS_FROM, rows });
  for (const zone of ZONES) await addZone(ctx, zone);
  for (const allowance of ALLOWANCES) await addAllowance(ctx, allowance);
}

/** A list and all its versions in one transaction. */
async function buildPriceLists(app: App, actor: Actor): Promise<void> {
  for (const list of priceLists()) {
    await inTransaction(app, actor, async (ctx) => {
      if ((await listPriceLists(ctx)).some((known) => known.code === list.code)) return;
      await addPriceList(ctx, {
        code: list.code,
        name: list.name,
        side: list.side,
        currency: OPERATOR.currency,
        calendarCode: list.calendar,
        parentCode: list.parent,
      });
      for (const { validFrom, rows } of list.versions)
        await importPriceList(ctx, { listCode: list.code, validFrom, rows });
    });
  }
}

async function buildPlans(ctx: Context): Promise<void> {
  if ((await listPlans(ctx)).length > 0) return;
  for (const plan of PLANS) await addPlan(ctx, plan);
  for (const option of OPTIONS) await addOption(ctx, option);
}

async function buildSources(ctx: Context): Promise<void> {
  if ((await listSources(ctx)).length > 0) return;
  const lists = new Map((await listPriceLists(ctx)).map((list) => [list.code, list.id]));
  for (const { supplierPriceList, ...source } of SOURCES)
    await addSource(ctx, { ...source, supplierPriceListId: lists.get(supplierPriceList)! });
}
