import { divideRounded, earliest, latest, minorDecimals, powerOfTen } from '#base';
import type { ChargeStretch } from '../bill.ts';
import { type Period, periodAt, periodNumber, positionByDays, positionByThirtieths } from './grid.ts';
import type { ChargeHistory } from './history.ts';
import { type ChargeState, changeDates, RATE_SCALE, rateOf, sameState, stateOn } from './state.ts';

/** A stretch with its place in the period: so many days of so many, as the proration counts them. */
export interface DueStretch extends ChargeStretch {
  readonly days: number;
  readonly ofDays: number;
  readonly reasons: readonly string[];
}

/** What is due for a service period, cut where anything changes; the stretches add up to it exactly. */
export interface DueCharge {
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly netMinor: bigint;
  readonly stretches: readonly DueStretch[];
}

/** Names a service period among those of a subscription. */
export function periodKey({
  periodFrom,
  periodTo,
}: {
  readonly periodFrom: string;
  readonly periodTo: string;
}): string {
  return `${periodFrom}/${periodTo}`;
}

/**
 * What is due for every service period by a horizon, from the whole history as known now. In advance: periods whose charged time begins before the
 * horizon; in arrears: those whose charged time is over by it. Periods that were billed before come too, wherever the horizon is, so that what is due for them is
 * known.
 * @param horizon local date
 * @param billed keys of periods billed before
 */
export function dueCharges(
  history: ChargeHistory,
  { horizon, currency, billed = new Set() }: { horizon: string; currency: string; billed?: ReadonlySet<string> },
): DueCharge[] {
  const { from, to, grid } = history;
  if (to !== null && to <= from) return [];
  const last = [...billed].map((key) => key.slice(0, 10)).reduce(latest, horizon);
  const changes = changeDates(history);
  const charges: DueCharge[] = [];
  for (let period = periodAt(grid, from); period.from <= last; period = periodNumber(grid, period.index + 1)) {
    const begin = latest(period.from, from);
    const end = to === null ? period.to : earliest(period.to, to);
    if (end <= begin) break;
    const due = history.billed === 'advance' ? begin < horizon : end <= horizon;
    if (due || billed.has(periodKey({ periodFrom: period.from, periodTo: period.to })))
      charges.push(chargeOf(history, period, { begin, end, changes, currency }));
  }
  return charges;
}

interface Charged {
  readonly begin: string;
  readonly end: string;
  readonly changes: readonly string[];
  readonly currency: string;
}

/**
 * The charge of one period. Amounts are rounded cumulatively: each stretch gets what the rounded sum grows by, counted from the begin of the period (time before the
 * begin as if it were charged like the first stretch). So stretches add up to the period, and the parts of a period that is cut anywhere, be it into two subscriptions, to the
 * whole.
 */
function chargeOf(history: ChargeHistory, period: Period, charged: Charged): DueCharge {
  const { proration } = history;
  const whole = proration.method === 'none';
  const place = (date: string) =>
    proration.method === 'thirtieths' ? positionByThirtieths(history.grid, period, date) : positionByDays(period, date);
  const { ofDays } = place(period.to);
  const parts = stretchesOf(history, charged, !whole && proration.change);
  const minorUnit = powerOfTen(RATE_SCALE - minorDecimals(charged.currency)) * BigInt(ofDays);
  const minor = (exact: bigint) => divideRounded(exact, minorUnit, 'halfUp');
  let at = whole || !proration.start ? 0 : place(charged.begin).days;
  let exact = rateOf(parts[0]?.state ?? stateOn(history, charged.begin)) * BigInt(at);
  const before = minor(exact);
  const stretches = parts.map(({ from, to, state }, index): DueStretch => {
    const isLast = index === parts.length - 1;
    const until = isLast && (whole || !proration.end) ? ofDays : place(to).days;
    const days = until - at;
    const earlier = minor(exact);
    exact += rateOf(state) * BigInt(days);
    at = until;
    return { from, to, ...state, netMinor: (minor(exact) - earlier).toString(), days, ofDays };
  });
  return { periodFrom: period.from, periodTo: period.to, netMinor: minor(exact) - before, stretches };
}

interface Part {
  readonly from: string;
  readonly to: string;
  readonly state: ChargeState;
}

/** The charged time cut where its state changes; uncut, the state at its begin holds throughout. */
function stretchesOf(history: ChargeHistory, { begin, end, changes }: Charged, cut: boolean): readonly Part[] {
  const parts: Part[] = [];
  const dates = cut ? changes.filter((date) => date > begin && date < end) : [];
  for (const from of [begin, ...dates]) {
    const state = stateOn(history, from);
    const last = parts.at(-1);
    if (last !== undefined && sameState(last.state, state)) continue;
    if (last !== undefined) parts[parts.length - 1] = { ...last, to: from };
    parts.push({ from, to: end, state });
  }
  return parts;
}
