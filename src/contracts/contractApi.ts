/** Contracts and quotes over HTTP: their whole life but what is on them. */
import { z } from 'zod';
import { dateText, endpoint, idNumber, idText } from '#base';
import { CONTRACT_STATES, contractChange, newContract } from './contract.ts';

const contractId = z.object({ contractId: idText });

/** A contract as stored, after a deed. */
export const contractDeedReply = z.object({
  id: z.number().int(),
  number: z.string(),
  customerId: z.number().int(),
  state: z.enum(['quote', 'active']),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  noticeGivenOn: z.string().nullable(),
});

export const addContractEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts',
  permission: 'customers.write',
  summary: 'Adds a contract to a customer, or a quote for one',
  body: newContract,
  reply: contractDeedReply,
});

export const changeContractEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/contracts/:contractId',
  permission: 'customers.write',
  summary: 'Changes running time, site and references of a contract',
  params: contractId,
  body: contractChange,
  reply: contractDeedReply,
});

export const acceptQuoteEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/accept',
  permission: 'customers.write',
  summary: 'Makes a quote a contract, from its own day or another',
  params: contractId,
  body: z.object({ acceptedOn: dateText, startsOn: dateText.optional() }),
  reply: contractDeedReply,
});

export const contractEndEndpoint = endpoint({
  method: 'GET',
  path: '/api/contracts/:contractId/end',
  permission: 'customers.read',
  summary: 'Where a contract would end if notice were given on a day, and when it renews',
  params: contractId,
  query: z.object({ on: dateText.optional() }),
  reply: z.object({ earliestEnd: z.string(), renewsOn: z.string().nullable(), noticeBy: z.string().nullable() }),
});

export const giveNoticeEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/notice',
  permission: 'customers.write',
  summary: 'Takes notice of the end of a contract: it ends as early as its running time allows, or later',
  params: contractId,
  body: z.object({ givenOn: dateText, endsOn: dateText.optional() }),
  reply: contractDeedReply,
});

export const withdrawNoticeEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/notice/withdraw',
  permission: 'customers.write',
  summary: 'Takes notice back: the contract runs on',
  params: contractId,
  body: z.object({ endsOn: dateText.nullable().default(null) }),
  reply: contractDeedReply,
});

export const contractHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/contracts/:contractId/history',
  permission: 'customers.read',
  summary: 'What was done to a contract and what is on it, by whom and when, the newest first',
  params: contractId,
  reply: z.object({
    entries: z.array(
      z.object({
        seq: z.number().int(),
        /** Instant as ISO 8601 text in UTC. */
        at: z.string(),
        actor: z.string(),
        action: z.string(),
        detail: z.unknown(),
      }),
    ),
  }),
});

export const openContractsEndpoint = endpoint({
  method: 'GET',
  path: '/api/contract-ends',
  permission: 'customers.read',
  summary: 'Contracts that end or renew by a day, and the last day to give notice',
  query: z.object({ by: dateText }),
  reply: z.object({
    contracts: z.array(
      z.object({
        id: z.number().int(),
        number: z.string(),
        customerId: z.number().int(),
        customerNumber: z.string(),
        customerName: z.string(),
        state: z.enum(CONTRACT_STATES),
        endsOn: z.string().nullable(),
        renewsOn: z.string().nullable(),
        noticeBy: z.string().nullable(),
      }),
    ),
  }),
});

/** Ids of what came of putting things into a contract. */
export const addedReply = z.object({
  subscriptionIds: z.array(z.number().int()),
  oneOffIds: z.array(z.number().int()),
});

export const idReply = z.object({ id: idNumber });
