/** Lines over HTTP: one, many at once, moves between contracts, and whose a number was. */
import { z } from 'zod';
import { dateText, endpoint, idNumber, idText } from '#base';
import { momentText } from './booking.ts';
import { newLine } from './contract.ts';
import { HELD_LINE_KINDS } from './line.ts';
import { priceText } from './subscription.ts';

const contractId = z.object({ contractId: idText });

/** Instants as ISO 8601 text in UTC. */
export const lineReply = z.object({
  id: z.number().int(),
  contractId: z.number().int(),
  kind: z.enum(HELD_LINE_KINDS),
  identifier: z.string(),
  msisdn: z.string().nullable(),
  imsi: z.string().nullable(),
  label: z.string(),
  sourceId: z.number().int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

export const addLineEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/lines',
  permission: 'customers.write',
  summary: 'Gives a contract a number, range, SIM, trunk or login, also back in time',
  params: contractId,
  body: newLine.omit({ contractId: true }),
  reply: lineReply,
});

export const readLinesEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/lines/read',
  permission: 'customers.read',
  summary:
    'Reads pasted numbers in any notation and tells which are wrong, come twice, or belong to somebody; changes nothing',
  params: contractId,
  body: z.object({ text: z.string().max(100_000), validFrom: dateText }),
  reply: z.object({
    lines: z.array(
      z.object({
        row: z.number().int(),
        text: z.string(),
        kind: z.enum(['number', 'range']),
        identifier: z.string(),
        label: z.string(),
        trouble: z.enum(['notNumber', 'twice', 'held']).nullable(),
        /** Customer and contract that hold it. */
        heldBy: z.string().nullable(),
      }),
    ),
  }),
});

export const addLinesEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/lines/many',
  permission: 'customers.write',
  summary: 'Gives a contract many lines at once, each with a fee where one is named; all or none',
  params: contractId,
  body: z.object({
    validFrom: dateText,
    lines: z
      .array(newLine.pick({ kind: true, identifier: true, label: true }))
      .min(1)
      .max(1000),
    fee: z.object({ productId: idNumber, unitPrice: priceText.nullable().default(null) }).optional(),
  }),
  reply: z.object({ lineIds: z.array(z.number().int()) }),
});

export const moveLineEndpoint = endpoint({
  method: 'POST',
  path: '/api/lines/:lineId/move',
  permission: 'customers.write',
  summary:
    'Moves a line to another contract at an instant or day: closes here, opens there; calls after it are rated anew',
  params: z.object({ lineId: idText }),
  body: z.object({
    toContractId: idNumber,
    at: momentText,
    label: z.string().min(1).max(100).optional(),
    withFees: z.boolean().default(false),
  }),
  reply: lineReply,
});

export const lineHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/line-history',
  permission: 'customers.read',
  summary: 'Whose a number, account or SIM is and was',
  query: z.object({ identifier: z.string().min(1).max(100) }),
  reply: z.object({
    lines: z.array(lineReply.extend({ contractNumber: z.string(), customerId: z.number().int() })),
  }),
});
