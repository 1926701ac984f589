import { z } from 'zod';
import { decimalText, endpoint, idText, monthText, pageOf, pageQuery } from '#base';
import { FILE_STATES } from './files.ts';

/** A finding at the edge. */
export const findingReply = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  place: z
    .object({
      line: z.number().int().optional(),
      column: z.number().int().optional(),
      byteOffset: z.number().int().optional(),
      field: z.string().optional(),
    })
    .optional(),
});

const fileReply = z.object({
  id: z.number().int(),
  sourceCode: z.string().nullable(),
  sourceName: z.string().nullable(),
  name: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  state: z.enum(FILE_STATES),
  /** Instants as ISO 8601 text in UTC. */
  receivedAt: z.string(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  loadNo: z.number().int().nullable(),
  records: z.number().int(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  filtered: z.number().int(),
  joined: z.number().int(),
  waiting: z.number().int(),
  filterCounts: z.record(z.string(), z.number().int()),
  unmatched: z.number().int(),
  unpriced: z.number().int(),
  durationMs: z.number().int(),
  charge: decimalText,
  cost: decimalText,
  findings: z.array(findingReply),
  backedOut: z
    .object({ at: z.string(), by: z.string(), why: z.string(), replacedBy: z.number().int().nullable() })
    .nullable(),
  /** Other names under which the same content came again. */
  again: z.array(z.string()),
});

const rejectReply = z.object({
  recordNo: z.number().int(),
  line: z.number().int(),
  column: z.number().int().nullable(),
  byteOffset: z.number().int(),
  code: z.string(),
  field: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  raw: z.string(),
});

/** What became of a file handed in. */
export const reportSchema = z.object({
  fileId: z.number().int(),
  name: z.string(),
  sourceCode: z.string().nullable(),
  state: z.enum(['imported', 'quarantined', 'again']),
  records: z.number().int(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  filtered: z.number().int(),
  joined: z.number().int(),
  waiting: z.number().int(),
  unmatched: z.number().int(),
  unpriced: z.number().int(),
  findings: z.array(findingReply),
});

export const listFilesEndpoint = endpoint({
  method: 'GET',
  path: '/api/files',
  permission: 'usage.read',
  summary: 'The file ledger: every file handed in, with its figures, latest first',
  query: pageQuery.extend({
    month: monthText.optional(),
    state: z.enum(FILE_STATES).optional(),
    sourceId: idText.optional(),
    q: z.string().trim().max(200).optional(),
  }),
  reply: pageOf(fileReply),
});

export const getFileEndpoint = endpoint({
  method: 'GET',
  path: '/api/files/:fileId',
  permission: 'usage.read',
  summary: 'A file with a page of its rejected records',
  params: z.object({ fileId: idText }),
  query: pageQuery,
  reply: z.object({ file: fileReply, rejects: pageOf(rejectReply) }),
});

export const uploadFilesEndpoint = endpoint({
  method: 'POST',
  path: '/api/files',
  permission: 'usage.import',
  summary: 'Imports files of usage records (multipart; field `source` before a file names its source)',
  reply: z.object({ files: z.array(reportSchema) }),
});

export const replayFileEndpoint = endpoint({
  method: 'POST',
  path: '/api/files/:fileId/replay',
  permission: 'usage.import',
  summary: 'Reads the rejected records of a file again, with its source as it is now',
  params: z.object({ fileId: idText }),
  reply: z.object({
    tried: z.number().int(),
    stored: z.number().int(),
    duplicates: z.number().int(),
    filtered: z.number().int(),
    rejected: z.number().int(),
  }),
});

/** Bound by billing, which knows what stands on invoices. */
export const backOutFileEndpoint = endpoint({
  method: 'POST',
  path: '/api/files/:fileId/back-out',
  permission: 'usage.import',
  summary: 'Takes the records of a file out again; what stands on issued invoices is credited on the next ones',
  params: z.object({ fileId: idText }),
  body: z.object({ why: z.string().trim().min(1).max(500) }),
  reply: z.object({
    removed: z.number().int(),
    /** Records on issued invoices. */
    emptied: z.number().int(),
    customers: z.number().int(),
    charge: decimalText,
    correction: decimalText,
  }),
});

/** After it was taken out. */
export const importAgainEndpoint = endpoint({
  method: 'POST',
  path: '/api/files/:fileId/import',
  permission: 'usage.import',
  summary: 'Imports a file from the archive again that was put aside or taken out',
  params: z.object({ fileId: idText }),
  reply: reportSchema,
});

export type FileReply = z.output<typeof fileReply>;
export type RejectReply = z.output<typeof rejectReply>;
export type ImportReportReply = z.output<typeof reportSchema>;
