/**
 * Reader of delimited text on bytes: one pass finds the ends of fields, no text is made. A line break always ends a record,
 * so that one broken quote costs one record, and a line of any length passes without being held.
 */

import type { Charset, Delimited, Layout } from '../language/structure.ts';
import { columnsFromHeader } from './header.ts';
import { Lines, type LineTaker } from './lines.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { needsSplitter, OPEN_QUOTE, Splitter, TEXT_AFTER_QUOTE, TOO_MANY } from './splitter.ts';
import { ESCAPED, equalBytes, MAX_COLUMNS, newView, type RecordView } from './view.ts';

const SPACE = 32;

interface KnownLayout {
  readonly count: number;
  /** Records of any number of columns. */
  readonly any: boolean;
  readonly columnOf: Int16Array;
  readonly when: { readonly column: number; readonly texts: readonly Buffer[] } | null;
}

export class DelimitedReader implements RecordReader, LineTaker {
  readonly #structure: Delimited;
  readonly #slots: SlotTable;
  readonly #sink: RecordSink;
  readonly #charset: Charset;
  readonly #view: RecordView = newView(true);
  readonly #lines: Lines;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #trim: boolean;
  /** What the splitting below does not know; null where it knows everything. */
  readonly #splitter: Splitter | null;
  #layouts: readonly KnownLayout[];
  #layout: KnownLayout | null = null;
  #headerDone: boolean;
  /** The first name of the header, by which it is known again. */
  #heading: Buffer | null = null;
  #typesMayFollow = false;

