import { z } from 'zod';
import { endpoint, idText, localName } from '#base';

const contractReply = z.object({
  id: z.number().int(),
  number: z.string(),
  planName: localName,
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  subscriptions: z.array(
    z.object({
      id: z.number().int(),
      productName: localName,
      quantity: z.number().int(),
      unitPrice: z.string(),
      startsOn: z.string(),
      endsOn: z.string().nullable(),
    }),
  ),
  oneOffs: z.array(
    z.object({
      id: z.number().int(),
      productName: localName,
      note: z.string().nullable(),
      quantity: z.number().int(),
      unitPrice: z.string(),
      dueOn: z.string(),
    }),
  ),
  lines: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(['number', 'range', 'trunk', 'account']),
      identifier: z.string(),
      label: z.string(),
      /** Instants as ISO 8601 text in UTC. */
      validFrom: z.string(),
      validTo: z.string().nullable(),
    }),
  ),
});

export const customerContractsEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/contracts',
  permission: 'customers.read',
  summary: 'What a customer has: contracts with subscriptions, one-off items and lines',
  params: z.object({ customerId: idText }),
  reply: z.object({ contracts: z.array(contractReply) }),
});
