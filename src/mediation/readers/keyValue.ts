/** Readers of records that are pairs of names and values: one pair a line (RADIUS detail), or all in one line. */

import type { KeyValue } from '../language/structure.ts';
import { ByteNames } from './byteNames.ts';
import { isBlank, Lines, type LineTaker } from './lines.ts';
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { ESCAPED, newView, type RecordView, startsWithBytes } from './view.ts';

const BACKSLASH = 92;
const NEWLINE = 10;
const EQUALS = Buffer.from('=');

/** Finds pairs in a line and sets the columns of those that the format asks for; of a name that comes twice the first counts. */
class Pairs {
  readonly #names: ByteNames;
  /** By number of the name. */
  readonly #columns: readonly number[];
  /** Slots are columns of their own number. */
  readonly #columnOf: Int16Array;
  readonly #count: number;
  readonly #keyDelimiter: Buffer;
  readonly #pairDelimiter: Buffer | null;
  readonly #quotes: readonly number[];
  readonly #inner: boolean;
  /** End of the value that was read last, its quotes included. */
  #valueEnd = 0;

  /** @param pairDelimiter null where a line is one pair */
  constructor(structure: KeyValue, slots: SlotTable, pairDelimiter: Buffer | null) {
    const named = slots.slots.flatMap(({ location }, slot) =>
      'column' in location ? { slot, name: location.column } : [],
    );
    this.#names = new ByteNames(named.map(({ name }) => name));
    this.#columns = named.map(({ slot }) => slot);
    this.#count = slots.slots.length;
    this.#columnOf = Int16Array.from({ length: this.#count }, (_, slot) => slot);
    this.#keyDelimiter = Buffer.from(structure.keyDelimiter);
    this.#pairDelimiter = pairDelimiter;
    this.#quotes = structure.quotes.map((quote) => quote.charCodeAt(0));
    this.#inner = structure.innerPairs;
  }

  /** Begins a record: every column is empty. */
  begin(view: RecordView): void {
    view.columnOf = this.#columnOf;
    view.count = this.#count;
    view.start.fill(0, 0, this.#count);
    view.end.fill(0, 0, this.#count);
    view.escaped.fill(ESCAPED.not, 0, this.#count);
  }

  /** Whether a line holds a pair. */
  isPair(data: Buffer, from: number, to: number): boolean {
    return this.#find(data, from, to, this.#keyDelimiter) >= 0;
  }

  /** Sets the column of a name that is not a key. */
  set(view: RecordView, name: Buffer, from: number, to: number): void {
    const [s, e] = trimmed(view.data, from, to);
    this.#put(view, this.#names.find(name, 0, name.length), s, e, ESCAPED.not);
  }

  /** Reads pairs from a span; returns how many there were. */
  read(view: RecordView, from: number, to: number): number {
    const { data } = view;
    let pairs = 0;
    let at = from;
    while (at < to) {
      const equals = this.#find(data, at, to, this.#keyDelimiter);
      if (equals < 0) break;
      // A piece without a value is passed over: its end may come before the next pair's delimiter.
      const next = this.#pairDelimiter === null ? -1 : this.#find(data, at, equals, this.#pairDelimiter);
      if (next >= 0) {
        at = next + this.#pairDelimiter!.length;
        continue;
      }
      this.#pair(view, at, equals, to);
      pairs++;
      at = this.#pairDelimiter === null ? to : this.#valueEnd + this.#pairDelimiter.length;
    }
    return pairs;
  }

  #pair(view: RecordView, from: number, equals: number, to: number): void {
    const { data } = view;
    const [keyFrom, keyTo] = trimmed(data, from, equals);
    let s = equals + this.#keyDelimiter.length;
    while (s < to && (data[s] === 32 || data[s] === 9)) s++;
    const quoted = s < to && this.#quotes.includes(data[s]!) ? this.#closingQuote(data, s, to) : -1;
    let e: number;
    let escaped: number = ESCAPED.not;
    if (quoted >= 0) {
      s++;
      e = quoted;
      for (let i = s; i < e; i++) if (data[i] === BACKSLASH) escaped = ESCAPED.backslash;
      this.#valueEnd = this.#pairDelimiter === null ? to : this.#endOfPair(data, quoted + 1, to);
    } else {
      this.#valueEnd = this.#endOfPair(data, s, to);
      [s, e] = trimmed(data, s, this.#valueEnd);
    }
    if (this.#inner && this.#innerPair(view, keyFrom, keyTo, s, e, escaped)) return;
    this.#put(view, this.#names.find(data, keyFrom, keyTo), s, e, escaped);
  }

  /** A value that is a pair itself; true where its name is its key's, so that the value is what stands behind it. */
  #innerPair(view: RecordView, keyFrom: number, keyTo: number, s: number, e: number, escaped: number): boolean {
    const { data } = view;
    const equals = this.#find(data, s, Math.min(e, s + 100), EQUALS);
    if (equals <= s) return false;
    this.#put(view, this.#names.find(data, s, equals), equals + 1, e, escaped);
    return data.compare(data, keyFrom, keyTo, s, equals) === 0;
  }

  /** Of a name that comes twice the first counts. */
  #put(view: RecordView, name: number, s: number, e: number, escaped: number): void {
    const column = name < 0 ? undefined : this.#columns[name];
    if (column === undefined || view.end[column]! > view.start[column]!) return;
    view.start[column] = s;
    view.end[column] = e;
    view.escaped[column] = escaped;
  }

  #endOfPair(data: Buffer, from: number, to: number): number {
    const end = this.#pairDelimiter === null ? -1 : this.#find(data, from, to, this.#pairDelimiter);
    return end < 0 ? to : end;
  }

  /** The quote that closes a value: the next one that no backslash hides; -1 where none does, then the quote is text. */
  #closingQuote(data: Buffer, at: number, to: number): number {
    for (let i = at + 1; i < to; i++) {
      if (data[i] === BACKSLASH) i++;
      else if (data[i] === data[at]) return i;
    }
    return -1;
  }

