/**
 * Reader of delimited text on bytes: one pass finds the ends of fields, no text is made. A line break always ends a record,
 * so that one broken quote costs one record, and a line of any length passes without being held.
 */
import { columnsFromHeader } from './header.ts';
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import type { Charset, Delimited, Layout } from './structure.ts';
import { equalBytes, MAX_COLUMNS, newView, type RecordView } from './view.ts';

const EMPTY = Buffer.alloc(0);
const CR = 13;
const SPACE = 32;
const OPEN_QUOTE = -1;
const TEXT_AFTER_QUOTE = -2;
const TOO_MANY = -3;

interface KnownLayout {
  readonly count: number;
  readonly columnOf: Int16Array;
  readonly when: { readonly column: number; readonly texts: readonly Buffer[] } | null;
}

export class DelimitedReader implements RecordReader {
  readonly #structure: Delimited;
  readonly #slots: SlotTable;
  readonly #sink: RecordSink;
  readonly #charset: Charset;
  readonly #view: RecordView = newView(true);
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #recordEnd: number;
  readonly #comment: Buffer | null;
  #layouts: readonly KnownLayout[];
  #layout: KnownLayout | null = null;
  #headerDone: boolean;
  #linesToSkip: number;
  #carry: Buffer = EMPTY;
  /** Bytes before the current piece. */
  #offset: number;
  #lineNo = 0;
  /** Passing over a line that is too long: its first bytes, kept for the report. */
  #tooLong: Buffer | null = null;
  #tooLongOffset = 0;
  #stopped = false;

  /** @param offset bytes of the file before what will be pushed (its byte order mark) */
  constructor(structure: Delimited, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#offset = offset;
    this.#structure = structure;
    this.#slots = slots;
    this.#sink = sink;
    this.#charset = charset;
    this.#delimiter = structure.delimiter.charCodeAt(0);
    this.#quote = structure.quote === null ? -1 : structure.quote.charCodeAt(0);
    this.#recordEnd = structure.recordEnd.charCodeAt(0);
    this.#view.quote = this.#quote;
    this.#comment = structure.commentPrefix === undefined ? null : Buffer.from(structure.commentPrefix);
    this.#layouts = structure.layouts.map((layout) => this.#known(layout.columns, layout.when));
    this.#headerDone = structure.header.kind !== 'names';
    this.#linesToSkip = structure.header.kind === 'skip' ? structure.header.lines : 0;
  }

