/**
 * Rates of value added tax as dated data, newest last per country and class. Telecommunications bear the standard rate everywhere (annex III of
 * Directive 2006/112/EC does not name them); the others are for what is sold beside. Sources: European Commission, Taxes in Europe Database;
 * Switzerland: MWSTG art. 25; Great Britain: VAT Act 1994 sections 2 and 29A. History goes back as far as bills may still be corrected.
 */
import type { TaxClass } from '#catalog';

/** Classes that bear a rate; the others bear none anywhere. */
export type RatedClass = Extract<TaxClass, 'standard' | 'intermediate' | 'reduced'>;

export interface VatRate {
  readonly country: string;
  readonly taxClass: RatedClass;
  /** Exact decimal. */
  readonly percent: string;
  /** First local date in force. */
  readonly validFrom: string;
}

/** Country: percent from date, several where it changed. */
const STANDARD = `
AT 20 1984-01-01
BE 21 1996-01-01
BG 20 1999-01-01
CH 7.7 2018-01-01, 8.1 2024-01-01
CY 19 2014-01-13
CZ 21 2013-01-01
DE 19 2007-01-01, 16 2020-07-01, 19 2021-01-01
DK 25 1992-01-01
EE 20 2009-07-01, 22 2024-01-01, 24 2025-07-01
ES 21 2012-09-01
FI 24 2013-01-01, 25.5 2024-09-01
FR 20 2014-01-01
GB 20 2011-01-04
GR 24 2016-06-01
HR 25 2012-03-01
HU 27 2012-01-01
IE 23 2012-01-01, 21 2020-09-01, 23 2021-03-01
IT 22 2013-10-01
LT 21 2009-09-01
LU 17 2015-01-01, 16 2023-01-01, 17 2024-01-01
LV 21 2012-07-01
MT 18 2004-01-01
NL 21 2012-10-01
PL 23 2011-01-01
PT 23 2011-01-01
RO 19 2017-01-01, 21 2025-08-01
SE 25 1990-07-01
SI 22 2013-07-01
SK 20 2011-01-01, 23 2025-01-01`;

/** The higher of two reduced rates; countries with one have it as `REDUCED`. */
const INTERMEDIATE = `
AT 13 2016-01-01
BE 12 1992-04-01
CY 9 2014-01-13
FI 14 2013-01-01, 13.5 2026-01-01
FR 10 2014-01-01
GR 13 2011-01-01
HR 13 2014-01-01
HU 18 2009-07-01
IE 13.5 2003-01-01
IT 10 1995-02-24
LT 9 2009-01-01, 12 2026-01-01
LU 14 2015-01-01, 13 2023-01-01, 14 2024-01-01
LV 12 2011-01-01
MT 7 2011-01-01
PL 8 2011-01-01
PT 13 2011-01-01
SE 12 1996-01-01
SI 9.5 2013-07-01
SK 19 2025-01-01`;

const REDUCED = `
AT 10 1984-01-01
BE 6 2000-01-01
BG 9 2011-04-01
CH 2.5 2018-01-01, 2.6 2024-01-01
CY 5 2000-07-01
CZ 15 2013-01-01, 12 2024-01-01
DE 7 1983-07-01, 5 2020-07-01, 7 2021-01-01
EE 9 2009-01-01
ES 10 2012-09-01
FI 10 2013-01-01
FR 5.5 2014-01-01
GB 5 1997-09-01
GR 6 2016-06-01
HR 5 2013-01-01
HU 5 2004-01-01
IE 9 2011-07-01
IT 5 2016-01-01
LT 5 2013-01-01
LU 8 2015-01-01, 7 2023-01-01, 8 2024-01-01
LV 5 2018-01-01
MT 5 1995-01-01
NL 9 2019-01-01
PL 5 2011-01-01
PT 6 2011-01-01
RO 9 2018-11-01, 11 2025-08-01
SE 6 1996-01-01
SI 5 2020-01-01
SK 10 2011-01-01, 5 2025-01-01`;

function rates(taxClass: RatedClass, table: string): VatRate[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const country = line.slice(0, 2);
      return line
        .slice(3)
        .split(', ')
        .map((entry): VatRate => {
          const [percent = '', validFrom = ''] = entry.split(' ');
          return { country, taxClass, percent, validFrom };
        });
    });
}

export const VAT_RATES: readonly VatRate[] = [
  ...rates('standard', STANDARD),
  ...rates('intermediate', INTERMEDIATE),
  ...rates('reduced', REDUCED),
];

/** By country and class, oldest first: looked up for every line of every bill. */
const BY_PLACE = Map.groupBy(VAT_RATES, ({ country, taxClass }) => `${country} ${taxClass}`);

/** Percent in force on a day; null where the country is not known. A country without two reduced rates has one for both classes. */
export function vatPercent(country: string, taxClass: RatedClass, date: string): string | null {
  const other = taxClass === 'intermediate' ? 'reduced' : null;
  const known = BY_PLACE.get(`${country} ${taxClass}`) ?? BY_PLACE.get(`${country} ${other}`);
  return known?.findLast(({ validFrom }) => validFrom <= date)?.percent ?? null;
}
