/**
 * Text cut into lines, however it arrives in pieces: what all readers of lines share. A line of any length passes without being
 * held. Blank lines, comments and what a format passes over never reach the reader.
 */
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordSink } from './sink.ts';
import { type RecordView, startsWithBytes } from './view.ts';

const EMPTY = Buffer.alloc(0);
const CR = 13;
const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;
/** Line breaks inside one record. */
const MAX_BREAKS = 200;
/** How often a record may turn out to be open for ever before line breaks always end records. */
const MOST_OPEN = 16;

export interface LineRules {
  readonly recordEnd: string;
  readonly commentPrefix?: string | undefined;
  /** Lines at the beginning that are no records. */
  readonly skipLines: number;
  /** Regexes of lines that are no records. */
  readonly ignore: readonly string[];
}

/** Who reads the lines. The view holds the line's place and raw bytes. */
export interface LineTaker {
  /**
   * Takes the line between two places of the view's data; `ended` = its line break was there. Returns true where the record goes on
   * behind the line break: then the same record comes again, longer. Never so when `whole`.
   */
  line(from: number, to: number, ended: boolean, whole: boolean): boolean;
  /** A blank line, where those mean something. */
  readonly blank?: (() => void) | undefined;
}

export class Lines {
  stopped = false;
  readonly #view: RecordView;
  readonly #sink: RecordSink;
  readonly #taker: LineTaker;
  readonly #end: number | Buffer;
  readonly #endLength: number;
  readonly #stripCr: boolean;
  readonly #comment: Buffer | null;
  readonly #ignore: readonly RegExp[];
  #linesToSkip: number;
  #carry: Buffer = EMPTY;
  /** Where in `#carry` the next line break is looked for: behind the ones inside an open record. */
  #searchFrom = 0;
  /** Line breaks inside the open record, and where the first of them is in `#carry`. */
  #breaks = 0;
  #firstBreak = 0;
  #mayOpen = MOST_OPEN;
  /** Bytes before the current piece. */
  #offset: number;
  #lineNo = 0;
  /** Passing over a line that is too long: its first bytes, kept for the report. */
  #tooLong: Buffer | null = null;
  #tooLongOffset = 0;

  /** @param offset bytes of the file before what will be pushed (its byte order mark) */
  constructor(rules: LineRules, view: RecordView, sink: RecordSink, taker: LineTaker, offset: number) {
    this.#view = view;
    this.#sink = sink;
    this.#taker = taker;
    this.#offset = offset;
    const end = Buffer.from(rules.recordEnd);
    this.#end = end.length === 1 ? end[0]! : end;
    this.#endLength = end.length;
    this.#stripCr = end.length === 1 && end[0] === NEWLINE;
    this.#comment = rules.commentPrefix === undefined ? null : Buffer.from(rules.commentPrefix);
    this.#ignore = rules.ignore.map((pattern) => new RegExp(pattern));
    this.#linesToSkip = rules.skipLines;
  }

  push(chunk: Buffer): void {
    if (this.#carry.length === 0 || this.#breaks > 0 || typeof this.#end !== 'number') {
      this.#push(this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]));
      return;
    }
    // The line that was begun is joined with its end alone, so that the piece itself need not be copied.
    const end = chunk.indexOf(this.#end);
    if (end < 0) {
      this.#push(Buffer.concat([this.#carry, chunk]));
      return;
    }
    this.#push(Buffer.concat([this.#carry, chunk.subarray(0, end + 1)]));
    if (end + 1 < chunk.length && !this.stopped) this.push(chunk.subarray(end + 1));
  }

  #push(data: Buffer): void {
    this.#carry = EMPTY;
    const at = this.#lines(data, 0);
    this.#offset += at;
    this.#searchFrom -= at;
    this.#firstBreak -= at;
    if (this.stopped) return;
    if (this.#tooLong !== null) {
      this.#offset += data.length - at;
    } else if (data.length - at > MAX_RECORD_BYTES) {
      this.#tooLong = Buffer.from(data.subarray(at, at + RAW_BYTES));
      this.#tooLongOffset = this.#offset;
      this.#offset += data.length - at;
      this.#searchFrom = 0;
    } else {
      // A copy: the piece itself may be large and is not kept alive for a few bytes.
      this.#carry = Buffer.from(data.subarray(at));
    }
  }

  end(): void {
    while (!this.stopped && (this.#carry.length > 0 || this.#tooLong !== null)) {
      const rest = this.#carry;
      this.#carry = EMPTY;
      if (!this.#line(rest, 0, rest.length, false, this.#breaks === 0)) {
        this.#offset += rest.length;
        return;
      }
      // The record never closes: the lines behind its first one are lines of their own.
      let at = this.#giveUp(rest, 0);
      at = this.#lines(rest, at);
      this.#offset += at;
      this.#searchFrom -= at;
      this.#firstBreak -= at;
      this.#carry = rest.subarray(at);
    }
  }

  /** Takes the lines that end in the data; returns where the first line that does not begins. */
  #lines(data: Buffer, from: number): number {
    let at = from;
    while (!this.stopped) {
      const end = data.indexOf(this.#end, this.#searchFrom);
      const open = this.#breaks > 0;
      if (open && (end < 0 ? data.length : end) - at > MAX_RECORD_BYTES) {
        at = this.#giveUp(data, at);
        continue;
      }
      if (end < 0) break;
      if (!this.#line(data, at, end, true, this.#mayOpen === 0)) {
        this.#lineNo += this.#breaks;
        this.#breaks = 0;
        at = end + this.#endLength;
      } else if (this.#breaks === MAX_BREAKS) {
        at = this.#giveUp(data, at);
        continue;
      } else {
        if (this.#breaks === 0) this.#firstBreak = end;
        this.#breaks++;
      }
      this.#searchFrom = end + this.#endLength;
    }
    return at;
  }

  /** The open record never closes: its first line is taken for all of it. Returns where the next line begins. */
  #giveUp(data: Buffer, at: number): number {
    this.#mayOpen--;
    this.#breaks = 0;
    this.#lineNo--;
    const end = this.#firstBreak;
    this.#line(data, at, end, true, true);
    this.#searchFrom = end + this.#endLength;
    return this.#searchFrom;
  }

  /** Hands a line on; whether the record goes on behind its line break. */
  #line(data: Buffer, from: number, end: number, ended: boolean, whole: boolean): boolean {
    if (this.#breaks === 0) this.#lineNo++;
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
      return false;
    }
    let to = end;
    if (this.#stripCr && to > from && data[to - 1] === CR) to--;
    view.rawTo = to;
    if (this.#breaks === 0 && this.#passedOver(data, from, to)) return false;
    return this.#taker.line(from, to, ended, whole);
  }

  #passedOver(data: Buffer, from: number, to: number): boolean {
    if (isBlank(data, from, to)) {
      this.#taker.blank?.();
      return true;
    }
    if (this.#comment !== null && startsWithBytes(data, from, data.length, this.#comment)) return true;
    if (this.#linesToSkip > 0) {
      this.#linesToSkip--;
      return true;
    }
    if (this.#ignore.length === 0) return false;
    const text = data.toString('latin1', from, Math.min(to, from + RAW_BYTES));
    return this.#ignore.some((pattern) => pattern.test(text));
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

export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false;
  return true;
}
