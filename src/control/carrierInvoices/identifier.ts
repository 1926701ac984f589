import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { OwnLine } from './ourSide.ts';

/** Numbers and accounts as carriers write them, in one form: E.164 digits, the common beginning of a range, or the text itself. */
export interface Identifier {
  readonly kind: 'number' | 'range' | 'text';
  readonly key: string;
}

/** As a number, as a text, or not at all. */
export type KnownAs = (key: string) => 'number' | 'text' | null;

/** Digits below this are no beginning that tells a range from others. */
const LEAST_RANGE = 4;

/**
 * @param country ISO 3166-1 alpha-2 in which numbers without country code are meant
 * @param knownAs what digits or a text are known as where they stand with us like that: it goes before any notation
 */
export function identifierOf(account: string, country: string, knownAs: KnownAs): Identifier {
  const text = account.trim();
  const known = knownAs(text);
  if (known !== null) return { kind: known, key: known === 'text' ? text.toLowerCase() : text };
  const digits = text.replace(/[\s()./–-]/g, '').replace(/^\+|^00(?=[1-9])/, '');
  if (/^\d+$/.test(digits) && knownAs(digits) === 'number') return { kind: 'number', key: digits };
  const range =
    /^([+\d\s()./-]+?)\s*(?:\*+|[xX]+|…|\.\.\.)$/.exec(text) ??
    /^([+\d\s()./]{7,}?)[- ]?0+\s*(?:-|–|bis|à|to)\s*9+$/.exec(text);
  if (range !== null) {
    const beginning = e164((range[1] ?? '').trim(), country, false);
    if (beginning !== null && beginning.length >= LEAST_RANGE) return { kind: 'range', key: beginning };
  }
  if (/^[+\d][\d\s()./–-]{3,}$/.test(text)) {
    const number = e164(text, country, true);
    if (number !== null) return { kind: 'number', key: number };
  }
  return { kind: 'text', key: text.toLowerCase() };
}

function e164(text: string, country: string, whole: boolean): string | null {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text.replace(/^00/, '+'), home);
  if (parsed !== undefined && (!whole || parsed.isValid())) return parsed.number.slice(1);
  // Spreadsheets take the plus away.
  const bare = parsePhoneNumberFromString(`+${text.replace(/\D/g, '')}`);
  return bare !== undefined && (!whole || bare.isValid()) ? bare.number.slice(1) : null;
}

/** Lines of ours by what identifies them. */
export class OwnLines {
  readonly #byKey = new Map<string, OwnLine[]>();
  #longest = 0;

  constructor(lines: readonly OwnLine[]) {
    for (const line of lines) {
      if (line.kind === 'range') this.#longest = Math.max(this.#longest, line.identifier.length);
      const key = keyOf(line.kind, line.identifier);
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, [line]);
      else known.push(line);
    }
  }

  knownAs(key: string): 'number' | 'text' | null {
    if (this.#byKey.has(keyOf('number', key))) return 'number';
    return this.#byKey.has(keyOf('text', key)) ? 'text' : null;
  }

  /** Lines that an identifier names, or that hold it. */
  of({ kind, key }: Identifier): readonly OwnLine[] {
    const exact = this.#byKey.get(keyOf(kind, key));
    if (exact !== undefined) return exact;
    if (kind === 'text') return [];
    for (let length = Math.min(key.length, this.#longest); length > 0; length--) {
      const range = this.#byKey.get(keyOf('range', key.slice(0, length)));
      if (range !== undefined) return range;
    }
    return [];
  }
}

function keyOf(kind: OwnLine['kind'], identifier: string): string {
  return `${kind} ${identifier.toLowerCase()}`;
}

/** Whose an identifier is in a period (local dates, half open); `ended`: it was ours before. */
export type Ownership =
  | { readonly kind: 'ours'; readonly customerId: number }
  | { readonly kind: 'ended'; readonly on: string; readonly customerId: number }
  | { readonly kind: 'notOurs' };

export function ownershipOf(
  lines: readonly OwnLine[],
  period: { readonly from: string; readonly to: string },
): Ownership {
  const within = lines.find(({ from, to }) => from < period.to && (to === null || to > period.from));
  if (within !== undefined) return { kind: 'ours', customerId: within.customerId };
  const before = lines
    .filter(({ to }) => to !== null && to <= period.from)
    .sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1))[0];
  return before === undefined
    ? { kind: 'notOurs' }
    : { kind: 'ended', on: before.to ?? '', customerId: before.customerId };
}
