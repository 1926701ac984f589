import type { z } from 'zod';
import { today } from '#access/service';
import { daysBetween, formatMinor, pageOffset } from '#base';
import type { Context } from '#platform/context';
import type { openItemsEndpoint, statementEndpoint } from '../api.ts';
import { type OpenItem, proposeSetOff, type Share } from '../openItem.ts';
import * as store from '../store.ts';

/** What is open of a customer, the oldest due date first. @param currency absent = in all currencies */
export function openItems(ctx: Context, customerId: number, currency: string | null = null): Promise<OpenItem[]> {
  return store.openItems(ctx.tx, { customerId, currency });
}

/** Whether anything was ever booked for a customer. */
export function hasEntries(ctx: Context, customerId: number): Promise<boolean> {
  return store.hasEntries(ctx.tx, customerId);
}

/** Where a customer stands, by currency; nothing where nothing was ever booked. */
export async function customerAccount(ctx: Context, customerId: number) {
  const day = await today(ctx);
  const open = await store.openItems(ctx.tx, { customerId, currency: null });
  const currencies = (await store.standings(ctx.tx, customerId, day)).map((standing) => {
    const { currency } = standing;
    const amount = (minor: bigint) => formatMinor(minor, currency);
    return {
      currency,
      balance: amount(standing.balanceMinor),
      owed: amount(standing.owedMinor),
      overdue: amount(standing.overdueMinor),
      credit: amount(-standing.creditMinor),
      deposits: amount(standing.depositsMinor),
      openItems: standing.openItems,
      setOff: proposeSetOff(open.filter((item) => item.currency === currency)).map(shareReply),
    };
  });
  return { today: day, currencies };
}

function shareReply({ item, amountMinor }: Share) {
  return {
    entryId: item.entryId,
    documentNumber: item.documentNumber,
    amount: formatMinor(amountMinor, item.currency),
    side: item.amountMinor < 0n ? ('credit' as const) : ('debit' as const),
  };
}

/** A page of what is open of a customer. */
export async function customerOpenItems(
  ctx: Context,
  customerId: number,
  query: z.output<NonNullable<typeof openItemsEndpoint.query>>,
) {
  const filter = { customerId, currency: query.currency ?? null };
  const day = await today(ctx);
  const rows = await store.openItems(ctx.tx, filter, { limit: query.pageSize, offset: pageOffset(query) });
  return {
    rows: rows.map(({ entryId, kind, documentNumber, bookedOn, dueOn, currency, amountMinor, remainingMinor }) => ({
      entryId,
      kind,
      documentNumber,
      bookedOn,
      dueOn,
      currency,
      amount: formatMinor(amountMinor, currency),
      remaining: formatMinor(remainingMinor, currency),
      overdueDays: Math.max(0, daysBetween(dueOn, day)),
    })),
    total: await store.countOpenItems(ctx.tx, filter),
    page: query.page,
    pageSize: query.pageSize,
  };
}

/** A page of a customer's account statement, the newest entry first. */
export async function statement(
  ctx: Context,
  customerId: number,
  query: z.output<NonNullable<typeof statementEndpoint.query>>,
) {
  const { currency } = query;
  const filter = { customerId, currency, from: query.from ?? null, to: query.to ?? null };
  const rows = await store.statementPage(ctx.tx, filter, { limit: query.pageSize, offset: pageOffset(query) });
  const sums = await store.statementSums(ctx.tx, filter);
  const amount = (minor: bigint) => formatMinor(minor, currency);
  return {
    rows: rows.map(({ amountMinor, balanceMinor, remainingMinor, ...row }) => ({
      ...row,
      amount: amount(amountMinor),
      balance: amount(balanceMinor),
      remaining: remainingMinor === null ? null : amount(remainingMinor),
    })),
    total: sums.entries,
    page: query.page,
    pageSize: query.pageSize,
    opening: amount(sums.openingMinor),
    closing: amount(sums.closingMinor),
  };
}
