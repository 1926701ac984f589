/** Files of records as carriers send them, out of lines that a person can read. */

const HEADER = 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID';

export interface RecordFile {
  readonly name: string;
  readonly content: string;
}

/**
 * A file of the carrier: a line for each call with day, time, calling and called number as dialled, and seconds; `#` begins a remark.
 * `02. 10:00:00 04055512340 03055501234 61`. Days are of the month unless they name another (`28.09.`).
 * @param month 'YYYY-MM'
 */
export function carrierFile(month: string, text: string, part = ''): RecordFile {
  const [year = '', ofYear = ''] = month.split('-');
  const rows = text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const [day = '', time, from, to, seconds] = line.split(/\s+/);
      const date = /^\d\d\.$/.test(day) ? `${day}${ofYear}.${year}` : `${day}${year}`;
      return `${date};${time};Abgehend;${from};${to};${seconds};0,0000;${month}${part}-${index + 1}`;
    });
  return { name: `hansa-${month}${part}.csv`, content: `${[HEADER, ...rows].join('\n')}\n` };
}
