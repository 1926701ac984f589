/** When things happen in the demo: every step has its fixed instant, so that a run that was killed goes on as if it had not been. */
import { addMonths, monthStart, startOfDayMs, zoneOffsets } from '#base';
import { OPERATOR } from './operator.ts';

const ZONE = zoneOffsets(OPERATOR.zone);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The instant of a local hour on a day of the month after a usage month. */
function inFollowingMonth(month: string, day: string, hour: number): number {
  return startOfDayMs(ZONE, `${monthStart(addMonths(month, 1)).slice(0, 8)}${day}`) + hour * HOUR_MS;
}

/** When the operator sets up the program. */
export const SET_UP_MS = startOfDayMs(ZONE, '2026-07-20') + 9 * HOUR_MS;

/** The day of the invoices of a usage month. */
export function issueDay(month: string): string {
  return `${addMonths(month, 1)}-03`;
}

/** Instants of a month's steps. Files come in a minute apart. */
export const AT = {
  import: (month: string, nth: number) => inFollowingMonth(month, '01', 6) + nth * MINUTE_MS,
  draft: (month: string) => inFollowingMonth(month, '02', 9),
  decide: (month: string) => inFollowingMonth(month, '02', 11),
  approve: (month: string) => inFollowingMonth(month, '02', 15),
  issue: (month: string) => inFollowingMonth(month, '03', 8),
  carrierBill: (month: string) => inFollowingMonth(month, '04', 10),
  lateImport: (month: string, nth: number) => inFollowingMonth(month, '05', 7) + nth * MINUTE_MS,
} as const;
