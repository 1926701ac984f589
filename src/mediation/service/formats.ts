/** Formats: those that come with the program, and the tenant's own in versions. */
import { audit } from '#access/service';
import { assert, Refusal } from '#base';
import type { Context } from '#platform/context';
import { FORMATS, findFormat } from '../formats.ts';
import { type Format, formatSchema } from '../language/format.ts';
import { describeFormat, type FormatSummary } from '../language/formatSummary.ts';
import { type FormatSetting, formatSettings } from '../language/neededSettings.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent, sampleContent } from '../reading/preview.ts';
import * as store from '../store.ts';

/** Parsed formats by tenant, id and version: a version never changes. */
const PARSED = new Map<string, Format>();
const MOST_PARSED = 500;

/** A format, and whether it is the tenant's own. */
export interface ListedFormat extends Omit<FormatSummary, 'settings'> {
  readonly settings: readonly FormatSetting[];
  readonly own: boolean;
  /** Of the tenant's own: all versions, the latest first. */
  readonly versions: readonly { readonly version: number; readonly createdAt: Date; readonly createdBy: string }[];
}

/** Every format: the tenant's own first. */
export async function listFormats(ctx: Context): Promise<ListedFormat[]> {
  const rows = await store.formatVersions(ctx);
  const own = await ownFormats(ctx, rows);
  return [
    ...own.map((format) => ({
      ...described(format),
      own: true,
      versions: rows
        .filter(({ id }) => id === format.id)
        .map(({ version, createdAt, createdBy }) => ({ version, createdAt, createdBy })),
    })),
    ...FORMATS.map((format) => ({ ...described(format), own: false, versions: [] })),
  ];
}

function described(format: Format) {
  return { ...describeFormat(format), settings: formatSettings(format) };
}

/** All formats a file may be in, for detection: the tenant's own in their latest versions, and the presets. */
export async function allFormats(ctx: Context): Promise<Format[]> {
  return [...(await ownFormats(ctx, await store.formatVersions(ctx))), ...FORMATS];
}

async function ownFormats(ctx: Context, rows: readonly store.FormatRow[]): Promise<Format[]> {
  const latest = rows.filter(({ id }, at) => rows[at - 1]?.id !== id);
  const formats: Format[] = [];
  for (const { id, version } of latest) formats.push(await ownFormat(ctx, id, version));
  return formats;
}

async function ownFormat(ctx: Context, id: string, version: number): Promise<Format> {
  const key = `${ctx.tenantId} ${id} ${version}`;
  const known = PARSED.get(key);
  if (known !== undefined) return known;
  const format = formatSchema.parse(await store.formatDefinition(ctx, id, version));
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  PARSED.set(key, format);
  return format;
}

/** A format by its id: a preset, or the tenant's own in a version, without one the latest. @throws Refusal `mediation.formatUnknown` */
export async function getFormat(ctx: Context, id: string, version?: number): Promise<Format> {
  const preset = findFormat(id);
  if (preset !== undefined) return preset;
  const rows = (await store.formatVersions(ctx)).filter((row) => row.id === id);
  const row = version === undefined ? rows[0] : rows.find((each) => each.version === version);
  if (row === undefined) {
    const known = (await allFormats(ctx)).map((format) => format.id);
    throw new Refusal('invalid', 'mediation.formatUnknown', { format: id, known: known.join(', ') });
  }
  return ownFormat(ctx, id, row.version);
}

/** Of formats the one with this id. @throws Refusal `mediation.formatUnknown` */
export function formatNamed(formats: readonly Format[], id: string): Format {
  const format = formats.find((each) => each.id === id);
  if (format !== undefined) return format;
  const known = formats.map((each) => each.id).join(', ');
  throw new Refusal('invalid', 'mediation.formatUnknown', { format: id, known });
}

/** A format from data. @throws Refusal `mediation.formatInvalid` */
export function formatOf(data: unknown): Format {
  const parsed = formatSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  assert(issue !== undefined, 'an invalid format has an issue');
  throw new Refusal('invalid', 'mediation.formatInvalid', { place: issue.path.join('.'), problem: issue.message });
}

/**
 * Keeps a format as the tenant's own, in its next version. It must compile and read its own samples as they say.
 * @throws Refusal `mediation.formatInvalid`, `mediation.formatTaken` (a preset's id), `mediation.formatUnusable`, `mediation.formatSample`
 */
export async function saveFormat(ctx: Context, data: unknown): Promise<Format> {
  const given = formatOf(data);
  if (findFormat(given.id) !== undefined) throw new Refusal('conflict', 'mediation.formatTaken', { format: given.id });
  const versions = (await store.formatVersions(ctx)).filter(({ id }) => id === given.id);
  const format: Format = { ...given, version: (versions[0]?.version ?? 0) + 1 };
  checkSamples(format);
  await store.insertFormat(ctx, format);
  await audit(ctx, {
    action: 'mediation.format.save',
    subject: `format/${format.id}`,
    detail: { version: format.version, name: format.name },
  });
  return format;
}

/** The samples inside a format are its tests. */
function checkSamples(format: Format): void {
  for (const sample of format.samples) {
    const { compiled, findings } = compileFormat(format, { id: 1, ...sample });
    if (compiled === null) throw new Refusal('invalid', 'mediation.formatUnusable', {}, findings);
    const { reading, records } = readContent(compiled, sampleContent(sample), 10_000);
    const rejected = reading.rejects.map(({ code }) => code);
    if (JSON.stringify([records, rejected]) !== JSON.stringify([sample.records, sample.rejected]))
      throw new Refusal('invalid', 'mediation.formatSample', { sample: sample.name });
  }
}