  push(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#carry = EMPTY;
    let at = 0;
    while (!this.#stopped) {
      const end = data.indexOf(this.#recordEnd, at);
      if (end < 0) break;
      this.#line(data, at, end, true);
      at = end + 1;
    }
    this.#offset += at;
    if (this.#stopped) return;
    if (this.#tooLong !== null) {
      this.#offset += data.length - at;
    } else if (data.length - at > MAX_RECORD_BYTES) {
      this.#tooLong = Buffer.from(data.subarray(at, at + RAW_BYTES));
      this.#tooLongOffset = this.#offset;
      this.#offset += data.length - at;
    } else {
      // A copy: the piece itself may be large and is not kept alive for a few bytes.
      this.#carry = Buffer.from(data.subarray(at));
    }
  }

  end(): void {
    if (this.#stopped || (this.#carry.length === 0 && this.#tooLong === null)) return;
    const rest = this.#carry;
    this.#carry = EMPTY;
    this.#line(rest, 0, rest.length, false);
    this.#offset += rest.length;
  }

  #line(data: Buffer, from: number, end: number, ended: boolean): void {
    this.#lineNo++;
    const view = this.#view;
    view.data = data;
    view.raw = data;
    view.rawFrom = from;
    view.lineNo = this.#lineNo;
    view.recordNo = this.#lineNo;
    view.byteOffset = this.#offset + from;
    view.count = 0;
    if (this.#tooLong !== null || end - from > MAX_RECORD_BYTES) {
      this.#reportTooLong(view, end);
      return;
    }
    let to = end;
    if (to > from && data[to - 1] === CR) to--;
    view.rawTo = to;
    if (isBlank(data, from, to)) return;
    if (this.#comment?.equals(data.subarray(from, from + this.#comment.length)) === true) return;
    if (this.#linesToSkip > 0) {
      this.#linesToSkip--;
      return;
    }
    this.#record(view, from, to, ended);
  }

  #record(view: RecordView, from: number, to: number, ended: boolean): void {
    const count = this.#split(view, from, to);
    if (!this.#headerDone) {
      this.#headerDone = true;
      if (count > 0 && this.#readHeader(view, count)) return;
      if (this.#stopped) return;
    }
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
  }

  /** Finds the fields of a line; returns how many, or what is wrong (then `view.count` is the column at fault). */
  #split(view: RecordView, from: number, to: number): number {
    const { data: bytes, start, end, escaped } = view;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const { trim } = this.#structure;
    let count = 0;
    let i = from;
    for (;;) {
      if (count === MAX_COLUMNS) return TOO_MANY;
      view.count = count;
      if (trim) while (i < to && bytes[i] === SPACE) i++;
      let s = i;
      let e: number;
      escaped[count] = 0;
      if (i < to && bytes[i] === quote) {
        s = ++i;
        for (;;) {
          while (i < to && bytes[i] !== quote) i++;
          if (i >= to) return OPEN_QUOTE;
          if (i + 1 >= to || bytes[i + 1] !== quote) break;
          escaped[count] = 1;
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
    if (last !== null && fits(last, view, count, this.#structure.extraColumns === 'ignore')) {
      view.columnOf = last.columnOf;
      return true;
    }
    if (!ended && last !== null) return false;
    for (const layout of this.#layouts) {
      if (!fits(layout, view, count, this.#structure.extraColumns === 'ignore')) continue;
      this.#layout = layout;
      view.columnOf = layout.columnOf;
      return true;
    }
    return false;
  }

  /** Whether the line was the header; without one where it must be, the file is at fault. */
  #readHeader(view: RecordView, count: number): boolean {
    const { header } = this.#structure;
    if (header.kind !== 'names') return false;
    const found = columnsFromHeader(view, count, header.names, this.#charset);
    const missing = header.required.filter((field) => !found.columns.includes(field));
    if (missing.length === 0) {
      this.#layouts = [this.#known(found.columns, undefined)];
      return true;
    }
    if (header.optional && found.matched === 0) return false;
    this.#stopped = true;
    this.#sink.fileFault('mediation.header', { missing: missing.join(', '), line: view.lineNo });
    return false;
  }

  #known(columns: readonly string[], when: Layout['when']): KnownLayout {
    return {
      count: columns.length,
      columnOf: this.#slots.columnsOf(columns),
      when: when === undefined ? null : { column: when.column, texts: when.oneOf.map((text) => Buffer.from(text)) },
    };
  }

  #expectedCounts(): string {
    return [...new Set(this.#layouts.map(({ count }) => count))].join(', ');
  }

  #reportTooLong(view: RecordView, end: number): void {
    const bytes = this.#offset + end - (this.#tooLong === null ? view.byteOffset : this.#tooLongOffset);
    if (this.#tooLong !== null) {
      view.raw = this.#tooLong;
      view.rawFrom = 0;
      view.rawTo = this.#tooLong.length;
      view.byteOffset = this.#tooLongOffset;
      this.#tooLong = null;
    } else {
      view.rawTo = end;
    }
    this.#sink.broken(view, 'mediation.recordTooLong', -1, { bytes, most: MAX_RECORD_BYTES });
  }
}

function brokenCode(count: number, ended: boolean): string {
  if (!ended) return 'mediation.truncated';
  if (count === OPEN_QUOTE) return 'mediation.quoteOpen';
  return count === TEXT_AFTER_QUOTE ? 'mediation.quoteText' : 'mediation.columnCount';
}

/** A delimiter at the end of the line makes one empty column more, which no layout minds. */
function fits(layout: KnownLayout, view: RecordView, count: number, extra: boolean): boolean {
  const trailing = count === layout.count + 1 && view.start[count - 1] === view.end[count - 1];
  if (count !== layout.count && !trailing && !(extra && count > layout.count)) return false;
  if (layout.when === null) return true;
  const s = view.start[layout.when.column]!;
  const e = view.end[layout.when.column]!;
  for (const text of layout.when.texts) if (equalBytes(view.data, s, e, text)) return true;
  return false;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== SPACE && bytes[i] !== 9) return false;
  return true;
}
