/** Streams of bytes cut into records, the same however the stream is cut into pieces. No record is held beyond `MAX_RECORD_BYTES`. */
import { MAX_RECORD_BYTES } from '../readers/sink.ts';
import type { Framing } from './settings.ts';

const LF = 0x0a;
const CR = 0x0d;
const STX = 0x02;
const ETX = 0x03;
const NEWLINE = Buffer.from('\n');

export interface Framer {
  /** Takes bytes; each record that they complete is handed to `take`, ended by a line feed and not shared with the piece. */
  push(piece: Buffer, take: (record: Buffer) => void): void;
  /** The stream is over: what is left is handed over as a record of its own, if anything. */
  end(take: (record: Buffer) => void): void;
  /** Records that were too long and were cut off. */
  readonly cutOff: number;
}

/** @returns a framer for one connection */
export function framerFor(framing: Framing): Framer {
  switch (framing.kind) {
    case 'lines':
      return new EndedFramer(LF);
    case 'etx':
      return new EndedFramer(ETX);
    case 'fixed':
      return new FixedFramer(framing.bytes);
  }
}

/** Records end with a byte. Carriage returns before it, NULs and an STX at the beginning are no part of them; empty records are nothing. */
class EndedFramer implements Framer {
  cutOff = 0;
  readonly #endByte: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #skipping = false;

  constructor(endByte: number) {
    this.#endByte = endByte;
  }

  push(piece: Buffer, take: (record: Buffer) => void): void {
    let from = 0;
    for (;;) {
      const at = piece.indexOf(this.#endByte, from);
      if (at < 0) break;
      this.#hold(piece.subarray(from, at));
      this.#emit(take);
      this.#skipping = false;
      from = at + 1;
    }
    if (from < piece.length) this.#hold(Buffer.from(piece.subarray(from)));
  }

  end(take: (record: Buffer) => void): void {
    this.#emit(take);
  }

  #hold(part: Buffer): void {
    if (this.#skipping) return;
    if (this.#heldBytes + part.length > MAX_RECORD_BYTES) {
      this.cutOff++;
      this.#skipping = true;
      this.#held = [];
      this.#heldBytes = 0;
      return;
    }
    this.#held.push(part);
    this.#heldBytes += part.length;
  }

  #emit(take: (record: Buffer) => void): void {
    const whole = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    let from = 0;
    let to = whole.length;
    while (from < to && (whole[from] === 0 || whole[from] === STX || (this.#endByte === ETX && isBreak(whole[from]!))))
      from++;
    while (
      to > from &&
      (whole[to - 1] === CR || whole[to - 1] === 0 || (this.#endByte === ETX && isBreak(whole[to - 1]!)))
    )
      to--;
    if (to > from) take(Buffer.concat([whole.subarray(from, to), NEWLINE]));
  }
}

const isBreak = (byte: number) => byte === LF || byte === CR;

/** Records of one length; a short one at the end is handed over as it is. */
class FixedFramer implements Framer {
  readonly cutOff = 0;
  readonly #record: Buffer;
  #filled = 0;

  constructor(bytes: number) {
    this.#record = Buffer.alloc(bytes);
  }

  push(piece: Buffer, take: (record: Buffer) => void): void {
    let from = 0;
    while (from < piece.length) {
      const copied = piece.copy(this.#record, this.#filled, from);
      this.#filled += copied;
      from += copied;
      if (this.#filled === this.#record.length) this.end(take);
    }
  }

  end(take: (record: Buffer) => void): void {
    if (this.#filled > 0) take(Buffer.concat([this.#record.subarray(0, this.#filled), NEWLINE]));
    this.#filled = 0;
  }
}
