/** A file nobody knows yet, looked at: which formats fit, what is proposed, how it would read. Nothing is stored but the file itself. */
import type { Actor, Finding } from '#base';
import { Refusal } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { Format } from '../language/format.ts';
import { neededSettings } from '../language/neededSettings.ts';
import { type NamedSource, namedSourceOf } from '../namedSources.ts';
import { HEAD_BYTES } from '../opening/sniff.ts';
import { type Proposal, proposeFormat, type Told } from '../propose/propose.ts';
import { compileFormat, type SourceProfile } from '../reading/compile.ts';
import { detectFormat } from '../reading/detect.ts';
import { currencyOfCountry, type OutputRecord, outputRecord } from '../reading/output.ts';
import { FileReading, type ReadingCounts, type Reject } from '../reading/reading.ts';
import { headOf } from './content.ts';
import { allFormats, formatOf, getFormat } from './formats.ts';

export interface LookInput {
  /** The file by its content, as the archive knows it. */
  readonly file: string;
  readonly name: string;
  /** Read it by this format; without one by what fits best. */
  readonly formatId?: string | undefined;
  /** Or by this one, as data. */
  readonly format?: unknown;
  /** What was corrected of the proposal. */
  readonly told?: Told | undefined;
  readonly zone?: string | undefined;
  readonly country?: string | undefined;
  /** What its source would tell. */
  readonly settings?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

export interface Look {
  readonly detected: readonly { readonly id: string; readonly name: string; readonly score: number }[];
  readonly proposal: Proposal | null;
  /** By which it was read; null where nothing can read it. */
  readonly format: Format | null;
  /** Whether that is the proposal. */
  readonly proposed: boolean;
  /** Settings that it cannot be read rightly without. */
  readonly neededSettings: readonly string[];
  readonly zone: string;
  readonly country: string;
  readonly namedSource: NamedSource | null;
  readonly preview: FilePreview;
}

export interface FilePreview {
  readonly records: readonly OutputRecord[];
  readonly rejects: readonly Reject[];
  readonly counts: ReadingCounts;
  readonly filterCounts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Records and rejects shown. */
const SHOWN = 20;
const NO_COUNTS: ReadingCounts = {
  records: 0,
  passed: 0,
  repeated: 0,
  rejected: 0,
  filtered: 0,
  joined: 0,
  waiting: 0,
};

/** Looks at a file of the archive. @throws Refusal `mediation.fileNotKnown`, `mediation.formatUnknown`, `mediation.formatInvalid` */
export async function lookAtFile(app: App, actor: Actor, input: LookInput): Promise<Look> {
  const head = await headOf(app.files.path(input.file)).catch(() => {
    throw new Refusal('notFound', 'mediation.fileNotKnown', { file: input.name });
  });
  const named = namedSourceOf(input.name);
  const place = { zone: input.zone ?? named?.zone, country: input.country ?? named?.country };
  const formats = await inTransaction(app, actor, allFormats);
  const detected = detectFormat(head, formats).slice(0, 5);
  const proposal = proposeFormat(head, {
    ...(place.zone === undefined ? {} : { zone: place.zone }),
    ...(place.country === undefined ? {} : { country: place.country }),
    ...(input.told === undefined ? {} : { told: input.told }),
    whole: head.length < HEAD_BYTES,
  });
  const wanted = await wantedFormat(app, actor, input);
  const best = input.told === undefined ? detected[0]?.format : undefined;
  const format = wanted ?? best ?? proposal?.format ?? null;
  const sample = format?.samples[0];
  const zone = place.zone ?? proposal?.place.zone ?? sample?.zone ?? 'UTC';
  const country = place.country ?? proposal?.place.country ?? sample?.country ?? 'DE';
  return {
    detected: detected.map(({ format: { id, name }, score }) => ({ id, name, score })),
    proposal,
    format,
    proposed: format !== null && format === proposal?.format,
    neededSettings: format === null ? [] : neededSettings(format),
    zone,
    country,
    namedSource: named,
    preview: format === null ? nothing([]) : previewOf(format, head, { zone, country, settings: input.settings ?? {} }),
  };
}

async function wantedFormat(app: App, actor: Actor, { format, formatId }: LookInput): Promise<Format | null> {
  if (format !== undefined) return formatOf(format);
  return formatId === undefined ? null : inTransaction(app, actor, (ctx) => getFormat(ctx, formatId));
}

function nothing(findings: readonly Finding[]): FilePreview {
  return { records: [], rejects: [], counts: NO_COUNTS, filterCounts: {}, findings };
}

/** The beginning of a file as a format reads it. */
function previewOf(format: Format, head: Buffer, source: Omit<SourceProfile, 'id'>): FilePreview {
  const { compiled, findings } = compileFormat(format, { id: 1, ...source }, undefined, true);
  if (compiled === null) return nothing(findings);
  const currency = currencyOfCountry(source.country);
  const records: OutputRecord[] = [];
  const reading = new FileReading(compiled, (record, detail) => {
    if (records.length < SHOWN && detail !== null) records.push(outputRecord(record, detail, currency));
  });
  // The last line is cut off where the file goes on: it is left out.
  const lastBreak = head.length < HEAD_BYTES ? -1 : head.lastIndexOf(10);
  reading.push(lastBreak < 0 ? head : head.subarray(0, lastBreak + 1));
  reading.end();
  return {
    records,
    rejects: reading.rejects.slice(0, SHOWN),
    counts: reading.counts,
    filterCounts: reading.filterCounts,
    findings: reading.quarantine === null ? [] : [reading.quarantine],
  };
}
