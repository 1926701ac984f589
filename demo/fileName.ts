/** How sources cut their records into files, and what they call them. */
import { addDays, localDateOf, monthEnd, monthStart, type ZoneOffsets, zoneOffsets } from '#base';
import type { SourceCode } from './customerTable.ts';

export interface Delivery {
  readonly zone: ZoneOffsets;
  /** Days of records in one file. */
  readonly days: 1 | 7;
  /** File name for records from a local date on; the source's code stands in it, so that the import can tell the source. */
  readonly name: (firstDay: string) => string;
}

const compact = (date: string) => date.replaceAll('-', '');
const BERLIN = zoneOffsets('Europe/Berlin');

/** Carriers deliver every day, telephone systems and the border controller once a week; some are compressed. */
export const DELIVERIES: Readonly<Record<SourceCode, Delivery>> = {
  hansa: { zone: BERLIN, days: 1, name: (day) => `hansa_cdr_${compact(day)}.csv` },
  atlantique: { zone: zoneOffsets('Europe/Paris'), days: 1, name: (day) => `atlantique_detail_${compact(day)}.csv.gz` },
  asterisk: { zone: BERLIN, days: 7, name: (day) => `asterisk_Master.csv.${day}` },
  threecx: { zone: BERLIN, days: 7, name: (day) => `threecx_cdr_${compact(day)}.log` },
  sbc: { zone: BERLIN, days: 7, name: (day) => `sbc-${day}.json.gz` },
};

/** First days of the files that cover a month; the fifth week is what is left of the month. */
export function deliveryDays(source: SourceCode, month: string): readonly string[] {
  const days: string[] = [];
  for (let day = monthStart(month); day < monthEnd(month); day = addDays(day, DELIVERIES[source].days)) days.push(day);
  return days;
}

/** Which file an instant's records go into: the last that begins on or before its local date. */
export function deliveryDay(source: SourceCode, days: readonly string[], startMs: number): string {
  const date = localDateOf(DELIVERIES[source].zone, startMs);
  return days.findLast((day) => day <= date) ?? days[0]!;
}
