import { z } from 'zod';
import { endpoint, monthText } from '#base';
import { carrierSettings } from './carrier.ts';

export const carrierParams = z.object({ code: z.string().max(40) });
export const carrierMonthParams = carrierParams.extend({ month: monthText });

/** Amounts are decimal text of the operator's currency. */
export const carrierReply = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  supplier: z.string().nullable(),
  sourceIds: z.array(z.number().int()),
  vatPercent: z.string().nullable(),
  /** In the operator's currency. */
  tolerance: z.string(),
  tolerancePercent: z.string(),
  lateDays: z.number().int(),
  /** Heading (letters and digits alone) → column, or empty for none. */
  columns: z.record(z.string(), z.string()),
});

export const listCarriersEndpoint = endpoint({
  method: 'GET',
  path: '/api/carriers',
  permission: 'runs.read',
  summary: 'Carriers whose invoices come in, with how they are read and what differences are tolerated',
  reply: z.object({ carriers: z.array(carrierReply) }),
});

export const saveCarrierEndpoint = endpoint({
  method: 'PUT',
  path: '/api/carriers/:code',
  permission: 'runs.draft',
  summary: 'Add a carrier, or change it',
  params: carrierParams,
  body: carrierSettings.omit({ code: true }),
  reply: carrierReply,
});

export const nameDestinationEndpoint = endpoint({
  method: 'PUT',
  path: '/api/carriers/:code/destinations',
  permission: 'runs.draft',
  summary: 'Say which destination a carrier means by a name; null = forget it',
  params: carrierParams,
  body: z.object({ name: z.string().min(1).max(500), destinationCode: z.string().max(40).nullable() }),
  reply: z.object({}),
});
