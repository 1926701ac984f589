/**
 * 64 bits of a record's dedup key, as two signed 32-bit halves: two multiplicative lanes over the bytes with a final mix of
 * both (the construction known as cyrb64). The start time stands beside it in the key of the table, so a collision would need the
 * same instant as well.
 */
export class DedupHash {
  hi = 0;
  lo = 0;

  /** Begins a key; keys of different seeds (sources) never meet on purpose. */
  begin(seed: number): void {
    this.hi = 0xdeadbeef ^ seed;
    this.lo = 0x41c6ce57 ^ Math.imul(seed, 0x9e3779b1);
  }

  /** Adds one part of the key; its length is mixed in, so that "ab","c" and "a","bc" differ. */
  add(bytes: Uint8Array, s: number, e: number): void {
    let hi = this.hi;
    let lo = this.lo;
    for (let i = s; i < e; i++) {
      const byte = bytes[i]!;
      hi = Math.imul(hi ^ byte, 2654435761);
      lo = Math.imul(lo ^ byte, 1597334677);
    }
    this.hi = Math.imul(hi ^ (e - s + 257), 2654435761);
    this.lo = Math.imul(lo ^ (e - s + 257), 1597334677);
  }

  finish(): void {
    let hi = this.hi;
    let lo = this.lo;
    hi = Math.imul(hi ^ (hi >>> 16), 2246822507) ^ Math.imul(lo ^ (lo >>> 13), 3266489909);
    lo = Math.imul(lo ^ (lo >>> 16), 2246822507) ^ Math.imul(hi ^ (hi >>> 13), 3266489909);
    this.hi = hi | 0;
    this.lo = lo | 0;
  }
}
