import { LANGUAGES } from '#base';
import type { Context } from '#platform/context';
import type { PriceChange, PriceChangeKind } from '../priceDiff.ts';
import { diffPrices, PRICE_CHANGES, type PriceDiff } from '../priceDiff.ts';
import { knownColumns, readPriceTable } from '../priceTable.ts';
import * as store from '../store.ts';
import { named } from './byCode.ts';
import {
  type DeliveredVersion,
  type ImportedVersion,
  importPriceList,
  type PreparedVersion,
  prepareVersion,
} from './importPriceList.ts';
import { readTable } from './readTable.ts';

/** A file of prices for a list, to hold from a local date on. */
export interface PriceFile {
  readonly listCode: string;
  readonly validFrom: string;
  /** CSV (any usual delimiter and encoding) or XLSX. */
  readonly bytes: Buffer;
}

/** What a version would change. */
export interface PricePreview {
  readonly prepared: PreparedVersion;
  readonly counts: PriceDiff['counts'];
  /** The changes of the kind asked for, or all: by kind, then as they stand in the file. */
  readonly changes: readonly PriceChange[];
}

/**
 * Imports a file as a new version.
 * @throws Refusal as `importPriceList`; `priceFile.unreadable`, `priceFile.tooLarge`, `priceFile.oldSpreadsheet`
 */
export async function importPriceFile(ctx: Context, file: PriceFile): Promise<ImportedVersion> {
  return importPriceList(ctx, await deliveredBy(ctx, file));
}

/** What `importPriceFile` would change and find; changes nothing. @throws Refusal like it, but for bad rows */
export async function previewPriceFile(ctx: Context, file: PriceFile, kind?: PriceChangeKind): Promise<PricePreview> {
  return previewPriceList(ctx, await deliveredBy(ctx, file), kind);
}

/** What `importPriceList` would change and find; changes nothing. @throws Refusal `priceList.unknown`, `priceList.badDate` */
export async function previewPriceList(
  ctx: Context,
  input: DeliveredVersion,
  kind?: PriceChangeKind,
): Promise<PricePreview> {
  const found = await prepareVersion(ctx, input, { lock: false });
  const { list, before, prices, tooEarly } = found;
  const old = before === undefined ? [] : await store.pricesOfVersion(ctx.tx, list.id, before.version);
  const { changes, counts } = diffPrices(old, prices);
  const late = {
    code: 'priceList.versionOrder',
    severity: 'error' as const,
    subject: { kind: 'priceList', key: list.code },
    params: { list: list.code, from: input.validFrom },
  };
  return {
    prepared: tooEarly ? { ...found, findings: [late, ...found.findings] } : found,
    counts,
    changes: (kind === undefined ? PRICE_CHANGES : [kind]).flatMap((one) =>
      changes.filter((change) => change.kind === one),
    ),
  };
}

async function deliveredBy(ctx: Context, { listCode, validFrom, bytes }: PriceFile): Promise<DeliveredVersion> {
  const { currency } = named(await store.priceLists(ctx.tx), listCode, 'priceList.unknown');
  const { cells, numbersHavePoints } = await readTable(bytes, knownColumns);
  const { rows, lines, findings } = readPriceTable(cells, {
    listCode,
    currency,
    destinationByName: await destinationByName(ctx),
    numbersHavePoints,
  });
  return { listCode, validFrom, rows, lineOf: (index) => lines[index] ?? 0, findings };
}

/** Codes by name in any language; names that several destinations share are left out. */
async function destinationByName(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  const shared = new Set<string>();
  for (const { code, name } of await store.destinations(ctx.tx))
    for (const language of LANGUAGES) {
      const key = name[language].toLowerCase();
      if ((codes.get(key) ?? code) !== code) shared.add(key);
      codes.set(key, code);
    }
  for (const key of shared) codes.delete(key);
  return codes;
}
