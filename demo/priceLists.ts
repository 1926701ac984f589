/**
 * The demo's price lists as rows for the real import. One base list prices everything; the others are layers over it or the
 * carriers' lists. All prices are computed with integers from the retail prices in `destinations.ts`.
 */
import { formatDecimal } from '#base';
import { type PriceRow, publicHolidaysBetween } from '#catalog';
import type { DemoDestination, RetailPrice } from './destinationRow.ts';
import { DESTINATIONS } from './destinations.ts';
import { FRENCH_FIXED, FRENCH_MOBILE, GERMAN_AREAS, GERMAN_MOBILE } from './homeDestinations.ts';

export interface DemoCalendar {
  readonly code: string;
  readonly zone: string;
  readonly bands: readonly string[];
  readonly rules: readonly { band: string; weekdays: readonly number[]; from: string; to: string }[];
  readonly holidays: readonly string[];
}

const WORKDAYS = [1, 2, 3, 4, 5];
const workingHours = (from: string, to: string) => [{ band: 'peak', weekdays: WORKDAYS, from, to }];
const BANDS = ['peak', 'offPeak'];

export const CALENDARS: readonly DemoCalendar[] = [
  {
    code: 'HAMBURG',
    zone: 'Europe/Berlin',
    bands: BANDS,
    rules: workingHours('08:00', '18:00'),
    holidays: publicHolidaysBetween('DE', 'HH', 2025, 2027),
  },
  {
    code: 'HANSA',
    zone: 'Europe/Berlin',
    bands: BANDS,
    rules: workingHours('07:00', '20:00'),
    holidays: publicHolidaysBetween('DE', null, 2025, 2027),
  },
  {
    code: 'ATLANTIQUE',
    zone: 'Europe/Paris',
    bands: BANDS,
    rules: workingHours('08:00', '19:00'),
    holidays: publicHolidaysBetween('FR', null, 2025, 2027),
  },
  {
    code: 'PARIS',
    zone: 'Europe/Paris',
    bands: BANDS,
    rules: workingHours('08:00', '18:00'),
    holidays: publicHolidaysBetween('FR', null, 2025, 2027),
  },
  // Good Friday and 26 December are holidays in Alsace.
  {
    code: 'STRASBOURG',
    zone: 'Europe/Paris',
    bands: BANDS,
    rules: workingHours('08:00', '18:00'),
    holidays: publicHolidaysBetween('FR', '67', 2025, 2027),
  },
];

/** A row with its price; the demo knows no other. */
export type DemoPriceRow = PriceRow & { readonly price: string };

export interface DemoPriceList {
  readonly code: string;
  readonly name: string;
  readonly side: 'customer' | 'supplier';
  readonly calendar: string;
  readonly parent: string | null;
  /** Versions in order of time; local date from which each holds. */
  readonly versions: readonly { readonly validFrom: string; readonly rows: readonly DemoPriceRow[] }[];
}

/** The day the retail prices change, in the middle of the third month. */
export const PRICE_CHANGE_ON = '2026-10-15';
export const LISTS_FROM = '2026-01-01';

const euro = (tenThousandths: number) => formatDecimal(BigInt(tenThousandths), 4, 4);

/** The rows of one price: one for all bands, or one for each where they differ. */
function pricedRows(
  destination: string,
  prefixes: readonly string[],
  price: RetailPrice,
  increments: string,
): DemoPriceRow[] {
  const { perMinute, perCall } = price.service ?? { perMinute: 0, perCall: 0 };
  const fee = {
    ...(price.perCall === 0 ? {} : { connectionFee: euro(price.perCall) }),
    ...(perMinute === 0 ? {} : { serviceFeePerMinute: euro(perMinute) }),
    ...(perCall === 0 ? {} : { serviceFeePerCall: euro(perCall) }),
  };
  return prefixes.flatMap((prefix) => {
    if (price.peak === price.offPeak)
      return [{ target: prefix, destination, price: euro(price.peak), ...fee, increments }];
    return [
      { target: prefix, destination, band: 'peak', price: euro(price.peak), ...fee, increments },
      { target: prefix, destination, band: 'offPeak', price: euro(price.offPeak), ...fee, increments },
    ];
  });
}

