import type { ColumnType, JSONColumnType } from 'kysely';
import type { Tx } from '#platform/db';
import type { Contract, OneOff } from '../contract.ts';
import type { IndexationTerms } from '../indexation.ts';
import type { HeldLineKind } from '../line.ts';
import type { Discount } from '../subscription.ts';

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
  state: Contract['state'];
  accepted_on: string | null;
  minimum_months: number;
  notice_months: number;
  notice_days: number;
  renewal_months: number;
  notice_given_on: string | null;
  site_id: number | null;
  order_reference: string | null;
  cost_centre: string | null;
  revision: ColumnType<number, number | undefined, number>;
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
  /** Agreed for itself, where the contract ends before. */
  own_ends_on?: string | null | undefined;
  line_id: number | null;
  site_id: number | null;
  order_reference: string | null;
  cost_centre: string | null;
  note: string | null;
  bundle_code: string | null;
}

export interface TermRow {
  tenant_id: number;
  subscription_id: number;
  seq: number;
  from_on: string;
  quantity: number | null;
  sets_price: boolean;
  unit_price: string | null;
  indexation_id: number | null;
  recorded_by: string;
  recorded_at: Date;
}

export interface DiscountRow {
  tenant_id: number;
  id: number;
  subscription_id: number;
  kind: Discount['kind'];
  value: string;
  from_on: string;
  to_on: string | null;
  reason: string | null;
  withdrawn_at: Date | null;
}

export interface PauseRow {
  tenant_id: number;
  id: number;
  subscription_id: number;
  from_on: string;
  to_on: string | null;
  billed_percent: string;
  withdrawn_at: Date | null;
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
  site_id: number | null;
  order_reference: string | null;
  cost_centre: string | null;
  purpose: OneOff['purpose'];
  reason: string | null;
  deposit_id: number | null;
}

export interface LineRow {
  tenant_id: number;
  id: number;
  contract_id: number;
  kind: HeldLineKind;
  identifier: string;
  msisdn: string | null;
  imsi: string | null;
  label: string;
  source_id: number;
  valid_from: Date;
  valid_to: Date | null;
  own_valid_to?: Date | null | undefined;
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

export interface IndexValueRow {
  tenant_id: number;
  series: string;
  month: string;
  value: string;
}

export interface IndexationRuleRow {
  tenant_id: number;
  id: number;
  code: string;
  name: string;
  contract_id: number | null;
  product_codes: string[];
  families: string[];
  rule: JSONColumnType<IndexationTerms>;
}

export interface IndexationRow {
  tenant_id: number;
  id: number;
  rule_id: number;
  effective_on: string;
  percent: string;
  changed: number;
  applied_by: string;
  applied_at: Date;
  undone_by: string | null;
  undone_at: Date | null;
}

export interface IndexationPriceRow {
  tenant_id: number;
  indexation_id: number;
  subscription_id: number;
  customer_id: number;
  quantity: number;
  old_price: string;
  new_price: string;
  yearly: string;
}

export interface IndexationLetterRow {
  tenant_id: number;
  indexation_id: number;
  customer_id: number;
  sha256: string;
  written_at: Date;
}

type ContractsTables = {
  'contracts.contract': ContractRow;
  'contracts.subscription': SubscriptionRow;
  'contracts.subscription_term': TermRow;
  'contracts.subscription_discount': DiscountRow;
  'contracts.subscription_pause': PauseRow;
  'contracts.index_value': IndexValueRow;
  'contracts.indexation_rule': IndexationRuleRow;
  'contracts.indexation': IndexationRow;
  'contracts.indexation_price': IndexationPriceRow;
  'contracts.indexation_letter': IndexationLetterRow;
  'contracts.one_off': OneOffRow;
  'contracts.line': LineRow;
  'contracts.plan_change': PlanChangeRow;
  'contracts.booking': BookingRow;
};

/** Kysely over this slice's tables. */
export const tables = (tx: Tx) => tx.withTables<ContractsTables>();
