import type { Tenant } from '#access';
import { addDays, earliest, latest, monthEnd, monthStart } from '#base';
import type { Bill, BillLine, BillTax, TaxReason, TaxReasonCode } from '#billing';
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
    manyContracts: new Set(bill.lines.map((line) => line.contractNumber).filter((number) => number !== '')).size > 1,
    manyTaxes: bill.taxes.length > 1,
  };
  const orderReference = orderOf(bill, customer);
  const lines = bill.lines.map((line, index) =>
    invoiceLine(withCostCentre(withoutOrder(line, orderReference), customer), index + 1, context),
  );
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
    ...given({ contractReference: customer.contractReference, orderReference }),
    payment: paymentOf(customer),
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

function paymentOf(customer: Customer): Invoice['payment'] {
  if (customer.paymentMethod !== 'directDebit') return { method: customer.paymentMethod };
  const { mandateReference, iban } = customer;
  return {
    method: 'directDebit',
    mandateReference: mandateReference ?? '',
    debtorIban: withoutSpaces(iban ?? ''),
  };
}

/** A line that names no cost centre is on the customer's own. */
function withCostCentre(line: BillLine, { costCentre }: Customer): BillLine {
  return line.costCentre !== undefined || costCentre === null ? line : { ...line, costCentre };
}

/** The order of the whole document is told once. */
function withoutOrder(line: BillLine, ofDocument: string | null): BillLine {
  if (line.orderReference === undefined || line.orderReference !== ofDocument) return line;
  const { orderReference: _told, ...rest } = line;
  return rest;
}

/** The order that all lines are for, else the one the customer gave for everything; lines name theirs where they differ. */
function orderOf(bill: Bill, { orderNumber }: Customer): string | null {
  const orders = new Set(bill.lines.flatMap((line) => (line.kind === 'thirdPayer' ? [] : [line.orderReference])));
  const [only] = orders;
  return orders.size === 1 && only !== undefined ? only : orderNumber;
}

function taxTotal(tax: BillTax, words: Words): TaxTotal {
  const total = {
    category: tax.category,
    percent: tax.percent,
    taxableMinor: BigInt(tax.taxableMinor),
    taxMinor: BigInt(tax.taxMinor),
  };
  const reasons = tax.reasons ?? OLD_REASONS[tax.category] ?? [];
  if (reasons.length === 0) return total;
  const exemptionText = reasons.map((reason) => reasonText(reason, words)).join(' ');
  const codes = new Set(reasons.map((reason) => reason.vatex ?? VATEX[reason.code]));
  const [exemptionCode] = codes;
  return codes.size === 1 && exemptionCode !== undefined
    ? { ...total, exemptionCode, exemptionText }
    : { ...total, exemptionText };
}

/** Why a bill drawn before bills told it bears no tax. */
const OLD_REASONS: Readonly<Partial<Record<BillTax['category'], readonly TaxReason[]>>> = {
  AE: [{ code: 'reverseCharge' }],
  G: [{ code: 'export' }],
};

/** Codes of the VATEX list (BT-121); a category with several reasons has none. */
const VATEX: Readonly<Partial<Record<TaxReasonCode, string>>> = {
  reverseCharge: 'VATEX-EU-AE',
  telecomResaleDe: 'VATEX-EU-AE',
  telecomResaleFr: 'VATEX-EU-AE',
  intraCommunity: 'VATEX-EU-IC',
  export: 'VATEX-EU-G',
};

function reasonText({ code, text }: TaxReason, words: Words): string {
  return text ?? words(`tax.${code}`);
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
  const { eInvoiceScheme, eInvoiceId, siren } = customer;
  return {
    name: customer.name,
    ...party(customer),
    customerNumber: customer.number,
    ...given({ reference: customer.buyerReference }),
    ...(siren === null ? {} : { legalId: { id: siren, scheme: SIREN_SCHEME } }),
    ...(eInvoiceScheme === null || eInvoiceId === null ? {} : { eAddress: { scheme: eInvoiceScheme, id: eInvoiceId } }),
  };
}

/** ISO/IEC 6523 code of the French register of companies. */
const SIREN_SCHEME = '0002';

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
