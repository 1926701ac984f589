import type { Tx } from '#platform/db';
import type { Contact } from '../contact.ts';
import type { Customer } from '../customer.ts';
import type { ThirdPayer } from '../thirdPayer.ts';

export interface CustomerRow {
  tenant_id: number;
  id: number;
  number: string;
  kind: Customer['kind'];
  name: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  vat_id: string | null;
  vat_id_check: Customer['vatIdCheck'];
  vat_id_checked_on: string | null;
  vat_id_check_reference: string | null;
  resale_certificate: string | null;
  resale_certificate_until: string | null;
  exempt_reason: string | null;
  exempt_code: string | null;
  oss_country: string | null;
  buyer_reference: string | null;
  order_number: string | null;
  contract_reference: string | null;
  siren: string | null;
  cost_centre: string | null;
  required_references: Customer['requiredReferences'];
  e_invoice_scheme: string | null;
  e_invoice_id: string | null;
  email: string;
  language: Customer['language'];
  currency: string;
  payment_terms_days: number;
  payment_method: Customer['paymentMethod'];
  iban: string | null;
  mandate_reference: string | null;
  tax_status: Customer['taxStatus'];
  itemise: boolean;
  mask_digits: number;
  parent_id: number | null;
  payer: Customer['payer'];
  invoice_grouping: Customer['invoiceGrouping'];
  batch_code: string | null;
  closed_on: string | null;
  merged_into: number | null;
  revision: number;
  created_at: Date;
}

interface SiteRow {
  tenant_id: number;
  id: number;
  customer_id: number;
  code: string;
  name: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  cost_centre: string | null;
  valid_from: string;
  valid_to: string | null;
}

interface ContactRow {
  tenant_id: number;
  id: number;
  customer_id: number;
  name: string;
  email: string | null;
  phone: string | null;
  roles: Contact['roles'];
}

interface ThirdPayerRow {
  tenant_id: number;
  id: number;
  customer_id: number;
  payer_id: number;
  share: ThirdPayer['share'];
  amount: string;
  reference: string | null;
  valid_from: string;
  valid_to: string | null;
}

type CrmTables = {
  'crm.customer': CustomerRow;
  'crm.site': SiteRow;
  'crm.contact': ContactRow;
  'crm.third_payer': ThirdPayerRow;
  'crm.billing_batch': { tenant_id: number; code: string; name: string; launch_day: number };
};

export const tables = (tx: Tx) => tx.withTables<CrmTables>();
