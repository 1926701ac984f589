import type { Context } from '#platform/context';
import type { Allowance } from '../allowance.ts';
import * as store from '../store.ts';

/** The definitions of the catalogue as the API shows them: with the codes of what they name. */

type CodeOf = (id: number) => string;

function codes(all: readonly { readonly id: number; readonly code: string }[]): CodeOf {
  const byId = new Map(all.map(({ id, code }) => [id, code]));
  return (id) => byId.get(id) ?? '';
}

export async function browseZones(ctx: Context) {
  const zones = await store.zones(ctx.tx);
  const zoneCode = codes(zones);
  const destinationCode = codes(await store.destinations(ctx.tx));
  return {
    zones: zones.map(({ id, code, parentId, destinationIds }) => ({
      id,
      code,
      parentCode: parentId === null ? null : zoneCode(parentId),
      destinationCodes: destinationIds.map(destinationCode),
    })),
  };
}

export async function browseNumbering(ctx: Context) {
  const counts = await store.numberingCounts(ctx.tx);
  return {
    versions: (await store.numberingVersions(ctx.tx)).map(({ version, validFromMs, validToMs }) => ({
      version,
      validFrom: new Date(validFromMs).toISOString(),
      validTo: Number.isFinite(validToMs) ? new Date(validToMs).toISOString() : null,
      prefixes: counts.get(version) ?? 0,
    })),
  };
}

export async function browseAllowances(ctx: Context) {
  const destinationCode = codes(await store.destinations(ctx.tx));
  const zoneCode = codes(await store.zones(ctx.tx));
  return {
    allowances: (await store.allowances(ctx.tx)).map(({ scope, ...allowance }: Allowance) => ({
      ...allowance,
      scope: {
        services: [...scope.services],
        directions: [...scope.directions],
        destinationCodes: scope.destinationIds.map(destinationCode),
        zoneCodes: scope.zoneIds.map(zoneCode),
        bands: [...scope.bands],
      },
    })),
  };
}

export async function browseOptions(ctx: Context) {
  const listCode = codes(await store.priceLists(ctx.tx));
  const allowanceCode = codes(await store.allowances(ctx.tx));
  return {
    options: (await store.options(ctx.tx)).map(({ priceListId, allowanceIds, ...option }) => ({
      ...option,
      priceListCode: priceListId === null ? null : listCode(priceListId),
      allowanceCodes: allowanceIds.map(allowanceCode),
    })),
  };
}
