import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The other party of an event, as records hold it: E.164 digits as a number, or (0) a text such as a short number. */
export interface Party {
  readonly number: number;
  readonly text: string | null;
}

export const NO_PARTY: Party = { number: 0, text: null };

/** Longest number that only one country dials (France 118 218, United Kingdom 118 118). */
const LONGEST_SHORT = 6;
const WRITTEN = /^[+(]?[0-9][0-9 ().\/-]*$/;

/**
 * A number as people write it: `+49 30 1234567`, `0049…`, `030/1234567`, or a short number (110, 11833, 3631), which stays as it is dialled.
 * @param country ISO 3166-1 alpha-2: where it is dialled
 * @returns null where it is none
 */
export function readDialled(written: string, country: string): Party | null {
  const trimmed = written.trim();
  if (!WRITTEN.test(trimmed)) return null;
  const digits = trimmed.replace(/[^0-9]/g, '');
  const found = parsePhoneNumberFromString(trimmed, isSupportedCountry(country) ? country : undefined);
  const isShort = digits.length <= LONGEST_SHORT && digits === trimmed.replace(/[ .-]/g, '');
  if (isShort && found?.isValid() !== true) return { number: 0, text: digits };
  return found?.isPossible() === true ? { number: Number(found.number.slice(1)), text: null } : null;
}
