/**
 * What CGRateS calls a destination is any text. `+49…` is E.164; digits without a plus may begin with 0 and are not the same, so they are numbers that
 * only a country dials; words (`voicemail`) get digits in the place of another country.
 */
import type { UsageRecord } from '#usage';

const NATIONAL = 'DE';
const WORDS = 'XX';
const CODE_DIGITS = 6;

export class CalledNumbers {
  /** The longest first. */
  readonly #words: readonly string[];

  /** @param prefixes all prefixes of the tariff */
  constructor(prefixes: readonly string[]) {
    this.#words = [...new Set(prefixes)].filter(isWord).sort((a, b) => b.length - a.length);
  }

  /** A prefix as a target of our price lists. */
  target(prefix: string): string {
    if (prefix.startsWith('+')) return prefix.slice(1);
    return isWord(prefix) ? `${WORDS}/${this.#code(prefix)}` : `${NATIONAL}/${prefix}`;
  }

  /** Country whose numbers a source means that brings the number. */
  spaceOf(number: string): string {
    return isWord(number) ? WORDS : NATIONAL;
  }

  called(number: string): Pick<UsageRecord, 'bNumber' | 'bText'> {
    if (/^\+[0-9]+$/.test(number)) return { bNumber: Number(number.slice(1)), bText: null };
    return { bNumber: 0, bText: isWord(number) ? this.#code(number) : number };
  }

  matches(number: string, prefix: string): boolean {
    return prefix === '*any' || number.startsWith(prefix);
  }

  #code(text: string): string {
    const index = this.#words.findIndex((word) => text.startsWith(word));
    return String(index + 1).padStart(CODE_DIGITS, '0');
  }
}

function isWord(text: string): boolean {
  return /^[A-Za-z]/.test(text);
}
