import type { Tx } from '#platform/db';
import type { LineKind } from '../line.ts';

export interface ContractRow {
  tenant_id: number;
  id: number;
  number: string;
  customer_id: number;
  price_plan_id: number;
  override_price_list_id: number | null;
  usage_discount: string;
  starts_on: string;
  ends_on: string | null;
}

export interface SubscriptionRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  product_id: number;
  quantity: number;
  unit_price: string | null;
  starts_on: string;
  ends_on: string | null;
}

export interface OneOffRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  product_id: number;
  note: string | null;
  quantity: number;
  unit_price: string;
  due_on: string;
}

export interface LineRow {
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

export interface PlanChangeRow {
  tenant_id: number;
  contract_id: number;
  starts_on: string;
  price_plan_id: number;
}

export interface BookingRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  line_id: number | null;
  option_id: number;
  quantity: number;
  starts_at: Date;
  ends_at: Date | null;
}

type ContractsTables = {
  'contracts.contract': ContractRow;
  'contracts.subscription': SubscriptionRow;
  'contracts.one_off': OneOffRow;
  'contracts.line': LineRow;
  'contracts.plan_change': PlanChangeRow;
  'contracts.booking': BookingRow;
};

/** Kysely over this slice's tables. */
export const tables = (tx: Tx) => tx.withTables<ContractsTables>();
