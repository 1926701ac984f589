import { z } from 'zod';
import { dateText, type Finding } from '#base';
import type { Option } from '#catalog';

const DAY_MS = 86_400_000;

/** A moment: an instant with its offset, or a local date for the start of that day. */
export const momentText = z.union([dateText, z.iso.datetime({ offset: true })]);

export const newBooking = z.object({
  contractId: z.number().int(),
  optionId: z.number().int(),
  /** Absent = every line of the contract. */
  lineId: z.number().int().nullable().default(null),
  quantity: z.number().int().min(1).max(1000).default(1),
  from: momentText,
  /** First moment no longer in force; absent = until it is ended, or as long as the option lasts. */
  until: momentText.nullable().default(null),
});
export type NewBooking = z.input<typeof newBooking>;

/** An option on a contract or one of its lines; epoch ms, half open, `toMs` null = until it is ended. */
export interface Booking {
  readonly id: number;
  readonly contractId: number;
  readonly lineId: number | null;
  readonly optionId: number;
  readonly quantity: number;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** A stretch of time, epoch ms, half open; `Infinity` = open. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The end of a booking: what was asked, but no later than the option lasts (n × 24 hours, whatever clocks show meanwhile). */
export function bookingEnd(
  { validDays }: Pick<Option, 'validDays'>,
  fromMs: number,
  untilMs: number | null,
): number | null {
  if (validDays === null) return untilMs;
  const last = fromMs + validDays * DAY_MS;
  return untilMs === null ? last : Math.min(untilMs, last);
}

/** When a booking is in force: no longer than what it is on (contract, line). Null where it never is. */
export function bookingSpan(booking: Pick<Booking, 'fromMs' | 'toMs'>, ...within: readonly Span[]): Span | null {
  const fromMs = Math.max(booking.fromMs, ...within.map((span) => span.fromMs));
  const toMs = Math.min(booking.toMs ?? Number.POSITIVE_INFINITY, ...within.map((span) => span.toMs));
  return toMs > fromMs ? { fromMs, toMs } : null;
}

/** A booking begins and ends within the time of what it is on; an open end, or that of a pack, is cut there instead. */
export function checkBooking(
  asked: { readonly fromMs: number; readonly untilMs: number | null },
  on: Span,
  kind: 'contract' | 'line',
): Finding[] {
  const trouble = (code: string, params: Finding['params'] = {}): Finding[] => [{ code, severity: 'error', params }];
  const { fromMs, untilMs } = asked;
  if (untilMs !== null && untilMs <= fromMs)
    return trouble('booking.endsBeforeStart', { from: instantText(fromMs), to: instantText(untilMs) });
  if (fromMs < on.fromMs)
    return trouble(kind === 'contract' ? 'booking.beforeContract' : 'booking.beforeLine', {
      from: instantText(fromMs),
      begin: instantText(on.fromMs),
    });
  if (fromMs >= on.toMs || (untilMs !== null && untilMs > on.toMs))
    return trouble(kind === 'contract' ? 'booking.afterContract' : 'booking.afterLine', {
      to: instantText(untilMs ?? fromMs),
      end: instantText(on.toMs),
    });
  return [];
}

/**
 * Bookings that stand in the way of another: the same option for the same line at the same time. Packs (options that last some days) add up
 * instead, however many there are.
 */
export function standingInTheWay(
  wanted: Omit<Booking, 'id' | 'quantity'>,
  option: Pick<Option, 'validDays'>,
  booked: readonly Booking[],
): readonly Booking[] {
  if (option.validDays !== null) return [];
  const openEnd = Number.POSITIVE_INFINITY;
  return booked.filter(
    (one) =>
      one.optionId === wanted.optionId &&
      one.contractId === wanted.contractId &&
      (one.lineId === null || wanted.lineId === null || one.lineId === wanted.lineId) &&
      one.fromMs < (wanted.toMs ?? openEnd) &&
      wanted.fromMs < (one.toMs ?? openEnd),
  );
}

function instantText(ms: number): string {
  return new Date(ms).toISOString();
}
