import { z } from 'zod';

/** How a recurring product comes round, and what a broken period costs (rating.md 4). */

export const ALIGNMENTS = ['calendar', 'anniversary'] as const;
export const PRORATIONS = ['days', 'thirtieths', 'none'] as const;

/**
 * Service periods of `months` months. `calendar`: they begin on the first of a month, and quarters, half-years and years with those of the calendar.
 * `anniversary`: on the day the subscription began, in shorter months on the last day, always counted from the first one (`monthsAfter`).
 */
export const recurrence = z.object({
  months: z.number().int().min(1).max(120),
  align: z.enum(ALIGNMENTS),
});
export type Recurrence = z.output<typeof recurrence>;

/**
 * What a part of a period costs. `days`: its share of the period's actual days; `thirtieths`: of 30 days for each month (30/360); `none`: the whole.
 * `start`, `end`, `change`: whether a period broken by the begin, the end or a change (of quantity, price, pause) is shared out at all.
 */
export const proration = z.object({
  method: z.enum(PRORATIONS),
  start: z.boolean(),
  end: z.boolean(),
  change: z.boolean(),
});
export type Proration = z.output<typeof proration>;

export const MONTHLY: Recurrence = { months: 1, align: 'calendar' };
export const BY_DAYS: Proration = { method: 'days', start: true, end: true, change: true };

/** Licences are bought by the year from the day of activation and not given back in parts. */
export const YEARLY_LICENCE: Recurrence = { months: 12, align: 'anniversary' };
export const WHOLE: Proration = { method: 'none', start: false, end: false, change: false };
