import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Contract, Line, OneOff, Subscription } from './contract.ts';
import type { LineKind, RatedLine } from './line.ts';

interface ContractRow {
  tenant_id: number;
  id: number;
  number: string;
  customer_id: number;
  price_plan_id: number;
  override_price_list_id: number | null;
  starts_on: string;
  ends_on: string | null;
}

interface SubscriptionRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  product_id: number;
  quantity: number;
  unit_price: string | null;
  starts_on: string;
  ends_on: string | null;
}

interface OneOffRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  product_id: number;
  note: string | null;
  quantity: number;
  unit_price: string;
  due_on: string;
}

interface LineRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  kind: LineKind;
  identifier: string;
  label: string;
  source_id: number;
  valid_from: Date;
  valid_to: Date | null;
}

type ContractsTables = {
  'contracts.contract': ContractRow;
  'contracts.subscription': SubscriptionRow;
  'contracts.one_off': OneOffRow;
  'contracts.line': LineRow;
};

const tables = (tx: Tx) => tx.withTables<ContractsTables>();

export async function insertContract(tx: Tx, tenantId: number, contract: Contract): Promise<void> {
  await tables(tx)
    .insertInto('contracts.contract')
    .values({
      tenant_id: tenantId,
      id: contract.id,
      number: contract.number,
      customer_id: contract.customerId,
      price_plan_id: contract.pricePlanId,
      override_price_list_id: contract.overridePriceListId,
      starts_on: contract.startsOn,
      ends_on: contract.endsOn,
    })
    .execute();
}

export async function insertSubscription(tx: Tx, tenantId: number, subscription: Subscription): Promise<void> {
  await tables(tx)
    .insertInto('contracts.subscription')
    .values({
      tenant_id: tenantId,
      id: subscription.id,
      contract_id: subscription.contractId,
      product_id: subscription.productId,
      quantity: subscription.quantity,
      unit_price: subscription.unitPrice,
      starts_on: subscription.startsOn,
      ends_on: subscription.endsOn,
    })
    .execute();
}

export async function insertOneOff(tx: Tx, tenantId: number, oneOff: OneOff): Promise<void> {
  await tables(tx)
    .insertInto('contracts.one_off')
    .values({
      tenant_id: tenantId,
      id: oneOff.id,
      contract_id: oneOff.contractId,
      product_id: oneOff.productId,
      note: oneOff.note,
      quantity: oneOff.quantity,
      unit_price: oneOff.unitPrice,
      due_on: oneOff.dueOn,
    })
    .execute();
}

export async function insertLine(tx: Tx, tenantId: number, line: Line): Promise<void> {
  await tables(tx)
    .insertInto('contracts.line')
    .values({
      tenant_id: tenantId,
      id: line.id,
      contract_id: line.contractId,
      kind: line.kind,
      identifier: line.identifier,
      label: line.label,
      source_id: line.sourceId,
      valid_from: new Date(line.validFromMs),
      valid_to: line.validToMs === null ? null : new Date(line.validToMs),
    })
    .execute();
}

export async function contractById(tx: Tx, id: number): Promise<Contract | null> {
  const row = await tables(tx).selectFrom('contracts.contract').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : contractFromRow(row);
}

/** Contracts of the customers given (all where none are), in order of id. */
export async function contracts(tx: Tx, customerIds?: readonly number[]): Promise<Contract[]> {
  let query = tables(tx).selectFrom('contracts.contract').selectAll().orderBy('id');
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  return (await query.execute()).map(contractFromRow);
}

export async function subscriptions(tx: Tx, contractIds: readonly number[]): Promise<Subscription[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  }));
}

export async function oneOffs(tx: Tx, contractIds: readonly number[]): Promise<OneOff[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.one_off')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    note: row.note,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    dueOn: row.due_on,
  }));
}

export async function lines(tx: Tx, contractIds: readonly number[]): Promise<Line[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.line')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    kind: row.kind,
    identifier: row.identifier,
    label: row.label,
    sourceId: row.source_id,
    validFromMs: row.valid_from.getTime(),
    validToMs: row.valid_to?.getTime() ?? null,
  }));
}

/** Every line of the tenant with what rating must know of its contract, in order of id. */
export async function ratedLines(tx: Tx): Promise<RatedLine[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.line as line')
    .innerJoin('contracts.contract as contract', 'contract.id', 'line.contract_id')
    .select([
      'line.id',
      'line.contract_id',
      'contract.customer_id',
      'contract.price_plan_id',
      'contract.override_price_list_id',
      'line.kind',
      'line.identifier',
      'line.label',
      'line.source_id',
      'line.valid_from',
      'line.valid_to',
    ])
    .orderBy('line.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    customerId: row.customer_id,
    pricePlanId: row.price_plan_id,
    ownPriceListIds: row.override_price_list_id === null ? [] : [row.override_price_list_id],
    discountPpm: 0,
    kind: row.kind,
    identifier: row.identifier,
    label: row.label,
    sourceId: row.source_id,
    validFromMs: row.valid_from.getTime(),
    validToMs: row.valid_to?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
}

function contractFromRow(row: ContractRow): Contract {
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    pricePlanId: row.price_plan_id,
    overridePriceListId: row.override_price_list_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  };
}
