/** Files of records as carriers send them, out of lines that a person can read. */

const HEADER = 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID';

export interface RecordFile {
  readonly name: string;
  readonly content: string;
}

/**
 * A file of the carrier: a line for each call with day, time, calling and called number as dialled, and seconds; `#` begins a remark.
 * `02. 10:00:00 04055512340 03055501234 61`. Days are of the month unless they name another (`28.09.`). The carrier names a call by who called when:
 * the same line in another file is the same call.
 * @param month 'YYYY-MM'
 * @param part tells files of a month apart
 */
export function carrierFile(month: string, text: string, part = ''): RecordFile {
  const [year = '', ofYear = ''] = month.split('-');
  const rows = text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [day = '', time, from, to, seconds] = line.split(/\s+/);
      const date = /^\d\d\.$/.test(day) ? `${day}${ofYear}.${year}` : `${day}${year}`;
      return `${date};${time};Abgehend;${from};${to};${seconds};;${date}-${time}-${from}`;
    });
  return { name: `hansa-${month}${part}.csv`, content: `${[HEADER, ...rows].join('\n')}\n` };
}
