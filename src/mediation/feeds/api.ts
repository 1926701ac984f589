import { z } from 'zod';
import { endpoint } from '#base';
import { findingReply } from '../api.ts';
import { FEED_STATES, feedChange, newFeed } from './feed.ts';
import { FEED_KINDS, feedSettingsSchema } from './settings.ts';

const errorReply = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
const instant = z.string().nullable();
const codeParams = z.object({ code: z.string().min(1).max(100) });

const pushReply = z.object({
  state: z.enum(['imported', 'quarantined', 'again', 'gathered']),
  fileId: z.number().int().nullable(),
  name: z.string().nullable(),
  records: z.number().int(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  filtered: z.number().int(),
  unmatched: z.number().int(),
  unpriced: z.number().int(),
  findings: z.array(findingReply),
});

const gapReply = z.object({
  kind: z.enum(['away', 'dropped', 'cutOff', 'silent', 'missing']),
  fromAt: z.string(),
  /** Null: it lasts. */
  toAt: instant,
  /** Records or files that are known to be missing. */
  count: z.number().int(),
});

const feedReply = z.object({
  code: z.string(),
  sourceCode: z.string(),
  sourceName: z.string(),
  kind: z.enum(FEED_KINDS),
  settings: feedSettingsSchema,
  hasSecret: z.boolean(),
  enabled: z.boolean(),
  state: z.enum(FEED_STATES),
  failures: z.number().int(),
  nextRunAt: instant,
  lastRunAt: instant,
  lastOkAt: instant,
  lastError: errorReply.nullable(),
  lastErrorAt: instant,
  /** The last file it brought. */
  lastFile: z
    .object({
      name: z.string(),
      receivedAt: z.string(),
      fileId: z.number().int().nullable(),
      records: z.number().int().nullable(),
    })
    .nullable(),
  /** Start of the latest call it brought. */
  lastRecordAt: instant,
  /** From that call until now, in seconds. */
  lagS: z.number().int().nullable(),
  filesWaiting: z.number().int(),
  filesRefused: z.number().int(),
  /** Records that lie in no file yet. */
  itemsGathered: z.number().int(),
  /** Of the last 30 days, the latest first. */
  gaps: z.array(gapReply),
});

export const pushEndpoint = endpoint({
  method: 'POST',
  path: '/api/sources/:code/records',
  permission: 'usage.import',
  summary: 'Takes records of a source: JSON, lines of JSON, CSV, XML, also gzip; or one call as FreeSWITCH posts it',
  params: codeParams,
  query: z.object({
    /** As the sender calls the file. */
    name: z.string().trim().min(1).max(200).optional(),
    /** FreeSWITCH adds it: the body is this call. The call's own document says it too. */
    uuid: z.string().max(200).optional(),
  }),
  reply: pushReply,
});

export const listFeedsEndpoint = endpoint({
  method: 'GET',
  path: '/api/feeds',
  permission: 'usage.read',
  summary: 'How records come in by themselves: every feed with its state, lag, gaps and last error',
  reply: z.object({ feeds: z.array(feedReply) }),
});

export const addFeedEndpoint = endpoint({
  method: 'POST',
  path: '/api/feeds',
  permission: 'usage.import',
  summary: 'Adds a feed to a source',
  body: newFeed,
  reply: feedReply,
});

export const changeFeedEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/feeds/:code',
  permission: 'usage.import',
  summary: 'Changes settings or secret of a feed, starts or stops it',
  params: codeParams,
  body: feedChange,
  reply: feedReply,
});

export const removeFeedEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/feeds/:code',
  permission: 'usage.import',
  summary: 'Forgets a feed; the files it brought stay',
  params: codeParams,
  reply: z.undefined(),
});

export const runFeedEndpoint = endpoint({
  method: 'POST',
  path: '/api/feeds/:code/run',
  permission: 'usage.import',
  summary: 'Has a feed take its turn now, and tries refused files again',
  params: codeParams,
  reply: feedReply,
});

export type FeedReply = z.output<typeof feedReply>;
export type FeedGapReply = z.output<typeof gapReply>;
