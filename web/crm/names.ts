import { type Language, LOCALES, text } from '#base';
import type {
  CONTACT_ROLES,
  CUSTOMER_KINDS,
  CUSTOMER_STATES,
  INVOICE_GROUPINGS,
  PAYMENT_METHODS,
  REFERENCES,
  TAX_STATUSES,
  THIRD_PAYER_SHARES,
} from '#crm';

type Names<Keys extends readonly string[]> = Readonly<Record<Keys[number], string>>;

export const KIND_NAMES: Names<typeof CUSTOMER_KINDS> = {
  company: text('Company'),
  consumer: text('Consumer'),
  publicBody: text('Public body'),
};

export const TAX_NAMES: Names<typeof TAX_STATUSES> = {
  domestic: text('Domestic'),
  euReverseCharge: text('EU, reverse charge'),
  thirdCountry: text('Third country'),
  telecomResale: text('Telecom reseller'),
  exempt: text('Exempt'),
  ossConsumer: text('EU consumer (OSS)'),
};

export const PAYMENT_NAMES: Names<typeof PAYMENT_METHODS> = {
  transfer: text('Transfer'),
  directDebit: text('Direct debit'),
  card: text('Card'),
};

export const GROUPING_NAMES: Names<typeof INVOICE_GROUPINGS> = {
  customer: text('One invoice'),
  contract: text('One for each contract'),
  site: text('One for each site'),
};

export const REFERENCE_NAMES: Names<typeof REFERENCES> = {
  orderNumber: text('Order number'),
  buyerReference: text('Buyer reference, Leitweg-ID'),
  contractReference: text('Contract number of his own'),
  siren: text('SIREN'),
  costCentre: text('Cost centre'),
};

export const ROLE_NAMES: Names<typeof CONTACT_ROLES> = {
  invoiceRecipient: text('Gets invoices'),
  technical: text('Technical'),
  portal: text('Portal'),
  dunning: text('Gets reminders'),
};

export const SHARE_NAMES: Names<typeof THIRD_PAYER_SHARES> = {
  fixed: text('pays a fixed amount'),
  remaining: text('pays the rest above'),
};

export const STATE_NAMES: Names<typeof CUSTOMER_STATES> = {
  open: text('Open'),
  closed: text('Closed'),
  all: text('All'),
};

/** A country by its code in the reader's language. */
export function countryName(language: Language, code: string): string {
  return new Intl.DisplayNames(LOCALES[language], { type: 'region' }).of(code) ?? code;
}
