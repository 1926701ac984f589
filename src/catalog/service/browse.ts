import type { z } from 'zod';
import { pageOffset } from '#base';
import type { Context } from '#platform/context';
import type { getPriceListEndpoint } from '../api.ts';
import type { Calendar } from '../calendar.ts';
import { formatIncrements } from '../price.ts';
import { formatPer } from '../priced.ts';
import { versionAt } from '../priceList.ts';
import * as store from '../store.ts';
import { named } from './byCode.ts';

/** The price lists for the screen, each with its versions. */
export async function browsePriceLists(ctx: Context) {
  const lists = await store.priceLists(ctx.tx);
  const calendars = new Map((await store.calendars(ctx.tx)).map((calendar) => [calendar.id, calendar]));
  const codes = new Map(lists.map((list) => [list.id, list.code]));
  const counts = await store.priceCounts(ctx.tx);
  const versions = await store.versions(ctx.tx);
  return {
    priceLists: lists.map((list) => ({
      code: list.code,
      name: list.name,
      side: list.side,
      currency: list.currency,
      bandChange: list.bandChange,
      calendar: calendarForReply(calendars.get(list.calendarId)!),
      parentCode: list.parentId === null ? null : (codes.get(list.parentId) ?? null),
      versions: versions
        .filter((version) => version.listId === list.id)
        .map((version) => ({
          version: version.version,
          validFrom: new Date(version.validFromMs).toISOString(),
          validTo: Number.isFinite(version.validToMs) ? new Date(version.validToMs).toISOString() : null,
          prices: counts.get(`${list.id}/${version.version}`) ?? 0,
        })),
    })),
  };
}

/** One list with a page of the prices of one version (the one in force now, else the latest). @throws Refusal `priceList.unknown` */
export async function browsePriceList(
  ctx: Context,
  code: string,
  query: z.output<NonNullable<typeof getPriceListEndpoint.query>>,
) {
  const { priceLists } = await browsePriceLists(ctx);
  const priceList = named(priceLists, code, 'priceList.unknown');
  const listId = named(await store.priceLists(ctx.tx), code, 'priceList.unknown').id;
  const versions = await store.versions(ctx.tx, listId);
  const version = query.version ?? (versionAt(versions, ctx.clock.now()) ?? versions.at(-1))?.version ?? 0;
  const filter = { listId, version, q: query.q, limit: query.pageSize, offset: pageOffset(query) };
  const { rows, total } = await store.pricePage(ctx.tx, filter);
  return {
    priceList,
    version,
    prices: {
      rows: rows.map((row) => ({
        target: row.target,
        service: row.service,
        direction: row.direction,
        band: row.band,
        destination:
          row.code === null || row.name === null || row.class === null
            ? null
            : { code: row.code, name: row.name, class: row.class },
        price: row.price,
        per: formatPer(row.unit, Number(row.per)),
        connectionFee: row.connection_fee,
        increments: formatIncrements(Number(row.first_increment), Number(row.next_increment), row.unit),
        terms: row.terms,
      })),
      total,
      page: query.page,
      pageSize: query.pageSize,
    },
  };
}

/** The plans for the screen, with the code of their list and parent. */
export async function browsePlans(ctx: Context) {
  const plans = await store.plans(ctx.tx);
  const allowanceCodes = new Map((await store.allowances(ctx.tx)).map(({ id, code }) => [id, code]));
  const listCodes = new Map((await store.priceLists(ctx.tx)).map((list) => [list.id, list.code]));
  const planCodes = new Map(plans.map((plan) => [plan.id, plan.code]));
  return {
    plans: plans.map((plan) => ({
      id: plan.id,
      code: plan.code,
      name: plan.name,
      priceListCode: listCodes.get(plan.priceListId) ?? '',
      rounding: plan.rounding,
      parentCode: plan.parentId === null ? null : (planCodes.get(plan.parentId) ?? null),
      allowanceCodes: plan.allowanceIds.flatMap((id) => allowanceCodes.get(id) ?? []),
      isDefault: plan.isDefault,
    })),
  };
}

/** Fresh arrays, as a reply's type wants them. */
function calendarForReply({ code, zone, bands, rules, holidays }: Calendar) {
  const freshRules = rules.map((rule) => ({ ...rule, weekdays: [...rule.weekdays] }));
  return { code, zone, bands: [...bands], rules: freshRules, holidays: [...holidays] };
}
