/** Which format a file is in, from its beginning: every format that may fit reads it, and tells how much of it fits. */

import type { Format } from '../language/format.ts';
import type { Structure } from '../language/structure.ts';
import { openingOf } from '../opening/opening.ts';
import { HEAD_BYTES, type Sniffed, sniff } from '../opening/sniff.ts';
import { headFromUtf16 } from '../opening/utf16.ts';
import { openReader } from '../readers/openReader.ts';
import type { RecordSink } from '../readers/sink.ts';
import { SlotTable } from '../readers/slots.ts';
import { equalBytes, locate, type RecordView } from '../readers/view.ts';
import { type CompiledFormat, compileFormat } from './compile.ts';
import { FileReading } from './reading.ts';

export interface Detected {
  readonly format: Format;
  /** How well the file fits, 0–1. Below 1 always: the more of a format's marks are found, the nearer. */
  readonly score: number;
}

/** Below this score a format is not taken for found. */
const LEAST_SCORE = 0.5;
/** As much of a file is tried; its last line is left out where the file goes on. */
const TRIED_BYTES = 16_384;
/** What a record that fits but cannot be read counts: broken records do not make another format of a file. */
const UNREAD_WEIGHT = 0.4;
/** Records without a year are of some year that has every day; which one does not matter here. */
const SOME_ARRIVAL = Date.UTC(2028, 11, 31);
/** A file of nothing but the format's header. */
const BARE_SCORE = 0.8;
const BINARY: ReadonlySet<Structure['kind']> = new Set(['asn1', 'binary32297']);
/** What a format without any mark of its own loses against one that has some. */
const VAGUENESS = 0.2;

