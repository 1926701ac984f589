import { z } from 'zod';
import { dateText, decimalText, endpoint, idNumber, idText, localName, monthText } from '#base';
import { DESTINATION_CLASSES, UNITS } from '#catalog';
import { SERVICE_NAMES } from '#usage';
import { DIRECTION_NAMES, STATUS_NAMES } from './naming.ts';
import { SUGGESTION_REASONS } from './suggest.ts';

const destinationReply = z.object({ code: z.string(), name: localName, class: z.enum(DESTINATION_CLASSES) }).nullable();

const callReply = z.object({
  fileId: z.number().int(),
  recordNo: z.number().int(),
  /** Instant as ISO 8601 text in UTC. */
  startAt: z.string(),
  service: z.enum(SERVICE_NAMES),
  direction: z.enum(DIRECTION_NAMES),
  status: z.enum(STATUS_NAMES),
  /** `+4940…`, or what the source calls the party. */
  calling: z.string(),
  called: z.string(),
  durationMs: z.number().int(),
  /** Bytes, messages or pages; 0 where time is counted. */
  volume: z.number().int(),
  /** Seconds, pieces or bytes. */
  billedUnits: z.number().int(),
  /** Whether an allowance covered it, wholly or in part. */
  covered: z.boolean(),
  charge: decimalText,
  cost: decimalText,
});

export const listUnmatchedEndpoint = endpoint({
  method: 'GET',
  path: '/api/unmatched',
  permission: 'usage.read',
  summary: 'Lines of a month that belong to nobody, with the money at stake and a suggested owner; dearest first',
  query: z.object({ month: monthText }),
  reply: z.object({
    rows: z.array(
      z.object({
        identifier: z.string(),
        kind: z.enum(['number', 'account']),
        sourceId: z.number().int(),
        sourceName: z.string(),
        records: z.number().int(),
        durationMs: z.number().int(),
        /** Provisional, by the default plan. */
        charge: decimalText,
        cost: decimalText,
        firstAt: z.string(),
        lastAt: z.string(),
        suggestion: z
          .object({
            customerId: z.number().int(),
            customerNumber: z.string(),
            customerName: z.string(),
            contractId: z.number().int(),
            contractNumber: z.string(),
            reason: z.enum(SUGGESTION_REASONS),
            /** The line that speaks for this owner; empty where his name does. */
            nearLine: z.string(),
          })
          .nullable(),
      }),
    ),
  }),
});

export const assignUnmatchedEndpoint = endpoint({
  method: 'POST',
  path: '/api/unmatched/assign',
  permission: 'customers.write',
  summary: 'Gives an identifier to a contract, back in time, and moves its unmatched records there',
  body: z.object({
    contractId: idNumber,
    kind: z.enum(['number', 'range', 'trunk', 'account']),
    identifier: z.string().min(1).max(100),
    /** As printed on bills; absent: the identifier, numbers with +. */
    label: z.string().min(1).max(100).optional(),
    /** Source of a trunk or account; 0 = any. */
    sourceId: idNumber.default(0),
    validFrom: dateText,
  }),
  reply: z.object({ records: z.number().int(), customers: z.number().int(), charge: decimalText }),
});

export const listUsageEndpoint = endpoint({
  method: 'GET',
  path: '/api/usage',
  permission: 'usage.read',
  summary: 'Rated records of a customer and month in order of time, page by page',
  query: z.object({
    /** 0 = unmatched. */
    customerId: idText,
    month: monthText,
    lineId: idText.optional(),
    /** `next` of the page before. */
    cursor: z.string().optional(),
    pageSize: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  reply: z.object({
    rows: z.array(
      callReply.extend({
        lineId: z.number().int(),
        lineLabel: z.string().nullable(),
        destination: destinationReply,
      }),
    ),
    next: z.string().nullable(),
  }),
});

const difference = z.object({ field: z.string(), stored: z.number(), computed: z.number() });

export const explainUsageEndpoint = endpoint({
  method: 'GET',
  path: '/api/usage/explain',
  permission: 'usage.read',
  summary: 'Why a record costs what it costs: the whole derivation, checked against what is stored',
  query: z.object({ fileId: idText, recordNo: idText }),
  reply: z.object({
    record: callReply.extend({ fileName: z.string(), sourceName: z.string() }),
    customer: z.object({ id: z.number().int(), number: z.string(), name: z.string() }).nullable(),
    lineLabel: z.string().nullable(),
    destination: destinationReply,
    currency: z.string(),
    /** What the record itself says it cost, where the carrier tells. */
    sourceCost: decimalText.nullable(),
    /** Worded by RATING_TEXTS[code] with params, in order. */
    lines: z.array(
      z.object({
        leg: z.enum(['record', 'customer', 'supplier', 'reseller']),
        step: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    /** Where the derivation does not give what is stored: empty unless something is wrong. */
    differences: z.array(difference),
    /** Where today's lines and prices would give something else. */
    today: z.array(difference),
  }),
});

export const customerAllowancesEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/allowances',
  permission: 'usage.read',
  summary: 'How far a customer’s allowances are used up in their running periods',
  params: z.object({ customerId: idText }),
  reply: z.object({
    /** The instant they are told for, ISO 8601 in UTC. */
    at: z.string(),
    rows: z.array(
      z.object({
        key: z.string(),
        code: z.string(),
        name: localName,
        /** Units below are of this; of money micro-units. */
        unit: z.enum([...UNITS, 'money']),
        /** Whose lines may draw on it; null = all of the customer. */
        contractNumber: z.string().nullable(),
        /** The line whose own it is; null = a pool. */
        lineLabel: z.string().nullable(),
        /** With what earlier periods left; null = unlimited. */
        size: z.number().int().nullable(),
        /** Of what is left, what earlier periods left. */
        movedOn: z.number().int(),
        used: z.number().int(),
        left: z.number().int().nullable(),
        /** Whole percent used, rounded down; null = unlimited. */
        percent: z.number().int().nullable(),
        events: z.number().int(),
        /** Refused by fair use. */
        exceeded: z.number().int(),
        /** The running period, half open; null = open end. */
        from: z.string(),
        to: z.string().nullable(),
      }),
    ),
  }),
});
