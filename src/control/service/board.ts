import type { z } from 'zod';
import { getTenant } from '#access/service';
import { addMonths, formatMicro, formatMinor, pageOffset } from '#base';
import { billAsReply, type Run, type RunState, runAsReply } from '#billing';
import { draftCounts, getBill, getRun, runsOfMonth } from '#billing/service';
import type { Context } from '#platform/context';
import { staleCustomers } from '#rating/service';
import type { reviewDraftsEndpoint } from '../api.ts';
import { type Against, type CauseGroup, groupOf, isCause } from '../cause.ts';
import * as store from '../store.ts';
import { boundsOf } from './bounds.ts';
import { unmatchedFacts } from './facts.ts';

/** Months with calls or a run, newest first. */
export async function listMonths(ctx: Context) {
  const found = await store.months(ctx.tx, (await getTenant(ctx)).zone);
  return { months: found.map((row) => ({ month: row.month, runId: row.runId, state: row.state as RunState | null })) };
}

/** The month as a checklist. */
export async function monthBoard(ctx: Context, month: string) {
  const { currency, twoPersonApproval } = await getTenant(ctx);
  const bounds = await boundsOf(ctx, month);
  const sources = await store.sourcesOfMonth(ctx.tx, bounds);
  const unmatched = await unmatchedFacts(ctx, month);
  const usage = await store.usageOfMonth(ctx.tx, bounds);
  const runs = await runsOfMonth(ctx, month);
  const run = runs[0] ?? null;
  const before = await runsOfMonth(ctx, addMonths(month, -1));
  const approval = run === null ? null : await store.approvalOf(ctx.tx, run.id);
  const counts = run === null ? { issued: 0, excluded: 0, failed: 0 } : await draftCounts(ctx, run.id);
  return {
    month,
    currency,
    sources: sources.map((source) => ({
      ...source,
      records: Number(source.records),
      stored: Number(source.stored),
      duplicates: Number(source.duplicates),
      rejected: Number(source.rejected),
      filtered: Number(source.filtered),
      unmatched: Number(source.unmatched),
      lastCallAt: source.lastCallAt?.toISOString() ?? null,
    })),
    unmatched: {
      identifiers: unmatched.length,
      records: unmatched.reduce((total, line) => total + line.records, 0),
      amount: formatMicro(
        unmatched.reduce((total, line) => total + line.chargeMicro, 0n),
        2,
      ),
    },
    usage: {
      records: Number(usage.records),
      charge: formatMicro(usage.chargeMicro, 2),
      cost: formatMicro(usage.costMicro, 2),
      unpriced: Number(usage.unpriced),
    },
    run: run === null ? null : runAsReply(run, currency),
    otherRuns: runs.slice(1).map((other) => runAsReply(other, currency)),
    previousNet: before.length === 0 ? null : formatMinor(sumOf(before), currency),
    stale: await staleCustomers(ctx, month),
    findings:
      run === null ? { error: 0, warning: 0, info: 0, openErrors: 0 } : await store.findingCounts(ctx.tx, run.id),
    approval:
      approval === null ? null : { approvedBy: approval.approvedBy, approvedAt: approval.approvedAt.toISOString() },
    ...counts,
    twoPersonApproval,
  };
}

function sumOf(runs: readonly Run[]): bigint {
  return runs.reduce((total, run) => total + run.netMinor, 0n);
}

type ReviewQuery = Omit<z.output<NonNullable<typeof reviewDraftsEndpoint.query>>, 'against'> & {
  readonly against?: Against;
};

/** A page of the review: drafts beside the month before. */
export async function reviewDrafts(ctx: Context, runId: number, query: ReviewQuery) {
  const run = await getRun(ctx, runId);
  const { currency } = await getTenant(ctx);
  const before = await runsOfMonth(ctx, addMonths(run.month, -1));
  const { rows, totals } = await store.reviewPage(
    ctx.tx,
    runId,
    before.map(({ id }) => id),
    {
      q: query.q,
      sort: query.sort,
      only: query.only,
      against: query.against ?? 'month',
      group: query.group ?? null,
      currency,
      limit: query.pageSize,
      offset: pageOffset(query),
    },
  );
  return {
    rows: rows.map((row) => ({
      customerId: row.customerId,
      customerNumber: row.customerNumber,
      customerName: row.customerName,
      state: row.state,
      reason: row.reason,
      net: formatMinor(row.netMinor, row.currency),
      gross: formatMinor(row.grossMinor, row.currency),
      recurring: formatMinor(row.recurringMinor, row.currency),
      oneOff: formatMinor(row.oneOffMinor, row.currency),
      usage: formatMinor(row.usageMinor, row.currency),
      previousNet: row.previousMinor === null ? null : formatMinor(row.previousMinor, row.currency),
      difference: row.previousMinor === null ? null : formatMinor(row.netMinor - row.previousMinor, row.currency),
      records: Number(row.records),
      errors: row.errors,
      warnings: row.warnings,
      causes: groupAmounts(row.causes, row.currency),
    })),
    total: Number(totals.total),
    page: query.page,
    pageSize: query.pageSize,
    totals: {
      net: formatMinor(totals.netMinor, currency),
      gross: formatMinor(totals.grossMinor, currency),
      previousNet: formatMinor(totals.previousMinor, currency),
      causes: groupAmounts(await causeSums(ctx, runId, query.against ?? 'month', currency), currency),
    },
  };
}

async function causeSums(ctx: Context, runId: number, against: Against, currency: string) {
  const sums = await store.causeTotals(ctx.tx, runId, against, currency);
  return Object.fromEntries(sums.map(({ cause, minor }) => [cause, minor.toString()]));
}

/** Sums by group of causes as decimal text; groups without any are left out. */
function groupAmounts(causes: Readonly<Record<string, string>> | null, currency: string): Record<string, string> {
  const sums = new Map<CauseGroup, bigint>();
  for (const [cause, minor] of Object.entries(causes ?? {})) {
    if (!isCause(cause)) throw new Error(`assertion failed: ${cause} is no cause`);
    sums.set(groupOf(cause), (sums.get(groupOf(cause)) ?? 0n) + BigInt(minor));
  }
  return Object.fromEntries([...sums].map(([group, minor]) => [group, formatMinor(minor, currency)]));
}

/** One draft bill, line by line. */
export async function draftBill(ctx: Context, runId: number, customerId: number) {
  const { bill, state } = await getBill(ctx, runId, customerId);
  return { state, ...billAsReply(bill) };
}
