/**
 * Statutory public holidays as rules. Only days of the whole country or region count; days that hold in single municipalities or districts
 * (Assumption in Bavaria, Corpus Christi in parts of Saxony, Thuringia and Solothurn, the districts of Aargau beyond Baden) are left out.
 *
 * Sources. DE: holiday laws of the states. FR: Code du travail L3133-1, L3134-13 (Alsace-Moselle). AT: Arbeitsruhegesetz § 7. CH: constitution
 * article 110, labour law article 20a and the cantons' laws as listed by the Federal Office of Justice. BE: Arrêté royal of 18 April 1974,
 * article 1. LU: Code du travail L.232-2. GB: Banking and Financial Dealings Act 1971 schedule 1 and the royal proclamations.
 */

/** A weekday of a month: the nth (1 …, -1 the last), some days later. */
export interface NthWeekday {
  readonly nth: number;
  /** ISO weekday, 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly month: number;
  readonly plusDays?: number;
}

export interface HolidayRule {
  /**
   * `MM-DD`; days after Easter Sunday; a weekday of a month; the Wednesday before 23 November (`repentance`); the first Thursday of April,
   * a week later where that is Maundy Thursday (`naefels`).
   */
  readonly on: string | number | NthWeekday | 'repentance' | 'naefels';
  /** ISO 3166-2 subdivisions without the country; absent = the whole country. */
  readonly in?: readonly string[];
  readonly fromYear?: number;
  readonly toYear?: number;
  readonly exceptYears?: readonly number[];
  /** Only in years in which it falls on one of these weekdays. */
  readonly onlyOn?: readonly number[];
  /** On a Saturday or Sunday, the next working day that is free is a holiday too. */
  readonly substituted?: boolean;
}

const GERMANY: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: '01-06', in: ['BW', 'BY', 'ST'] },
  { on: '03-08', in: ['BE'], fromYear: 2019 },
  { on: '03-08', in: ['MV'], fromYear: 2023 },
  { on: -2 },
  { on: 0, in: ['BB'] },
  { on: 1 },
  { on: '05-01' },
  { on: '05-08', in: ['BE'], fromYear: 2020, toYear: 2020 },
  { on: '05-08', in: ['BE'], fromYear: 2025, toYear: 2025 },
  { on: '06-17', in: ['BE'], fromYear: 2028, toYear: 2028 },
  { on: 39 },
  { on: 49, in: ['BB'] },
  { on: 50 },
  { on: 60, in: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'] },
  { on: '08-15', in: ['SL'] },
  { on: '09-20', in: ['TH'], fromYear: 2019 },
  { on: '10-03', fromYear: 1990 },
  { on: '10-31', in: ['BB', 'MV', 'SN', 'ST', 'TH'] },
  { on: '10-31', in: ['HB', 'HH', 'NI', 'SH'], fromYear: 2018 },
  { on: '10-31', fromYear: 2017, toYear: 2017 },
  { on: '11-01', in: ['BW', 'BY', 'NW', 'RP', 'SL'] },
  { on: 'repentance', in: ['SN'] },
  { on: '12-25' },
  { on: '12-26' },
];

const FRANCE: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: -2, in: ['67', '68', '57'] },
  { on: 1 },
  { on: '05-01' },
  { on: '05-08', fromYear: 1982 },
  { on: 39 },
  { on: 50 },
  { on: '07-14' },
  { on: '08-15' },
  { on: '11-01' },
  { on: '11-11' },
  { on: '12-25' },
  { on: '12-26', in: ['67', '68', '57'] },
];

const AUSTRIA: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: '01-06' },
  { on: 1 },
  { on: '05-01' },
  { on: 39 },
  { on: 50 },
  { on: 60 },
  { on: '08-15' },
  { on: '10-26', fromYear: 1967 },
  { on: '11-01' },
  { on: '12-08' },
  { on: '12-25' },
  { on: '12-26' },
];

/** Cantons that keep the Catholic feasts. */
const CATHOLIC = ['AG', 'AI', 'JU', 'LU', 'NW', 'OW', 'SZ', 'TI', 'UR', 'VS', 'ZG'];
const EASTER_MONDAY = [
  ...['AG', 'AI', 'AR', 'BE', 'BL', 'BS', 'GE', 'GL', 'GR', 'JU', 'LU', 'SG', 'SH', 'SZ', 'TG', 'TI', 'UR', 'VD', 'ZH'],
];

