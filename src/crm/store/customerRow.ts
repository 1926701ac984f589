import type { Customer } from '../customer.ts';
import type { CustomerRow } from './tables.ts';

/** What of a customer can change. */
export type CustomerFields = Omit<Customer, 'id' | 'number' | 'revision'>;

/** Names of columns by the fields they keep; the two differ in spelling only. */
const COLUMNS = {
  kind: 'kind',
  name: 'name',
  street: 'street',
  postcode: 'postcode',
  city: 'city',
  country: 'country',
  vatId: 'vat_id',
  vatIdCheck: 'vat_id_check',
  vatIdCheckedOn: 'vat_id_checked_on',
  vatIdCheckReference: 'vat_id_check_reference',
  resaleCertificate: 'resale_certificate',
  resaleCertificateUntil: 'resale_certificate_until',
  exemptReason: 'exempt_reason',
  exemptCode: 'exempt_code',
  ossCountry: 'oss_country',
  buyerReference: 'buyer_reference',
  orderNumber: 'order_number',
  contractReference: 'contract_reference',
  siren: 'siren',
  costCentre: 'cost_centre',
  requiredReferences: 'required_references',
  eInvoiceScheme: 'e_invoice_scheme',
  eInvoiceId: 'e_invoice_id',
  email: 'email',
  language: 'language',
  currency: 'currency',
  paymentTermsDays: 'payment_terms_days',
  paymentMethod: 'payment_method',
  iban: 'iban',
  mandateReference: 'mandate_reference',
  taxStatus: 'tax_status',
  itemise: 'itemise',
  maskDigits: 'mask_digits',
  parentId: 'parent_id',
  payer: 'payer',
  invoiceGrouping: 'invoice_grouping',
  batchCode: 'batch_code',
  closedOn: 'closed_on',
  mergedInto: 'merged_into',
} as const satisfies { readonly [Field in keyof CustomerFields]: keyof CustomerRow };

type Columns = typeof COLUMNS;
type FieldRow = { [Field in keyof Columns as Columns[Field]]: CustomerRow[Columns[Field]] };

const FIELDS = Object.keys(COLUMNS) as (keyof Columns)[];

/** The columns of a customer that can change. */
export function rowOf(customer: CustomerFields): FieldRow {
  return Object.fromEntries(FIELDS.map((field) => [COLUMNS[field], customer[field]])) as FieldRow;
}

export function customerOfRow(row: CustomerRow): Customer {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, row[COLUMNS[field]]])) as Omit<CustomerFields, never>;
  return { ...fields, id: row.id, number: row.number, revision: row.revision };
}
