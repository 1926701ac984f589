/**
 * One record as bytes: the spans of its columns in a buffer, whatever structure it came from. Readers fill one view over and
 * over; everything that reads values works on spans, so that no text is made unless it is stored.
 */

import type { Charset } from '../language/structure.ts';

/** Most columns a record may have. */
export const MAX_COLUMNS = 512;

export interface RecordView {
  /** Buffer of the columns' bytes: what `start` and `end` count in. */
  data: Buffer;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Columns whose text still holds what its writer put in to escape: one of `ESCAPED`. */
  readonly escaped: Uint8Array;
  /** The quote that escaped columns double. */
  quote: number;
  count: number;
  /** Slot (location named by the format) → column; `ABSENT` = this layout has it not; below, counted from the last column (-2). */
  columnOf: Int16Array;
  facts: FileFacts;

  /** The record as it stands in the file. */
  raw: Buffer;
  rawFrom: number;
  rawTo: number;
  /** From 1; equals the line number where records are lines. */
  recordNo: number;
  lineNo: number;
  /** Of the record in the unpacked content. */
  byteOffset: number;
  /** Whether columns lie in the raw bytes, so that a field has a byte offset and a column number of its own. */
  columnsInRaw: boolean;

  /**
   * Result of the last `locate`: the field's text as a span of `bytes` (the record's own, or what was made of it), and its
   * column; column -1 when there is nothing, or when the text stands in no column.
   */
  readonly bytes: Buffer;
  readonly s: number;
  readonly e: number;
  readonly column: number;
  /** The first field since `clearFault` whose text could not be made, and why (a code of findings). */
  readonly fault: FieldAccess | null;
  readonly faultCode: string;
}

/** How a column's text is escaped. */
export const ESCAPED = { not: 0, doubled: 1, backslash: 2 } as const;

/** What a file tells about all of its records. */
export interface FileFacts {
  readonly charset: Charset;
  /** Named groups of the file's name. */
  readonly captures: Readonly<Record<string, string>>;
  /** When the file came, epoch ms; null where nobody knows. */
  readonly arrivalMs: number | null;
  /** Number of the file in the ledger; 0 = it is in none. */
  readonly fileId: number;
  /** Values that records inherit from header and section records, by name; they change from record to record. */
  readonly context: Map<string, string>;
}

/** The facts of content that has no name and no arrival: previews, samples. */
export function plainFacts(charset: Charset = 'utf-8'): FileFacts {
  return { charset, captures: {}, arrivalMs: null, fileId: 0, context: new Map() };
}

/** No column of this layout. */
export const ABSENT = -1;
const EMPTY = Buffer.alloc(0);
const BACKSLASH = 92;

export function newView(columnsInRaw: boolean): RecordView {
  return {
    data: EMPTY,
    start: new Int32Array(MAX_COLUMNS),
    end: new Int32Array(MAX_COLUMNS),
    escaped: new Uint8Array(MAX_COLUMNS),
    quote: 0,
    count: 0,
    columnOf: new Int16Array(0),
    facts: plainFacts(),
    raw: EMPTY,
    rawFrom: 0,
    rawTo: 0,
    recordNo: 0,
    lineNo: 0,
    byteOffset: 0,
    columnsInRaw,
    bytes: EMPTY,
    s: 0,
    e: 0,
    column: -1,
    fault: null,
    faultCode: '',
  };
}

/** Makes the text of a field that is no column as it stands. */
export interface Derivation {
  /** Leaves the text in the view by `found`, or says that there is none, or that it cannot be made by `failed`. */
  readonly locate: (view: RecordView, field: FieldAccess) => boolean;
}

/** A field as the compiled format knows it: the slots of its locations in order, and texts that mean nothing. */
export interface FieldAccess {
  readonly name: string;
  readonly slots: readonly number[];
  readonly nulls: readonly Buffer[];
  /** null where the text is that of the first slot that holds something. */
  readonly derive: Derivation | null;
}

