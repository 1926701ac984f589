/** What of a customer is still open or was ever there, over all rooms: asked before he is closed, merged or deleted. */
import { getTenant } from '#access/service';
import { type Finding, type FindingParams, monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import { moveContracts, openBusiness } from '#contracts/service';
import { type CustomerBusiness, OPEN_BUSINESS } from '#crm';
import { hasEntries, openItems } from '#ledger/service';
import type { Context } from '#platform/context';
import { aggregate, lastLoadNo, usageMonths, usedIn } from '#usage/service';
import * as store from '../store.ts';

/** See `CustomerBusiness`; `crm` is handed it at its door. */
export const customerBusiness: CustomerBusiness<Context> = {
  open: async (ctx, customerId) => {
    const held = await openBusiness(ctx, customerId);
    const unbilled = await unbilledMonths(ctx, customerId);
    return [
      ...said('contracts', customerId, { contracts: held.contracts.join(', ') }, held.contracts.length),
      ...said('deposits', customerId, { deposits: held.deposits.length }, held.deposits.length),
      ...said('usage', customerId, { months: unbilled.join(', ') }, unbilled.length),
      ...(await openRuns(ctx, customerId)),
      ...(await unsettled(ctx, customerId)),
    ];
  },
  any: async (ctx, customerId) =>
    (await openBusiness(ctx, customerId)).everHad ||
    (await hasEntries(ctx, customerId)) ||
    (await monthsUsed(ctx, customerId)).length > 0,
  runs: openRuns,
  move: async (ctx, fromCustomerId, toCustomerId) => {
    const usageFromMs = await firstUnbilledMs(ctx, fromCustomerId);
    await moveContracts(ctx, { fromCustomerId, toCustomerId, usageFromMs });
  },
};

function said(what: keyof typeof OPEN_BUSINESS, customerId: number, params: FindingParams, count: number): Finding[] {
  if (count === 0) return [];
  return [
    { code: OPEN_BUSINESS[what], severity: 'error', subject: { kind: 'customer', key: String(customerId) }, params },
  ];
}

async function openRuns(ctx: Context, customerId: number): Promise<Finding[]> {
  const runs = await store.openRunsOf(ctx.tx, customerId);
  return said('runs', customerId, { months: runs.map(({ month }) => month).join(', ') }, runs.length);
}

/** Documents that are named. */
const NAMED = 5;

async function unsettled(ctx: Context, customerId: number): Promise<Finding[]> {
  const numbers = (await openItems(ctx, customerId)).map(({ documentNumber }) => documentNumber);
  const named = numbers.slice(0, NAMED).join(', ');
  return said('openItems', customerId, { documents: numbers.length > NAMED ? `${named} …` : named }, numbers.length);
}

/** Months with usage of the customer, in order. */
async function monthsUsed(
  ctx: Context,
  customerId: number,
): Promise<{ month: string; fromMs: number; toMs: number }[]> {
  const { zone } = await getTenant(ctx);
  const offsets = zoneOffsets(zone);
  const months = (await usageMonths(ctx, zone)).map((month) => ({
    month,
    fromMs: startOfDayMs(offsets, monthStart(month)),
    toMs: startOfDayMs(offsets, monthEnd(month)),
  }));
  const whole = { fromMs: months[0]?.fromMs ?? 0, toMs: months.at(-1)?.toMs ?? 0 };
  const used = new Set(
    (await usedIn(ctx, [{ of: 0, customerId, sourceId: 0, ...whole }], months)).map(({ month }) => month),
  );
  return months.filter(({ month }) => used.has(month));
}

/** Months with usage of the customer that stands on no document. */
async function unbilledMonths(ctx: Context, customerId: number): Promise<string[]> {
  const billed = new Map(
    (await store.billedUsage(ctx.tx, [customerId])).map(({ month, upToLoadNo }) => [month, upToLoadNo]),
  );
  const upToLoadNo = await lastLoadNo(ctx);
  const unbilled: string[] = [];
  for (const { month, ...period } of await monthsUsed(ctx, customerId)) {
    const afterLoadNo = billed.get(month) ?? 0;
    const left = await aggregate(ctx, { customerIds: [customerId], ...period, afterLoadNo, upToLoadNo });
    if (left.length > 0) unbilled.push(month);
  }
  return unbilled;
}

/** The start of the month after the last one whose usage was billed to him: what was billed to him stays his. */
async function firstUnbilledMs(ctx: Context, customerId: number): Promise<number> {
  const months = (await store.billedUsage(ctx.tx, [customerId])).map(({ month }) => month).sort();
  const last = months.at(-1);
  return last === undefined ? 0 : startOfDayMs(zoneOffsets((await getTenant(ctx)).zone), monthEnd(last));
}
