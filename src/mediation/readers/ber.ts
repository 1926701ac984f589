/**
 * Reader of BER files (TAP, RAP, NRTRDE and their kind): one element after another, definite and indefinite lengths, of which only the record at
 * hand is held. What is no BER, or is cut off, is no file to be trusted: it is put aside whole, with the place.
 */

import type { Asn1Structure } from '../language/structure.ts';
import { TagNames, type TagNode } from '../language/tagTable.ts';
import { BerFiller } from './berFiller.ts';
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { CUT_END, elementEnd, HEADER, isEndOfContents, TlvHeader, tagText } from './tlv.ts';
import { newView, place, type RecordView } from './view.ts';
import { compileElementPaths, type ElementPath, isAt, leadsTo } from './xmlPath.ts';

const EMPTY = Buffer.alloc(0);
/** Elements around records. */
const MAX_DEPTH = 32;
/** Most bytes of a header; with fewer at hand more are waited for. */
const HEADER_BYTES = 16;

/** What is done with an element of a tag at one place. */
interface Decision {
  /** `unknown`: among records, but of a tag that the table has not. */
  readonly kind: 'record' | 'enter' | 'pass' | 'unknown';
  readonly node: TagNode | null;
  readonly place: Place;
}

/** Somewhere around the records, by the names of the open elements. */
interface Place {
  readonly names: readonly string[];
  readonly node: TagNode | null;
  readonly decisions: Map<number, Decision>;
}

/** An open element: where it ends in the file, -1 = where its end of contents is. */
interface Frame {
  readonly place: Place;
  readonly end: number;
}

