const ZERO = 48;
const HALF = 100_000_000;

/** Most digits a number has (ITU-T E.164). */
export const MAX_DIGITS = 15;

/** The digits of one number at a time, most significant first. One object per rater, reused for every record. */
export class Digits {
  readonly at = new Uint8Array(MAX_DIGITS + 1);
  length = 0;

  /** E.164 digits as a number (positive, at most 15 digits). */
  setNumber(number: number): void {
    const high = Math.floor(number / HALF);
    let low = (number - high * HALF) | 0;
    let rest = high | 0;
    let length = 0;
    for (let count = low; count > 0 || length === 0; count = (count / 10) | 0) length++;
    if (rest > 0) {
      length = 8;
      for (let count = rest; count > 0; count = (count / 10) | 0) length++;
    }
    const { at } = this;
    const lowEnd = rest > 0 ? length - 8 : 0;
    for (let index = length - 1; index >= lowEnd; index--) {
      const next = (low / 10) | 0;
      at[index] = low - next * 10;
      low = next;
    }
    for (let index = lowEnd - 1; index >= 0; index--) {
      const next = (rest / 10) | 0;
      at[index] = rest - next * 10;
      rest = next;
    }
    this.length = length;
  }

  /** Text of 1 … 15 digits; anything else leaves no digits and is answered with false. */
  setText(text: string): boolean {
    this.length = 0;
    if (text.length === 0 || text.length > MAX_DIGITS) return false;
    for (let index = 0; index < text.length; index++) {
      const digit = text.charCodeAt(index) - ZERO;
      if (digit < 0 || digit > 9) return false;
      this.at[index] = digit;
    }
    this.length = text.length;
    return true;
  }
}
