/** What stands around a phone number and is no part of it: names, schemes, hosts, prefixes of other meanings. Spans in, spans out. */
import type { NumberProfile } from '../language/values.ts';
import { startsWithBytes } from '../readers/view.ts';

const LESS = 60;
const GREATER = 62;
const HASH = 35;

export type NumberTextProfile = Pick<
  NumberProfile,
  'angleBrackets' | 'stripPrefixes' | 'stripSuffixes' | 'cutAt' | 'portabilityPrefixes'
>;

export class NumberText {
  /** Span of the last `find`. */
  s = 0;
  e = 0;
  readonly #angleBrackets: boolean;
  readonly #prefixes: readonly Uint8Array[];
  readonly #suffixes: readonly Uint8Array[];
  readonly #cut: Uint8Array;
  readonly #portability: readonly Uint8Array[];

  constructor(profile: NumberTextProfile) {
    this.#angleBrackets = profile.angleBrackets;
    this.#prefixes = profile.stripPrefixes.map(latin1);
    this.#suffixes = profile.stripSuffixes.map(latin1);
    this.#cut = latin1(profile.cutAt.join(''));
    this.#portability = profile.portabilityPrefixes.map(latin1).sort((a, b) => b.length - a.length);
  }

  find(bytes: Uint8Array, from: number, to: number): void {
    let s = from;
    let e = to;
    if (this.#angleBrackets) {
      for (let i = s; i < e; i++) {
        if (bytes[i] === LESS) s = i + 1;
        else if (bytes[i] === GREATER && s > from) e = i;
      }
    }
    while (s < e && isQuoteOrBlank(bytes[s]!)) s++;
    for (let i = 0; i < this.#prefixes.length; i++) {
      if (startsWithBytes(bytes, s, e, this.#prefixes[i]!)) s += this.#prefixes[i]!.length;
    }
    if (this.#cut.length > 0) for (let i = s; i < e; i++) if (this.#cut.includes(bytes[i]!)) e = i;
    while (s < e && bytes[s] === 32) s++;
    while (e > s && isQuoteOrBlank(bytes[e - 1]!)) e--;
    for (let i = 0; i < this.#suffixes.length; i++) {
      const length = this.#suffixes[i]!.length;
      if (e - length >= s && startsWithBytes(bytes, e - length, e, this.#suffixes[i]!)) e -= length;
    }
    if (this.#portability.length > 0) s = this.#behindPortability(bytes, s, e);
    while (e > s && bytes[e - 1] === 32) e--;
    this.s = s;
    this.e = e;
  }

  /** Behind the digits that tell a ported number's network, where a number is left. */
  #behindPortability(bytes: Uint8Array, s: number, e: number): number {
    for (let i = 0; i < this.#portability.length; i++) {
      const prefix = this.#portability[i]!;
      if (e - s > prefix.length + 3 && fitsPrefix(bytes, s, prefix)) return s + prefix.length;
    }
    return s;
  }
}

/** `#` stands for any digit. */
function fitsPrefix(bytes: Uint8Array, s: number, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) {
    const byte = bytes[s + i]!;
    if (prefix[i] === HASH ? byte < 48 || byte > 57 : byte !== prefix[i]) return false;
  }
  return true;
}

function isQuoteOrBlank(byte: number): boolean {
  return byte === 32 || byte === 34 || byte === 39;
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
