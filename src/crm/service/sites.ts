import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type NewSite, newSite, type Site } from '../site.ts';
import * as store from '../store.ts';
import { lockOpenCustomer } from './common.ts';

/** Sites of a customer in order of code. */
export async function listSites(ctx: Context, customerId: number): Promise<Site[]> {
  return store.sites(ctx.tx, [customerId]);
}

/** Sites of the customers given (of all, where none are) by id. */
export async function sitesById(ctx: Context, customerIds?: readonly number[]): Promise<Map<number, Site>> {
  return new Map((await store.sites(ctx.tx, customerIds)).map((site) => [site.id, site]));
}

/** Adds a site. @throws Refusal `customer.unknown`, `customer.closed`, `site.codeTaken`, `site.ends` */
export async function addSite(ctx: Context, customerId: number, input: NewSite): Promise<Site> {
  await lockOpenCustomer(ctx, customerId);
  const site: Site = { ...newSite.parse(input), id: await nextNumber(ctx, 'site'), customerId };
  await putSite(ctx, site);
  return site;
}

/** Says anew what a site is; it keeps its key. @throws Refusal `site.unknown`, `customer.closed`, `site.codeTaken`, `site.ends` */
export async function changeSite(ctx: Context, customerId: number, siteId: number, input: NewSite): Promise<Site> {
  await lockOpenCustomer(ctx, customerId);
  const known = (await store.sites(ctx.tx, [customerId])).some(({ id }) => id === siteId);
  if (!known) throw new Refusal('notFound', 'site.unknown', { site: siteId });
  const site: Site = { ...newSite.parse(input), id: siteId, customerId };
  await putSite(ctx, site);
  return site;
}

async function putSite(ctx: Context, site: Site): Promise<void> {
  const { customerId, code, validFrom, validTo } = site;
  const others = (await store.sites(ctx.tx, [customerId])).filter(({ id }) => id !== site.id);
  if (others.some((other) => other.code === code)) throw new Refusal('conflict', 'site.codeTaken', { site: code });
  if (validTo !== null && validTo <= validFrom) throw new Refusal('invalid', 'site.ends', { site: code });
  await store.putSite(ctx.tx, ctx.tenantId, site);
  await store.countRevision(ctx.tx, [customerId]);
  await audit(ctx, { action: 'crm.site.put', subject: `customer/${customerId}`, detail: { ...site } });
}
