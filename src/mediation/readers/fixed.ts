/** Readers of columns by their place in the line: places the format knows, and places that the file tells by itself. */

import type { Charset, Fixed, SelfDescribing } from '../language/structure.ts';
import { encoded, textCodec } from '../values/text.ts';
import { Frames } from './frames.ts';
import { Lines, type LineTaker } from './lines.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { MAX_COLUMNS, newView, type RecordView, startsWithBytes } from './view.ts';

const SPACE = 32;

interface FixedColumn {
  readonly name: string;
  /** From 0, in bytes. */
  readonly start: number;
  readonly length: number;
}

/** Sets the spans of columns, without the blanks around their texts. */
function cutColumns(view: RecordView, columns: readonly FixedColumn[], from: number, to: number): void {
  const { data, start, end } = view;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    let s = Math.min(from + column.start, to);
    let e = Math.min(s + column.length, to);
    while (s < e && data[s] === SPACE) s++;
    while (e > s && data[e - 1] === SPACE) e--;
    start[i] = s;
    end[i] = e;
  }
  view.count = columns.length;
}

export class FixedReader implements RecordReader, LineTaker {
  readonly #view: RecordView = newView(true);
  readonly #sink: RecordSink;
  readonly #columns: readonly FixedColumn[];
  readonly #leastLength: number;
  readonly #cutter: Lines | Frames;

  constructor(structure: Fixed, slots: SlotTable, sink: RecordSink, offset: number) {
    this.#sink = sink;
    this.#columns = structure.columns;
    this.#leastLength = structure.leastLength;
    this.#view.columnOf = slots.columnsOf(structure.columns.map(({ name }) => name));
    this.#cutter =
      structure.recordLength === undefined
        ? new Lines(structure, this.#view, sink, this, offset)
        : new Frames(structure.recordLength, this.#view, sink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#cutter.push(chunk);
  }

  end(): void {
    this.#cutter.end();
  }

  line(from: number, to: number, ended: boolean): boolean {
    const length = to - from;
    if (length < this.#leastLength) {
      const code = ended ? 'mediation.lineShort' : 'mediation.truncated';
      this.#sink.broken(this.#view, code, -1, { found: length, least: this.#leastLength });
    } else {
      cutColumns(this.#view, this.#columns, from, to);
      this.#sink.record(this.#view);
    }
    return false;
  }
}

/** A line as `headerPattern` reads it; null where it names no column or too many. */
export function columnsOfHeading(text: string, structure: SelfDescribing): readonly FixedColumn[] | null {
  const columns: FixedColumn[] = [];
  for (const { groups } of text.matchAll(new RegExp(structure.headerPattern, 'g'))) {
    const start = Number(groups?.start) - structure.firstPosition;
    const length =
      groups?.length === undefined ? Number(groups?.end) - structure.firstPosition - start + 1 : Number(groups.length);
    const { name } = groups ?? {};
    if (name === undefined || !(start >= 0) || !(length > 0)) return null;
    columns.push({ name: name.trim(), start, length });
  }
  return columns.length === 0 || columns.length > MAX_COLUMNS ? null : columns;
}

export class SelfDescribingReader implements RecordReader, LineTaker {
  readonly #structure: SelfDescribing;
  readonly #slots: SlotTable;
  readonly #charset: Charset;
  readonly #view: RecordView = newView(true);
  readonly #sink: RecordSink;
  readonly #prefix: Buffer;
  readonly #lines: Lines;
  #columns: readonly FixedColumn[] | null = null;

  constructor(structure: SelfDescribing, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#structure = structure;
    this.#slots = slots;
    this.#charset = charset;
    this.#sink = sink;
    this.#prefix = encoded(structure.headerPrefix, charset);
    this.#lines = new Lines(structure, this.#view, sink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  line(from: number, to: number): boolean {
    const view = this.#view;
    if (startsWithBytes(view.data, from, to, this.#prefix)) {
      this.#columns = columnsOfHeading(textCodec(this.#charset).decode(view.data, from, to), this.#structure);
      if (this.#columns !== null) view.columnOf = this.#slots.columnsOf(this.#columns.map(({ name }) => name));
    }
    // Records that nothing describes cannot be read, none of them.
    if (this.#columns === null) {
      this.#lines.stopped = true;
      this.#sink.fileFault('mediation.heading', { line: view.lineNo });
    } else if (!startsWithBytes(view.data, from, to, this.#prefix)) {
      cutColumns(view, this.#columns, from, to);
      this.#sink.record(view);
    }
    return false;
  }
}
