import { getTenant, type Tenant } from '#access/service';
import { monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { DestinationClass, Product } from '#catalog';
import { allowancesById, destinationsById, productsById } from '#catalog/service';
import { type Holdings, holdings } from '#contracts/service';
import type { Customer } from '#crm';
import { customersById, sitesById, thirdPayersOf } from '#crm/service';
import type { Context } from '#platform/context';
import { aggregate, usageMonths } from '#usage/service';
import type { Bill } from '../bill.ts';
import { drawBill } from '../drawBill.ts';
import { type Marks, withBills } from '../marks.ts';
import { customerOf, type Payers } from '../payers.ts';
import type { ItemError } from '../run.ts';
import * as store from '../store.ts';
import { scopeGroups } from '../usageScopes.ts';
import { sumUsage, type UsageOfCustomers } from '../usageSums.ts';
import { readMarks } from './marks.ts';
import { readRuleFacts } from './ruleFacts.ts';

/** Which bills: of one usage month, dated, with usage up to a load. */
export interface BillQuery {
  readonly month: string;
  readonly issueOn: string;
  readonly lastLoadNo: number;
  /** Runs whose drafts count as billed already. */
  readonly afterRuns: readonly number[];
}

/** What all bills of a month share, read once. */
export interface SharedFacts extends BillQuery {
  readonly tenant: Tenant;
  readonly products: ReadonlyMap<number, Product>;
  readonly classes: ReadonlyMap<number, DestinationClass>;
  /** Usage months with records that may still have to be billed. */
  readonly months: readonly string[];
  readonly usageRevenueAccount: string;
  /** Allowances that count money. */
  readonly moneyAllowanceIds: readonly number[];
}

/** @throws Refusal `run.noUsageProduct` */
export async function readShared(ctx: Context, query: BillQuery): Promise<SharedFacts> {
  const products = await productsById(ctx);
  const destinations = await destinationsById(ctx);
  const tenant = await getTenant(ctx);
  const known = await usageMonths(ctx, tenant.zone);
  const usageProduct = [...products.values()].find((product) => product.kind === 'usage');
  if (usageProduct === undefined) throw new Refusal('invalid', 'run.noUsageProduct');
  return {
    ...query,
    tenant,
    products,
    classes: new Map([...destinations.values()].map((destination) => [destination.id, destination.class])),
    months: [...new Set([...known, query.month])].filter((month) => month <= query.month).sort(),
    usageRevenueAccount: usageProduct.revenueAccount,
    moneyAllowanceIds: [...(await allowancesById(ctx)).values()]
      .filter((allowance) => allowance.unit === 'money')
      .map((allowance) => allowance.id),
  };
}

/** A customer's bill; null where there is nothing at all to bill; an error where it cannot be drawn. */
export type Drawing = { readonly bill: Bill | null } | { readonly error: ItemError };

/** Draws the bills of some customers; what cannot be drawn is told, not thrown. */
export async function drawBills(
  ctx: Context,
  shared: SharedFacts,
  customers: readonly Customer[],
): Promise<ReadonlyMap<number, Drawing>> {
  const ids = customers.map((customer) => customer.id);
  const held = await holdings(ctx, ids);
  const marks = await marksOf(ctx, shared, ids, held);
  const usage = await readUsage(ctx, shared, marks, ids);
  const corrections = Map.groupBy(
    await store.openCorrections(ctx, ids, shared.month, marks.billedCorrections),
    (correction) => correction.customerId,
  );
  const rules = await readRuleFacts(ctx, shared, { held, marks, scopes: usage.scopes });
  const parts = partsOf(held);
  const former = await formerContracts(ctx, customers);
  const sites = await sitesById(ctx, [...ids, ...customers.flatMap(({ mergedInto }) => mergedInto ?? [])]);
  return new Map(
    customers.map((customer): [number, Drawing] => {
      const own = parts(customer.id);
      const ruled = rules(customer.id);
      const draw = () =>
        drawBill({
          customer,
          operatorCountry: shared.tenant.country,
          month: shared.month,
          issueOn: shared.issueOn,
          ...own,
          formerContracts: former(customer),
          oneOffs: own.oneOffs.filter((oneOff) => !marks.billedOneOffs.has(oneOff.id)),
          sites,
          products: shared.products,
          billedCharges: marks.billedCharges,
          usage: usage.sums.get(customer.id) ?? [],
          scopes: usage.scopes.get(customer.id) ?? [],
          corrections: corrections.get(customer.id) ?? [],
          usageRevenueAccount: shared.usageRevenueAccount,
          ...(ruled === undefined ? {} : { rules: ruled }),
        });
      return [customer.id, drawn(draw, own.contracts, shared.month)];
    }),
  );
}

function drawn(draw: () => Bill, contracts: Holdings['contracts'], month: string): Drawing {
  const done = refusing(draw);
  if ('error' in done) return done;
  const bill = done.result;
  return { bill: bill.lines.length === 0 && !inForce(contracts, month) ? null : bill };
}

/** What came of a computation, or why it was refused: one customer's trouble does not stop the others. */
export function refusing<Result>(work: () => Result): { readonly result: Result } | { readonly error: ItemError } {
  try {
    return { result: work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: { code: error.code, params: error.params } };
  }
}

async function marksOf(
  ctx: Context,
  shared: SharedFacts,
  customerIds: readonly number[],
  held: Holdings,
): Promise<Marks> {
  const marks = await readMarks(ctx, {
    customerIds,
    contractIds: held.contracts.map(({ id }) => id),
    subscriptionIds: held.subscriptions.map(({ id }) => id),
    oneOffIds: held.oneOffs.map(({ id }) => id),
    correctionIds: [],
  });
  const before = [];
  for (const runId of shared.afterRuns) before.push(...(await store.bills(ctx, { runId, customerIds })));
  return withBills(
    marks,
    before.filter(({ state }) => state === 'draft').map(({ bill }) => bill),
  );
}

/** Of customers who were merged with others: what those have by now, for usage of theirs from before. */
async function formerContracts(ctx: Context, customers: readonly Customer[]) {
  const mergedInto = [...new Set(customers.flatMap((customer) => customer.mergedInto ?? []))];
  const { contracts } = mergedInto.length === 0 ? { contracts: [] } : await holdings(ctx, mergedInto);
  return (customer: Customer) => contracts.filter(({ customerId }) => customerId === customer.mergedInto);
}

/** What each customer has. */
function partsOf(held: Holdings) {
  const contracts = Map.groupBy(held.contracts, (contract) => contract.customerId);
  const subscriptions = Map.groupBy(held.subscriptions, (subscription) => subscription.contractId);
  const oneOffs = Map.groupBy(held.oneOffs, (oneOff) => oneOff.contractId);
  return (customerId: number) => {
    const own = contracts.get(customerId) ?? [];
    return {
      contracts: own,
      subscriptions: own.flatMap(({ id }) => subscriptions.get(id) ?? []).sort((a, b) => a.id - b.id),
      oneOffs: own.flatMap(({ id }) => oneOffs.get(id) ?? []).sort((a, b) => a.id - b.id),
    };
  };
}

/** A customer with a contract in force gets a bill even when it is empty: a zero invoice is something to look at. */
function inForce(contracts: Holdings['contracts'], month: string): boolean {
  const end = monthEnd(month);
  return contracts.some(
    (contract) => contract.startsOn < end && (contract.endsOn === null || contract.endsOn > `${month}-01`),
  );
}

async function readUsage(
  ctx: Context,
  shared: SharedFacts,
  marks: Marks,
  customerIds: readonly number[],
): Promise<UsageOfCustomers> {
  const offsets = zoneOffsets(shared.tenant.zone);
  const { lastLoadNo: upToLoadNo } = shared;
  const found = [];
  for (const group of scopeGroups(customerIds, shared.months, marks.billedUpTo, upToLoadNo)) {
    const rows = await aggregate(ctx, {
      customerIds: group.customerIds,
      fromMs: startOfDayMs(offsets, monthStart(group.month)),
      toMs: startOfDayMs(offsets, monthEnd(group.month)),
      afterLoadNo: group.afterLoadNo,
      upToLoadNo,
      moneyAllowanceIds: shared.moneyAllowanceIds,
    });
    found.push({ group, rows });
  }
  return sumUsage(found, shared.classes, upToLoadNo);
}

/** Who pays for groups: their payers, members and third parties. */
export async function readPayers(
  ctx: Context,
  { tenant }: SharedFacts,
  memberIds: readonly number[],
): Promise<(payerId: number) => Payers> {
  const thirdPayers = await thirdPayersOf(ctx, memberIds);
  const customers = await customersById(ctx, [...memberIds, ...thirdPayers.map(({ payerId }) => payerId)]);
  return (payerId) => ({
    payer: customerOf(customers, payerId),
    customers,
    thirdPayers,
    operatorCountry: tenant.country,
  });
}
