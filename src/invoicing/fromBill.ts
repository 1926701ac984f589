import type { Tenant } from '#access';
import { addDays, earliest, latest, monthEnd, monthStart } from '#base';
import type { Bill, BillTax } from '#billing';
import type { Customer } from '#crm';
import type { Buyer, Invoice, InvoiceLine, InvoiceNote, Seller, TaxTotal } from './invoice.ts';
import { invoiceLine } from './lines.ts';
import { notesOf } from './notes.ts';
import type { Words } from './texts.ts';

export interface InvoiceFacts {
  readonly number: string;
  readonly bill: Bill;
  readonly customer: Customer;
  readonly tenant: Tenant;
  readonly words: Words;
}

/** The approved bill as a document: nothing is computed again, amounts are taken as they are. */
export function invoiceFromBill({ number, bill, customer, tenant, words }: InvoiceFacts): Invoice {
  const tax = bill.taxes[0];
  const context = {
    language: customer.language,
    currency: bill.currency,
    words,
    taxCategory: tax?.category ?? 'S',
    taxPercent: tax?.percent ?? '0',
    manyContracts: new Set(bill.lines.map((line) => line.contractNumber)).size > 1,
  };
  const lines = bill.lines.map((line, index) => invoiceLine(line, index + 1, context));
  const seller = sellerOf(tenant);
  const buyer = buyerOf(customer);
  const gross = BigInt(bill.grossMinor);
  return {
    number,
    kind: 'invoice',
    issuedOn: bill.issueOn,
    dueOn: bill.dueOn,
    ...periodOf(bill, lines),
    currency: bill.currency,
    language: customer.language,
    zone: tenant.zone,
    seller,
    buyer,
    contractNumbers: bill.contractNumbers,
    payment:
      customer.paymentMethod === 'directDebit'
        ? {
            method: 'directDebit',
            mandateReference: customer.mandateReference ?? '',
            debtorIban: withoutSpaces(customer.iban ?? ''),
          }
        : { method: 'transfer' },
    lines,
    totals: {
      linesMinor: lines.reduce((sum, line) => sum + line.netMinor, 0n),
      netMinor: BigInt(bill.netMinor),
      taxMinor: BigInt(bill.taxMinor),
      grossMinor: gross,
      dueMinor: gross,
      taxes: bill.taxes.map((total) => taxTotal(total, words)),
    },
    notes: notesOf(seller, buyer, customer.kind).map(
      ({ subject, code }): InvoiceNote => ({ ...(subject === undefined ? {} : { subject }), text: words(code) }),
    ),
  };
}

/** First to last day of what is billed; a bill of one-off items alone covers its month. */
function periodOf(bill: Bill, lines: readonly InvoiceLine[]): { periodFrom: string; periodTo: string } {
  const starts = lines.flatMap((line) => line.periodFrom ?? []);
  const ends = lines.flatMap((line) => line.periodTo ?? []);
  return {
    periodFrom: starts.length > 0 ? starts.reduce(earliest) : monthStart(bill.month),
    periodTo: ends.length > 0 ? ends.reduce(latest) : addDays(monthEnd(bill.month), -1),
  };
}

function taxTotal(tax: BillTax, words: Words): TaxTotal {
  const total = {
    category: tax.category,
    percent: tax.percent,
    taxableMinor: BigInt(tax.taxableMinor),
    taxMinor: BigInt(tax.taxMinor),
  };
  switch (tax.category) {
    case 'S':
      return total;
    case 'AE':
      return { ...total, exemptionCode: 'VATEX-EU-AE', exemptionText: words('tax.reverseCharge') };
    case 'G':
      return { ...total, exemptionCode: 'VATEX-EU-G', exemptionText: words('tax.export') };
  }
}

function party(of: {
  street: string;
  postcode: string;
  city: string;
  country: string;
  email: string;
  vatId: string | null;
}) {
  const address = { street: of.street, postcode: of.postcode, city: of.city, country: of.country, email: of.email };
  return of.vatId === null ? address : { ...address, vatId: withoutSpaces(of.vatId) };
}

function sellerOf(tenant: Tenant): Seller {
  return {
    name: tenant.legalName,
    ...party(tenant),
    contactName: tenant.contactName,
    phone: tenant.phone,
    ...given({
      taxNumber: tenant.taxNumber,
      registerEntry: tenant.registerEntry,
      website: tenant.website,
      iban: tenant.iban === null ? null : withoutSpaces(tenant.iban),
      bic: tenant.bic,
      bankName: tenant.bankName,
      creditorId: tenant.creditorId,
    }),
  };
}

/** Only the values that are there: an absent term is absent on the document, not empty. */
function given<Key extends string>(values: Readonly<Record<Key, string | null>>): { [K in Key]?: string } {
  const entries = Object.entries<string | null>(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [K in Key]?: string };
}

function buyerOf(customer: Customer): Buyer {
  const buyer = { name: customer.name, ...party(customer), customerNumber: customer.number };
  return customer.buyerReference === null ? buyer : { ...buyer, reference: customer.buyerReference };
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
