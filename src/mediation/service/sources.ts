import { type Affected, audit } from '#access/service';
import { type Finding, Refusal } from '#base';
import { listPriceLists } from '#catalog/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { missingSettings } from '../language/neededSettings.ts';
import { compileFormat } from '../reading/compile.ts';
import type { NewSource, Source } from '../source.ts';
import * as store from '../store.ts';
import { getFormat } from './formats.ts';

/** All sources in order of their ids. */
export async function listSources(ctx: Context): Promise<Source[]> {
  return store.sources(ctx);
}

/** A source by its code. @throws Refusal `mediation.sourceUnknown` */
export async function getSource(ctx: Context, code: string): Promise<Source> {
  const source = (await store.sources(ctx)).find((each) => each.code === code);
  if (source === undefined) throw new Refusal('notFound', 'mediation.sourceUnknown', { source: code });
  return source;
}

/** Id of a price list by which we pay; none stays none. @throws Refusal `mediation.priceListUnknown`, `mediation.notSupplierList` */
export async function supplierListId(ctx: Context, code: string | null): Promise<number | null> {
  if (code === null) return null;
  const list = (await listPriceLists(ctx)).find((one) => one.code === code);
  if (list === undefined) throw new Refusal('notFound', 'mediation.priceListUnknown', { list: code });
  if (list.side !== 'supplier') throw new Refusal('invalid', 'mediation.notSupplierList', { list: code });
  return list.id;
}

/**
 * Adds a source whose format, zone, country and settings fit together.
 * @throws Refusal `mediation.codeTaken`, `mediation.formatUnknown`, `mediation.sourceInvalid`
 */
export async function addSource(ctx: Context, input: NewSource): Promise<Source> {
  await checkSource(ctx, input);
  if ((await store.sources(ctx)).some(({ code }) => code === input.code))
    throw new Refusal('conflict', 'mediation.codeTaken', { source: input.code });
  const source: Source = { durationRounding: 'ceil', role: 'billing', ...input, id: await nextNumber(ctx, 'source') };
  await store.insertSource(ctx, source);
  await audit(ctx, { action: 'mediation.source.add', subject: `source/${source.code}`, detail: { ...source } });
  return source;
}

/** What may change of a source. */
export type SourceChange = Partial<
  Pick<
    Source,
    'name' | 'format' | 'zone' | 'country' | 'settings' | 'role' | 'supplierPriceListId' | 'durationRounding'
  >
>;

/**
 * Changes a source. How records are read concerns only what is imported later; what they cost concerns all usage.
 * @throws Refusal `mediation.sourceUnknown`, `mediation.roleFixed`, `mediation.formatUnknown`, `mediation.sourceInvalid`
 */
export async function changeSource(ctx: Context, code: string, change: SourceChange): Promise<Source> {
  const before = await getSource(ctx, code);
  // Settings belong to a format: another one begins with its own.
  const settings = change.format !== undefined && change.format !== before.format ? {} : before.settings;
  const source: Source = { ...before, settings, ...change };
  if (source.role !== before.role && (await store.hasFiles(ctx.tx, before.id)))
    throw new Refusal('conflict', 'mediation.roleFixed', { source: code });
  await checkSource(ctx, source);
  await store.updateSource(ctx, source);
  await audit(ctx, {
    action: 'mediation.source.change',
    subject: `source/${code}`,
    detail: { before, after: source },
    affects: affectedBy(before, source),
  });
  return source;
}

/** What rating takes from the source itself, not from its records: the country is that of numbers only dialled there. */
const RATED_BY = ['supplierPriceListId', 'durationRounding', 'country'] as const;

/** A source has no versions: such a change concerns usage of all times. */
function affectedBy(before: Source, after: Source): readonly Affected[] {
  return RATED_BY.some((field) => before[field] !== after[field]) ? [{ kind: 'source', id: after.id, fromMs: 0 }] : [];
}

async function checkSource(ctx: Context, source: NewSource): Promise<void> {
  const format = await getFormat(ctx, source.format);
  if (source.role === 'reconciliation' && (format.multiLeg !== undefined || format.partials !== undefined))
    throw new Refusal('conflict', 'mediation.roleParts', { source: source.code });
  const { findings: faults } = compileFormat(format, { id: 1, ...source });
  const findings: Finding[] = [
    ...faults,
    ...missingSettings(format, source.settings).map(
      (setting): Finding => ({
        code: 'mediation.settingNeeded',
        severity: 'error',
        place: { field: `settings.${setting}` },
        params: { setting, format: format.name },
      }),
    ),
  ];
  if (findings.length > 0) throw new Refusal('invalid', 'mediation.sourceInvalid', { source: source.code }, findings);
}
