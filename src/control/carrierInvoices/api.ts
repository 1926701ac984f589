import { z } from 'zod';
import {
  dateText,
  decimalText,
  endpoint,
  FindingReply,
  idText,
  LANGUAGES,
  localName,
  monthText,
  pageOf,
  pageQuery,
} from '#base';
import { CARRIER_CAUSES } from './carrierCause.ts';
import { INVOICE_FORMATS, INVOICE_KINDS, LINE_SERVICES } from './carrierInvoice.ts';
import { carrierMonthParams, carrierParams, carrierReply } from './carriersApi.ts';
import { CARRIER_COLUMNS } from './columns.ts';
import { DECISION_KINDS } from './decision.ts';

/** Carriers' invoices: read, compared with our cost, decided, told to the carrier. Amounts are decimal text. */

export const uploadCarrierFileEndpoint = endpoint({
  method: 'POST',
  path: '/api/carrier-invoice-files',
  permission: 'runs.draft',
  summary: 'Takes a carrier’s invoice, CSV, XLSX, UBL or CII (multipart), to be previewed and imported by its name',
  reply: z.object({
    /** Names the content (sha256). */
    file: z.string(),
    name: z.string(),
    bytes: z.number().int(),
  }),
});

const delivered = z.object({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  /** Heading as it stands → what it is, or empty for nothing; over what the headings say and what was kept of the carrier. */
  columns: z
    .record(z.string().max(500), z.enum(CARRIER_COLUMNS).or(z.literal('')))
    .refine((columns) => Object.keys(columns).length <= 200)
    .default({}),
});

const lineReply = z.object({
  no: z.number().int(),
  place: z.number().int(),
  kind: z.enum(['usage', 'product']),
  account: z.string().nullable(),
  destination: z.string().nullable(),
  service: z.enum(LINE_SERVICES).nullable(),
  reference: z.string().nullable(),
  description: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  calls: z.number().int().nullable(),
  seconds: z.number().int().nullable(),
  quantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  amount: z.string(),
  taxPercent: z.string().nullable(),
});

const headReply = z.object({
  number: z.string().nullable(),
  kind: z.enum(INVOICE_KINDS),
  issuedOn: z.string().nullable(),
  month: z.string().nullable(),
  currency: z.string().nullable(),
  net: z.string().nullable(),
  tax: z.string().nullable(),
  gross: z.string().nullable(),
});

export const previewCarrierInvoiceEndpoint = endpoint({
  method: 'POST',
  path: '/api/carriers/:code/invoices/preview',
  permission: 'runs.draft',
  summary: 'What a carrier’s invoice says, what its columns are taken for, and what is wrong with it; stores nothing',
  params: carrierParams,
  body: delivered,
  reply: z.object({
    format: z.enum(INVOICE_FORMATS),
    head: headReply,
    columns: z.array(
      z.object({ heading: z.string(), column: z.enum(CARRIER_COLUMNS).nullable(), samples: z.array(z.string()) }),
    ),
    findings: z.array(FindingReply),
    lineCount: z.number().int(),
    linesNet: z.string(),
    /** The first of them. */
    lines: z.array(lineReply),
    /** Names of destinations that mean none of ours, with what is billed under them. */
    unknownDestinations: z.array(z.object({ name: z.string(), lines: z.number().int(), amount: z.string() })),
  }),
});

const invoiceReply = z.object({
  id: z.number().int(),
  carrierCode: z.string(),
  carrierName: z.string(),
  number: z.string(),
  kind: z.enum(INVOICE_KINDS),
  month: z.string(),
  issuedOn: z.string().nullable(),
  currency: z.string(),
  net: z.string(),
  tax: z.string().nullable(),
  gross: z.string().nullable(),
  fileName: z.string(),
  format: z.enum(INVOICE_FORMATS),
  findings: z.array(FindingReply),
  importedBy: z.string(),
  importedAt: z.string(),
});