const SWITZERLAND: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: '01-02', in: ['AG', 'BE', 'JU', 'LU', 'TG', 'VD'] },
  { on: '01-02', in: ['NE'], onlyOn: [1] },
  { on: '01-06', in: ['SZ', 'TI', 'UR'] },
  { on: '03-01', in: ['NE'] },
  { on: '03-19', in: ['NW', 'SZ', 'TI', 'UR', 'VS'] },
  { on: 'naefels', in: ['GL'] },
  {
    on: -2,
    in: [...EASTER_MONDAY.filter((canton) => canton !== 'GR' && canton !== 'TI'), 'FR', 'NE', 'NW', 'OW', 'SO', 'ZG'],
  },
  { on: 1, in: EASTER_MONDAY },
  { on: '05-01', in: ['AG', 'BL', 'BS', 'JU', 'NE', 'SH', 'TG', 'TI', 'ZH'] },
  { on: 39 },
  { on: 50, in: EASTER_MONDAY },
  { on: 60, in: [...CATHOLIC, 'NE'] },
  { on: '06-23', in: ['JU'] },
  { on: '06-29', in: ['TI'] },
  { on: '08-01', fromYear: 1994 },
  { on: '08-15', in: CATHOLIC },
  { on: { nth: 1, weekday: 7, month: 9, plusDays: 4 }, in: ['GE'] },
  { on: { nth: 3, weekday: 7, month: 9, plusDays: 1 }, in: ['VD'] },
  { on: '09-25', in: ['OW'] },
  { on: '11-01', in: [...CATHOLIC, 'GL', 'SG'] },
  { on: '12-08', in: CATHOLIC.filter((canton) => canton !== 'JU') },
  { on: '12-25' },
  { on: '12-26', in: ['AG', 'BE', 'BL', 'BS', 'GL', 'GR', 'LU', 'SG', 'SH', 'SZ', 'TG', 'TI', 'ZH'] },
  // Not where it would be the third or fourth free day in a row.
  { on: '12-26', in: ['AI', 'AR', 'UR'], onlyOn: [1, 3, 4, 5, 7] },
  { on: '12-26', in: ['NE'], onlyOn: [1] },
  { on: '12-31', in: ['GE'] },
];

const BELGIUM: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: 1 },
  { on: '05-01' },
  { on: 39 },
  { on: 50 },
  { on: '07-21' },
  { on: '08-15' },
  { on: '11-01' },
  { on: '11-11' },
  { on: '12-25' },
];

const LUXEMBOURG: readonly HolidayRule[] = [
  { on: '01-01' },
  { on: 1 },
  { on: '05-01' },
  { on: '05-09', fromYear: 2019 },
  { on: 39 },
  { on: 50 },
  { on: '06-23' },
  { on: '08-15' },
  { on: '11-01' },
  { on: '12-25' },
  { on: '12-26' },
];

const MONDAY = 1;

/** Regions: ENG, WLS, SCT, NIR. */
const UNITED_KINGDOM: readonly HolidayRule[] = [
  { on: '01-01', substituted: true },
  { on: '01-02', in: ['SCT'], substituted: true },
  { on: '03-17', in: ['NIR'], substituted: true },
  { on: -2 },
  { on: 1, in: ['ENG', 'WLS', 'NIR'] },
  { on: { nth: 1, weekday: MONDAY, month: 5 }, fromYear: 1978, exceptYears: [1995, 2020] },
  { on: '05-08', fromYear: 1995, toYear: 1995 },
  { on: '05-08', fromYear: 2020, toYear: 2020 },
  { on: { nth: -1, weekday: MONDAY, month: 5 }, fromYear: 1971, exceptYears: [2002, 2012, 2022] },
  { on: '06-04', fromYear: 2002, toYear: 2002 },
  { on: '06-04', fromYear: 2012, toYear: 2012 },
  { on: '06-02', fromYear: 2022, toYear: 2022 },
  { on: '07-12', in: ['NIR'], substituted: true },
  { on: { nth: 1, weekday: MONDAY, month: 8 }, in: ['SCT'], fromYear: 1971 },
  { on: { nth: -1, weekday: MONDAY, month: 8 }, in: ['ENG', 'WLS', 'NIR'], fromYear: 1971 },
  { on: '11-30', in: ['SCT'], fromYear: 2007, substituted: true },
  { on: '12-25', substituted: true },
  { on: '12-26', fromYear: 1974, substituted: true },
  // Days proclaimed once.
  { on: '06-03', fromYear: 2002, toYear: 2002 },
  { on: '04-29', fromYear: 2011, toYear: 2011 },
  { on: '06-05', fromYear: 2012, toYear: 2012 },
  { on: '06-03', fromYear: 2022, toYear: 2022 },
  { on: '09-19', fromYear: 2022, toYear: 2022 },
  { on: '05-08', fromYear: 2023, toYear: 2023 },
  { on: '06-15', in: ['SCT'], fromYear: 2026, toYear: 2026 },
];

/** By ISO 3166-1 alpha-2. */
export const HOLIDAY_RULES: Readonly<Record<string, readonly HolidayRule[]>> = {
  DE: GERMANY,
  FR: FRANCE,
  AT: AUSTRIA,
  CH: SWITZERLAND,
  BE: BELGIUM,
  LU: LUXEMBOURG,
  GB: UNITED_KINGDOM,
};
