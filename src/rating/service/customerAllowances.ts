import { getTenant } from '#access/service';
import { localDateOf, monthOf, zoneOffsets } from '#base';
import { allowancesById, listZones } from '#catalog/service';
import { grantsForRating, holdings, linesForRating } from '#contracts/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { compileOrderedRating } from '../compile.ts';
import { type AllowanceCounter, unitsLeft } from '../counter.ts';
import { Holdings } from '../holdings.ts';
import { monthSpan } from '../monthSpan.ts';
import * as store from '../store.ts';
import { noteChanges } from './noteChanges.ts';
import { ratingInput } from './ratingInput.ts';
import { goThrough, openingsBefore } from './stateOf.ts';

/**
 * How far a customer's allowances are used up now: by the same function that rates. Counters of a month that is rated are taken as they are;
 * where something changed since, the month is gone through. @throws Refusal `customer.unknown`
 */
export async function customerAllowances(ctx: Context, customerId: number) {
  await getCustomer(ctx, customerId);
  const nowMs = ctx.clock.now();
  const grants = (await grantsForRating(ctx)).filter((grant) => grant.customerId === customerId);
  const counters = grants.length === 0 ? [] : await countersNow(ctx, customerId, nowMs, grants);
  const allowances = await allowancesById(ctx);
  const held = await holdings(ctx, [customerId]);
  return {
    at: new Date(nowMs).toISOString(),
    rows: counters.map((counter) => {
      const allowance = allowances.get(counter.allowanceId);
      const left = unitsLeft(counter);
      const size = left === null ? null : left + counter.usedUnits;
      return {
        key: `${counter.grantKey}/${counter.lineId}`,
        code: allowance?.code ?? '',
        name: allowance?.name ?? { de: '', fr: '', en: '' },
        unit: allowance?.unit ?? ('second' as const),
        contractNumber: held.contracts.find((contract) => contract.id === counter.contractId)?.number ?? null,
        lineLabel: held.lines.find((line) => line.id === counter.lineId)?.label ?? null,
        size,
        movedOn: counter.lots.reduce((sum, lot) => sum + lot.units, 0),
        used: counter.usedUnits,
        left,
        percent: size === null ? null : size === 0 ? 100 : Math.floor((counter.usedUnits * 100) / size),
        events: counter.events,
        exceeded: counter.exceededUnits,
        from: new Date(counter.fromMs).toISOString(),
        to: counter.toMs === null ? null : new Date(counter.toMs).toISOString(),
      };
    }),
  };
}

async function countersNow(
  ctx: Context,
  customerId: number,
  nowMs: number,
  grants: Awaited<ReturnType<typeof grantsForRating>>,
): Promise<readonly AllowanceCounter[]> {
  const { zone } = await getTenant(ctx);
  const offsets = zoneOffsets(zone);
  const month = monthOf(localDateOf(offsets, nowMs));
  await noteChanges(ctx);
  const stale = await store.staleRows(ctx, { customerIds: [customerId], upToMonth: month });
  if (stale.length > 0) {
    // An earlier month may be stale too: go through all of them.
    const rating = compileOrderedRating(await ratingInput(ctx));
    const first = stale[0]?.month ?? month;
    const { fromMs } = monthSpan(first, offsets);
    await goThrough(ctx, rating, { customerId, month: first, fromMs, toMs: nowMs + 1 }, null);
    return rating.countersAt(nowMs);
  }
  const periods = await store.periodsOf(ctx, [customerId]);
  const current = periods.find((period) => period.month === month);
  const state = new Holdings({
    book: {
      calendars: [],
      destinations: [],
      lists: [],
      plans: [],
      zones: await listZones(ctx),
      numbering: [],
      ported: [],
      allowances: [...(await allowancesById(ctx)).values()],
    },
    lines: (await linesForRating(ctx)).filter((line) => line.customerId === customerId),
    sources: [],
    grants,
    zone,
  });
  state.begin(customerId, current?.counters ?? (await openingsBefore(ctx, customerId, month)));
  return state.countersAt(nowMs);
}
