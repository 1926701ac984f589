/**
 * Reader of CDR files as charging gateways write them (3GPP TS 32.297, 6.1): a header of the file, then each record behind a header of its own. Of the
 * encodings BER is read.
 */

import type { CdrFileStructure } from '../language/structure.ts';
import { TagNames } from '../language/tagTable.ts';
import { BerFiller } from './berFiller.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { HEADER, TlvHeader, tagText } from './tlv.ts';
import { newView, place, type RecordView } from './view.ts';

const EMPTY = Buffer.alloc(0);
/** Up to and with the length of the routing filter. */
const FIXED_HEADER_BYTES = 50;
const MAX_HEADER_BYTES = 131_072;
/** The release is told in a byte of its own (TS 32.297, 6.1.1.3). */
const RELEASE_ELSEWHERE = 7;
/** Data record format: BER (6.1.2.4). */
const BER = 1;
/** A length that the writer did not know. */
const UNKNOWN_LENGTH = 0xffff_ffff;

export class CdrFileReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #view: RecordView = newView(false);
  readonly #names: TagNames;
  readonly #filler: BerFiller;
  readonly #header = new TlvHeader();
  #carry: Buffer = EMPTY;
  #offset = 0;
  #fileLength = UNKNOWN_LENGTH;
  #headerDone = false;
  #recordNo = 0;
  #stopped = false;

  constructor(structure: CdrFileStructure, slots: SlotTable, sink: RecordSink) {
    this.#sink = sink;
    this.#names = new TagNames(structure.tags);
    this.#filler = new BerFiller(this.#names, slots);
    this.#view.columnOf = this.#filler.columns();
  }

  push(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    let at = 0;
    while (!this.#stopped) {
      const next = this.#headerDone ? this.#record(data, at) : this.#fileHeader(data);
      if (next < 0) break;
      at = next;
    }
    this.#offset += at;
    this.#carry = at === data.length ? EMPTY : Buffer.from(data.subarray(at));
  }

  end(): void {
    if (this.#stopped) return;
    const isShort = this.#fileLength !== UNKNOWN_LENGTH && this.#offset < this.#fileLength;
    if (!this.#headerDone || this.#carry.length > 0 || isShort) this.#fault('mediation.berCut', 0, '');
  }

  /** Returns where the records begin; -1 where more bytes are needed. */
  #fileHeader(data: Buffer): number {
    if (data.length < FIXED_HEADER_BYTES) return -1;
    const fileLength = data.readUInt32BE(0);
    const headerLength = data.readUInt32BE(4);
    if (headerLength < FIXED_HEADER_BYTES || headerLength > Math.min(MAX_HEADER_BYTES, fileLength))
      return this.#fault('mediation.cdrFileHeader', 0, data.toString('hex', 0, 8));
    if (data.length < headerLength) return -1;
    this.#headerDone = true;
    this.#fileLength = fileLength;
    this.#place(data, 0, headerLength);
    this.#filler.fillNamed(this.#view, 'fileHeader', {
      fileLength: String(fileLength),
      numberOfRecords: String(data.readUInt32BE(18)),
      fileSequenceNumber: String(data.readUInt32BE(22)),
      closureReason: String(data[26]),
      nodeAddress: nodeAddress(data.subarray(27, 47)),
      lostRecords: lostRecords(data[47]!),
    });
    this.#sink.record(this.#view);
    return headerLength;
  }

  #record(data: Buffer, at: number): number {
    const left = data.length - at;
    if (left < 5) return -1;
    const extended = data[at + 2]! >> 5 === RELEASE_ELSEWHERE;
    const begin = at + (extended ? 5 : 4);
    const end = begin + data.readUInt16BE(at);
    if (data.length < end) return -1;
    const format = data[at + 3]! >> 5;
    this.#place(data, at, end);
    const header = this.#header;
    const result = format === BER ? header.read(data, begin, end) : HEADER.broken;
    const node = result === HEADER.read ? this.#names.get(null, header.tag) : undefined;
    if (format !== BER) this.#broken('mediation.cdrEncoding', { found: format });
    else if (result !== HEADER.read || header.indefinite || header.value + header.length !== end)
      this.#broken('mediation.berRecord', { found: data.toString('hex', begin, Math.min(end, begin + 8)) });
    else if (node === undefined) this.#broken('mediation.berUnknown', { found: tagText(header.tag) });
    else if (this.#filler.fill(this.#view, node, header.constructed, data, header.value, end))
      this.#sink.record(this.#view);
    else this.#broken('mediation.berRecord', { found: node.name });
    return end;
  }

  #broken(code: string, params: Readonly<Record<string, string | number>>): void {
    this.#sink.broken(this.#view, code, -1, params);
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

/** An IPv6 address, or an IPv4 address mapped into one (6.1.1.14). */
function nodeAddress(bytes: Buffer): string {
  const address = bytes.subarray(-16);
  const mapped = address.subarray(0, 10).every((byte) => byte === 0);
  if (mapped) return address.subarray(12).join('.');
  return [0, 2, 4, 6, 8, 10, 12, 14].map((offset) => address.readUInt16BE(offset).toString(16)).join(':');
}

/** Records lost: the highest bit says whether any are, the others how many, where it is known (6.1.1.15); '' = none. */
function lostRecords(byte: number): string {
  if (byte === 0) return '';
  const count = byte & 0x7f;
  return count === 0 || count === 0x7f ? '?' : String(count);
}
