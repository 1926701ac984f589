/** Checks that look at what came in: files, feeds, days. */
import { addDays, earliest, monthEnd, monthStart, weekday } from '#base';
import { type Check, check, count, minutes } from '../check.ts';
import type { SourceDaysFact } from '../facts.ts';

export const INTAKE_CHECKS: readonly Check[] = [
  check('control.fileQuarantined', 'error', 'intake', ({ files }) =>
    files
      .filter((file) => file.quarantined)
      .map((file) => ({ subject: ['file', file.fileId], params: { file: file.name } })),
  ),
  check(
    'control.recordsRejected',
    'warning',
    'intake',
    ({ files }, set) =>
      files
        .filter((file) => !file.quarantined && file.rejected >= Number(set('recordsRejected.count')))
        .map((file) => ({
          subject: ['file', file.fileId],
          params: { file: file.name, rejected: file.rejected, records: file.records },
        })),
    [count('recordsRejected.count', 1)],
  ),
  check(
    'control.dayMissing',
    'warning',
    'intake',
    ({ sourceDays, month, today }, set) =>
      sourceDays.flatMap((source) => {
        const end = earliest(monthEnd(month), today);
        const missing = missingDays(source, monthStart(month), end, Number(set('dayMissing.count')));
        const [first] = missing;
        if (first === undefined) return [];
        return [
          {
            subject: ['source', source.sourceId],
            params: { source: source.sourceName, days: missing.length, first },
          },
        ];
      }),
    [count('dayMissing.count', 20)],
  ),
  check(
    'control.feedGap',
    'warning',
    'intake',
    ({ gaps }, set) =>
      gaps
        .filter((gap) => gap.lost > 0 || gap.minutes >= Number(set('feedGap.minutes')))
        .map((gap) => ({
          subject: ['feed', gap.feedId],
          params: { source: gap.sourceName, minutes: gap.minutes, lost: gap.lost },
        })),
    [minutes('feedGap.minutes', 240)],
  ),
];

/** Working days without a record, of a source that on the average of its days has enough of them to be missed. */
function missingDays({ records }: SourceDaysFact, from: string, to: string, usual: number): string[] {
  const working: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) if (weekday(day) <= 5) working.push(day);
  const seen = working.filter((day) => records.has(day));
  const all = seen.reduce((sum, day) => sum + (records.get(day) ?? 0), 0);
  if (seen.length * 2 <= working.length || all < usual * seen.length) return [];
  return working.filter((day) => !records.has(day));
}
