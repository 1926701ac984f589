/** Content cut into records of one length, however it arrives in pieces. */
import type { LineTaker } from './lines.ts';
import type { RecordSink } from './sink.ts';
import { place, type RecordView } from './view.ts';

const EMPTY = Buffer.alloc(0);

export class Frames {
  readonly #length: number;
  readonly #view: RecordView;
  readonly #sink: RecordSink;
  readonly #taker: LineTaker;
  #carry: Buffer = EMPTY;
  /** Bytes before the carry. */
  #offset: number;
  #recordNo = 0;

  constructor(length: number, view: RecordView, sink: RecordSink, taker: LineTaker, offset: number) {
    this.#length = length;
    this.#view = view;
    this.#sink = sink;
    this.#taker = taker;
    this.#offset = offset;
  }

  push(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    let at = 0;
    for (; at + this.#length <= data.length; at += this.#length) {
      this.#place(data, at, at + this.#length);
      this.#taker.line(at, at + this.#length, true, true);
    }
    this.#offset += at;
    this.#carry = Buffer.from(data.subarray(at));
  }

  /** What is left is no whole record; line breaks at the end of the file are nothing. */
  end(): void {
    const rest = this.#carry.toString('latin1').trim();
    if (rest === '') return;
    this.#place(this.#carry, 0, this.#carry.length);
    this.#sink.broken(this.#view, 'mediation.truncated', -1, {});
  }

  #place(data: Buffer, from: number, to: number): void {
    this.#recordNo++;
    this.#view.data = data;
    place(this.#view, data, from, to, this.#recordNo, this.#offset + from);
  }
}