/** Finds the first location of a field that holds something and leaves its text in the view. */
export function locate(view: RecordView, field: FieldAccess): boolean {
  const { slots, nulls, derive } = field;
  if (derive !== null) return derive.locate(view, field);
  for (let i = 0; i < slots.length; i++) {
    let column = view.columnOf[slots[i]!]!;
    if (column < 0 || column >= view.count) {
      column = columnAt(view, slots[i]!);
      if (column < 0) continue;
    }
    const s = view.start[column]!;
    const e = view.end[column]!;
    if (s === e) continue;
    if (nulls.length > 0 && isOneOf(view.data, s, e, nulls)) continue;
    return view.escaped[column] === ESCAPED.not ? found(view, view.data, s, e, column) : unescaped(view, column);
  }
  return notFound(view);
}

/** The column of a slot in this record, or `ABSENT`. */
export function columnAt(view: RecordView, slot: number): number {
  const column = view.columnOf[slot]!;
  if (column >= 0) return column < view.count ? column : ABSENT;
  // -2 is the last column, -3 the one before it.
  return column === ABSENT ? ABSENT : Math.max(ABSENT, view.count + column + 1);
}

/** Notes where a record without columns of its own lies: its number in the file (from 1) and its first byte in the unpacked content. */
export function place(
  view: Writable<RecordView>,
  data: Buffer,
  from: number,
  to: number,
  recordNo: number,
  byteOffset: number,
): void {
  view.raw = data;
  view.rawFrom = from;
  view.rawTo = to;
  view.count = 0;
  view.recordNo = recordNo;
  view.lineNo = recordNo;
  view.byteOffset = byteOffset;
}

/** Notes where the text of a field is. */
export function found(view: Writable<RecordView>, bytes: Buffer, s: number, e: number, column: number): true {
  view.bytes = bytes;
  view.s = s;
  view.e = e;
  view.column = column;
  return true;
}

/** Notes that a field has no text. */
export function notFound(view: Writable<RecordView>): false {
  view.s = 0;
  view.e = 0;
  view.column = -1;
  return false;
}

/** Notes that the text of a field cannot be made: the record is to be rejected. */
export function failed(view: Writable<RecordView>, field: FieldAccess, code: string): false {
  if (view.fault === null) {
    view.fault = field;
    view.faultCode = code;
  }
  return notFound(view);
}

export function clearFault(view: Writable<RecordView>): void {
  view.fault = null;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The text of a column without its escapes, in a buffer of its own: such columns are few. */
function unescaped(view: RecordView, column: number): boolean {
  const text = withoutEscapes(view, column);
  return found(view, text, 0, text.length, column);
}

/** The bytes of an escaped column without its escapes. */
export function withoutEscapes(view: RecordView, column: number): Buffer {
  const { data } = view;
  const mark = view.escaped[column] === ESCAPED.backslash ? BACKSLASH : view.quote;
  const text = Buffer.allocUnsafe(view.end[column]! - view.start[column]!);
  let length = 0;
  for (let i = view.start[column]!; i < view.end[column]!; i++) {
    if (data[i] === mark && i + 1 < view.end[column]! && (mark === BACKSLASH || data[i + 1] === mark)) i++;
    text[length++] = data[i]!;
  }
  return text.subarray(0, length);
}

/** Whether a span is one of these texts. */
export function isOneOf(bytes: Buffer, s: number, e: number, texts: readonly Buffer[]): boolean {
  for (let i = 0; i < texts.length; i++) if (equalBytes(bytes, s, e, texts[i]!)) return true;
  return false;
}

/** Whether a span holds exactly these bytes. */
export function equalBytes(bytes: Uint8Array, s: number, e: number, wanted: Uint8Array): boolean {
  return e - s === wanted.length && startsWithBytes(bytes, s, e, wanted);
}

/** Whether a span begins with these bytes. */
export function startsWithBytes(bytes: Uint8Array, s: number, e: number, wanted: Uint8Array): boolean {
  if (e - s < wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[s + i] !== wanted[i]) return false;
  return true;
}
