/** Reading record files on the command line, without a database. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { assert, type Finding, Refusal } from '#base';
import { type CompiledFormat, compileFormat } from '../compile.ts';
import { type Detected, detectFormat } from '../detect.ts';
import { type Format, formatSchema, type SourceSettings } from '../format.ts';
import { FORMATS, findFormat } from '../formats.ts';
import { type Proposal, proposeFormat } from '../propose/propose.ts';
import { headOf } from '../service/content.ts';
import { HEAD_BYTES } from '../sniff.ts';

/** What somebody says about a file. */
export interface FileOptions {
  /** Id of a format, or a path to one exported as JSON. */
  readonly format?: string;
  readonly propose?: boolean;
  readonly zone?: string;
  readonly country?: string;
  /** `name=value`, of the format's settings; several values by commas. */
  readonly setting?: readonly string[];
}

/** A file whose format was told, found or proposed. */
export interface ToldFile {
  readonly path: string;
  readonly name: string;
  readonly format: Format;
  readonly compiled: CompiledFormat;
  readonly country: string;
  readonly proposal: Proposal | null;
}

/** What the beginning of a file looks like. */
export interface LookedAt {
  readonly detected: readonly Detected[];
  readonly proposal: Proposal | null;
}

/** The beginning of a file. @throws Refusal `mediation.pathMissing` */
export async function beginningOf(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new Refusal('invalid', 'mediation.pathMissing', { path });
  return headOf(path);
}

/** Presets that fit, and what would be proposed. */
export function lookAt(head: Buffer, options: FileOptions): LookedAt {
  const given = {
    ...(options.zone === undefined ? {} : { zone: options.zone }),
    ...(options.country === undefined ? {} : { country: options.country.toUpperCase() }),
  };
  const proposal = proposeFormat(head, { ...given, whole: head.length < HEAD_BYTES });
  return { detected: detectFormat(head, FORMATS), proposal };
}

/**
 * The format of a file: as told, else the preset that fits, else with `propose` the proposal, unconfirmed; compiled.
 * @throws Refusal `mediation.pathMissing`, `mediation.formatUnknown`, `mediation.fileUnknown`, `mediation.sourceInvalid`
 */
export async function tellFormat(path: string, options: FileOptions): Promise<ToldFile> {
  const head = await beginningOf(path);
  if (options.format !== undefined) return ready(path, await namedFormat(options.format), options, null);
  const { detected, proposal } = lookAt(head, options);
  const [best] = detected;
  if (best !== undefined) return ready(path, best.format, options, null);
  if (options.propose !== true || proposal === null) throw new Refusal('invalid', 'mediation.fileUnknown');
  return ready(path, proposal.format, options, proposal);
}

async function namedFormat(named: string): Promise<Format> {
  const preset = findFormat(named);
  if (preset !== undefined) return preset;
  const unknown = () =>
    new Refusal('invalid', 'mediation.formatUnknown', { format: named, known: FORMATS.map(({ id }) => id).join(', ') });
  if (!named.endsWith('.json')) throw unknown();
  const text = await readFile(named, 'utf8').catch(() => null);
  if (text === null) throw unknown();
  return parseFormat(text);
}

/** A format from JSON text. @throws Refusal `mediation.formatInvalid` */
export function parseFormat(text: string): Format {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'mediation.formatInvalid', { place: '', problem: 'JSON' });
  }
  const parsed = formatSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  assert(issue !== undefined, 'an invalid format has an issue');
  throw new Refusal('invalid', 'mediation.formatInvalid', { place: issue.path.join('.'), problem: issue.message });
}

function ready(path: string, format: Format, options: FileOptions, proposal: Proposal | null): ToldFile {
  const [sample] = format.samples;
  const country = (options.country ?? proposal?.place.country ?? sample?.country ?? 'DE').toUpperCase();
  const zone = options.zone ?? proposal?.place.zone ?? sample?.zone ?? 'UTC';
  const source = { id: 1, zone, country, settings: settingsOf(format, options.setting ?? []) };
  const { compiled, findings } = compileFormat(format, source, undefined, true);
  if (compiled === null) throw invalid(findings);
  return { path, name: basename(path), format, compiled, country, proposal };
}

function invalid(findings: readonly Finding[]): Refusal {
  return new Refusal('invalid', 'mediation.formatUnusable', {}, findings);
}

function settingsOf(format: Format, written: readonly string[]): SourceSettings {
  return Object.fromEntries(
    written.map((each) => {
      const [name = '', value = ''] = each.split(/=(.*)/s);
      return [name, format.settings[name]?.kind === 'texts' ? value.split(',') : value] as const;
    }),
  );
}
