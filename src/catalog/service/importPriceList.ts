import { audit, getTenant } from '#access/service';
import { type Finding, isLocalDate, Refusal, startOfDayMs, zoneOffsets } from '#base';
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
  /** A version begins at the same time or later already: this one cannot be stored. */
  readonly tooEarly: boolean;
}

/** A version as it comes out of a file or list of rows. */
export interface DeliveredVersion extends NewVersion {
  /** Line of the file a row (by index) stands in; absent = rows are counted from 1. */
  readonly lineOf?: (index: number) => number;
  /** What is wrong with the file itself. */
  readonly findings?: readonly Finding[];
}

/**
 * Makes a new version of a price list and closes the open one where it begins.
 * @throws Refusal `priceList.unknown`, `priceList.badDate`, `priceList.refused` with a finding per bad row, `priceList.versionOrder`
 */
export async function importPriceList(ctx: Context, input: DeliveredVersion): Promise<ImportedVersion> {
  const { list, version, prices, findings, tooEarly } = await prepareVersion(ctx, input, { lock: true });
  const errors = countErrors(findings);
  if (errors > 0) throw new Refusal('invalid', 'priceList.refused', { list: list.code, errors }, findings);
  if (tooEarly) throw new Refusal('conflict', 'priceList.versionOrder', { list: list.code, from: input.validFrom });

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

/** How many errors there are, those that are only counted included. */
function countErrors(findings: readonly Finding[]): number {
  return findings
    .filter(({ severity }) => severity === 'error')
    .reduce((sum, { code, params }) => sum + (code === 'priceList.moreFindings' ? Number(params?.count) : 1), 0);
}

/**
 * Reads the rows of a version against the catalogue and the list's other versions, and changes nothing.
 * @param options `lock` keeps other imports of the list away until the transaction ends
 * @throws Refusal `priceList.unknown`, `priceList.badDate`
 */
export async function prepareVersion(
  ctx: Context,
  input: DeliveredVersion,
  options: { readonly lock: boolean },
): Promise<PreparedVersion> {
  if (!isLocalDate(input.validFrom)) throw new Refusal('invalid', 'priceList.badDate', { date: input.validFrom });
  const list = named(await store.priceLists(ctx.tx), input.listCode, 'priceList.unknown');
  if (options.lock) await store.lockPriceList(ctx.tx, list.id);
  const calendar = (await store.calendars(ctx.tx)).find((one) => one.id === list.calendarId)!;
  const validFromMs = startOfDayMs(zoneOffsets(calendar.zone), input.validFrom);
  const context = await rowContext(ctx, list, calendar.bands, validFromMs);
  const { prices, findings } = readPriceRows(input.rows, context, input.lineOf);
  const earlier = await store.versions(ctx.tx, list.id);
  const version = { version: earlier.length + 1, validFromMs, validToMs: Number.POSITIVE_INFINITY };
  const tooEarly = earlier.some((one) => one.validFromMs >= validFromMs);
  const closed = earlier.map((one) =>
    one.validToMs === Number.POSITIVE_INFINITY ? { ...one, validToMs: validFromMs } : one,
  );
  return {
    list,
    version,
    before: earlier.findLast((one) => one.validFromMs < validFromMs && validFromMs <= one.validToMs),
    tooEarly,
    prices,
    findings: [
      ...(input.findings ?? []),
      ...findings,
      ...(tooEarly ? [] : checkVersions(list.code, [...closed, version])),
    ],
  };
}

async function rowContext(
  ctx: Context,
  list: PriceList,
  bands: readonly string[],
  validFromMs: number,
): Promise<PriceRowContext> {
  const numbering = await store.numberingAt(ctx.tx, new Date(validFromMs));
  return {
    listCode: list.code,
    side: list.side,
    foreign: list.currency !== (await getTenant(ctx)).currency,
    bands,
    destinations: new Map((await store.destinations(ctx.tx)).map((one) => [one.code, one.id])),
    zones: new Set((await store.zones(ctx.tx)).map((zone) => zone.code)),
    numbering,
  };
}
