/**
 * Reader of JSON records: finds where documents begin and end on bytes, so that an array of any size is never held, and
 * parses one document at a time. What JSON is made of is ASCII, so that the bytes of other charsets than UTF-8 stay as they are until then. Takes one object, one per line, objects one after another, or one array at the root.
 */

import type { Charset, JsonStructure } from '../language/structure.ts';
import { type Decoder, decoderFor } from '../values/text.ts';
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { compilePath, itemsOf, type TreePath } from './treePath.ts';
import { TreeFiller } from './treeView.ts';
import { newView, type RecordView } from './view.ts';

const EMPTY = Buffer.alloc(0);
const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COMMA = 44;

/** Where the last byte stood: right after a line break, or a `{` right after one. */
const ELSEWHERE = 0;
const AFTER_BREAK = 1;
const AFTER_OPEN = 2;

export class JsonReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #view: RecordView = newView(false);
  readonly #filler: TreeFiller;

  #carry: Buffer = EMPTY;
  /** Bytes before `#carry`. */
  #offset: number;
  /** How far `#carry` has been looked at. */
  #scanned = 0;
  #lineNo = 1;
  #recordNo = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #lineStart = AFTER_BREAK;
  /** After text that is no document, until a line begins one. */
  #astray = false;
  /** Bytes of a document that is too long and passed over; 0 = none. */
  #passed = 0;
  #head: Buffer = EMPTY;
  #documentOffset = 0;
  #documentLine = 1;

  readonly #decoder: Decoder;
  readonly #each: TreePath | null;
  /** Whether a line that begins with `{"` tells that the document before has lost its end. */
  readonly #linesTell: boolean;

  /** @param offset bytes of the file before what will be pushed (its byte order mark) */
  constructor(structure: JsonStructure, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#offset = offset;
    this.#decoder = decoderFor(charset);
    this.#sink = sink;
    this.#filler = new TreeFiller(slots);
    this.#view.columnOf = this.#filler.columns();
    this.#each = structure.each === undefined ? null : compilePath(structure.each);
    this.#linesTell = structure.records === 'documents';
  }

  /** Tells that content was passed over before what is pushed next. */
  passOver(bytes: number, lines: number): void {
    this.#offset += bytes;
    this.#lineNo += lines;
  }

  push(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    let begin = 0;
    for (let i = this.#scanned; i < data.length; i++) {
      const byte = data[i]!;
      const lineStart = this.#lineStart;
      this.#lineStart =
        byte === NEWLINE ? AFTER_BREAK : lineStart === AFTER_BREAK && byte === OPEN ? AFTER_OPEN : ELSEWHERE;
      if (byte === NEWLINE) this.#lineNo++;
      if (this.#depth === 0) {
        begin = i;
        if (byte === OPEN && (!this.#astray || lineStart === AFTER_BREAK)) this.#open(i);
        else if (!this.#astray && !isBetween(byte)) this.#junk(data, i);
        if (this.#depth === 0) begin = i + 1;
      } else if (byte === NEWLINE && this.#inString) {
        // No JSON string holds a raw line break: the document was cut off here.
        this.#broken(data, begin, i, 'mediation.truncated');
        this.#astray = true;
        begin = i + 1;
      } else if (this.#linesTell && lineStart === AFTER_OPEN && byte === QUOTE) {
        // A line that begins with `{"` begins a document, so the one before has lost its end.
        this.#broken(data, begin, i - 1, 'mediation.truncated');
        begin = i - 1;
        this.#open(begin);
        this.#inString = true;
      } else {
        this.#step(byte);
        if (this.#depth === 0) {
          this.#document(data, begin, i + 1);
          begin = i + 1;
        }
      }
    }
    this.#keep(data, begin);
  }

  /** Follows strings and nesting inside a document. */
  #step(byte: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
    } else if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN || byte === OPEN_LIST) this.#depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) this.#depth--;
  }

  end(): void {
    if (this.#depth > 0) this.#broken(this.#carry, 0, this.#carry.length, 'mediation.truncated');
    this.#carry = EMPTY;
  }

  /** Keeps the begun document for the next piece, or only its beginning once it is too long. */
  #keep(data: Buffer, begin: number): void {
    // The `{` that may turn out to begin a document stays even while a long one is passed over.
    const held = this.#lineStart === AFTER_OPEN && data.length > begin ? 1 : 0;
    const rest = data.length - begin;
    this.#offset += begin;
    if (this.#depth > 0 && (this.#passed > 0 || rest > MAX_RECORD_BYTES)) {
      if (this.#passed === 0) this.#head = Buffer.from(data.subarray(begin, begin + RAW_BYTES));
      this.#passed += rest - held;
      this.#offset += rest - held;
      this.#carry = Buffer.from(data.subarray(data.length - held));
    } else {
      this.#carry = Buffer.from(data.subarray(begin));
    }
    this.#scanned = this.#carry.length;
  }

  #open(at: number): void {
    this.#depth = 1;
    this.#lineStart = ELSEWHERE;
    this.#astray = false;
    this.#inString = false;
    this.#escaped = false;
    this.#documentOffset = this.#offset + at;
    this.#documentLine = this.#lineNo;
  }

  #document(data: Buffer, from: number, to: number): void {
    if (this.#passed > 0 || to - from > MAX_RECORD_BYTES) {
      this.#broken(data, from, to, 'mediation.recordTooLong');
      return;
    }
    const view = this.#place(data, from, to);
    let document: unknown;
    try {
      document = JSON.parse(this.#decoder.decode(data.subarray(from, to)));
    } catch {
      this.#sink.broken(view, 'mediation.json', -1, {});
      return;
    }
    const legs = this.#each === null ? [document] : itemsOf(document, this.#each);
    for (const [leg, tree] of (legs.length === 0 ? [document] : legs).entries()) {
      if (leg > 0) view.recordNo = ++this.#recordNo;
      this.#filler.fill(view, tree, document);
      this.#sink.record(view);
    }
  }

  /** Reports the document that ends here as broken and is ready for the next one. */
  #broken(data: Buffer, from: number, to: number, code: string): void {
    const tooLong = this.#passed > 0 || to - from > MAX_RECORD_BYTES;
    const view = this.#passed > 0 ? this.#place(this.#head, 0, this.#head.length) : this.#place(data, from, to);
    const bytes = this.#passed + to - from;
    this.#depth = 0;
    this.#inString = false;
    this.#passed = 0;
    this.#head = EMPTY;
    if (tooLong) this.#sink.broken(view, 'mediation.recordTooLong', -1, { bytes, most: MAX_RECORD_BYTES });
    else this.#sink.broken(view, code, -1, {});
  }

  /** Text that is no document: told once, then passed over to the next line that begins one. */
  #junk(data: Buffer, from: number): void {
    this.#documentOffset = this.#offset + from;
    this.#documentLine = this.#lineNo;
    this.#astray = true;
    this.#sink.broken(
      this.#place(data, from, Math.min(junkEnd(data, from), from + RAW_BYTES)),
      'mediation.json',
      -1,
      {},
    );
  }

  #place(raw: Buffer, from: number, to: number): RecordView {
    const view = this.#view;
    this.#recordNo++;
    view.raw = raw;
    view.rawFrom = from;
    view.rawTo = to;
    view.count = 0;
    view.recordNo = this.#recordNo;
    view.lineNo = this.#documentLine;
    view.byteOffset = this.#documentOffset;
    return view;
  }
}

/** What may stand between documents: blanks, line breaks, and the brackets and commas of an array at the root. */
function isBetween(byte: number): boolean {
  return (
    byte === 32 ||
    byte === NEWLINE ||
    byte === 9 ||
    byte === 13 ||
    byte === COMMA ||
    byte === OPEN_LIST ||
    byte === CLOSE_LIST
  );
}

/** Where text that is no document ends: the end of its line, or of what has arrived. */
function junkEnd(data: Buffer, from: number): number {
  const newline = data.indexOf(NEWLINE, from);
  return newline < 0 ? data.length : newline;
}
