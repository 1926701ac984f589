/** Syslog over TCP (RFC 6587): messages by counted octets or by line ends, each message told apart by its first byte. */
import { MAX_RECORD_BYTES } from '../readers/sink.ts';

const LF = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const MOST_DIGITS = 7;

export class SyslogFramer {
  /** Messages too long to be held, or counts that are none. */
  cutOff = 0;
  #held: Buffer = Buffer.alloc(0);
  #skipToLine = false;

  push(piece: Buffer, take: (message: Buffer) => void): void {
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    let from = 0;
    while (from < this.#held.length) {
      const next = this.#next(from, take);
      if (next < 0) break;
      from = next;
    }
    this.#held = Buffer.from(this.#held.subarray(from));
    if (this.#held.length > MAX_RECORD_BYTES + MOST_DIGITS + 1) this.#giveUp();
  }

  end(take: (message: Buffer) => void): void {
    if (this.#held.length > 0 && !this.#skipToLine) take(this.#held);
    this.#held = Buffer.alloc(0);
  }

  /** Hands over the message that begins here; the place after it, or -1 while it is not complete. */
  #next(from: number, take: (message: Buffer) => void): number {
    const held = this.#held;
    const first = held[from]!;
    if (!this.#skipToLine && first > ZERO && first <= NINE) {
      const space = this.#countEnd(from);
      if (space === -1) return -1;
      if (space > 0) {
        const bytes = Number(held.toString('latin1', from, space));
        if (bytes <= MAX_RECORD_BYTES) {
          const to = space + 1 + bytes;
          if (to > held.length) return -1;
          take(Buffer.from(held.subarray(space + 1, to)));
          return to;
        }
      }
    }
    const end = held.indexOf(LF, from);
    if (end < 0) return -1;
    if (end > from && !this.#skipToLine) take(Buffer.from(held.subarray(from, end)));
    this.#skipToLine = false;
    return end + 1;
  }

  /** Where the digits of a count end in a space; -1 = not seen yet, 0 = this is no count. */
  #countEnd(from: number): number {
    for (let at = from; at < Math.min(this.#held.length, from + MOST_DIGITS + 1); at++) {
      const byte = this.#held[at]!;
      if (byte === SPACE) return at;
      if (byte < ZERO || byte > NINE) return 0;
    }
    return this.#held.length > from + MOST_DIGITS ? 0 : -1;
  }

  #giveUp(): void {
    this.cutOff++;
    this.#held = Buffer.alloc(0);
    this.#skipToLine = true;
  }
}
