import {
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  localDateOf,
  monthEnd,
  monthOf,
  monthStart,
  startOfDayMs,
  type ZoneOffsets,
} from '#base';
import type { Allowance } from '#catalog';
import type { AllowanceGrant } from '#contracts';

const DAY_MS = 86_400_000;

/** One period of an allowance: when, and the share of its size that it gives. */
export interface AllowancePeriodSpan {
  /** Epoch ms, half open. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly shareDays: number;
  readonly ofDays: number;
}

/** The period that an instant of the grant's time lies in. */
export function periodAt(
  { period, prorated }: Allowance,
  grant: AllowanceGrant,
  zone: ZoneOffsets,
  atMs: number,
): AllowancePeriodSpan {
  const whole = { shareDays: 1, ofDays: 1 };
  if (period.kind === 'once') return { fromMs: grant.fromMs, toMs: grant.toMs, ...whole };
  if (period.kind === 'days') {
    const length = period.days * DAY_MS;
    const fromMs = grant.fromMs + Math.floor((atMs - grant.fromMs) / length) * length;
    return { fromMs, toMs: Math.min(fromMs + length, grant.toMs), ...whole };
  }
  const month = monthOf(localDateOf(zone, atMs));
  const fromMs = Math.max(startOfDayMs(zone, monthStart(month)), grant.fromMs);
  const toMs = Math.min(startOfDayMs(zone, monthEnd(month)), grant.toMs);
  if (!prorated) return { fromMs, toMs, ...whole };
  // A day begun counts whole on both ends.
  const days = daysBetween(localDateOf(zone, fromMs), addDays(localDateOf(zone, toMs - 1), 1));
  return { fromMs, toMs, shareDays: days, ofDays: daysInMonth(month) };
}

/** When units left over by the period that contains an instant expire: at the end of the n-th period after it. */
export function expiryOf({ period }: Allowance, zone: ZoneOffsets, span: AllowancePeriodSpan, periods: number): number {
  if (period.kind === 'once') return span.toMs;
  if (period.kind === 'days') return span.toMs + periods * period.days * DAY_MS;
  const month = monthOf(localDateOf(zone, span.fromMs));
  return startOfDayMs(zone, monthStart(addMonths(month, periods + 1)));
}
