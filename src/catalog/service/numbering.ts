import { audit, getTenant } from '#access/service';
import { type Finding, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import type { NumberingRow, PortedRow } from '../numbering.ts';
import { readNumberingRows, readPortedRows } from '../readNumbering.ts';
import * as store from '../store.ts';

/** What an import of the numbering plan did. */
export interface ImportedNumbering {
  readonly version: number;
  readonly prefixes: number;
}

/**
 * Puts a new version of the whole numbering plan in force from a local date (of the operator's zone) on.
 * @throws Refusal `numbering.refused` with a finding per bad row, `numbering.versionOrder`
 */
export async function importNumbering(
  ctx: Context,
  input: { readonly validFrom: string; readonly rows: readonly NumberingRow[] },
): Promise<ImportedNumbering> {
  await store.lockNumbering(ctx.tx, ctx.tenantId);
  const { prefixes, findings } = readNumberingRows(input.rows, await destinationIds(ctx));
  refuse('numbering.refused', findings);
  const { zone } = await getTenant(ctx);
  const validFromMs = startOfDayMs(zoneOffsets(zone), input.validFrom);
  const earlier = await store.numberingVersions(ctx.tx);
  if (earlier.some((one) => one.validFromMs >= validFromMs))
    throw new Refusal('conflict', 'numbering.versionOrder', { from: input.validFrom });
  const version = earlier.length + 1;
  await store.insertNumbering(ctx.tx, ctx.tenantId, { version, validFromMs }, prefixes);
  await audit(ctx, {
    action: 'catalog.numbering.import',
    subject: 'numbering',
    detail: { version, validFrom: input.validFrom, prefixes: prefixes.size },
    affects: [{ kind: 'numbering', id: 0, fromMs: validFromMs }],
  });
  return { version, prefixes: prefixes.size };
}

/**
 * Adds ported numbers, each from a local date (of the operator's zone) on; an earlier entry of the number ends there.
 * @throws Refusal `ported.refused` with a finding per bad row
 */
export async function importPorted(ctx: Context, rows: readonly PortedRow[]): Promise<{ readonly numbers: number }> {
  const { zone } = await getTenant(ctx);
  const { ported, findings } = readPortedRows(rows, await destinationIds(ctx), zoneOffsets(zone));
  refuse('ported.refused', findings);
  await store.insertPorted(ctx.tx, ctx.tenantId, ported);
  const fromMs = ported.reduce((least, one) => Math.min(least, one.validFromMs), Number.POSITIVE_INFINITY);
  await audit(ctx, {
    action: 'catalog.ported.import',
    subject: 'ported',
    detail: { numbers: ported.length },
    affects: ported.length === 0 ? [] : [{ kind: 'ported', id: 0, fromMs }],
  });
  return { numbers: ported.length };
}

async function destinationIds(ctx: Context): Promise<ReadonlyMap<string, number>> {
  return new Map((await store.destinations(ctx.tx)).map((one) => [one.code, one.id]));
}

function refuse(code: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Refusal('invalid', code, { errors: findings.length }, findings);
}
