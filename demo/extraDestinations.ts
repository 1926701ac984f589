/** Destinations of single price lists; the numbering plan does not know them. */
import type { DestinationClass, LocalName } from '#catalog';

/**
 * Destinations without prefixes of their own: home to a layer's customers although the base list has them abroad, and the reverse; told by who
 * is called; what the called side pays for.
 */
export const EXTRA_DESTINATIONS: readonly {
  readonly code: string;
  readonly name: LocalName;
  readonly class: DestinationClass;
  readonly country: string | null;
}[] = [
  {
    code: 'FR-HOME-FIXED',
    name: { de: 'Frankreich national, Festnetz', fr: 'France, fixe national', en: 'France national, fixed' },
    class: 'nationalFixed',
    country: 'FR',
  },
  {
    code: 'FR-HOME-MOBILE',
    name: { de: 'Frankreich national, Mobilfunk', fr: 'France, mobile national', en: 'France national, mobile' },
    class: 'nationalMobile',
    country: 'FR',
  },
  {
    code: 'DE-ABROAD-FIXED',
    name: {
      de: 'Deutschland, Festnetz (aus Frankreich)',
      fr: 'Allemagne, fixe (depuis la France)',
      en: 'Germany, fixed (from France)',
    },
    class: 'internationalFixed',
    country: 'DE',
  },
  {
    code: 'DE-ABROAD-MOBILE',
    name: {
      de: 'Deutschland, Mobilfunk (aus Frankreich)',
      fr: 'Allemagne, mobile (depuis la France)',
      en: 'Germany, mobile (from France)',
    },
    class: 'internationalMobile',
    country: 'DE',
  },
  {
    code: 'DE-0800-CALLED',
    name: {
      de: 'Servicenummer 0800, Anrufe Ihrer Kunden',
      fr: 'Numéro vert 0800, appels de vos clients',
      en: 'Freephone number 0800, calls of your customers',
    },
    class: 'freephone',
    country: 'DE',
  },
  {
    code: 'ON-NET',
    name: { de: 'Im Nordlicht-Netz', fr: 'Réseau Nordlicht', en: 'Nordlicht network' },
    class: 'onNet',
    country: null,
  },
  {
    code: 'INTRA',
    name: { de: 'Zwischen Ihren Anschlüssen', fr: 'Entre vos lignes', en: 'Between your own lines' },
    class: 'intraCustomer',
    country: null,
  },
];
