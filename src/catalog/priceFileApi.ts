import { z } from 'zod';
import { dateText, endpoint, FindingReply, localName, pageOf, pageQuery } from '#base';
import { PRICE_CHANGES } from './priceDiff.ts';
import { PRICE_DIRECTIONS, SERVICES } from './priced.ts';
import { priceRow } from './priceRow.ts';

/** Price lists as files: upload once, preview page by page, import. */

export const uploadPriceFileEndpoint = endpoint({
  method: 'POST',
  path: '/api/price-files',
  permission: 'catalog.write',
  summary: 'Takes a file of prices, CSV or XLSX (multipart), to be previewed and imported by its name',
  reply: z.object({
    /** Names the content (sha256). */
    file: z.string(),
    name: z.string(),
    bytes: z.number().int(),
  }),
});

const listCode = z.object({ code: z.string() });

/** The prices of a version: a file taken before, or rows. */
const delivered = z.object({
  /** Local date from which the version holds. */
  validFrom: dateText,
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  rows: z.array(priceRow).max(100_000).optional(),
});

const changedPrice = z.object({
  /** Exact decimals of the list's currency. */
  price: z.string(),
  /** What the price buys: `minute`, `30 second`, `MB`. */
  per: z.string(),
  connectionFee: z.string(),
  increments: z.string(),
  /** Whether it says more than that: steps, caps, free usage … */
  hasTerms: z.boolean(),
});

const priceChange = z.object({
  kind: z.enum(PRICE_CHANGES),
  target: z.string(),
  service: z.enum(SERVICES),
  direction: z.enum(PRICE_DIRECTIONS),
  band: z.string(),
  destination: z.object({ code: z.string(), name: localName }).nullable(),
  before: changedPrice.nullable(),
  after: changedPrice.nullable(),
  /** By how much the price per unit changes, one decimal; null where it is new, closed, was free or counts other units. */
  percent: z.string().nullable(),
});

const count = z.number().int();

export const previewPriceListEndpoint = endpoint({
  method: 'POST',
  path: '/api/price-lists/:code/preview',
  permission: 'catalog.write',
  summary: 'What a new version of a price list would change and what is wrong with it; stores nothing',
  params: listCode,
  body: delivered.extend({ kind: z.enum(PRICE_CHANGES).optional(), ...pageQuery.shape }),
  reply: z.object({
    version: z.number().int(),
    /** Version in force when the new one begins; null = the list's first. */
    replaces: z.number().int().nullable(),
    prices: count,
    counts: z.object({
      new: count,
      dearer: count,
      cheaper: count,
      changed: count,
      closed: count,
      unchanged: count,
    }),
    /** Errors first, by row. With an error the version is not imported. */
    findings: z.array(FindingReply),
    changes: pageOf(priceChange),
  }),
});

export const importPriceListEndpoint = endpoint({
  method: 'POST',
  path: '/api/price-lists/:code/import',
  permission: 'catalog.write',
  summary: 'Makes a new version of a price list; the one in force ends where it begins',
  params: listCode,
  body: delivered,
  reply: z.object({ version: z.number().int(), prices: count, findings: z.array(FindingReply) }),
});
