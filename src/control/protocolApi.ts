import { z } from 'zod';
import { endpoint, idText, LANGUAGES } from '#base';

const runParams = z.object({ runId: idText });

export const protocolReply = z.object({
  no: z.number().int(),
  language: z.enum(LANGUAGES),
  /** Over the drafts it tells of. */
  runDigest: z.string(),
  pdfSha256: z.string(),
  xlsxSha256: z.string(),
  signedBy: z.string(),
  signedAt: z.string(),
});

export const signProtocolEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/protocols',
  permission: 'runs.issue',
  summary: 'Write and keep the protocol of an approved run, as PDF and XLSX',
  params: runParams,
  body: z.object({ language: z.enum(LANGUAGES) }),
  reply: protocolReply,
});

export const listProtocolsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/protocols',
  permission: 'runs.read',
  summary: 'Protocols of a run',
  params: runParams,
  reply: z.object({ protocols: z.array(protocolReply) }),
});

export const PROTOCOL_FORMATS = ['pdf', 'xlsx'] as const;

export const readProtocolEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/protocols/:no/:format',
  permission: 'runs.read',
  summary: 'A protocol as it was signed',
  params: runParams.extend({ no: idText, format: z.enum(PROTOCOL_FORMATS) }),
  reply: z.unknown(),
});
