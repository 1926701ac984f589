/** What the demo came to, read from the database, so that it is the same after a second run. */
import { systemActor } from '#base';
import { runOfMonth } from '#billing/service';
import { listInvoices } from '#invoicing/service';
import { listFiles } from '#mediation/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { OPERATOR_TENANT } from './build.ts';
import { DEMO_MONTHS } from './generate.ts';

/** Totals are decimal text in the operator's currency. */
export interface DemoSummary {
  /** Files handed in, copies included. */
  readonly files: number;
  /** Records read, whatever became of them. */
  readonly records: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly unmatched: number;
  /** Stored records that have their price, unmatched ones included. */
  readonly rated: number;
  /** Drafts of the month in review. */
  readonly drafts: number;
  readonly invoices: number;
  readonly netTotal: string;
  readonly grossTotal: string;
  readonly seconds: number;
}

const FILES_PER_PAGE = 1000;

export function summarise(app: App, seconds: number): Promise<DemoSummary> {
  return inTransaction(app, systemActor(OPERATOR_TENANT), async (ctx) => {
    const files = await allFiles(ctx);
    const sum = (pick: (file: (typeof files)[number]) => bigint) =>
      Number(files.reduce((total, file) => total + pick(file), 0n));
    const open = await runOfMonth(ctx, DEMO_MONTHS[DEMO_MONTHS.length - 1]!);
    const invoices = await listInvoices(ctx, { page: 1, pageSize: 1, q: '', sort: 'number' });
    return {
      files: files.reduce((total, file) => total + 1 + file.again.length, 0),
      records: sum((file) => file.records),
      duplicates: sum((file) => file.duplicates),
      rejected: sum((file) => file.rejected),
      unmatched: sum((file) => file.unmatched),
      rated: sum((file) => file.stored - file.unpriced),
      drafts: open?.drafts ?? 0,
      invoices: invoices.total,
      netTotal: invoices.sums[0]?.net ?? '0.00',
      grossTotal: invoices.sums[0]?.gross ?? '0.00',
      seconds: Math.round(seconds * 10) / 10,
    };
  });
}

async function allFiles(ctx: Context) {
  const files = [];
  for (let page = 1; ; page++) {
    const { rows, total } = await listFiles(ctx, { page, pageSize: FILES_PER_PAGE });
    files.push(...rows);
    if (files.length >= total || rows.length === 0) return files;
  }
}
