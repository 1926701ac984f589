/** Which format a file is in, from its beginning: every known format reads it and tells how much of it fits. */
import { DelimitedReader } from './delimited.ts';
import type { Format } from './format.ts';
import { JsonReader } from './json.ts';
import type { RecordSink } from './sink.ts';
import { SlotTable } from './slots.ts';
import { chooseCharset, sniff } from './sniff.ts';
import { equalBytes, locate, type RecordView } from './view.ts';

export interface Detected {
  readonly format: Format;
  /** Share of records that look like the format's, 0–1. */
  readonly score: number;
}

/** Below this share of fitting records a format is not taken for found. */
const LEAST_SCORE = 0.5;

/** Formats that fit the beginning of unpacked content, best first. */
export function detectFormat(head: Buffer, formats: readonly Format[]): readonly Detected[] {
  const sniffed = sniff(head);
  if (sniffed.kind !== 'text') return [];
  const content = head.subarray(sniffed.bomBytes);
  return formats
    .map((format) => ({ format, score: scoreOf(format, content, head) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score);
}

function scoreOf(format: Format, content: Buffer, head: Buffer): number {
  const slots = new SlotTable(format);
  const probe = new Probe(format, slots);
  const { structure } = format;
  if (structure.kind === 'json') {
    const reader = new JsonReader(slots, probe, 0);
    reader.push(content);
    reader.end();
  } else if (structure.kind === 'delimited') {
    const charset = chooseCharset(format.encoding.charsets, sniff(head), true) ?? 'utf-8';
    // A line cut off by the end of the head is not pushed out by `end`, so it counts for nothing.
    const reader = new DelimitedReader(structure, slots, charset, probe, 0);
    reader.push(content);
    if (probe.seen === 0) reader.end();
  }
  return probe.score;
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
        column < view.count && pattern.test(view.bytes.toString('utf8', view.start[column], view.end[column])),
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