/** Retail prices that change: percent of the old price by destination. */
const PRICE_CHANGES: ReadonlyMap<string, number> = new Map([
  ['GB-MOBILE', 120],
  ['CH-MOBILE', 115],
  ['AT-MOBILE', 90],
  ['PL-MOBILE', 110],
  ['TR-MOBILE', 125],
  ['US', 90],
  ['NL', 110],
  ['DE-MOBILE', 95],
]);

const percent = (value: number, of: number) => Math.floor((value * of + 50) / 100);

/** What is passed on to owners of premium numbers stays as it is. */
function scaled(price: RetailPrice, percentPeak: number, percentOffPeak = percentPeak): RetailPrice {
  return {
    ...price,
    peak: percent(price.peak, percentPeak),
    offPeak: percent(price.offPeak, percentOffPeak),
    perCall: percent(price.perCall, percentPeak),
  };
}

function retailRows(changes: ReadonlyMap<string, number>): DemoPriceRow[] {
  return [
    ...DESTINATIONS.flatMap(({ code, prefixes, retail }) =>
      pricedRows(code, prefixes, scaled(retail, changes.get(code) ?? 100), '60/1'),
    ),
    ...ownNetRows(),
    ...freephoneRows(),
  ];
}

/** Calls between the operator's customers, and between lines of one customer; every list that prices home numbers has them. */
function ownNetRows(): DemoPriceRow[] {
  return [
    { target: '@ON-NET', price: euro(50), increments: '60/1' },
    { target: '@INTRA', price: euro(0), increments: '60/1' },
  ];
}

/** What the owner of a 0800 number pays for being called, by where the call comes from. */
function freephoneRows(): DemoPriceRow[] {
  const from = (target: string, price: number): DemoPriceRow => ({
    target,
    direction: 'inbound',
    destination: 'DE-0800-CALLED',
    price: euro(price),
    increments: '1/1',
  });
  return [from('49', 290), ...GERMAN_MOBILE.map((prefix) => from(prefix, 1490)), from('*', 790)];
}

/** Area codes cut to three digits: as exact for fixed lines as the full codes, and what carriers' lists look like. */
export const GERMAN_AREAS_SHORT: readonly string[] = [...new Set(GERMAN_AREAS.map((code) => code.slice(0, 5)))];

const bands = (peak: number, offPeak: number): RetailPrice => ({ peak, offPeak, perCall: 0 });

function flexRows(): DemoPriceRow[] {
  return [
    ...pricedRows('DE-FIXED', GERMAN_AREAS_SHORT, bands(250, 250), '1/1'),
    ...pricedRows('DE-MOBILE', GERMAN_MOBILE, bands(1290, 1290), '1/1'),
    ...ownNetRows(),
  ];
}

function officeRows(): DemoPriceRow[] {
  return [
    ...pricedRows('DE-FIXED', GERMAN_AREAS_SHORT, bands(120, 90), '60/1'),
    ...pricedRows('DE-MOBILE', GERMAN_MOBILE, bands(790, 690), '60/1'),
    ...ownNetRows(),
  ];
}

function borderlandRows(): DemoPriceRow[] {
  return [
    ...pricedRows('DE-FIXED', GERMAN_AREAS_SHORT, bands(150, 110), '30/6'),
    ...pricedRows('FR-HOME-FIXED', FRENCH_FIXED, bands(150, 110), '30/6'),
    ...pricedRows('DE-MOBILE', GERMAN_MOBILE, bands(890, 790), '30/6'),
    ...pricedRows('FR-HOME-MOBILE', FRENCH_MOBILE, bands(890, 790), '30/6'),
    ...ownNetRows(),
  ];
}

function franceRows(): DemoPriceRow[] {
  return [
    ...pricedRows('FR-HOME-FIXED', FRENCH_FIXED, bands(170, 140), '60/1'),
    ...pricedRows('FR-HOME-MOBILE', FRENCH_MOBILE, bands(920, 820), '60/1'),
    ...pricedRows('DE-ABROAD-FIXED', GERMAN_AREAS_SHORT, bands(320, 290), '60/1'),
    ...pricedRows('DE-ABROAD-MOBILE', GERMAN_MOBILE, bands(1390, 1290), '60/1'),
    ...ownNetRows(),
  ];
}

/** The option for calls to Europe: priced by zone, the numbering plan tells which numbers those are. */
function europeRows(): DemoPriceRow[] {
  return [
    { target: '#EUROPE-FIXED', price: euro(190), increments: '60/1' },
    { target: '#EUROPE-MOBILE', price: euro(890), increments: '60/1' },
  ];
}