  /** @param offset bytes of the file before what will be pushed (its byte order mark) */
  constructor(structure: Delimited, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#structure = structure;
    this.#slots = slots;
    this.#sink = sink;
    this.#charset = charset;
    this.#delimiter = structure.delimiter.charCodeAt(0);
    this.#quote = structure.quote === null ? -1 : structure.quote.charCodeAt(0);
    this.#trim = structure.trim;
    this.#splitter = needsSplitter(structure) ? new Splitter(structure) : null;
    this.#view.quote = this.#quote;
    this.#layouts = structure.layouts.map((layout) => this.#known(layout.columns, layout.when));
    this.#headerDone = structure.header.kind !== 'names';
    if (this.#headerDone && this.#layouts.length === 0) this.#layouts = [{ ...this.#known([], undefined), any: true }];
    const skipLines = structure.header.kind === 'skip' ? structure.header.lines : 0;
    this.#lines = new Lines({ ...structure, skipLines }, this.#view, sink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  line(from: number, to: number, ended: boolean, whole: boolean): boolean {
    const view = this.#view;
    const count = this.#splitter === null ? this.#split(view, from, to) : this.#splitter.split(view, from, to);
    if (count === OPEN_QUOTE && !whole && this.#structure.multiline) return true;
    if (!this.#headerDone) {
      this.#headerDone = true;
      if (count > 0 && this.#readHeader(view, count)) return false;
      if (this.#lines.stopped) return false;
    } else if (this.#heading !== null && count > 0 && this.#isHeading(view, count)) return false;
    if (!ended && this.#structure.finalNewline === 'required') {
      this.#sink.broken(view, 'mediation.truncated', -1, {});
    } else if (count < 0) {
      this.#sink.broken(view, brokenCode(count, ended), view.count, {});
    } else if (this.#chooseLayout(view, count, ended)) {
      this.#sink.record(view);
    } else {
      const code = ended ? 'mediation.columnCount' : 'mediation.truncated';
      this.#sink.broken(view, code, -1, { found: count, expected: this.#expectedCounts() });
    }
    return false;
  }

  /** Finds the fields of a line; returns how many, or what is wrong (then `view.count` is the column at fault). */
  #split(view: RecordView, from: number, to: number): number {
    const { data: bytes, start, end, escaped } = view;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const trim = this.#trim;
    let count = 0;
    let i = from;
    for (;;) {
      if (count === MAX_COLUMNS) return TOO_MANY;
      view.count = count;
      if (trim) while (i < to && bytes[i] === SPACE) i++;
      let s = i;
      let e: number;
      escaped[count] = ESCAPED.not;
      if (i < to && bytes[i] === quote) {
        s = ++i;
        for (;;) {
          while (i < to && bytes[i] !== quote) i++;
          if (i >= to) return OPEN_QUOTE;
          if (i + 1 >= to || bytes[i + 1] !== quote) break;
          escaped[count] = ESCAPED.doubled;
          i += 2;
        }
        e = i++;
        while (i < to && bytes[i] === SPACE) i++;
        if (i < to && bytes[i] !== delimiter) return TEXT_AFTER_QUOTE;
      } else {
        while (i < to && bytes[i] !== delimiter) i++;
        e = i;
      }
      if (trim) {
        while (s < e && bytes[s] === SPACE) s++;
        while (e > s && bytes[e - 1] === SPACE) e--;
      }
      start[count] = s;
      end[count] = e;
      count++;
      if (i >= to) break;
      i++;
    }
    view.count = count;
    return count;
  }

  /** Sets the view's columns by the layout that fits; the last line without line break must look like the ones before it. */
  #chooseLayout(view: RecordView, count: number, ended: boolean): boolean {
    const last = this.#layout;
    if (last !== null && fits(last, view, count)) {
      view.columnOf = last.columnOf;
      return true;
    }
    const { extraColumns, missingColumns } = this.#structure;
    const layout =
      this.#layouts.find((each) => (ended || last === null || each === last) && fits(each, view, count)) ??
      this.#layouts.find(
        (each) =>
          (count > each.count ? extraColumns === 'ignore' : missingColumns === 'empty') && isWhen(each, view, count),
      );
    if (layout === undefined) return false;
    if (fits(layout, view, count)) this.#layout = layout;
    view.columnOf = layout.columnOf;
    return true;
  }

  /** Whether the line was the header; without one where it must be, the file is at fault. */
  #readHeader(view: RecordView, count: number): boolean {
    const { header } = this.#structure;
    if (header.kind !== 'names') return false;
    const found = columnsFromHeader(view, count, header.names, this.#charset);
    const missing = header.required.filter((field) => !found.columns.includes(field));
    if (missing.length === 0) {
      this.#layouts = [this.#known(found.columns, undefined)];
      this.#layout = null;
      this.#typesMayFollow = header.typesLine;
      if (header.repeated || header.typesLine)
        this.#heading = Buffer.from(view.data.subarray(view.start[0]!, view.end[0]!));
      return true;
    }
    if (header.optional && found.matched === 0) return false;
    this.#lines.stopped = true;
    this.#sink.fileFault('mediation.header', { missing: missing.join(', '), line: view.lineNo });
    return false;
  }

  /** Whether the line is the header once more, or the line of types behind it. */
  #isHeading(view: RecordView, count: number): boolean {
    const { header } = this.#structure;
    if (header.kind !== 'names' || this.#heading === null) return false;
    const types = this.#typesMayFollow && areTypes(view, count);
    this.#typesMayFollow = false;
    if (types) return true;
    return (
      header.repeated &&
      equalBytes(view.data, view.start[0]!, view.end[0]!, this.#heading) &&
      this.#readHeader(view, count)
    );
  }

  #known(columns: readonly string[], when: Layout['when']): KnownLayout {
    return {
      count: columns.length,
      any: false,
      columnOf: this.#slots.columnsOf(columns),
      when: when === undefined ? null : { column: when.column, texts: when.oneOf.map((text) => Buffer.from(text)) },
    };
  }

  #expectedCounts(): string {
    return [...new Set(this.#layouts.map(({ count }) => count))].join(', ');
  }
}

function brokenCode(count: number, ended: boolean): string {
  if (!ended) return 'mediation.truncated';
  if (count === OPEN_QUOTE) return 'mediation.quoteOpen';
  return count === TEXT_AFTER_QUOTE ? 'mediation.quoteText' : 'mediation.columnCount';
}

/** A delimiter at the end of the line makes one empty column more, which no layout minds. */
function fits(layout: KnownLayout, view: RecordView, count: number): boolean {
  const trailing = count === layout.count + 1 && view.start[count - 1] === view.end[count - 1];
  if (count !== layout.count && !trailing && !layout.any) return false;
  return layout.when === null || isWhen(layout, view, count);
}

function isWhen({ when }: KnownLayout, view: RecordView, count: number): boolean {
  if (when === null) return true;
  if (when.column >= count) return false;
  const s = view.start[when.column]!;
  const e = view.end[when.column]!;
  for (const text of when.texts) if (equalBytes(view.data, s, e, text)) return true;
  return false;
}

/** Names of column types as databases write them: `INTEGER`, `VARCHAR(50)`. */
const TYPE =
  /^(?:"?(?:BIG|SMALL|TINY)?INT(?:EGER)?|(?:N?VAR)?CHAR|TEXT|UNIQUEIDENTIFIER|UUID|DATETIME|DATE|TIMESTAMP|DECIMAL|NUMERIC|FLOAT|REAL|BIT|BOOLEAN)(?:\(\d+(?:,\d+)?\))?"?$/i;

function areTypes(view: RecordView, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const text = view.data.toString('latin1', view.start[i], Math.min(view.end[i]!, view.start[i]! + 40));
    if (text !== '' && !TYPE.test(text)) return false;
  }
  return true;
}
