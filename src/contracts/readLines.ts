import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A line as read from what somebody pasted. */
export interface PastedLine {
  /** Row of the text, from 1. */
  readonly row: number;
  readonly text: string;
  readonly kind: 'number' | 'range';
  /** E.164 digits; empty where it is no number. */
  readonly identifier: string;
  /** As printed. */
  readonly label: string;
  /** `notNumber`, or `twice` in the text; null = good. */
  readonly trouble: 'notNumber' | 'twice' | null;
}

/**
 * Reads pasted numbers, one a row (or separated by semicolons): in any notation people use, with or without country code; `…*` or `…XX` at the end
 * stands for a range of extensions.
 * @param country ISO 3166-1 alpha-2 in which numbers without country code are meant
 */
export function readLines(text: string, country: string): PastedLine[] {
  const seen = new Set<string>();
  return text
    .split(/\r\n|[\n\r;]/)
    .map((one, index) => ({ row: index + 1, text: one.trim() }))
    .filter((one) => one.text !== '')
    .map((one) => {
      const range = /[*xX]+$/.test(one.text);
      const digits = one.text.replace(/[\s*xX]+$/, '');
      const read = range ? readPrefix(digits, country) : readNumber(digits, country);
      if (read === null)
        return { ...one, kind: 'number', identifier: '', label: one.text, trouble: 'notNumber' } as const;
      const kind = range ? ('range' as const) : ('number' as const);
      const twice = seen.has(read.identifier);
      seen.add(read.identifier);
      return { ...one, kind, ...read, label: range ? `${read.label}…` : read.label, trouble: twice ? 'twice' : null };
    });
}

function readNumber(text: string, country: string): { identifier: string; label: string } | null {
  const parsed = parse(text, country);
  if (parsed === undefined || !parsed.isValid()) return null;
  return { identifier: parsed.number.slice(1), label: parsed.formatInternational() };
}

/** The beginning of numbers: as long as it may be, it is taken as it stands after the country code. */
function readPrefix(text: string, country: string): { identifier: string; label: string } | null {
  const parsed = parse(text, country);
  if (parsed === undefined) return null;
  const identifier = parsed.number.slice(1);
  return /^[1-9]\d{2,14}$/.test(identifier) ? { identifier, label: parsed.formatInternational() } : null;
}

function parse(text: string, country: string) {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  return parsePhoneNumberFromString(text.replace(/^00/, '+'), home);
}
