/**
 * Fields of a delimited line where writers do what the plain splitting of `delimited.ts` does not know: delimiters of several
 * bytes or several in a row, backslashes, quotes inside quotes. Finds spans, as that does; no text is made.
 */
import type { Delimited } from '../language/structure.ts';
import { ESCAPED, MAX_COLUMNS, type RecordView, startsWithBytes } from './view.ts';

export const OPEN_QUOTE = -1;
export const TEXT_AFTER_QUOTE = -2;
export const TOO_MANY = -3;

const BACKSLASH = 92;
const SPACE = 32;

/** Whether a structure needs more than single delimiters and doubled quotes. */
export function needsSplitter(structure: Delimited): boolean {
  return (
    Buffer.from(structure.delimiter).length > 1 ||
    structure.escape !== 'doubled' ||
    structure.lenientQuotes ||
    structure.mergeDelimiters
  );
}

export class Splitter {
  readonly #structure: Delimited;
  readonly #delimiter: Buffer;
  readonly #quote: number;
  /** End of the field that was read last. */
  #end = 0;

  constructor(structure: Delimited) {
    this.#structure = structure;
    this.#delimiter = Buffer.from(structure.delimiter);
    this.#quote = structure.quote === null ? -1 : structure.quote.charCodeAt(0);
  }

  /** Finds the fields of a line; returns how many, or what is wrong (then `view.count` is the column at fault). */
  split(view: RecordView, from: number, to: number): number {
    const { data, start, end, escaped } = view;
    const { trim, mergeDelimiters } = this.#structure;
    let count = 0;
    let i = from;
    if (mergeDelimiters) while (this.#isDelimiter(data, i, to)) i += this.#delimiter.length;
    for (;;) {
      if (count === MAX_COLUMNS) return TOO_MANY;
      view.count = count;
      escaped[count] = ESCAPED.not;
      if (trim) while (i < to && data[i] === SPACE && !this.#isDelimiter(data, i, to)) i++;
      let s = i;
      if (i < to && data[i] === this.#quote) {
        s = i + 1;
        i = this.#quoted(view, count, s, to);
        if (i < 0) return i;
      } else {
        i = this.#bare(view, count, s, to);
      }
      let e = this.#end;
      if (trim) {
        while (s < e && data[s] === SPACE) s++;
        while (e > s && data[e - 1] === SPACE) e--;
      }
      start[count] = s;
      end[count] = e;
      count++;
      if (i >= to) break;
      i += this.#delimiter.length;
      if (!mergeDelimiters) continue;
      while (this.#isDelimiter(data, i, to)) i += this.#delimiter.length;
      if (i >= to) break;
    }
    view.count = count;
    return count;
  }

  /** Reads to the delimiter behind a quoted field; returns its place or what is wrong. */
  #quoted(view: RecordView, count: number, from: number, to: number): number {
    const behind = this.#toClose(view, count, from, to, false);
    // `""` in front of a delimiter is taken for text and a closing quote only where no other reading closes the field.
    return behind === OPEN_QUOTE && this.#structure.lenientQuotes ? this.#toClose(view, count, from, to, true) : behind;
  }

  #toClose(view: RecordView, count: number, from: number, to: number, atPair: boolean): number {
    const { data, escaped } = view;
    const { escape: style, lenientQuotes } = this.#structure;
    for (let i = from; i < to; i++) {
      const byte = data[i]!;
      if (style === 'backslash' && byte === BACKSLASH) {
        escaped[count] = ESCAPED.backslash;
        i++;
        continue;
      }
      if (byte !== this.#quote) continue;
      const pair = style === 'doubled' && i + 1 < to && data[i + 1] === this.#quote;
      if (pair && !(atPair && this.#behindQuote(data, i + 2, to) >= 0)) {
        escaped[count] = ESCAPED.doubled;
        i++;
        continue;
      }
      const next = this.#behindQuote(data, i + 1, to);
      if (next >= 0) {
        this.#end = i;
        return next;
      }
      if (!lenientQuotes) return TEXT_AFTER_QUOTE;
    }
    return OPEN_QUOTE;
  }

  /** Where the delimiter or the line's end follows behind a quote (blanks between); -1 where text does. */
  #behindQuote(data: Buffer, at: number, to: number): number {
    let i = at;
    while (i < to && data[i] === SPACE && !this.#isDelimiter(data, i, to)) i++;
    return i >= to ? to : this.#isDelimiter(data, i, to) ? i : -1;
  }

  #bare(view: RecordView, count: number, from: number, to: number): number {
    const { data, escaped } = view;
    let i = from;
    while (i < to && !this.#isDelimiter(data, i, to)) {
      if (this.#structure.escape === 'backslash' && data[i] === BACKSLASH && i + 1 < to) {
        escaped[count] = ESCAPED.backslash;
        i++;
      }
      i++;
    }
    this.#end = Math.min(i, to);
    return this.#end;
  }

  #isDelimiter(data: Buffer, at: number, to: number): boolean {
    return startsWithBytes(data, at, to, this.#delimiter);
  }
}
