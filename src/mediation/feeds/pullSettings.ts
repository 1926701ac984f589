/**
 * How a carrier's API hands out records: address, signing in, windows, pages. A format brings what is the same for everybody
 * (`format.pull`), a feed its account.
 */
import { z } from 'zod';

/** Where something lies in a JSON answer: names from the root; empty is the root itself. */
const path = z.array(z.string().min(1)).max(10);

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Secret fields `user`, `password`. */
  z.strictObject({ kind: z.literal('basic') }),
  /** Secret field `token`. */
  z.strictObject({ kind: z.literal('bearer') }),
  /** Secret field `token`, sent in a header of this name. */
  z.strictObject({ kind: z.literal('header'), name: z.string().regex(/^[A-Za-z0-9-]+$/) }),
  /** Client credentials (RFC 6749, 4.4). Secret fields `clientId`, `clientSecret`. */
  z.strictObject({ kind: z.literal('oauth2'), tokenUrl: z.string().min(1), scope: z.string().default('') }),
  /** OVH's signature. Secret fields `applicationKey`, `applicationSecret`, `consumerKey`. */
  z.strictObject({ kind: z.literal('ovh'), timeUrl: z.url().default('https://eu.api.ovh.com/1.0/auth/time') }),
]);

const paging = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The answer names the next page's address, in its body or, without a path, in the header `Link` (RFC 8288). */
  z.strictObject({ kind: z.literal('nextLink'), path: path.optional() }),
  /** The answer holds a word that asks for the next page. */
  z.strictObject({ kind: z.literal('cursor'), path, param: z.string().min(1) }),
  /** Pages are counted; the last one is shorter or empty. */
  z.strictObject({ kind: z.literal('page'), param: z.string().min(1), first: z.int().min(0).default(1) }),
  /** The answer is a list of ids; each record is asked for by itself. `{id}` stands for one. */
  z.strictObject({ kind: z.literal('listThenDetail'), detailUrl: z.string().min(1) }),
]);

/** How an instant is written in a query. */
export const INSTANT_FORMS = ['iso', 'isoMs', 'date', 'epochS', 'epochMs'] as const;
export type InstantForm = (typeof INSTANT_FORMS)[number];

export const pullSchema = z.strictObject({
  /** `{name}` stands for one of `variables`, `{each}` for one of the values of `each`. */
  url: z.string().default(''),
  /** Besides, `{from}` and `{to}`: the window. */
  query: z.record(z.string(), z.string()).default({}),
  variables: z.record(z.string(), z.string()).default({}),
  auth: auth.prefault({ kind: 'none' }),
  paging: paging.prefault({ kind: 'none' }),
  /** Address of a list; the records are asked for once for each value in it. */
  each: z.string().min(1).optional(),
  /** Where the records lie in an answer; without it the answer as a whole is a file. */
  items: path.optional(),
  /** Where in a record its id lies; a record whose id was brought before is not brought again. */
  id: path.optional(),
  /** Records are asked for by time. */
  window: z
    .strictObject({
      form: z.enum(INSTANT_FORMS).default('iso'),
      /** Longest the sender allows, in seconds. */
      lengthS: z.int().min(60).default(86_400),
      /** Looked at again each time: records that came late. */
      overlapS: z.int().min(0).default(3_600),
      /** The sender knows records only so many seconds after the call. */
      delayS: z.int().min(0).default(300),
      /** How far back the first visit looks. */
      historyS: z
        .int()
        .min(0)
        .default(7 * 86_400),
    })
    .optional(),
  /** Least time between two requests. */
  minIntervalMs: z.int().min(0).max(600_000).default(0),
  /** A record without this is provisional: it is left where it is and asked for again, for so long at most; then it is taken as it is. */
  provisional: z
    .strictObject({
      path,
      withinS: z
        .int()
        .min(60)
        .default(2 * 86_400),
    })
    .optional(),
});

export type PullSettings = z.output<typeof pullSchema>;
