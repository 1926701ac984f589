import { z } from 'zod';
import { endpoint } from '#base';
import { FEED_STATES } from './feeds/feed.ts';
import { DURATION_ROUNDINGS, SOURCE_KINDS, SOURCE_ROLES } from './source.ts';

/** Sources over HTTP: listed, added, changed; what they brought. */

const country = z.string().regex(/^[A-Z]{2}$/);
const zone = z.string().min(1).max(60);
const name = z.string().trim().min(1).max(120);
const formatId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
/** Code of the price list by which we pay for its calls; null: what the records say. */
const supplierPriceList = z.string().min(1).max(40).nullable();

/** What a source tells of itself, by the names its format has. */
export const sourceSettings = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const sourceReply = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(SOURCE_KINDS),
  role: z.enum(SOURCE_ROLES),
  format: z.string(),
  formatName: z.string(),
  zone: z.string(),
  country: z.string(),
  settings: sourceSettings,
  supplierPriceListCode: z.string().nullable(),
  durationRounding: z.enum(DURATION_ROUNDINGS),
});

export const listSourcesEndpoint = endpoint({
  method: 'GET',
  path: '/api/sources',
  permission: 'usage.read',
  summary: 'Where usage records come from, how they are read and what we pay for them',
  reply: z.object({ sources: z.array(sourceReply) }),
});

const sourceFiguresReply = z.object({
  code: z.string(),
  /** Files in the ledger, those put aside or taken out too. */
  files: z.number().int(),
  lastFile: z.object({ id: z.number().int(), name: z.string(), receivedAt: z.string() }).nullable(),
  feeds: z.array(z.object({ code: z.string(), state: z.enum(FEED_STATES) })),
});

export const sourceFiguresEndpoint = endpoint({
  method: 'GET',
  path: '/api/sources/figures',
  permission: 'usage.read',
  summary: 'What each source brought: files, the last of them, and how its feeds are',
  reply: z.object({ sources: z.array(sourceFiguresReply) }),
});

/** What somebody says of a new source. */
export const newSourceBody = z.object({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name,
  kind: z.enum(SOURCE_KINDS),
  /** `reconciliation`: its records are only compared with what is billed. */
  role: z.enum(SOURCE_ROLES).default('billing'),
  format: formatId,
  zone,
  country,
  settings: sourceSettings.default({}),
  supplierPriceList: supplierPriceList.default(null),
  durationRounding: z.enum(DURATION_ROUNDINGS).default('ceil'),
});

/** What is left out stays. */
export const sourceChangeBody = z.object({
  name: name.optional(),
  role: z.enum(SOURCE_ROLES).optional(),
  format: formatId.optional(),
  zone: zone.optional(),
  country: country.optional(),
  settings: sourceSettings.optional(),
  supplierPriceList: supplierPriceList.optional(),
  durationRounding: z.enum(DURATION_ROUNDINGS).optional(),
});

export const addSourceEndpoint = endpoint({
  method: 'POST',
  path: '/api/sources',
  permission: 'usage.import',
  summary: 'Adds a source of usage records',
  body: newSourceBody,
  reply: z.object({ id: z.number().int(), code: z.string() }),
});

export const changeSourceEndpoint = endpoint({
  method: 'POST',
  path: '/api/sources/:code',
  permission: 'usage.import',
  summary: 'Changes a source: how later files are read, and what its calls cost, for which they are rated again',
  params: z.object({ code: z.string().min(1).max(40) }),
  body: sourceChangeBody,
  reply: z.object({ id: z.number().int(), code: z.string() }),
});

export type SourceReply = z.output<typeof sourceReply>;
export type SourceFiguresReply = z.output<typeof sourceFiguresReply>;
