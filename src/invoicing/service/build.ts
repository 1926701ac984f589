import type { Tenant } from '#access/service';
import { type Finding, type Language, zoneOffsets } from '#base';
import type { Bill } from '#billing';
import type { Customer } from '#crm';
import { renderPdf } from '#platform/pdf/render';
import { say } from '#platform/wording';
import { checkInvoice } from '../checkInvoice.ts';
import { ciiXml } from '../cii.ts';
import { asCreditNote, kindOf } from '../creditNote.ts';
import { invoiceFromBill } from '../fromBill.ts';
import type { Invoice, ItemisedGroup } from '../invoice.ts';
import { type BilledRecord, type ItemiseFacts, itemise } from '../itemise.ts';
import { invoiceSheet } from '../layout.ts';
import { TEXTS, type Words } from '../texts.ts';

/** Everything one document is made of. */
export interface DocumentFacts
  extends Pick<ItemiseFacts, 'contractNumbers' | 'lineLabels' | 'destinations' | 'moneyAllowanceIds'> {
  readonly tenant: Tenant;
  readonly customer: Customer;
  readonly bill: Bill;
  readonly records: readonly BilledRecord[];
}

export interface BuiltDocument {
  readonly invoice: Invoice;
  readonly groups: readonly ItemisedGroup[];
  readonly xml: Uint8Array;
  readonly pdf: Uint8Array;
  /** What does not add up (errors) and what could not be printed (warnings). */
  readonly findings: readonly Finding[];
}

/** Colour of an operator that has not chosen one. */
const DEFAULT_COLOUR = '#0b5c7a';

export function wordsIn(language: Language): Words {
  return (code, params) => say(language, TEXTS[code], params);
}

/** The invoice of a bill, without its calls; a credit note where the bill is below zero. */
export function buildInvoice(facts: Omit<DocumentFacts, 'records'>, number: string): Invoice {
  const { tenant, customer, bill } = facts;
  const invoice = invoiceFromBill({ number, bill, customer, tenant, words: wordsIn(customer.language) });
  return kindOf(bill) === 'creditNote' ? asCreditNote(invoice) : invoice;
}

/** The document in all its forms, from one computation; the one path of preview and issue. Same facts, same bytes. */
export function buildDocument(facts: DocumentFacts, number: string, draft: boolean): BuiltDocument {
  const { customer, tenant } = facts;
  const words = wordsIn(customer.language);
  const invoice = buildInvoice(facts, number);
  const groups = groupCalls(facts, invoice);
  const terms = termsOf(invoice);
  const xml = Buffer.from(ciiXml(invoice, { paymentTerms: words(terms, { dueOn: invoice.dueOn }) }));
  const sheet = invoiceSheet({
    invoice,
    groups,
    words,
    brand: { name: tenant.brand.name ?? tenant.legalName, colour: tenant.brand.colour ?? DEFAULT_COLOUR },
    itemise: customer.itemise,
    maskDigits: customer.maskDigits,
    draft,
    xml,
  });
  const pdf = renderPdf(sheet);
  return { invoice, groups, xml, pdf: pdf.bytes, findings: [...checkInvoice(invoice, groups), ...pdf.findings] };
}

/** Words of BT-20. */
const TERMS = {
  transfer: 'payment.terms',
  directDebit: 'payment.debitTerms',
  card: 'payment.cardTerms',
} as const;

function termsOf({ kind, payment }: Invoice) {
  if (kind === 'creditNote') return 'payment.creditTerms';
  return TERMS[payment.method];
}

export function groupCalls(facts: DocumentFacts, invoice: Invoice): ItemisedGroup[] {
  return itemise({
    records: facts.records,
    lines: invoice.lines,
    language: invoice.language,
    offsets: zoneOffsets(invoice.zone),
    maskDigits: facts.customer.maskDigits,
    contractNumbers: facts.contractNumbers,
    lineLabels: facts.lineLabels,
    destinations: facts.destinations,
    moneyAllowanceIds: facts.moneyAllowanceIds,
    unknownLine: wordsIn(invoice.language)('calls.unknownLine'),
  });
}
