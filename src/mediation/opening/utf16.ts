/** Text in UTF-16 as UTF-8, in pieces of any size: from there on it is read like any other text. */
export type Utf16 = 'utf-16le' | 'utf-16be';

export class FromUtf16 {
  readonly #decoder: TextDecoder;

  constructor(charset: Utf16) {
    // The byte order mark is left out by the decoder.
    this.#decoder = new TextDecoder(charset);
  }

  push(chunk: Buffer): Buffer {
    return Buffer.from(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): Buffer {
    return Buffer.from(this.#decoder.decode());
  }
}

/** A file's beginning as UTF-8; half a character at its end is left out. */
export function headFromUtf16(head: Buffer, charset: Utf16): Buffer {
  return new FromUtf16(charset).push(head);
}
