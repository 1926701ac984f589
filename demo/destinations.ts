/**
 * The destinations of the demo with their prefixes and the operator's retail prices. Prefixes are public numbering facts;
 * prices are invented, in ten-thousandths of a euro per minute, net.
 */
import { type DemoDestination, type DestinationRow, destination, flat, nameOf } from './destinationRow.ts';
import { HOME_DESTINATIONS } from './homeDestinations.ts';
import { type CountryNumbering, worldNumbering } from './numbering.ts';
import { fnv1a } from './random.ts';

/** Countries by what calls to them cost; whatever is not listed is in zone 4. */
const ZONES: readonly string[] = [
  'AT BE CA CH CZ DK ES GB IE IT LU NL NO PL PT SE US VA',
  'AX BG CY EE FI FO GG GI GR HR HU IM IS JE LI LT LV MC MT RO SI SK SM',
  'AL AM AR AU AZ BA BR BY CL CN GE GF GP HK IL IN JP KR KZ MA MD ME MK MQ MX MY NZ PM PR RE RS RU SG SJ TH TN TR TW UA XK YT ZA',
  '',
  'AC BI CF CK CU DJ ER FK GM GN GQ GW KI KM KP LR MG MV NR NU PG PW SB SH SL SN SO SS ST TA TD TG TK TL TO TV VU WF WS ZW',
];

/** Fixed and mobile price per zone, and the step by which countries of a zone differ. */
const ZONE_PRICES = [
  { fixed: 390, mobile: 1590, step: 0 },
  { fixed: 690, mobile: 1890, step: 10 },
  { fixed: 1190, mobile: 2490, step: 40 },
  { fixed: 3190, mobile: 4190, step: 190 },
  { fixed: 7900, mobile: 8900, step: 900 },
] as const;

/** Zone of a country, 0 (near) to 4 (dear). */
export function zoneOf(country: string): number {
  const listed = ZONES.findIndex((countries) => countries.split(' ').includes(country));
  return listed === -1 ? 3 : listed;
}

/** Numbers of no country. The networks under +883 are missing on purpose: no list prices them, calls there are unpriced. */
function borderlessDestinations(): DemoDestination[] {
  const satellite = { de: 'Satellitentelefon', fr: 'Téléphone par satellite', en: 'Satellite telephone' };
  const rows: DestinationRow[] = [
    ['SATELLITE', satellite, 'internationalMobile', null, ['870', '881', '88213', '88216'], flat(49_000, 5000)],
    [
      'WORLD-FREE',
      {
        de: 'International kostenfrei (00800)',
        fr: 'Gratuit international (00800)',
        en: 'International freephone (00800)',
      },
      'freephone',
      null,
      ['800'],
      flat(0),
    ],
    [
      'WORLD-SHARED',
      { de: 'International 00808', fr: 'International 00808', en: 'International 00808' },
      'sharedCost',
      null,
      ['808'],
      flat(2900),
    ],
    [
      'WORLD-PREMIUM',
      { de: 'International Premium (00979)', fr: 'Surtaxé international (00979)', en: 'International premium (00979)' },
      'premium',
      null,
      ['979'],
      flat(29_000),
    ],
  ];
  return rows.map(destination);
}

/** The prefix nobody prices. */
export const UNPRICED_PREFIX = '883';

function countryDestinations(numbering: CountryNumbering): DemoDestination[] {
  const { country, fixed, mobile, premium } = numbering;
  const zone = ZONE_PRICES[zoneOf(country)]!;
  const whim = fnv1a(country) % 8;
  const rows: DestinationRow[] = [
    [country, nameOf(country, 'fixed'), 'internationalFixed', country, fixed, flat(zone.fixed + whim * zone.step)],
    [
      `${country}-MOBILE`,
      nameOf(country, 'mobile'),
      'internationalMobile',
      country,
      mobile,
      flat(zone.mobile + whim * zone.step),
    ],
    [`${country}-PREMIUM`, nameOf(country, 'premium'), 'premium', country, premium, flat(19_900)],
  ];
  return rows.filter(([, , , , prefixes]) => prefixes.length > 0).map(destination);
}

/** Numbering of the world without the two home countries, in order of country code; computed once. */
export const WORLD: readonly CountryNumbering[] = worldNumbering(new Set(['DE', 'FR']));

/** All destinations of the retail list. A prefix belongs to one destination. */
export const DESTINATIONS: readonly DemoDestination[] = withoutRepeats([
  ...HOME_DESTINATIONS.map(destination),
  ...borderlessDestinations(),
  ...WORLD.flatMap(countryDestinations),
]);

/** Drops prefixes that an earlier destination has (territories listed with their motherland's codes). */
function withoutRepeats(destinations: readonly DemoDestination[]): DemoDestination[] {
  const taken = new Set<string>();
  const unique = destinations.map((destination) => ({
    ...destination,
    prefixes: destination.prefixes.filter((prefix) => !taken.has(prefix) && taken.add(prefix)),
  }));
  return unique.filter((destination) => destination.prefixes.length > 0);
}