export const importCarrierInvoiceEndpoint = endpoint({
  method: 'POST',
  path: '/api/carriers/:code/invoices',
  permission: 'runs.draft',
  summary:
    'Import a carrier’s invoice and compare its month; the same file again changes nothing, the same number again is refused',
  params: carrierParams,
  body: delivered.extend({
    fileName: z.string().min(1).max(300),
    /** Where the file tells none, or a wrong one. */
    number: z.string().trim().min(1).max(100).optional(),
    month: monthText.optional(),
    issuedOn: dateText.optional(),
  }),
  reply: z.object({
    /** Was there already, by its content. */
    again: z.boolean(),
    invoice: invoiceReply,
  }),
});

export const withdrawCarrierInvoiceEndpoint = endpoint({
  method: 'POST',
  path: '/api/carrier-invoices/:invoiceId/withdraw',
  permission: 'runs.draft',
  summary: 'Take an invoice out that was read wrongly, so that it can be imported again',
  params: z.object({ invoiceId: idText }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  reply: z.object({}),
});

export const carrierLinesEndpoint = endpoint({
  method: 'GET',
  path: '/api/carrier-invoices/:invoiceId/lines',
  permission: 'runs.read',
  summary: 'Lines of a carrier’s invoice as they were read',
  params: z.object({ invoiceId: idText }),
  query: pageQuery.extend({ q: z.string().max(100).default('') }),
  reply: pageOf(lineReply).extend({ invoice: invoiceReply }),
});

const sums = { their: z.string(), our: z.string(), difference: z.string() };

const standing = z.object({
  open: z.number().int(),
  openAmount: z.string(),
  accepted: z.number().int(),
  disputed: z.number().int(),
  disputedAmount: z.string(),
});

export const listCarrierInvoicesEndpoint = endpoint({
  method: 'GET',
  path: '/api/carrier-invoices',
  permission: 'runs.read',
  summary: 'Carriers by month with their invoices beside our cost, newest month first',
  query: z.object({ month: monthText.optional(), carrier: z.string().max(40).optional() }),
  reply: z.object({
    currency: z.string(),
    months: z.array(
      z.object({
        carrierCode: z.string(),
        carrierName: z.string(),
        month: z.string(),
        invoices: z.array(invoiceReply),
        /** null = not compared. */
        sums: z.object(sums).nullable(),
        standing,
      }),
    ),
  }),
});

export const carrierMonthEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month',
  permission: 'runs.read',
  summary:
    'A carrier’s invoices of a month beside our cost: sums, the difference by likely cause, how far it is decided',
  params: carrierMonthParams,
  reply: z.object({
    carrier: carrierReply,
    month: z.string(),
    currency: z.string(),
    invoices: z.array(invoiceReply),
    comparedAt: z.string().nullable(),
    /** Usage has come or changed since. */
    stale: z.boolean(),
    figures: z
      .object({
        ...sums,
        theirCalls: z.number().int().nullable(),
        ourCalls: z.number().int(),
        theirSeconds: z.number().int().nullable(),
        ourSeconds: z.number().int(),
        cells: z.number().int(),
        differing: z.number().int(),
        /** By which the tax billed is too much. */
        tax: z.string(),
        causes: z.array(z.object({ cause: z.enum(CARRIER_CAUSES), amount: z.string() })),
        /** Days by which the carrier's month begins and ends beside ours. */
        shift: z.object({ start: z.number().int(), end: z.number().int() }),
        hasUsage: z.boolean(),
      })
      .nullable(),
    standing,
  }),
});

export const compareCarrierMonthEndpoint = endpoint({
  method: 'POST',
  path: '/api/carriers/:code/months/:month/compare',
  permission: 'runs.draft',
  summary: 'Compare a carrier’s month again, with the usage, prices and contracts as they are now',
  params: carrierMonthParams,
  reply: z.object({ cells: z.number().int(), differing: z.number().int() }),
});

const destinationReply = z.object({ id: z.number().int(), code: z.string(), name: localName });