/** Formats that fit the beginning of unpacked content, best first. */
export function detectFormat(head: Buffer, formats: readonly Format[]): readonly Detected[] {
  const sniffed = sniff(head);
  if (sniffed.kind === 'empty' || sniffed.kind === 'gzip') return [];
  const tried = beginning(head, sniffed);
  const text = tried.toString('latin1');
  return formats
    .map((format) => ({ format, score: mayBe(format.structure, tried, sniffed) ? scoreOf(format, tried, text) : 0 }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score);
}

function beginning(head: Buffer, { kind, bomBytes }: Sniffed): Buffer {
  if (head.length <= TRIED_BYTES || kind !== 'text') return head;
  const lastBreak = head.lastIndexOf(10, TRIED_BYTES);
  return lastBreak > bomBytes ? head.subarray(0, lastBreak + 1) : head;
}

/** A cheap look at whether content may have this structure at all. */
function mayBe(structure: Structure, head: Buffer, { kind, bomBytes }: Sniffed): boolean {
  if (kind === 'zip') return structure.kind === 'sheet';
  if (kind === 'utf-16') return !BINARY.has(structure.kind);
  if (kind === 'binary') return BINARY.has(structure.kind);
  let at = bomBytes;
  while (at < head.length && head[at]! <= 32) at++;
  const first = head[at];
  if (structure.kind === 'json') return first === 0x7b || first === 0x5b;
  if (structure.kind === 'xml') return first === 0x3c;
  if (structure.kind === 'delimited') return head.includes(structure.delimiter);
  return true;
}

/** Formats are compiled once for all files; by identity, so that an edited format is another one. */
const PREPARED = new WeakMap<Format, CompiledFormat | null>();

function prepared(format: Format): CompiledFormat | null {
  const known = PREPARED.get(format);
  if (known !== undefined) return known;
  const [sample] = format.samples;
  const source = { id: 1, zone: sample?.zone ?? 'UTC', country: sample?.country ?? 'DE', settings: {} };
  const { compiled } = compileFormat(format, source);
  PREPARED.set(format, compiled);
  return compiled;
}

function scoreOf(format: Format, head: Buffer, text: string): number {
  const { fingerprint } = format;
  if (!fingerprint.text.every((pattern) => new RegExp(pattern, 'm').test(text))) return 0;
  const compiled = prepared(format);
  if (compiled === null) return 0;
  const marked = Object.keys(fingerprint.columns).length + fingerprint.paths.length > 0;
  const probe = marked ? probed(format, head) : null;
  const tried = tryReading(compiled, head);
  const vague = 1 - VAGUENESS / (1 + marksOf(format));
  if (tried.bare) return BARE_SCORE * vague;
  if (probe !== null && probe.score < LEAST_SCORE) return 0;
  const fitting = probe?.score ?? (fingerprint.text.length > 0 || tried.structural ? 1 : tried.readable);
  if (probe === null && tried.readable === 0 && !tried.structural) return 0;
  return fitting * (1 - UNREAD_WEIGHT + UNREAD_WEIGHT * tried.readable) * vague;
}

/** How many marks of its own a format has: the more, the surer. A table of tags is as good as three. */
function marksOf({ fingerprint, structure }: Format): number {
  const header =
    structure.kind === 'delimited' && structure.header.kind === 'names' && !structure.header.optional
      ? structure.header.required.length
      : 0;
  const tags = BINARY.has(structure.kind) ? 3 : 0;
  return (
    Object.keys(fingerprint.columns).length + fingerprint.paths.length + fingerprint.text.length * 2 + header + tags
  );
}

interface Tried {
  /** Share of records that are read or left out for a reason the format knows. */
  readonly readable: number;
  /** The header is the format's, and there is nothing else. */
  readonly bare: boolean;
  /** The tags are the format's, whatever becomes of the records. */
  readonly structural: boolean;
}

function tryReading(compiled: CompiledFormat, head: Buffer): Tried {
  const { structure } = compiled.format;
  const reading = new FileReading(compiled, () => {}, { name: '', arrivalMs: SOME_ARRIVAL });
  reading.push(head);
  reading.end();
  const { records, rejected } = reading.counts;
  const code = reading.quarantine?.code ?? '';
  const structural = BINARY.has(structure.kind) && (records > 0 || code === '');
  const named = structure.kind === 'delimited' && structure.header.kind === 'names';
  return {
    // A file without traffic is told by its root.
    readable: records === 0 ? (structural && code === '' ? 1 : 0) : (records - rejected) / records,
    bare: named && records === 0 && code === '',
    structural,
  };
}

function probed(format: Format, head: Buffer): Probe {
  const slots = new SlotTable(format);
  const probe = new Probe(format, slots);
  const opening = openingOf(format, head.subarray(0, HEAD_BYTES));
  if (opening === 'nothing' || 'code' in opening) return probe;
  const { structure } = format;
  const reader = openReader(structure, slots, opening.charset, probe, 0);
  const content = opening.utf16 === null ? head.subarray(opening.offset) : headFromUtf16(head, opening.utf16);
  reader.push(content);
  // A line cut off by the end of the head is not pushed out by `end`, so it counts for nothing.
  if (probe.seen === 0 || structure.kind === 'json') reader.end();
  return probe;
}

/** Counts records whose columns or paths look like the format's. */
class Probe implements RecordSink {
  seen = 0;
  #fitting = 0;
  #headerMissing = false;
  readonly #columns: readonly { readonly column: number; readonly pattern: RegExp }[];
  readonly #paths: readonly ReturnType<SlotTable['access']>[];

  constructor(format: Format, slots: SlotTable) {
    this.#columns = Object.entries(format.fingerprint.columns).map(([column, pattern]) => ({
      column: Number(column),
      pattern: new RegExp(pattern),
    }));
    this.#paths = format.fingerprint.paths.map((path) => slots.access(path));
  }

  get score(): number {
    return this.#headerMissing || this.seen === 0 ? 0 : this.#fitting / this.seen;
  }

  record(view: RecordView): void {
    this.seen++;
    const columnsFit = this.#columns.every(
      ({ column, pattern }) =>
        column < view.count && pattern.test(view.data.toString('utf8', view.start[column], view.end[column])),
    );
    if (columnsFit && this.#paths.every((path) => locate(view, path))) this.#fitting++;
  }

  broken(view: RecordView): void {
    if (!equalBytes(view.raw, view.rawFrom, view.rawTo, Buffer.alloc(0))) this.seen++;
  }

  fileFault(): void {
    this.#headerMissing = true;
  }
}