  #find(data: Buffer, from: number, to: number, wanted: Buffer): number {
    const [first] = wanted;
    for (let i = from; i + wanted.length <= to; i++)
      if (data[i] === first && startsWithBytes(data, i, to, wanted)) return i;
    return -1;
  }
}

function trimmed(data: Buffer, from: number, to: number): [number, number] {
  let s = from;
  let e = to;
  while (s < e && (data[s] === 32 || data[s] === 9)) s++;
  while (e > s && (data[e - 1] === 32 || data[e - 1] === 9)) e--;
  return [s, e];
}

/** A record a line: `NOTICE: acc: method=INVITE;code=200`. */
export class InlinePairsReader implements RecordReader, LineTaker {
  readonly #view: RecordView = newView(true);
  readonly #sink: RecordSink;
  readonly #pairs: Pairs;
  readonly #after: Buffer | null;
  readonly #heading: Buffer | null;
  readonly #lines: Lines;

  constructor(structure: KeyValue, slots: SlotTable, sink: RecordSink, offset: number) {
    this.#sink = sink;
    this.#pairs = new Pairs(structure, slots, Buffer.from(structure.pairDelimiter));
    this.#after = structure.after === undefined ? null : Buffer.from(structure.after);
    this.#heading = structure.heading === undefined ? null : Buffer.from(structure.heading, 'latin1');
    this.#lines = new Lines(structure, this.#view, sink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  line(from: number, to: number, ended: boolean): boolean {
    const view = this.#view;
    this.#pairs.begin(view);
    let begin = from;
    if (this.#after !== null) {
      const at = view.data.subarray(from, to).indexOf(this.#after);
      if (at >= 0 && this.#heading !== null) this.#pairs.set(view, this.#heading, from, from + at);
      begin = at < 0 ? to : from + at + this.#after.length;
    }
    if (this.#pairs.read(view, begin, to) > 0) this.#sink.record(view);
    else {
      view.count = 0;
      this.#sink.broken(view, ended ? 'mediation.noPairs' : 'mediation.truncated', -1, {});
    }
    return false;
  }
}

/** One pair a line, a blank line behind each record. Lines are gathered, so a record lies in one buffer as in the file. */
export class LinePairsReader implements RecordReader, LineTaker {
  /** Where `Lines` puts each line. */
  readonly #lineView: RecordView = newView(true);
  readonly #view: RecordView = newView(true);
  readonly #sink: RecordSink;
  readonly #pairs: Pairs;
  readonly #heading: Buffer | null;
  readonly #lines: Lines;
  #record = Buffer.alloc(16_384);
  #length = 0;
  #found = 0;
  #recordNo = 0;
  #open = false;
  #tooLong = false;

  constructor(structure: KeyValue, slots: SlotTable, sink: RecordSink, offset: number) {
    this.#sink = sink;
    this.#pairs = new Pairs(structure, slots, null);
    this.#heading = structure.heading === undefined ? null : Buffer.from(structure.heading, 'latin1');
    // Of `Lines`' own troubles there is one: a line that is too long.
    const lineSink: RecordSink = { record: () => {}, broken: () => this.#lineTooLong(), fileFault: () => {} };
    this.#lines = new Lines(structure, this.#lineView, lineSink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
    this.blank();
  }

  line(from: number, to: number): boolean {
    const { data } = this.#lineView;
    // A heading begins the next record even where the blank line is missing.
    const indented = data[from] === 32 || data[from] === 9;
    if (this.#found > 0 && this.#heading !== null && !indented && !this.#pairs.isPair(data, from, to)) this.blank();
    if (!this.#open) this.#begin();
    if (this.#tooLong) return false;
    const at = this.#lineView.byteOffset - this.#view.byteOffset;
    if (at + to - from > MAX_RECORD_BYTES) {
      this.#tooLong = true;
      return false;
    }
    this.#gather(data, from, to, at);
    const pairs = this.#pairs.read(this.#view, at, at + to - from);
    if (pairs === 0 && this.#found === 0 && this.#heading !== null)
      this.#pairs.set(this.#view, this.#heading, at, at + to - from);
    this.#found += pairs;
    return false;
  }

  blank = (): void => {
    if (!this.#open) return;
    const view = this.#view;
    this.#open = false;
    view.rawTo = this.#length;
    const found = this.#found;
    this.#found = 0;
    if (this.#tooLong) {
      view.count = 0;
      view.rawTo = Math.min(this.#length, RAW_BYTES);
      this.#sink.broken(view, 'mediation.recordTooLong', -1, { bytes: this.#length, most: MAX_RECORD_BYTES });
    } else if (found > 0) this.#sink.record(view);
    else if (!isBlank(this.#record, 0, this.#length)) {
      view.count = 0;
      this.#sink.broken(view, 'mediation.noPairs', -1, {});
    }
  };

  #begin(): void {
    const view = this.#view;
    this.#open = true;
    this.#tooLong = false;
    this.#found = 0;
    this.#length = 0;
    view.data = this.#record;
    view.raw = this.#record;
    view.rawFrom = 0;
    view.byteOffset = this.#lineView.byteOffset;
    view.lineNo = this.#lineView.lineNo;
    view.recordNo = ++this.#recordNo;
    this.#pairs.begin(view);
  }

  /** Puts a line where it stands in the record; between lines are their breaks. */
  #gather(data: Buffer, from: number, to: number, at: number): void {
    const needed = at + to - from;
    if (needed > this.#record.length) {
      const grown = Buffer.alloc(Math.min(MAX_RECORD_BYTES, needed * 2));
      this.#record.copy(grown, 0, 0, this.#length);
      this.#record = grown;
      this.#view.data = grown;
      this.#view.raw = grown;
    }
    // Lines are short: copied here sooner than a call that copies them begins.
    for (let i = this.#length; i < at; i++) this.#record[i] = NEWLINE;
    for (let i = 0; i < to - from; i++) this.#record[at + i] = data[from + i]!;
    this.#length = needed;
  }

  #lineTooLong(): void {
    if (!this.#open) this.#begin();
    this.#tooLong = true;
  }
}
