/** Enters a customer with what he has when the operator takes the program into use. */
import { listOptions, listPlans, listPriceLists, listProducts } from '#catalog/service';
import { addBundleToContract, addContract, addLine, addOneOff, addSubscription, bookOption } from '#contracts/service';
import { addCustomer, addSite, findCustomerByNumber } from '#crm/service';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import type { DemoContract, DemoCustomer } from './customers.ts';

/** What codes of the catalogue stand for. */
export interface Ids {
  readonly plans: ReadonlyMap<string, number>;
  readonly options: ReadonlyMap<string, number>;
  readonly products: ReadonlyMap<string, number>;
  readonly lists: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
}

export async function readIds(ctx: Context): Promise<Ids> {
  const byCode = (all: readonly { readonly code: string; readonly id: number }[]) =>
    new Map(all.map(({ code, id }) => [code, id]));
  return {
    plans: byCode(await listPlans(ctx)),
    options: byCode(await listOptions(ctx)),
    products: byCode(await listProducts(ctx)),
    lists: byCode(await listPriceLists(ctx)),
    sources: byCode(await listSources(ctx)),
  };
}

export async function buildCustomer(ctx: Context, demo: DemoCustomer, ids: Ids): Promise<void> {
  const parent = demo.parent === null ? null : await findCustomerByNumber(ctx, demo.parent);
  const family = parent === null ? {} : ({ parentId: parent.id, payer: 'parent' } as const);
  const customer = await addCustomer(ctx, { ...demo.customer, ...family });
  const sites = new Map<string, number>();
  for (const site of demo.sites) sites.set(site.code, (await addSite(ctx, customer.id, site)).id);
  for (const contract of demo.contracts)
    if (contract.enteredOn === null) await buildContract(ctx, customer.id, contract, { ...ids, sites });
}

/** Enters a contract with all that is on it; an end that nobody knows yet is left out. */
export async function buildContract(
  ctx: Context,
  customerId: number,
  demo: DemoContract,
  ids: Ids & { readonly sites: ReadonlyMap<string, number> },
): Promise<void> {
  const { startsOn } = demo;
  const endsOn = demo.noticeOn === null ? demo.endsOn : null;
  const contract = await addContract(ctx, {
    customerId,
    number: demo.number,
    pricePlanId: ids.plans.get(demo.plan)!,
    overridePriceListId: demo.overrideList === null ? null : ids.lists.get(demo.overrideList)!,
    usageDiscount: demo.usageDiscount,
    startsOn,
    endsOn,
  });
  const contractId = contract.id;
  const lines = new Map<string, number>();
  for (const { source, ...line } of demo.lines) {
    const sourceId = source === null ? 0 : ids.sources.get(source)!;
    const added = await addLine(ctx, { contractId, ...line, sourceId, validFrom: startsOn, validTo: endsOn });
    lines.set(line.identifier, added.id);
  }
  if (demo.bundle !== null) {
    const { code: bundleCode, answers, startsOn: from } = demo.bundle;
    await addBundleToContract(ctx, { contractId, bundleCode, answers, startsOn: from });
  }
  for (const { product, quantity, startsOn: from, site, line } of demo.subscriptions)
    await addSubscription(ctx, {
      contractId,
      productId: ids.products.get(product)!,
      quantity,
      startsOn: from,
      endsOn,
      siteId: site === undefined ? null : ids.sites.get(site)!,
      lineId: line === undefined ? null : lines.get(line)!,
    });
  for (const { product, ...oneOff } of demo.oneOffs)
    await addOneOff(ctx, { contractId, productId: ids.products.get(product)!, ...oneOff });
  for (const { option, from } of demo.bookings)
    await bookOption(ctx, { contractId, optionId: ids.options.get(option)!, from });
}
