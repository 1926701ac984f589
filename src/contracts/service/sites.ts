import { Refusal } from '#base';
import { sitesById } from '#crm/service';
import type { Context } from '#platform/context';

/** @throws Refusal `contract.siteUnknown` where the site is not the customer's */
export async function refuseForeignSite(ctx: Context, customerId: number, siteId: number | null): Promise<void> {
  if (siteId === null) return;
  const sites = await sitesById(ctx, [customerId]);
  if (!sites.has(siteId)) throw new Refusal('notFound', 'contract.siteUnknown', { site: siteId });
}
