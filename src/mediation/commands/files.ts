/** Reading record files on the command line, without a database. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Finding, Refusal } from '#base';
import { FORMATS, findFormat } from '../formats.ts';
import type { Format, SourceSettings } from '../language/format.ts';
import { HEAD_BYTES } from '../opening/sniff.ts';
import { type Proposal, proposeFormat } from '../propose/propose.ts';
import { type CompiledFormat, compileFormat } from '../reading/compile.ts';
import { type Detected, detectFormat } from '../reading/detect.ts';
import { archiveKind, membersOf } from '../service/archive.ts';
import { contentOf, headOf } from '../service/content.ts';
import { formatOf } from '../service/formats.ts';

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

/** A file, or one of an archive: its beginning, and all of it in pieces, unpacked. */
export interface ContentPart {
  readonly name: string;
  /** Whether it is one of an archive. */
  readonly isMember: boolean;
  /** When it was written last, epoch ms: the best that is known of when it came. */
  readonly arrivalMs: number;
  readonly head: Buffer;
  readonly content: AsyncIterable<Buffer>;
}

/** A format told, found or proposed, ready to read. */
export interface ToldFormat {
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

/** The file at a path, or the files of the archive that it is. @throws Refusal `mediation.pathMissing`; BrokenArchive, BrokenPacking */
export async function* partsOf(path: string): AsyncGenerator<ContentPart> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new Refusal('invalid', 'mediation.pathMissing', { path });
  const kind = await archiveKind(path);
  if (kind === null) {
    const [name, head] = [basename(path), await headOf(path)];
    yield { name, isMember: false, arrivalMs: found.mtimeMs, head, content: contentOf(path) };
    return;
  }
  for await (const { name, content } of membersOf(path, kind)) {
    const pieces = content[Symbol.asyncIterator]();
    const first: Buffer[] = [];
    let bytes = 0;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      first.push(next.value);
      bytes += next.value.length;
      if (bytes >= HEAD_BYTES) break;
    }
    yield {
      name,
      isMember: true,
      arrivalMs: found.mtimeMs,
      head: Buffer.concat(first).subarray(0, HEAD_BYTES),
      content: chained(first, pieces),
    };
  }
}

async function* chained(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The beginning of a file, of an archive that of its first one. @throws as `partsOf` */
export async function beginningOf(path: string): Promise<Buffer> {
  for await (const { head } of partsOf(path)) return head;
  return Buffer.alloc(0);
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
 * @throws Refusal `mediation.formatUnknown`, `mediation.fileUnknown`, `mediation.formatUnusable`
 */
export async function tellFormat({ head }: ContentPart, options: FileOptions): Promise<ToldFormat> {
  if (options.format !== undefined) return ready(await namedFormat(options.format), options, null);
  const { detected, proposal } = lookAt(head, options);
  const [best] = detected;
  if (best !== undefined) return ready(best.format, options, null);
  if (options.propose !== true || proposal === null) throw new Refusal('invalid', 'mediation.fileUnknown');
  return ready(proposal.format, options, proposal);
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
function parseFormat(text: string): Format {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'mediation.formatInvalid', { place: '', problem: 'JSON' });
  }
  return formatOf(data);
}

function ready(format: Format, options: FileOptions, proposal: Proposal | null): ToldFormat {
  const [sample] = format.samples;
  const country = (options.country ?? proposal?.place.country ?? sample?.country ?? 'DE').toUpperCase();
  const zone = options.zone ?? proposal?.place.zone ?? sample?.zone ?? 'UTC';
  const source = { id: 1, zone, country, settings: settingsOf(format, options.setting ?? []) };
  const { compiled, findings } = compileFormat(format, source, undefined, true);
  if (compiled === null) throw invalid(findings);
  return { format, compiled, country, proposal };
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
