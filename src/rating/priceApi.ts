import { z } from 'zod';
import { decimalText, endpoint, idNumber, localName } from '#base';
import { DESTINATION_CLASSES, SERVICES, UNITS } from '#catalog';
import { STATUS_NAMES } from './naming.ts';

/** A number, label or code as somebody writes it. */
const written = z.string().trim().min(1).max(100);

/** An event that somebody imagines, and whose price for it is asked. */
export const simulationInput = z.object({
  /** Whose: one of these, or a price plan alone. A customer as written is his number, else his id. */
  customer: written.optional(),
  customerId: idNumber.optional(),
  contractId: idNumber.optional(),
  lineId: idNumber.optional(),
  /** A line as written: its number, label or id. Without one: the first that is in force. */
  line: written.optional(),
  /** The price plan instead of the contract's; alone: what a new customer pays. */
  plan: written.optional(),
  service: z.enum(SERVICES).default('voice'),
  direction: z.enum(['outbound', 'inbound']).default('outbound'),
  /** Called and calling number, national or international; the customer's own may be absent. */
  to: written.optional(),
  from: written.optional(),
  /** `2026-11-23T10:15`, on the tenant's clock or with an offset; absent: now. */
  at: written.optional(),
  seconds: z.number().optional(),
  /** Bytes, messages, pages or events. */
  units: z.number().int().optional(),
  /** Visited network abroad: MCC, or MCC and MNC (ITU-T E.212). */
  network: written.optional(),
  /** Code of the source that would deliver it; absent: the likely one. */
  source: written.optional(),
});
export type SimulationInput = z.input<typeof simulationInput>;

const explanationLine = z.object({
  leg: z.enum(['record', 'customer', 'supplier', 'reseller']),
  step: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const priceEndpoint = endpoint({
  method: 'POST',
  path: '/api/price',
  permission: 'catalog.read',
  summary: 'What a call, message or session would cost a customer, with the whole derivation; nothing is stored',
  body: simulationInput,
  reply: z.object({
    /** Instant as ISO 8601 text in UTC. */
    at: z.string(),
    calling: z.string(),
    called: z.string(),
    durationMs: z.number().int(),
    units: z.number().int(),
    customer: z.object({ id: z.number().int(), number: z.string(), name: z.string() }).nullable(),
    /** Null where a price plan alone was asked about. */
    line: z.object({ id: z.number().int(), label: z.string() }).nullable(),
    plan: z.object({ code: z.string(), name: localName }).nullable(),
    /** Null: there is none, so neither short numbers nor a supplier leg. */
    source: z.object({ code: z.string(), name: z.string() }).nullable(),
    destination: z.object({ code: z.string(), name: localName, class: z.enum(DESTINATION_CLASSES) }).nullable(),
    status: z.enum(STATUS_NAMES),
    currency: z.string(),
    charge: decimalText,
    /** Of the charge, what the owner of a premium number takes. */
    serviceFee: decimalText,
    /** What the carrier takes, and what stays; null where no price of a carrier is known. */
    cost: decimalText.nullable(),
    margin: decimalText.nullable(),
    billedUnits: z.number().int(),
    /** Units that allowances cover, of money the amount. */
    covered: decimalText,
    allowance: z.object({ code: z.string(), name: localName, unit: z.enum([...UNITS, 'money']) }).nullable(),
    /** Worded by RATING_TEXTS[code] with params, in order. */
    lines: z.array(explanationLine),
  }),
});