export class BerReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #view: RecordView = newView(false);
  readonly #names: TagNames;
  readonly #filler: BerFiller;
  readonly #paths: readonly ElementPath[];
  /** Of the paths those that take records of any name. */
  readonly #lists: readonly ElementPath[];
  readonly #top: Place = { names: [], node: null, decisions: new Map() };
  readonly #frames: Frame[] = [];
  readonly #header = new TlvHeader();
  #carry: Buffer = EMPTY;
  /** Bytes of the file before what is looked at. */
  #offset = 0;
  /** Bytes of an element that are passed over unseen. */
  #skip = 0;
  #recordNo = 0;
  #stopped = false;

  constructor(structure: Asn1Structure, slots: SlotTable, sink: RecordSink) {
    this.#sink = sink;
    this.#names = new TagNames(structure.tags);
    this.#filler = new BerFiller(this.#names, slots);
    this.#view.columnOf = this.#filler.columns();
    this.#paths = compileElementPaths(structure.recordPath) ?? [];
    this.#lists = this.#paths.filter(({ names }) => names.at(-1) === '*');
  }

  push(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    let at = 0;
    while (!this.#stopped) {
      const next = this.#step(data, at);
      if (next < 0) break;
      at = next;
    }
    this.#offset += at;
    this.#carry = at === data.length ? EMPTY : Buffer.from(data.subarray(at));
  }

  end(): void {
    if (this.#stopped) return;
    this.#closeFrames(this.#offset);
    if (this.#carry.length > 0 || this.#skip > 0 || this.#frames.length > 0) this.#fault('mediation.berCut', 0, '');
  }

  /** One element, or a part of one. Returns where to go on; -1 where more bytes are needed. */
  #step(data: Buffer, at: number): number {
    if (this.#skip > 0) {
      if (at === data.length) return -1;
      const passed = Math.min(this.#skip, data.length - at);
      this.#skip -= passed;
      return at + passed;
    }
    this.#closeFrames(this.#offset + at);
    if (at === data.length) return -1;
    const frame = this.#frames.at(-1);
    // Blocks are filled up with zero bytes; an end of contents behind the last element is no more than that.
    if (frame === undefined && data[at] === 0) return at + 1;
    if (data[at] === 0 && at + 1 === data.length) return -1;
    if (isEndOfContents(data, at)) {
      if (frame === undefined || frame.end >= 0) return this.#fault('mediation.ber', at, 'u0');
      this.#frames.pop();
      return at + 2;
    }
    const header = this.#header;
    const result = header.read(data, at, data.length);
    if (result === HEADER.cut && data.length - at < HEADER_BYTES) return -1;
    if (result !== HEADER.read) return this.#fault('mediation.ber', at, data.toString('hex', at, at + 8));
    const end = this.#offset + header.value + header.length;
    if (frame !== undefined && frame.end >= 0 && end > frame.end)
      return this.#fault('mediation.ber', at, tagText(header.tag));
    const decision = this.#decide(frame?.place ?? this.#top, header);
    if (decision.kind === 'record') return this.#element(data, at, decision);
    if (decision.kind === 'unknown') this.#unknown(data, at);
    return this.#around(at, decision, end);
  }

  /** An element around records: entered, or passed over. */
  #around(at: number, decision: Decision, end: number): number {
    const header = this.#header;
    // A record where none may be: the lengths around it are wrong, and passing it over would lose it without a word.
    if (decision.kind === 'pass' && decision.node !== null && this.#isRecordName(decision.node.name))
      return this.#fault('mediation.ber', at, decision.node.name);
    if (this.#frames.length === 0 && decision.kind === 'pass')
      return this.#fault('mediation.berOther', at, tagText(header.tag));
    if (header.indefinite || decision.kind === 'enter') {
      if (this.#frames.length === MAX_DEPTH) return this.#fault('mediation.ber', at, tagText(header.tag));
      this.#frames.push({ place: decision.place, end: header.indefinite ? -1 : end });
    } else this.#skip = header.length;
    return header.value;
  }

  /** What stands among records is one, and is not passed over without a word. */
  #unknown(data: Buffer, at: number): void {
    this.#place(data, at, Math.min(data.length, at + RAW_BYTES));
    this.#sink.broken(this.#view, 'mediation.berUnknown', -1, { found: tagText(this.#header.tag) });
  }

  #element(data: Buffer, at: number, decision: Decision): number {
    const { value, length, indefinite, constructed } = this.#header;
    const node = decision.node!;
    const end = indefinite ? elementEnd(data, at, data.length) : value + length;
    const known = end >= 0 ? end - at : data.length - at;
    if (known > MAX_RECORD_BYTES) {
      this.#place(data, at, Math.min(data.length, at + RAW_BYTES));
      this.#sink.broken(this.#view, 'mediation.recordTooLong', -1, { bytes: known, most: MAX_RECORD_BYTES });
      if (indefinite) this.#frames.push({ place: { names: ['\0'], node: null, decisions: new Map() }, end: -1 });
      else this.#skip = length;
      return value;
    }
    if (end === CUT_END || end > data.length) return -1;
    this.#place(data, at, end < 0 ? Math.min(data.length, at + RAW_BYTES) : end);
    if (end < 0) return this.#fault('mediation.ber', at, node.name);
    if (this.#filler.fill(this.#view, node, constructed, data, value, indefinite ? end - 2 : end))
      this.#sink.record(this.#view);
    else this.#sink.broken(this.#view, 'mediation.berRecord', -1, { found: node.name });
    return end;
  }

  #decide(place: Place, header: TlvHeader): Decision {
    const known = place.decisions.get(header.tag);
    if (known !== undefined) return known;
    const node = this.#names.get(place.node, header.tag) ?? null;
    const names = [...place.names, node?.name ?? '\0'];
    const inner: Place = { names, node, decisions: new Map() };
    const isRecord = node !== null && isAt(this.#paths, names);
    if (isRecord) this.#filler.records.add(node);
    const enters = !isRecord && header.constructed && node !== null && leadsTo(this.#paths, names);
    const kind = isRecord
      ? 'record'
      : enters
        ? 'enter'
        : node === null && isAt(this.#lists, names)
          ? 'unknown'
          : 'pass';
    const decision: Decision = { kind, node, place: inner };
    place.decisions.set(header.tag, decision);
    return decision;
  }

  #isRecordName(name: string): boolean {
    return this.#paths.some(({ names }) => names.at(-1) === name);
  }

  #closeFrames(at: number): void {
    for (let top = this.#frames.at(-1); top !== undefined && top.end === at; top = this.#frames.at(-1))
      this.#frames.pop();
  }

  #place(data: Buffer, from: number, to: number): void {
    this.#recordNo++;
    place(this.#view, data, from, to, this.#recordNo, this.#offset + from);
  }

  #fault(code: string, at: number, found: string): -1 {
    this.#stopped = true;
    this.#sink.fileFault(code, { byte: this.#offset + at, found });
    return -1;
  }
}
