import { getTenant, type Tenant } from '#access/service';
import { monthEnd, monthStart, startOfDayMs, type ZoneOffsets, zoneOffsets } from '#base';
import type { Bill } from '#billing';
import type { Destination } from '#catalog';
import { allowancesById, destinationsById } from '#catalog/service';
import { holdings } from '#contracts/service';
import type { Customer } from '#crm';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { recordsForBill } from '#usage/service';
import type { BilledRecord } from '../itemise.ts';
import type { DocumentFacts } from './build.ts';

/** What all documents of a tenant share, read once per run. */
export interface SharedFacts {
  readonly tenant: Tenant;
  readonly offsets: ZoneOffsets;
  readonly destinations: ReadonlyMap<number, Destination>;
  /** Allowances that count money. */
  readonly moneyAllowanceIds: ReadonlySet<number>;
}

export async function readShared(ctx: Context): Promise<SharedFacts> {
  const tenant = await getTenant(ctx);
  const money = [...(await allowancesById(ctx)).values()].filter((allowance) => allowance.unit === 'money');
  return {
    tenant,
    offsets: zoneOffsets(tenant.zone),
    destinations: await destinationsById(ctx),
    moneyAllowanceIds: new Set(money.map((allowance) => allowance.id)),
  };
}

/** Facts of several bills, without their calls. */
export async function readFacts(
  ctx: Context,
  shared: SharedFacts,
  bills: readonly Bill[],
): Promise<Omit<DocumentFacts, 'records'>[]> {
  const ids = bills.map((bill) => bill.customerId);
  const customers = await customersById(ctx, ids);
  const users = bills.flatMap((bill) => bill.usage.map((scope) => scope.customerId ?? bill.customerId));
  const { contracts, lines } = await holdings(ctx, [...new Set([...ids, ...users])]);
  const contractNumbers = new Map(contracts.map((contract) => [contract.id, contract.number]));
  const lineLabels = new Map(lines.map((line) => [line.id, line.label]));
  const { tenant, destinations, moneyAllowanceIds } = shared;
  const common = { tenant, contractNumbers, lineLabels, destinations, moneyAllowanceIds };
  return bills.map((bill) => ({ ...common, customer: customerOf(customers, bill), bill }));
}

function customerOf(customers: ReadonlyMap<number, Customer>, bill: Bill): Customer {
  const customer = customers.get(bill.customerId);
  if (customer === undefined) throw new Error(`assertion failed: customer ${bill.customerId} is gone`);
  return customer;
}

/** The usage records that stand on a draft: of its customers, all of them or those on some contracts. */
export async function readRecords(
  ctx: Context,
  { offsets }: SharedFacts,
  { bill, contractNumbers }: Pick<DocumentFacts, 'bill' | 'contractNumbers'>,
): Promise<BilledRecord[]> {
  const records: BilledRecord[] = [];
  const shares = Map.groupBy(bill.usage, ({ customerId, contracts }) =>
    JSON.stringify([customerId ?? bill.customerId, contracts]),
  );
  for (const share of shares.values()) {
    const { customerId = bill.customerId, contracts } = share[0]!;
    const scopes = share.map((scope) => ({
      fromMs: startOfDayMs(offsets, monthStart(scope.month)),
      toMs: startOfDayMs(offsets, monthEnd(scope.month)),
      afterLoadNo: scope.afterLoadNo,
      upToLoadNo: scope.upToLoadNo,
    }));
    for await (const chunk of recordsForBill(ctx, { customerId, scopes }))
      for (const record of chunk)
        if (contracts?.includes(contractNumbers.get(record.contractId) ?? '') ?? true) records.push(record);
  }
  return records;
}

/** Facts of one bill, calls included. */
export async function readDocumentFacts(ctx: Context, shared: SharedFacts, bill: Bill): Promise<DocumentFacts> {
  const [facts] = await readFacts(ctx, shared, [bill]);
  if (facts === undefined) throw new Error('assertion failed: one bill gives one set of facts');
  return { ...facts, records: await readRecords(ctx, shared, facts) };
}
