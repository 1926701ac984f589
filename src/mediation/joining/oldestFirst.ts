interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

/**
 * Values by key, and the one that was set longest ago at hand. A map keeps that order too, but looks for its first entry by passing over all that
 * were deleted before it; here each entry is passed once.
 */
export class OldestFirst<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  /** Everything before it was deleted, or set again, which puts it at the end. */
  #rest = this.#entries.values();
  #first: Entry<Value> | null = null;

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Puts a value behind all others. */
  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { key, value });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** The one that was set longest ago; null where there is none. */
  oldest(): Entry<Value> | null {
    while (this.#first === null || this.#entries.get(this.#first.key) !== this.#first) {
      const { done, value } = this.#rest.next();
      if (done) {
        // An iterator that came to its end stays there.
        this.#rest = this.#entries.values();
        this.#first = null;
        return null;
      }
      this.#first = value;
    }
    return this.#first;
  }

  /** Oldest first. */
  all(): readonly Entry<Value>[] {
    return [...this.#entries.values()];
  }
}
