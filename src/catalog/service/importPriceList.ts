import { audit } from '#access/service';
import { type Finding, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { checkVersions, type NewVersion, type PriceList, type PriceListVersion } from '../priceList.ts';
import { type PriceRowContext, type ReadPrices, readPriceRows } from '../readPriceRows.ts';
import * as store from '../store.ts';
import { named } from './byCode.ts';

/** What an import of prices did. */
export interface ImportedVersion {
  readonly listId: number;
  readonly version: number;
  readonly prices: number;
  /** Warnings and infos; errors are refused. */
  readonly findings: readonly Finding[];
}

/** A version as rows would make it, not stored. */
export interface PreparedVersion extends ReadPrices {
  readonly list: PriceList;
  readonly version: PriceListVersion;
  /** Version in force where the new one begins, which it closes. */
  readonly before: PriceListVersion | undefined;
}

/**
 * Makes a new version of a price list and closes the open one where it begins.
 * @throws Refusal `priceList.unknown`, `priceList.refused` with a finding per bad row, `priceList.versionOrder`
 */
export async function importPriceList(ctx: Context, input: NewVersion): Promise<ImportedVersion> {
  const prepared = await prepareVersion(ctx, input, { lock: true });
  const { list, version, prices, findings } = prepared;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  if (errors > 0) throw new Refusal('invalid', 'priceList.refused', { list: list.code, errors }, findings);
  if (await beginsTooEarly(ctx, prepared))
    throw new Refusal('conflict', 'priceList.versionOrder', { list: list.code, from: input.validFrom });

  await store.closeOpenVersion(ctx.tx, list.id, new Date(version.validFromMs));
  await store.insertVersion(ctx.tx, ctx.tenantId, { ...version, listId: list.id });
  await store.insertPrices(ctx.tx, ctx.tenantId, list.id, version.version, prices);
  await audit(ctx, {
    action: 'catalog.priceList.import',
    subject: `priceList/${list.code}`,
    detail: { version: version.version, validFrom: input.validFrom, prices: prices.length },
    affects: [{ kind: 'priceList', id: list.id, fromMs: version.validFromMs }],
  });
  return { listId: list.id, version: version.version, prices: prices.length, findings };
}

async function beginsTooEarly(ctx: Context, { list, version }: PreparedVersion): Promise<boolean> {
  const earlier = await store.versions(ctx.tx, list.id);
  return earlier.some((one) => one.validFromMs >= version.validFromMs);
}

/**
 * Reads the rows of a version against the catalogue and the list's other versions, and changes nothing.
 * @param options `lock` keeps other imports of the list away until the transaction ends
 * @throws Refusal `priceList.unknown`
 */
export async function prepareVersion(
  ctx: Context,
  input: NewVersion,
  options: { readonly lock: boolean },
): Promise<PreparedVersion> {
  const list = named(await store.priceLists(ctx.tx), input.listCode, 'priceList.unknown');
  if (options.lock) await store.lockPriceList(ctx.tx, list.id);
  const calendar = (await store.calendars(ctx.tx)).find((one) => one.id === list.calendarId)!;
  const context = await rowContext(ctx, list, calendar.bands);
  const { prices, findings } = readPriceRows(input.rows, context, input.lineOf);
  const validFromMs = startOfDayMs(zoneOffsets(calendar.zone), input.validFrom);
  const earlier = await store.versions(ctx.tx, list.id);
  const version = { version: earlier.length + 1, validFromMs, validToMs: Number.POSITIVE_INFINITY };
  const closed = earlier.map((one) =>
    one.validToMs === Number.POSITIVE_INFINITY ? { ...one, validToMs: validFromMs } : one,
  );
  const before = earlier.findLast((one) => one.validFromMs < validFromMs);
  return {
    list,
    version,
    before,
    prices,
    findings: [...findings, ...checkVersions(list.code, [...closed, version])],
  };
}

async function rowContext(ctx: Context, list: PriceList, bands: readonly string[]): Promise<PriceRowContext> {
  return {
    listCode: list.code,
    side: list.side,
    bands,
    destinations: new Map((await store.destinations(ctx.tx)).map((one) => [one.code, one.id])),
    zones: new Set((await store.zones(ctx.tx)).map((zone) => zone.code)),
  };
}
