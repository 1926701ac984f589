/**
 * Carriers who publish no layout of their files. A source of theirs is set up from its first file: what is proposed for it is confirmed
 * once and kept as a format of the operator's own. What is told here are the places of local times and numbers.
 */
import type { SourceKind } from './source.ts';

export interface NamedSource {
  /** Code of the source, and the beginning of its format's id. */
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly zone: string;
  readonly country: string;
}

const french = (code: string, name: string): NamedSource => ({
  code,
  name,
  kind: 'carrier',
  zone: 'Europe/Paris',
  country: 'FR',
});

export const NAMED_SOURCES: readonly NamedSource[] = [
  french('sewan', 'Sewan'),
  french('openip', 'OpenIP'),
  french('networth', 'Networth'),
  french('alphalink', 'Alphalink'),
  french('unyc', 'Unyc'),
  french('orange-business', 'Orange Business'),
  french('sfr-business', 'SFR Business'),
  french('bouygues-entreprises', 'Bouygues Telecom Entreprises'),
  { code: 'vodafone-de', name: 'Vodafone Deutschland', kind: 'carrier', zone: 'Europe/Berlin', country: 'DE' },
  { code: 'swisscom', name: 'Swisscom', kind: 'carrier', zone: 'Europe/Zurich', country: 'CH' },
  { code: 'a1', name: 'A1 Telekom Austria', kind: 'carrier', zone: 'Europe/Vienna', country: 'AT' },
  { code: 'kpn', name: 'KPN', kind: 'carrier', zone: 'Europe/Amsterdam', country: 'NL' },
];

/** The named source a file's name speaks of, if any. */
export function namedSourceOf(fileName: string): NamedSource | null {
  const words = fileName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return NAMED_SOURCES.find(({ code }) => `-${words}-`.includes(code)) ?? null;
}
