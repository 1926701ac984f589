import { addDays, daysBetween, monthEnd, monthStart } from '#base';
import type { ComparedLine, ComparedPeriod } from './cell.ts';

/** A carrier's month has about so many days, whenever it begins. */
const LEAST_DAYS = 20;
const MOST_DAYS = 45;

/** The days that invoices bill: those their lines of calls tell, where all of them do and it is a month of some kind; else the month. */
export function comparedPeriod(
  month: string,
  lines: readonly Pick<ComparedLine, 'kind' | 'from' | 'to'>[],
): ComparedPeriod {
  const own: ComparedPeriod = { from: monthStart(month), to: monthEnd(month) };
  const calls = lines.filter(({ kind }) => kind === 'usage');
  const told = calls.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }]));
  if (told.length === 0 || told.length < calls.length) return own;
  const from = told.map((one) => one.from).sort()[0] ?? own.from;
  const to = addDays(
    told
      .map((one) => one.to)
      .sort()
      .at(-1) ?? own.to,
    1,
  );
  const days = daysBetween(from, to);
  return days >= LEAST_DAYS && days <= MOST_DAYS && from < own.to && to > own.from ? { from, to } : own;
}
