/** Where an unknown file is likely from: the language of its header and the country of its numbers. */
import { foldedWords } from '../joining/folded.ts';
import { NUMBERING_PLANS } from '../values/numberingPlan.ts';
import type { SampleColumn } from './table.ts';
import type { DateOrder } from './timeShape.ts';

/** Zone and country of a file. */
export interface FilePlace {
  readonly country: string;
  /** IANA zone of local times. */
  readonly zone: string;
}

const ZONES: Readonly<Record<string, string>> = {
  DE: 'Europe/Berlin',
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  FR: 'Europe/Paris',
  BE: 'Europe/Brussels',
  LU: 'Europe/Luxembourg',
  NL: 'Europe/Amsterdam',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  IT: 'Europe/Rome',
  PL: 'Europe/Warsaw',
  CZ: 'Europe/Prague',
  DK: 'Europe/Copenhagen',
  SE: 'Europe/Stockholm',
  NO: 'Europe/Oslo',
  FI: 'Europe/Helsinki',
  US: 'America/New_York',
  CA: 'America/Toronto',
  AU: 'Australia/Sydney',
};

/** The zone in which most of a country's people live; UTC where we do not know it. */
export function zoneOfCountry(country: string): string {
  return ZONES[country] ?? 'UTC';
}

/** Words that only one language writes in headers. */
const LANGUAGE_WORDS: Readonly<Record<string, RegExp>> = {
  FR: /\b(?:heure|duree|appelant|appele|sens|numero|montant|prix|cout|ligne|libelle|identifiant|compte|ht|debut|facture)\b/g,
  DE: /\b(?:datum|uhrzeit|dauer|rufnummer|betrag|richtung|anrufer|ziel|kosten|beginn|netto|preis|gesprach\w*|verbindung\w*|nummer|zielrufnummer)\b/g,
  ES: /\b(?:fecha|hora|duracion|llamada|llamante|importe|destino|origen|coste|sentido)\b/g,
  IT: /\b(?:ora|durata|chiamante|chiamato|costo|importo|direzione|chiamata)\b/g,
  NL: /\b(?:tijd|duur|beller|gebeld|bedrag|richting|prijs|naar|gesprek|begintijd)\b/g,
  GB: /\b(?:date|time|duration|caller|called|calling|cost|price|direction|start|destination|billable)\b/g,
};

/** Guesses zone and country from header words and written numbers. What is given already stays. */
export function placeOf(columns: readonly SampleColumn[], given: Partial<FilePlace>): FilePlace {
  const country = given.country ?? countryOf(columns);
  return { country, zone: given.zone ?? zoneOfCountry(country) };
}

function countryOf(columns: readonly SampleColumn[]): string {
  const header = foldedWords(columns.map(({ name }) => name ?? '').join(' '));
  const votes = Object.entries(LANGUAGE_WORDS)
    .map(([country, words]) => [country, (header.match(words) ?? []).length] as const)
    .sort((a, b) => b[1] - a[1]);
  const [language] = votes;
  const cells = columns.flatMap((column) => column.cells);
  if (isAmerican(cells)) return 'US';
  const dialled = countryOfNumbers(cells);
  // English is the language of every system: then the numbers say more.
  if (language !== undefined && language[1] > 0 && language[0] !== 'GB') return sameLanguage(language[0], dialled);
  return dialled ?? (language !== undefined && language[1] > 0 ? language[0] : 'DE');
}

const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  DE: ['AT', 'CH'],
  FR: ['BE', 'CH', 'LU'],
  NL: ['BE'],
  IT: ['CH'],
};

function sameLanguage(country: string, dialled: string | null): string {
  return dialled !== null && NEIGHBOURS[country]?.includes(dialled) === true ? dialled : country;
}

const MAIN_COUNTRY: Readonly<Record<string, string>> = {
  '1': 'US',
  '7': 'RU',
  '39': 'IT',
  '44': 'GB',
  '61': 'AU',
  '47': 'NO',
  '358': 'FI',
  '212': 'MA',
  '262': 'RE',
  '290': 'SH',
  '590': 'GP',
  '599': 'CW',
};

/** `(212) 555-0150`, `212-555-0150`, `+1 212 555 0150`: the area code apart, as nowhere else. */
const AMERICAN = /^(?:\+?1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}$/;

function isAmerican(cells: readonly string[]): boolean {
  const phones = cells.filter(
    (cell) => /\d{3}/.test(cell) && /^[+()\d .-]{9,20}$/.test(cell) && !/^\d+[.]\d+$/.test(cell),
  );
  return phones.length > 0 && phones.filter((cell) => AMERICAN.test(cell)).length > phones.length * 0.3;
}

/** By how long national numbers are: always ten digits in France, eleven in Britain, of any length in Germany. */
function countryOfLength(national: readonly string[]): string {
  const share = (length: number) => national.filter((cell) => cell.length === length).length / national.length;
  if (share(10) > 0.9) return 'FR';
  return share(11) + share(10) > 0.95 && share(11) > 0.6 ? 'GB' : 'DE';
}

/** The country whose code most full numbers have. */
function countryOfNumbers(cells: readonly string[]): string | null {
  const counts = new Map<string, number>();
  const byCode = new Map(
    [...NUMBERING_PLANS.values()].map(({ callingCode, country }) => [
      callingCode,
      MAIN_COUNTRY[callingCode] ?? country,
    ]),
  );
  let full = 0;
  for (const cell of cells) {
    const digits =
      /^\D{0,5}(?:\+|00)(\d{8,15})\b/.exec(cell.replace(/[ ()./-]/g, ''))?.[1] ?? /^(\d{11,13})$/.exec(cell)?.[1];
    if (digits === undefined || digits.startsWith('0')) continue;
    const country = byCode.get(digits.slice(0, 3)) ?? byCode.get(digits.slice(0, 2)) ?? byCode.get(digits.slice(0, 1));
    const plan = country === undefined ? undefined : NUMBERING_PLANS.get(country);
    const national = digits.length - (plan?.callingCode.length ?? 0);
    if (country === undefined || plan === undefined || national < plan.minDigits || national > plan.maxDigits) continue;
    full++;
    counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const national = cells.filter((cell) => /^0[1-9]\d{6,12}$/.test(cell));
  // Who writes his own numbers without a country code writes foreign ones with it.
  if (national.length > full) return countryOfLength(national);
  return most !== undefined && full >= 2 && most[1] > full * 0.4 ? most[0] : null;
}

/** The usual order of day and month in a country. */
export function usualOrder(country: string): DateOrder {
  if (country === 'US') return 'mdy';
  return country === 'SE' || country === 'HU' || country === 'LT' || country === 'CN' || country === 'JP'
    ? 'ymd'
    : 'dmy';
}
