/** The shape in which the demo's destinations are written down. Prices: ten-thousandths of a euro, net. */
import { LANGUAGES, type Language } from '#base';
import type { DestinationClass, LocalName } from '#catalog';

/** Prices of a destination: peak and off-peak per minute, and once per call. */
export interface RetailPrice {
  readonly peak: number;
  readonly offPeak: number;
  readonly perCall: number;
  /** What the owner of a premium number takes; the same whoever sells the call. */
  readonly service?: { readonly perMinute: number; readonly perCall: number };
}

export interface DemoDestination {
  readonly code: string;
  readonly name: LocalName;
  readonly class: DestinationClass;
  readonly country: string | null;
  /** E.164 digits, or `DE/110` for short numbers dialled in one country. */
  readonly prefixes: readonly string[];
  readonly retail: RetailPrice;
}

/** The same price in every band. */
export const flat = (perMinute: number, perCall = 0): RetailPrice => ({ peak: perMinute, offPeak: perMinute, perCall });

/** A premium number: carrying the call, and the service. */
export const premium = (transport: number, perMinute: number, perCall = 0): RetailPrice => ({
  ...flat(transport),
  service: { perMinute, perCall },
});

/** What follows a country's name. */
const KINDS = {
  fixed: { de: 'Festnetz', fr: 'fixe', en: 'fixed' },
  mobile: { de: 'Mobilfunk', fr: 'mobile', en: 'mobile' },
  premium: { de: 'Sonderrufnummern', fr: 'numéros surtaxés', en: 'premium numbers' },
} as const;

const REGION_NAMES = new Map(
  LANGUAGES.map((language) => [language, new Intl.DisplayNames([language], { type: 'region' })]),
);

function countryName(language: Language, country: string): string {
  return REGION_NAMES.get(language)?.of(country) ?? country;
}

/** `Austria, mobile` in each language. */
export function nameOf(country: string, kind: keyof typeof KINDS): LocalName {
  const one = (language: Language) => `${countryName(language, country)}, ${KINDS[kind][language]}`;
  return { de: one('de'), fr: one('fr'), en: one('en') };
}

/** Code, name, class, country, prefixes, retail price. */
export type DestinationRow = readonly [
  string,
  LocalName,
  DestinationClass,
  string | null,
  readonly string[],
  RetailPrice,
];

export const destination = ([
  code,
  name,
  destinationClass,
  country,
  prefixes,
  retail,
]: DestinationRow): DemoDestination => ({
  code,
  name,
  class: destinationClass,
  country,
  prefixes,
  retail,
});
