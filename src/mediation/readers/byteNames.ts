import { equalBytes } from './view.ts';

/** Which number a name has, found by its bytes: no text is made of names, most of which nobody asked for. */
export class ByteNames {
  readonly #names: readonly Buffer[];
  readonly #buckets: readonly (readonly number[])[];
  readonly #mask: number;

  /** @param names their places are their numbers; a byte is a letter (ISO 8859-1) */
  constructor(names: readonly string[]) {
    this.#names = names.map((name) => Buffer.from(name, 'latin1'));
    const buckets: number[][] = Array.from({ length: 2 ** Math.ceil(Math.log2(2 * names.length + 1)) }, () => []);
    this.#mask = buckets.length - 1;
    for (const [number, name] of this.#names.entries()) buckets[this.#bucket(name, 0, name.length)]!.unshift(number);
    this.#buckets = buckets;
  }

  /** The number of the name in a span, of equal names the last; -1 where it is none of them. */
  find(bytes: Uint8Array, s: number, e: number): number {
    const numbers = this.#buckets[this.#bucket(bytes, s, e)]!;
    for (let i = 0; i < numbers.length; i++) if (equalBytes(bytes, s, e, this.#names[numbers[i]!]!)) return numbers[i]!;
    return -1;
  }

  /** Length, first and last byte tell most names apart. */
  #bucket(bytes: Uint8Array, s: number, e: number): number {
    return e === s ? 0 : (Math.imul(e - s, 31) + bytes[e - 1]! * 7 + bytes[s]!) & this.#mask;
  }
}
