import { z } from 'zod';

/** How every list is asked for: numbered pages, paged in SQL. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(1000).default(50),
});

/** What every list answers: the rows of the page and how many rows the whole filter has. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.number().int(), page: z.number().int(), pageSize: z.number().int() });
}

/** First row of a page, counted from 0, for `offset`. */
export function pageOffset(query: { page: number; pageSize: number }): number {
  return (query.page - 1) * query.pageSize;
}

/** A name in the three languages, as the catalogue holds it. */
export const localName = z.object({ de: z.string(), fr: z.string(), en: z.string() });

/** Amounts and prices at the edges: plain decimal text. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A local date. */
export const dateText = z.iso.date();

/** A month. */
export const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
