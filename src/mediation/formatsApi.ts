import { z } from 'zod';
import { endpoint } from '#base';
import { findingReply, reportSchema } from './api.ts';
import { DURATION_FORMS } from './propose/chooseTimes.ts';
import { ROLES } from './propose/roles.ts';
import { DATE_ORDERS } from './propose/timeShape.ts';
import { SOURCE_KINDS } from './source.ts';
import { sourceSettings } from './sourcesApi.ts';

/** Formats over HTTP: the list, the tenant's own in versions, and the wizard that makes one of an unknown file. */

/** A file of the archive, by its content. */
const fileContent = z.string().regex(/^[0-9a-f]{64}$/);
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const country = z.string().regex(/^[A-Z]{2}$/);
const zone = z.string().min(1).max(60);
const formatId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

const formatSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  kind: z.string(),
  verified: z.enum(['sample', 'specification', 'none']),
  knowledge: z.array(z.string()),
  structure: z.string(),
  services: z.array(z.string()),
  /** What its sources can tell of themselves, those it cannot be read without first. */
  settings: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['text', 'texts', 'choice']),
      needed: z.boolean(),
      /** What holds where a source says nothing. */
      default: z.union([z.string(), z.array(z.string())]),
      choices: z.array(z.string()),
    }),
  ),
  own: z.boolean(),
  versions: z.array(z.object({ version: z.number().int(), createdAt: z.string(), createdBy: z.string() })),
});

export const listFormatsEndpoint = endpoint({
  method: 'GET',
  path: '/api/formats',
  permission: 'usage.read',
  summary: 'Formats of record files: the tenant’s own and those that come with the program, with what confirmed them',
  reply: z.object({
    formats: z.array(formatSummary),
    /** Carriers without a published layout: their first file is read by a proposal. */
    namedSources: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        kind: z.enum(SOURCE_KINDS),
        zone: z.string(),
        country: z.string(),
      }),
    ),
  }),
});

export const getFormatEndpoint = endpoint({
  method: 'GET',
  path: '/api/formats/:id',
  permission: 'usage.read',
  summary: 'A format as data, to be exported and shared',
  params: z.object({ id: formatId }),
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  reply: z.object({ format: z.unknown() }),
});

export const uploadSampleEndpoint = endpoint({
  method: 'POST',
  path: '/api/formats/sample',
  permission: 'usage.import',
  summary: 'Takes a file to be looked at (multipart); nothing of it is imported',
  reply: z.object({ file: z.string(), name: z.string(), bytes: z.number().int() }),
});

const told = z.object({
  roles: z.partialRecord(z.enum(ROLES), z.array(z.number().int().min(1)).max(2)).optional(),
  durationForm: z.enum(DURATION_FORMS).optional(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  decimal: z.enum(['.', ',']).optional(),
});

const outputRecord = z.object({
  recordNo: z.number().int(),
  nativeId: z.string().nullable(),
  service: z.string(),
  direction: z.string(),
  disposition: z.string(),
  startAt: z.string(),
  answerAt: z.string().nullable(),
  endAt: z.string().nullable(),
  aNumber: z.string().nullable(),
  bNumber: z.string().nullable(),
  aText: z.string().nullable(),
  bText: z.string().nullable(),
  account: z.string().nullable(),
  durationMs: z.number().int(),
  billableMs: z.number().int(),
  volume: z.number(),
  cost: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  warnings: z.array(z.string()),
});

export const lookEndpoint = endpoint({
  method: 'POST',
  path: '/api/formats/look',
  permission: 'usage.import',
  summary: 'Looks at a file: formats that fit, a proposal with what was corrected, a preview; stores nothing',
  body: z.object({
    file: fileContent,
    name: z.string().max(300),
    formatId: formatId.optional(),
    told: told.optional(),
    zone: zone.optional(),
    country: country.optional(),
    /** What its source would tell. */
    settings: sourceSettings.optional(),
  }),
  reply: z.object({
    detected: z.array(z.object({ id: z.string(), name: z.string(), score: z.number() })),
    proposal: z
      .object({
        score: z.number(),
        fields: z.array(
          z.object({
            role: z.enum(ROLES),
            columns: z.array(z.number().int()),
            confidence: z.number(),
            reasons: z.array(z.object({ code: z.string(), params: params.optional() })),
          }),
        ),
        columns: z.array(
          z.object({ number: z.number().int(), name: z.string().nullable(), examples: z.array(z.string()) }),
        ),
      })
      .nullable(),
    formatId: z.string().nullable(),
    formatName: z.string().nullable(),
    proposed: z.boolean(),
    /** Settings that it cannot be read rightly without. */
    neededSettings: z.array(z.string()),
    /** Of the format it was read by, where it is the proposal: to be saved. */
    format: z.unknown(),
    zone: z.string(),
    country: z.string(),
    namedSource: z.object({ code: z.string(), name: z.string() }).nullable(),
    preview: z.object({
      records: z.array(outputRecord),
      rejects: z.array(
        z.object({
          line: z.number().int(),
          column: z.number().int().nullable(),
          field: z.string().nullable(),
          code: z.string(),
          params,
          raw: z.string(),
        }),
      ),
      counts: z.object({ records: z.number(), passed: z.number(), rejected: z.number(), filtered: z.number() }),
      findings: z.array(findingReply),
    }),
  }),
});

export const saveFormatEndpoint = endpoint({
  method: 'POST',
  path: '/api/formats',
  permission: 'usage.import',
  summary: 'Keeps a format as the tenant’s own, in its next version',
  body: z.object({ format: z.unknown(), id: formatId.optional(), name: z.string().trim().min(1).max(120).optional() }),
  reply: z.object({ id: z.string(), version: z.number().int() }),
});

export const importSampleEndpoint = endpoint({
  method: 'POST',
  path: '/api/formats/import',
  permission: 'usage.import',
  summary: 'Imports a file that was looked at, as one of a source',
  body: z.object({ file: fileContent, name: z.string().min(1).max(300), source: z.string().min(1).max(40) }),
  reply: reportSchema,
});
