import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The other party of an event, as records hold it: E.164 digits as a number, or (0) a text such as a short number. */
export interface Party {
  readonly number: number;
  readonly text: string | null;
}

export const NO_PARTY: Party = { number: 0, text: null };

/** Digits of a number that only one country dials: 15 … 118 218. */
const SHORT = { fewest: 2, most: 6 };
/** Digits of an E.164 number (ITU-T E.164 §6.2.1). */
const MOST_DIGITS = 15;
const WRITTEN = /^[+(]?[0-9][0-9 ()./-]*$/;

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
  const isShort =
    digits.length >= SHORT.fewest && digits.length <= SHORT.most && digits === trimmed.replace(/[ .-]/g, '');
  if (isShort && found?.isValid() !== true) return { number: 0, text: digits };
  if (found?.isPossible() !== true || found.number.length > MOST_DIGITS + 1) return null;
  return { number: Number(found.number.slice(1)), text: null };
}
