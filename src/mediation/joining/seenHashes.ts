/** Which dedup hashes a file had already, in flat memory: an open table of 64-bit hashes, grown by doubling up to a limit. */
export class SeenHashes {
  #slots = new Int32Array(2 * 4096);
  #used = 0;
  readonly #most: number;

  /** @param most hashes kept; beyond, a new one is no longer remembered */
  constructor(most = 1 << 24) {
    this.#most = most;
  }

  /** Whether everything that was asked is remembered. */
  get isComplete(): boolean {
    return this.#used < this.#most;
  }

  /** Remembers a hash; false where it was there. */
  add(hi: number, lo: number): boolean {
    if (!this.#place(hi, lo)) return false;
    if (this.#used * 4 > this.#slots.length) this.#grow();
    return true;
  }

  #place(hi: number, lo: number): boolean {
    // Empty slots are zeros; the hash that is all zeros is kept as another one.
    const low = hi === 0 && lo === 0 ? 1 : lo;
    const mask = this.#slots.length / 2 - 1;
    let slot = (low ^ (hi >>> 7)) & mask;
    for (;;) {
      const at = slot * 2;
      if (this.#slots[at] === hi && this.#slots[at + 1] === low) return false;
      if (this.#slots[at] === 0 && this.#slots[at + 1] === 0) {
        if (this.#used >= this.#most) return true;
        this.#slots[at] = hi;
        this.#slots[at + 1] = low;
        this.#used++;
        return true;
      }
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#used = 0;
    for (let at = 0; at < old.length; at += 2)
      if (old[at] !== 0 || old[at + 1] !== 0) this.#place(old[at]!, old[at + 1]!);
  }
}
