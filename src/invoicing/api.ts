import { z } from 'zod';
import { dateText, decimalText, endpoint, idText, LANGUAGES, monthText, pageOf, pageQuery } from '#base';
import { USAGE_PARTS } from '#billing';
import { SERVICE_NAMES } from '#usage';
import { LINE_KINDS } from './invoice.ts';

/** Documents are numbered `R2026-000123`. */
const numberParams = z.object({ number: z.string().min(1).max(35) });
const draftParams = z.object({ runId: idText, customerId: idText });

/** A document as lists show it. Amounts are decimal text in `currency`. */
export const invoiceRow = z.object({
  number: z.string(),
  kind: z.enum(['invoice', 'creditNote']),
  runId: z.number().int().nullable(),
  customerId: z.number().int(),
  customerNumber: z.string(),
  customerName: z.string(),
  issuedOn: dateText,
  dueOn: dateText,
  currency: z.string(),
  net: decimalText,
  tax: decimalText,
  gross: decimalText,
  calls: z.number().int(),
});

export const INVOICE_SORTS = [
  'number',
  'customer',
  'gross',
  'dueOn',
  '-number',
  '-customer',
  '-gross',
  '-dueOn',
] as const;

export const listInvoicesEndpoint = endpoint({
  method: 'GET',
  path: '/api/invoices',
  permission: 'invoices.read',
  summary: 'Issued documents by usage month, customer, or part of number or name',
  query: pageQuery.extend({
    month: monthText.optional(),
    customerId: idText.optional(),
    q: z.string().max(100).default(''),
    sort: z.enum(INVOICE_SORTS).default('-number'),
  }),
  reply: pageOf(invoiceRow).extend({
    /** Sums over all rows of the filter; one entry per currency. */
    sums: z.array(z.object({ currency: z.string(), net: decimalText, gross: decimalText })),
  }),
});

const party = z.object({
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  vatId: z.string().optional(),
});

export const invoiceEndpoint = endpoint({
  method: 'GET',
  path: '/api/invoices/:number',
  permission: 'invoices.read',
  summary: 'One issued document: lines, taxes, totals, payment, as printed',
  params: numberParams,
  reply: invoiceRow.extend({
    language: z.enum(LANGUAGES),
    periodFrom: dateText,
    periodTo: dateText,
    issuedAt: z.iso.datetime(),
    seller: party,
    buyer: party,
    contractNumbers: z.array(z.string()),
    contractReference: z.string().optional(),
    orderReference: z.string().optional(),
    payment: z.discriminatedUnion('method', [
      z.object({ method: z.literal('transfer') }),
      z.object({ method: z.literal('directDebit'), mandateReference: z.string(), debtorIban: z.string() }),
      z.object({ method: z.literal('card') }),
    ]),
    lines: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(LINE_KINDS),
        name: z.string(),
        description: z.string().optional(),
        quantity: decimalText,
        unitCode: z.string(),
        unitPrice: decimalText,
        net: decimalText,
        taxCategory: z.string(),
        taxPercent: decimalText,
        costCentre: z.string().optional(),
        /** For usage lines: joins the line with its calls. */
        usageKey: z.string().optional(),
        calls: z.number().int().optional(),
      }),
    ),
    taxes: z.array(
      z.object({
        category: z.string(),
        percent: decimalText,
        taxable: decimalText,
        tax: decimalText,
        exemptionText: z.string().optional(),
      }),
    ),
    notes: z.array(z.string()),
    pdfSha256: z.string(),
    xmlSha256: z.string(),
  }),
});

const callsGroup = z.object({
  lineLabel: z.string(),
  className: z.string(),
  usageKey: z.string(),
  service: z.enum(SERVICE_NAMES),
  part: z.enum(USAGE_PARTS),
  calls: z.number().int(),
  durationS: z.number().int(),
  volume: z.number().int(),
  charge: decimalText,
});

export const invoiceCallsEndpoint = endpoint({
  method: 'GET',
  path: '/api/invoices/:number/calls',
  permission: 'invoices.read',
  summary: 'The itemised calls of a document, all or of one usage line or phone line, with the sums of their groups',
  params: numberParams,
  query: pageQuery.extend({ usageKey: z.string().optional(), line: z.string().optional() }),
  reply: pageOf(
    z.object({
      startAt: z.iso.datetime(),
      lineLabel: z.string(),
      className: z.string(),
      called: z.string(),
      destination: z.string(),
      service: z.enum(SERVICE_NAMES),
      /** A call to a premium number is listed twice: carrying it, and what its owner takes. */
      part: z.enum(USAGE_PARTS),
      durationS: z.number().int(),
      /** Bytes, messages or pages; 0 where time is counted. */
      volume: z.number().int(),
      /** Seconds, pieces or bytes, by service; of these, covered by allowances. */
      billedUnits: z.number().int(),
      coveredUnits: z.number().int(),
      covered: z.boolean(),
      charge: decimalText,
      /** Where the record came from; with both the charge can be explained. */
      fileId: z.number().int(),
      recordNo: z.number().int(),
    }),
  ).extend({ groups: z.array(callsGroup) }),
});

export const invoicePdfEndpoint = endpoint({
  method: 'GET',
  path: '/api/invoices/:number/pdf',
  permission: 'invoices.read',
  summary: 'The document as issued: PDF/A-3 with the e-invoice inside',
  params: numberParams,
  reply: z.unknown(),
});

export const invoiceXmlEndpoint = endpoint({
  method: 'GET',
  path: '/api/invoices/:number/xml',
  permission: 'invoices.read',
  summary: 'The e-invoice as issued: EN 16931, CII',
  params: numberParams,
  reply: z.unknown(),
});

export const draftPdfEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/drafts/:customerId/pdf',
  permission: 'runs.read',
  summary: 'A draft as the PDF it will be, marked as draft; `part` where a customer gets several',
  params: draftParams,
  query: z.object({ part: z.string().max(40).optional() }),
  reply: z.unknown(),
});

export const billPdfEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/bill/pdf',
  permission: 'runs.read',
  summary:
    'What a run of the month would send by now, as PDF marked as draft: to the customer `to`, of several the `part`',
  params: z.object({ customerId: idText }),
  query: z.object({ month: monthText, to: idText.optional(), part: z.string().max(40).default('') }),
  reply: z.unknown(),
});

export const issueRunEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/issue',
  permission: 'runs.issue',
  summary: 'Issue an approved run in the background; also goes on where a crash stopped it',
  params: z.object({ runId: idText }),
  reply: z.object({ topic: z.string() }),
});
