/**
 * Germany and France: home to some customers and abroad to others. Destinations as the operator's German customers see them,
 * with the special numbers of both countries (public facts of the Bundesnetzagentur and ARCEP); prices are invented, net.
 */
import { type DestinationRow, flat, nameOf, premium } from './destinationRow.ts';
import { germanAreaCodes } from './germanAreaCodes.ts';

export const GERMAN_AREAS: readonly string[] = germanAreaCodes().map((code) => `49${code}`);
export const GERMAN_MOBILE: readonly string[] = [
  ...['1511', '1512', '1514', '1515', '1516', '1517', '1520', '1521', '1522', '1523', '1525', '1526', '1529', '1556'],
  ...['1570', '1573', '1575', '1577', '1578', '1579', '1590', '1592', '160', '162', '163', '170', '171', '172', '173'],
  ...['174', '175', '176', '177', '178', '179'],
].map((block) => `49${block}`);
export const FRENCH_FIXED: readonly string[] = ['331', '332', '333', '334', '335', '339'];
export const FRENCH_MOBILE: readonly string[] = [
  '336',
  ...['3', '4', '5', '6', '7', '8', '9'].map((digit) => `337${digit}`),
];

export const HOME_DESTINATIONS: readonly DestinationRow[] = [
  ['DE-FIXED', nameOf('DE', 'fixed'), 'nationalFixed', 'DE', GERMAN_AREAS, { peak: 190, offPeak: 150, perCall: 0 }],
  [
    'DE-VOIP',
    {
      de: 'Deutschland, ortsunabhängig (032)',
      fr: 'Allemagne, non géographique (032)',
      en: 'Germany, non-geographic (032)',
    },
    'nationalFixed',
    'DE',
    ['4932'],
    { peak: 190, offPeak: 150, perCall: 0 },
  ],
  ['DE-MOBILE', nameOf('DE', 'mobile'), 'nationalMobile', 'DE', GERMAN_MOBILE, { peak: 990, offPeak: 890, perCall: 0 }],
  [
    'FR-FIXED',
    nameOf('FR', 'fixed'),
    'internationalFixed',
    'FR',
    FRENCH_FIXED,
    { peak: 290, offPeak: 250, perCall: 0 },
  ],
  [
    'FR-MOBILE',
    nameOf('FR', 'mobile'),
    'internationalMobile',
    'FR',
    FRENCH_MOBILE,
    { peak: 1290, offPeak: 1190, perCall: 0 },
  ],
  [
    'DE-FREE',
    {
      de: 'Deutschland, kostenfrei (0800, 116)',
      fr: 'Allemagne, gratuit (0800, 116)',
      en: 'Germany, freephone (0800, 116)',
    },
    'freephone',
    'DE',
    ['49800', '49116', 'DE/116'],
    flat(0),
  ],
  [
    'DE-0180-MINUTE',
    {
      de: 'Service-Dienste 0180, je Minute',
      fr: 'Services 0180, à la minute',
      en: 'Service numbers 0180, per minute',
    },
    'sharedCost',
    'DE',
    ['491801', '491803', '491805', '491807', 'DE/115'],
    flat(1180),
  ],
  [
    'DE-0180-CALL',
    { de: 'Service-Dienste 0180, je Anruf', fr: 'Services 0180, à l’appel', en: 'Service numbers 0180, per call' },
    'sharedCost',
    'DE',
    ['491802', '491804', '491806'],
    flat(0, 1680),
  ],
  [
    'DE-0137',
    { de: 'Massenverkehr 0137', fr: 'Télévote 0137', en: 'Mass traffic 0137' },
    'sharedCost',
    'DE',
    ['49137'],
    flat(0, 4200),
  ],
  [
    'DE-0700',
    { de: 'Persönliche Rufnummern 0700', fr: 'Numéros personnels 0700', en: 'Personal numbers 0700' },
    'sharedCost',
    'DE',
    ['49700'],
    flat(1050),
  ],
  [
    'DE-0900',
    { de: 'Premium-Dienste 0900', fr: 'Services surtaxés 0900', en: 'Premium services 0900' },
    'premium',
    'DE',
    ['49900'],
    premium(290, 16_430),
  ],
  [
    'DE-118',
    { de: 'Auskunft 118', fr: 'Renseignements 118', en: 'Directory enquiries 118' },
    'premium',
    'DE',
    ['49118', 'DE/118'],
    premium(290, 14_610, 5000),
  ],
  [
    'DE-EMERGENCY',
    { de: 'Notruf 110, 112', fr: 'Urgences 110, 112', en: 'Emergency 110, 112' },
    'emergency',
    'DE',
    ['DE/110', 'DE/112'],
    flat(0),
  ],
  [
    'FR-FREE',
    {
      de: 'Frankreich, kostenfrei (0800–0805)',
      fr: 'Numéros verts (0800 à 0805)',
      en: 'France, freephone (0800 to 0805)',
    },
    'freephone',
    'FR',
    ['33800', '33801', '33802', '33803', '33804', '33805', 'FR/30', 'FR/31', 'FR/10'],
    flat(0),
  ],
  [
    'FR-GREY',
    {
      de: 'Frankreich, Dienste zum Ortstarif (0806–0809)',
      fr: 'Numéros gris (0806 à 0809)',
      en: 'France, standard-rate services (0806 to 0809)',
    },
    'sharedCost',
    'FR',
    ['33806', '33807', '33808', '33809'],
    flat(290),
  ],
  [
    'FR-SHARED',
    {
      de: 'Frankreich, Dienste 081, 082, 32xx–39xx',
      fr: 'Numéros à tarification majorée 081, 082, 3xxx',
      en: 'France, services 081, 082, 3xxx',
    },
    'sharedCost',
    'FR',
    ['33810', '33811', '33820', '33821', '33825', '33826', '33884', '33890', 'FR/32', 'FR/34', 'FR/36', 'FR/39'],
    flat(1250),
  ],
  [
    'FR-PREMIUM',
    {
      de: 'Frankreich, Premium-Dienste 089, 118',
      fr: 'Numéros surtaxés 089, 118',
      en: 'France, premium services 089, 118',
    },
    'premium',
    'FR',
    ['33891', '33892', '33893', '33895', '33897', '33899', 'FR/118'],
    premium(290, 6370),
  ],
  [
    'FR-EMERGENCY',
    { de: 'Frankreich, Notruf', fr: 'Urgences 15, 17, 18, 112', en: 'France, emergency' },
    'emergency',
    'FR',
    ['FR/15', 'FR/17', 'FR/18', 'FR/112', 'FR/114', 'FR/115', 'FR/119'],
    flat(0),
  ],
];