const cellReply = z.object({
  key: z.string(),
  kind: z.enum(['usage', 'product', 'tax', 'sum']),
  /** A number with +, or an account; null = all that none of the others is. */
  identifier: z.string().nullable(),
  destination: destinationReply.nullable(),
  service: z.string().nullable(),
  label: z.string().nullable(),
  customer: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  theirCalls: z.number().int().nullable(),
  theirSeconds: z.number().int().nullable(),
  ourCalls: z.number().int(),
  ourSeconds: z.number().int(),
  ...sums,
  differs: z.boolean(),
  effects: z.array(
    z.object({
      cause: z.enum(CARRIER_CAUSES),
      amount: z.string(),
      /** Code of the sentence, worded in the reader's language with the parameters. */
      says: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  decision: z
    .object({
      kind: z.enum(['accepted', 'disputed']),
      comment: z.string(),
      decidedBy: z.string(),
      decidedAt: z.string(),
    })
    .nullable(),
});

export const CELL_FILTERS = ['open', 'differing', 'disputed', 'all'] as const;

export const carrierCellsEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month/differences',
  permission: 'runs.read',
  summary:
    'What differs between a carrier’s invoices and our cost, the largest first, each split into its likely causes',
  params: carrierMonthParams,
  query: pageQuery.extend({
    only: z.enum(CELL_FILTERS).default('open'),
    cause: z.enum(CARRIER_CAUSES).optional(),
    /** As the reply has it. */
    identifier: z.string().max(500).optional(),
    destination: z.string().max(40).optional(),
    q: z.string().max(100).default(''),
  }),
  reply: pageOf(cellReply).extend({ currency: z.string(), difference: z.string() }),
});

export const carrierSumsEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month/sums',
  permission: 'runs.read',
  summary: 'A carrier’s month summed up by number or by destination',
  params: carrierMonthParams,
  query: pageQuery.extend({ by: z.enum(['identifier', 'destination']) }),
  reply: pageOf(
    z.object({
      identifier: z.string().nullable(),
      destination: destinationReply.nullable(),
      label: z.string().nullable(),
      customerName: z.string().nullable(),
      theirCalls: z.number().int().nullable(),
      theirSeconds: z.number().int().nullable(),
      ourCalls: z.number().int(),
      ourSeconds: z.number().int(),
      ...sums,
      differing: z.number().int(),
    }),
  ).extend({ currency: z.string() }),
});

export const carrierCallsEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month/calls',
  permission: 'usage.read',
  summary: 'Our calls behind a difference, and the carrier’s lines',
  params: carrierMonthParams,
  query: pageQuery.extend({ key: z.string().max(1000) }),
  reply: pageOf(
    z.object({
      startAt: z.string(),
      service: z.string(),
      direction: z.string(),
      calling: z.string().nullable(),
      called: z.string().nullable(),
      account: z.string().nullable(),
      seconds: z.number().int(),
      /** By our price list of the carrier; null = it has no price. */
      cost: decimalText.nullable(),
      /** As the record tells it; null where it tells none. */
      toldCost: decimalText.nullable(),
      customerId: z.number().int().nullable(),
      fileId: z.number().int(),
      recordNo: z.number().int(),
    }),
  ).extend({ lines: z.array(lineReply.extend({ invoiceNumber: z.string() })) }),
});

export const decideCarrierEndpoint = endpoint({
  method: 'POST',
  path: '/api/carriers/:code/months/:month/decide',
  permission: 'runs.draft',
  summary: 'Accept differences, dispute them with the carrier, or take that back',
  params: carrierMonthParams,
  body: z.object({
    keys: z.array(z.string().max(1000)).min(1).max(1000),
    kind: z.enum(DECISION_KINDS),
    comment: z.string().trim().min(1).max(500),
  }),
  reply: z.object({}),
});

export const carrierDecisionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month/decisions',
  permission: 'runs.read',
  summary: 'What was decided about a difference, in order',
  params: carrierMonthParams,
  query: z.object({ key: z.string().max(1000) }),
  reply: z.object({
    decisions: z.array(
      z.object({
        kind: z.enum(DECISION_KINDS),
        comment: z.string(),
        amount: z.string(),
        actor: z.string(),
        at: z.string(),
      }),
    ),
  }),
});

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;

export const exportDifferencesEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers/:code/months/:month/export/:format',
  permission: 'runs.read',
  summary: 'The list of differences as a file to send to the carrier',
  params: carrierMonthParams.extend({ format: z.enum(EXPORT_FORMATS) }),
  query: z.object({ only: z.enum(CELL_FILTERS).default('disputed'), language: z.enum(LANGUAGES).default('en') }),
  reply: z.unknown(),
});
