/**
 * One record as bytes: the spans of its columns in a buffer, whatever structure it came from. Readers fill one view over and
 * over; everything that reads values works on spans, so that no text is made unless it is stored.
 */

/** Most columns a record may have. */
export const MAX_COLUMNS = 512;

export interface RecordView {
  /** Buffer of the columns' bytes. */
  bytes: Buffer;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Columns whose quoted text still holds doubled quotes. */
  readonly doubled: Uint8Array;
  count: number;
  /** Slot (location named by the format) → column; -1 = this layout has it not. */
  columnOf: Int16Array;

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

  /** Result of the last `locate`: span and column of the field, column -1 when there is nothing. */
  s: number;
  e: number;
  column: number;
}

const EMPTY = Buffer.alloc(0);

export function newView(columnsInRaw: boolean): RecordView {
  return {
    bytes: EMPTY,
    start: new Int32Array(MAX_COLUMNS),
    end: new Int32Array(MAX_COLUMNS),
    doubled: new Uint8Array(MAX_COLUMNS),
    count: 0,
    columnOf: new Int16Array(0),
    raw: EMPTY,
    rawFrom: 0,
    rawTo: 0,
    recordNo: 0,
    lineNo: 0,
    byteOffset: 0,
    columnsInRaw,
    s: 0,
    e: 0,
    column: -1,
  };
}

/** A field as the compiled format knows it: the slots of its locations in order, and texts that mean nothing. */
export interface FieldAccess {
  readonly name: string;
  readonly slots: readonly number[];
  readonly nulls: readonly Buffer[];
}

/** Finds the first location of a field that holds something and leaves its span in the view. */
export function locate(view: RecordView, field: FieldAccess): boolean {
  const { slots, nulls } = field;
  for (let i = 0; i < slots.length; i++) {
    const column = view.columnOf[slots[i]!]!;
    if (column < 0 || column >= view.count) continue;
    const s = view.start[column]!;
    const e = view.end[column]!;
    if (s === e) continue;
    if (nulls.length > 0 && isOneOf(view.bytes, s, e, nulls)) continue;
    view.s = s;
    view.e = e;
    view.column = column;
    return true;
  }
  view.s = 0;
  view.e = 0;
  view.column = -1;
  return false;
}

function isOneOf(bytes: Buffer, s: number, e: number, texts: readonly Buffer[]): boolean {
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
