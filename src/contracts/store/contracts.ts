import { type Selectable, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Contract } from '../contract.ts';
import type { PlanChange } from '../plans.ts';
import { type ContractRow, tables } from './tables.ts';

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
      usage_discount: contract.usageDiscount,
      starts_on: contract.startsOn,
      ends_on: contract.endsOn,
      state: contract.state,
      accepted_on: contract.acceptedOn,
      minimum_months: contract.minimumMonths,
      notice_months: contract.noticeMonths,
      notice_days: contract.noticeDays,
      renewal_months: contract.renewalMonths,
      notice_given_on: contract.noticeGivenOn,
      site_id: contract.siteId,
      order_reference: contract.orderReference,
      cost_centre: contract.costCentre,
    })
    .execute();
}

export async function contractById(tx: Tx, id: number): Promise<Contract | null> {
  const row = await tables(tx).selectFrom('contracts.contract').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : contractFromRow(row);
}

/** Which contracts are read: what customers have, or what they were only offered too. */
export interface ContractFilter {
  readonly customerIds?: readonly number[] | undefined;
  readonly withQuotes?: boolean | undefined;
}

/** Contracts in order of id. */
export async function contracts(tx: Tx, { customerIds, withQuotes }: ContractFilter = {}): Promise<Contract[]> {
  let query = tables(tx).selectFrom('contracts.contract').selectAll().orderBy('id');
  if (withQuotes !== true) query = query.where('state', '=', 'active');
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  return (await query.execute()).map(contractFromRow);
}

/** The contract, locked until the transaction ends and counted as changed: what is on it changes one deed at a time. */
export async function lockContract(tx: Tx, id: number): Promise<Contract | null> {
  const query = tables(tx)
    .updateTable('contracts.contract')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', id)
    .returningAll();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : contractFromRow(row);
}

export async function contractByNumber(tx: Tx, number: string): Promise<Contract | null> {
  const query = tables(tx).selectFrom('contracts.contract').selectAll().where('number', '=', number);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : contractFromRow(row);
}

/** Writes what a contract says of itself; its end, plan and notice are written by themselves. */
export async function updateContract(tx: Tx, contract: Contract): Promise<void> {
  await tables(tx)
    .updateTable('contracts.contract')
    .set({
      starts_on: contract.startsOn,
      state: contract.state,
      accepted_on: contract.acceptedOn,
      minimum_months: contract.minimumMonths,
      notice_months: contract.noticeMonths,
      notice_days: contract.noticeDays,
      renewal_months: contract.renewalMonths,
      site_id: contract.siteId,
      order_reference: contract.orderReference,
      cost_centre: contract.costCentre,
    })
    .where('id', '=', contract.id)
    .execute();
}

export async function setNotice(tx: Tx, id: number, givenOn: string | null): Promise<void> {
  await tables(tx).updateTable('contracts.contract').set({ notice_given_on: givenOn }).where('id', '=', id).execute();
}

export async function setCustomer(tx: Tx, id: number, customerId: number): Promise<void> {
  await tables(tx).updateTable('contracts.contract').set({ customer_id: customerId }).where('id', '=', id).execute();
}

export async function setContractEnd(tx: Tx, id: number, endsOn: string | null): Promise<void> {
  await tables(tx).updateTable('contracts.contract').set({ ends_on: endsOn }).where('id', '=', id).execute();
}

export async function setFirstPlan(tx: Tx, id: number, pricePlanId: number): Promise<void> {
  await tables(tx).updateTable('contracts.contract').set({ price_plan_id: pricePlanId }).where('id', '=', id).execute();
}

/** Writes a change of plan over another one of the same day. */
export async function putPlanChange(tx: Tx, tenantId: number, change: PlanChange): Promise<void> {
  await tables(tx)
    .insertInto('contracts.plan_change')
    .values({
      tenant_id: tenantId,
      contract_id: change.contractId,
      starts_on: change.startsOn,
      price_plan_id: change.pricePlanId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'contract_id', 'starts_on'])
        .doUpdateSet((set) => ({ price_plan_id: set.ref('excluded.price_plan_id') })),
    )
    .execute();
}

/** Changes of plan of the contracts given, or of all, in order of contract and day. */
export async function planChanges(tx: Tx, contractIds?: readonly number[]): Promise<PlanChange[]> {
  let query = tables(tx).selectFrom('contracts.plan_change').selectAll().orderBy('contract_id').orderBy('starts_on');
  if (contractIds !== undefined) query = query.where('contract_id', '=', sql<number>`any(${contractIds})`);
  return (await query.execute()).map((row) => ({
    contractId: row.contract_id,
    startsOn: row.starts_on,
    pricePlanId: row.price_plan_id,
  }));
}

function contractFromRow(row: Selectable<ContractRow>): Contract {
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    pricePlanId: row.price_plan_id,
    overridePriceListId: row.override_price_list_id,
    usageDiscount: row.usage_discount,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: row.state,
    acceptedOn: row.accepted_on,
    minimumMonths: row.minimum_months,
    noticeMonths: row.notice_months,
    noticeDays: row.notice_days,
    renewalMonths: row.renewal_months,
    noticeGivenOn: row.notice_given_on,
    siteId: row.site_id,
    orderReference: row.order_reference,
    costCentre: row.cost_centre,
    revision: row.revision,
  };
}
