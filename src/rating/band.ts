import { type Calendar, PUBLIC_HOLIDAY } from '#catalog';

const MINUTE_MS = 60_000;
const SUNDAY = 7;

/**
 * Number of the band an instant falls into, read off the wall clock rule by rule: the plain way, by which the compiled calendar
 * of the catalogue is tested.
 */
export function plainBandAt(calendar: Calendar, epochMs: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(calendar.zone);
  const date = local.toPlainDate().toString();
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const holidayRules = calendar.rules.some(({ weekdays }) => weekdays.includes(PUBLIC_HOLIDAY));
  const asHoliday = holidayRules ? PUBLIC_HOLIDAY : SUNDAY;
  const weekday = calendar.holidays.includes(date) ? asHoliday : local.dayOfWeek;
  const rule = calendar.rules.find(
    ({ weekdays, from, to }) => weekdays.includes(weekday) && from <= clock && clock < to,
  );
  return rule === undefined ? calendar.bands.length - 1 : calendar.bands.indexOf(rule.band);
}

/** `plainBandAt` that remembers the last minute; bands change at minutes only, of local time and so of UTC. */
export function plainBands(calendar: Calendar): (epochMs: number) => number {
  let minute = Number.NaN;
  let band = 0;
  return (epochMs) => {
    const asked = Math.floor(epochMs / MINUTE_MS);
    if (asked !== minute) {
      minute = asked;
      band = plainBandAt(calendar, epochMs);
    }
    return band;
  };
}
