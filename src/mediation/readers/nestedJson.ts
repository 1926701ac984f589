/** JSON whose records lie in a list somewhere inside (`data.calls`): finds the list on bytes and hands what is in it to the reader of documents. */

import type { Charset, JsonStructure } from '../language/structure.ts';
import { type Decoder, decoderFor } from '../values/text.ts';
import { JsonReader } from './json.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Names around the records that are told apart; longer ones are nobody's. */
const MAX_NAME_BYTES = 200;
/** How deep records may lie. */
const MAX_DEPTH = 64;

/** An object or list around the records. */
interface Frame {
  readonly list: boolean;
  /** Name of the value that is being read. */
  name: string;
}

export class NestedJsonReader implements RecordReader {
  readonly #records: JsonReader;
  readonly #sink: RecordSink;
  readonly #decoder: Decoder;
  readonly #rootText: string;
  readonly #root: readonly string[];
  readonly #frames: Frame[] = [];
  #found = false;
  #stopped = false;
  /** Nesting inside the list of records; 0 = outside of it. */
  #inside = 0;
  #inString = false;
  #escaped = false;
  /** The string being read outside of records: what may be a name. */
  #name: number[] = [];
  #lastString = '';

  constructor(structure: JsonStructure, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#records = new JsonReader(structure, slots, charset, sink, offset);
    this.#decoder = decoderFor(charset);
    this.#sink = sink;
    this.#rootText = structure.root ?? '';
    this.#root = this.#rootText.split('.').filter((name) => name !== '');
  }

  push(chunk: Buffer): void {
    let passedFrom = 0;
    let recordsFrom = 0;
    let lines = 0;
    for (let i = 0; i < chunk.length && !this.#stopped; i++) {
      const byte = chunk[i]!;
      if (this.#inside === 0) {
        if (byte === NEWLINE) lines++;
        this.#outside(byte);
        if (this.#inside > 0) {
          // A list's bracket is passed over, a single record's brace belongs to it.
          recordsFrom = byte === OPEN ? i : i + 1;
          this.#records.passOver(recordsFrom - passedFrom, lines);
        }
      } else {
        this.#within(byte);
        if (this.#inside > 0) continue;
        passedFrom = byte === CLOSE ? i + 1 : i;
        this.#records.push(chunk.subarray(recordsFrom, passedFrom));
        this.#records.end();
        lines = 0;
      }
    }
    if (this.#inside > 0) this.#records.push(chunk.subarray(recordsFrom));
    else this.#records.passOver(chunk.length - passedFrom, lines);
  }

  end(): void {
    if (this.#stopped) return;
    if (this.#inside > 0) this.#records.end();
    if (this.#inside > 0 || this.#frames.length > 0) this.#fault('mediation.jsonCut', {});
    else if (!this.#found) this.#fault('mediation.jsonRoot', { expected: this.#rootText });
  }

  #fault(code: string, params: Readonly<Record<string, string>>): void {
    this.#stopped = true;
    this.#sink.fileFault(code, params);
  }

  /** Follows strings and nesting among the records; they end where the nesting does. */
  #within(byte: number): void {
    if (this.#inString) this.#string(byte);
    else if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN || byte === OPEN_LIST) this.#inside++;
    else if (byte === CLOSE || byte === CLOSE_LIST) this.#inside--;
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  #outside(byte: number): void {
    if (this.#inString) {
      this.#string(byte);
      if (this.#inString && this.#name.length <= MAX_NAME_BYTES) this.#name.push(byte);
      else if (!this.#inString) this.#lastString = this.#name.length > MAX_NAME_BYTES ? '' : this.#nameText();
    } else if (byte === QUOTE) {
      this.#inString = true;
      this.#name = [];
    } else if (byte === COLON || byte === COMMA) {
      const frame = this.#frames.at(-1);
      if (frame !== undefined && !frame.list) frame.name = byte === COLON ? this.#lastString : '';
    } else if (byte === OPEN || byte === OPEN_LIST) {
      if (this.#isRoot()) {
        this.#found = true;
        this.#inside = 1;
      } else if (this.#frames.length >= MAX_DEPTH) this.#fault('mediation.jsonRoot', { expected: this.#rootText });
      else this.#frames.push({ list: byte === OPEN_LIST, name: '' });
    } else if (byte === CLOSE || byte === CLOSE_LIST) this.#frames.pop();
  }

  #nameText(): string {
    const text = this.#decoder.decode(Buffer.from(this.#name));
    if (!text.includes('\\')) return text;
    try {
      return String(JSON.parse(`"${text}"`));
    } catch {
      return text;
    }
  }

  #isRoot(): boolean {
    let at = 0;
    for (const frame of this.#frames) {
      if (frame.list) continue;
      if (frame.name !== this.#root[at]) return false;
      at++;
    }
    return at === this.#root.length && at > 0;
  }
}
