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

/** Keys of rows are counted from 1 in PostgreSQL's `int`; 0 stands for none. */
const ID_MAX = 2_147_483_647;

/** The key of a row, in JSON. */
export const idNumber = z.number().int().min(0).max(ID_MAX);

/** The key of a row, in a path or query. */
export const idText = z.coerce.number().int().min(0).max(ID_MAX);

/** A local date of the years 1900 to 2199: what lies beyond is a slip of the finger. */
export const dateText = z.iso.date().regex(/^(19|20|21)/);

/** A month of the same years. */
export const monthText = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/);
