import { luhnSum } from './siren.ts';

interface VatFormat {
  /** Country of the id (ISO 3166-1); Greece writes EL. */
  readonly country: string;
  /** Without the prefix. */
  readonly format: RegExp;
  /** Where the check digits are published and simple; a format alone otherwise. */
  readonly check?: (body: string) => boolean;
}

/** Formats by prefix: VIES FAQ Q11 (EU), HMRC (GB), UID act of Switzerland; each can be read there. */
const FORMATS: Readonly<Record<string, VatFormat>> = {
  AT: { country: 'AT', format: /^U\d{8}$/ },
  BE: {
    country: 'BE',
    format: /^[01]\d{9}$/,
    check: (body) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8)),
  },
  BG: { country: 'BG', format: /^\d{9,10}$/ },
  CHE: { country: 'CH', format: /^\d{9}(MWST|TVA|IVA)?$/ },
  CY: { country: 'CY', format: /^\d{8}[A-Z]$/ },
  CZ: { country: 'CZ', format: /^\d{8,10}$/ },
  DE: { country: 'DE', format: /^[1-9]\d{8}$/, check: isGerman },
  DK: { country: 'DK', format: /^\d{8}$/ },
  EE: { country: 'EE', format: /^\d{9}$/ },
  EL: { country: 'GR', format: /^\d{9}$/ },
  ES: { country: 'ES', format: /^[A-Z0-9]\d{7}[A-Z0-9]$/ },
  FI: { country: 'FI', format: /^\d{8}$/ },
  FR: { country: 'FR', format: /^[A-HJ-NP-Z0-9]{2}\d{9}$/, check: isFrench },
  GB: { country: 'GB', format: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/ },
  HR: { country: 'HR', format: /^\d{11}$/ },
  HU: { country: 'HU', format: /^\d{8}$/ },
  IE: { country: 'IE', format: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/ },
  IT: { country: 'IT', format: /^\d{11}$/, check: (body) => luhnSum(body) % 10 === 0 },
  LT: { country: 'LT', format: /^(\d{9}|\d{12})$/ },
  LU: { country: 'LU', format: /^\d{8}$/, check: (body) => Number(body.slice(0, 6)) % 89 === Number(body.slice(6)) },
  LV: { country: 'LV', format: /^\d{11}$/ },
  MT: { country: 'MT', format: /^\d{8}$/ },
  NL: { country: 'NL', format: /^\d{9}B\d{2}$/ },
  PL: { country: 'PL', format: /^\d{10}$/, check: isPolish },
  PT: { country: 'PT', format: /^\d{9}$/ },
  RO: { country: 'RO', format: /^\d{2,10}$/ },
  SE: { country: 'SE', format: /^\d{10}01$/ },
  SI: { country: 'SI', format: /^[1-9]\d{7}$/ },
  SK: { country: 'SK', format: /^\d{10}$/ },
};

/** A VAT id as it is stored: capitals, without spaces, points and hyphens. */
export function plainVatId(text: string): string {
  return text.replace(/[\s.-]/g, '').toUpperCase();
}

/**
 * The country whose VAT id a text has the form of, check digits included where they are published; null where it is none. Whether it was ever
 * given to somebody only his tax authority knows (VIES).
 */
export function vatIdCountry(text: string): string | null {
  const id = plainVatId(text);
  const prefix = id.startsWith('CHE') ? 'CHE' : id.slice(0, 2);
  const known = FORMATS[prefix];
  if (known === undefined) return null;
  const body = id.slice(prefix.length);
  return known.format.test(body) && (known.check?.(body) ?? true) ? known.country : null;
}

/** ISO 7064 MOD 11,10 over eight digits; the ninth is the check digit (§ 27a UStG, specification of the BZSt). */
function isGerman(body: string): boolean {
  let product = 10;
  for (const digit of body.slice(0, 8)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(body[8]);
}

/** Key of digits: (12 + 3 × (SIREN mod 97)) mod 97; keys with letters are given to some and not checked. */
function isFrench(body: string): boolean {
  const key = body.slice(0, 2);
  const siren = body.slice(2);
  return !/^\d\d$/.test(key) || (12 + 3 * (Number(siren) % 97)) % 97 === Number(key);
}

const POLISH_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

function isPolish(body: string): boolean {
  const sum = POLISH_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return sum % 11 === Number(body[9]);
}