/** Prices agreed with one customer only: contract override of the shipping agents. */
function harbourRows(): DemoPriceRow[] {
  const agreed = new Map([
    ['GB', 250],
    ['NL', 250],
    ['DK', 250],
    ['NO', 290],
    ['SG', 590],
    ['CN', 490],
    ['PA', 990],
  ]);
  return DESTINATIONS.filter(({ code }) => agreed.has(code)).flatMap(({ code, prefixes }) =>
    pricedRows(code, prefixes, bands(agreed.get(code)!, agreed.get(code)!), '60/1'),
  );
}

/** What a carrier takes, in percent of retail, where it is not the usual share: dearer than retail on purpose. */
const DEAR_AT_HANSA: ReadonlyMap<string, number> = new Map([
  ['CU-MOBILE', 140],
  ['MV-MOBILE', 130],
  ['AO-MOBILE', 115],
]);
const DEAR_AT_ATLANTIQUE: ReadonlyMap<string, number> = new Map([
  ['TN-MOBILE', 125],
  ['KM', 110],
]);

interface CarrierTerms {
  readonly homePeak: number;
  readonly homeOffPeak: number;
  readonly abroad: number;
  readonly dear: ReadonlyMap<string, number>;
  readonly home: string;
  readonly increments: { readonly home: string; readonly abroad: string };
}

function carrierRows(terms: CarrierTerms): DemoPriceRow[] {
  return DESTINATIONS.flatMap((destination) => {
    const atHome = destination.country === terms.home;
    const dear = terms.dear.get(destination.code);
    const price = atHome
      ? scaled(destination.retail, terms.homePeak, terms.homeOffPeak)
      : scaled(destination.retail, dear ?? terms.abroad);
    const increments = atHome ? terms.increments.home : terms.increments.abroad;
    return pricedRows(destination.code, carrierPrefixes(destination), price, increments);
  });
}

const carrierPrefixes = ({ code, prefixes }: DemoDestination) => (code === 'DE-FIXED' ? GERMAN_AREAS_SHORT : prefixes);

const from2026 = (rows: readonly DemoPriceRow[]) => [{ validFrom: LISTS_FROM, rows }];

/** All lists, parents first. */
export function priceLists(): readonly DemoPriceList[] {
  const layer = (code: string, name: string, rows: readonly DemoPriceRow[], calendar = 'HAMBURG'): DemoPriceList => ({
    code,
    name,
    side: 'customer',
    calendar,
    parent: null,
    versions: from2026(rows),
  });
  const carrier = (code: string, name: string, terms: CarrierTerms): DemoPriceList => ({
    code,
    name,
    side: 'supplier',
    calendar: code,
    parent: null,
    versions: from2026(carrierRows(terms)),
  });
  return [
    {
      code: 'RETAIL',
      name: 'Nordlicht Standard 2026',
      side: 'customer',
      calendar: 'HAMBURG',
      parent: null,
      versions: [
        { validFrom: LISTS_FROM, rows: retailRows(new Map()) },
        { validFrom: PRICE_CHANGE_ON, rows: retailRows(PRICE_CHANGES) },
      ],
    },
    layer('FLEX', 'Flex, sekundengenau', flexRows()),
    layer('OFFICE', 'Office', officeRows()),
    layer('GRENZLAND', 'Grenzland Deutschland–Frankreich', borderlandRows(), 'STRASBOURG'),
    layer('FRANCE', 'Kunden in Frankreich', franceRows(), 'PARIS'),
    layer('EUROPE', 'Option Europa', europeRows()),
    layer('HAFEN', 'Sonderpreise Hafenwirtschaft', harbourRows()),
    carrier('HANSA', 'Hansa Carrier, Einkauf 2026', {
      homePeak: 45,
      homeOffPeak: 40,
      abroad: 62,
      dear: DEAR_AT_HANSA,
      home: 'DE',
      increments: { home: '1/1', abroad: '30/6' },
    }),
    carrier('ATLANTIQUE', 'Atlantique Télécom, achat 2026', {
      homePeak: 40,
      homeOffPeak: 36,
      abroad: 58,
      dear: DEAR_AT_ATLANTIQUE,
      home: 'FR',
      increments: { home: '1/1', abroad: '60/60' },
    }),
  ];
}
