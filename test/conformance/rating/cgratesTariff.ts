/** CGRateS tariff rows as they lie in the files, and how their texts are read. */
import { Refused } from './shared.ts';

export interface CgratesTariff {
  readonly destinations: readonly { readonly id: string; readonly prefix: string }[];
  readonly timings: readonly CgratesTiming[];
  readonly rates: readonly CgratesRate[];
  readonly destination_rates: readonly DestinationRate[];
  readonly rating_plans: readonly {
    readonly id: string;
    readonly destination_rate_id: string;
    readonly timing_id: string;
    readonly weight: string;
  }[];
  readonly rating_profiles: readonly RatingProfile[];
}

/** From a time of certain days on to midnight; lists are separated by `;`, empty and `*any` = all. */
export interface CgratesTiming {
  readonly id: string;
  readonly years: string;
  readonly months: string;
  readonly month_days: string;
  readonly week_days: string;
  readonly start_time: string;
}

/** One group of a rate: from so much usage on. */
export interface CgratesRate {
  readonly id: string;
  readonly connect_fee: string;
  readonly rate: string;
  readonly rate_unit: string;
  readonly rate_increment: string;
  readonly group_interval_start: string;
}

export interface DestinationRate {
  readonly id: string;
  readonly destination_id: string;
  readonly rate_id: string;
  readonly rounding_method: string;
  readonly rounding_decimals: string;
  readonly max_cost: string;
  readonly max_cost_strategy: string;
}

export interface RatingProfile {
  readonly tenant: string;
  readonly category: string;
  readonly subject: string;
  readonly activation_time: string;
  readonly rating_plan_id: string;
  readonly fallback_subjects: string;
}

export interface CgratesCall {
  readonly tenant: string;
  readonly category: string;
  readonly subject: string;
  readonly destination: string;
  readonly type_of_record: string;
  readonly answer_time: string;
  /** Nanoseconds of voice, else units. */
  readonly usage_ns: number;
  /** Above 0: a later slice of a session, without connect fee. */
  readonly loop_index?: number;
}

export const ANY = '*any';

/** A destination rate of a plan with its time and rank. */
export interface PlanEntry {
  readonly timing: CgratesTiming;
  readonly weight: number;
  readonly rate: DestinationRate;
}

const ALWAYS: CgratesTiming = {
  id: ANY,
  years: ANY,
  months: ANY,
  month_days: ANY,
  week_days: ANY,
  start_time: '00:00:00',
};

/** All rows of a rating plan. */
export function entriesOf(tariff: CgratesTariff, planId: string): readonly PlanEntry[] {
  return tariff.rating_plans
    .filter(({ id }) => id === planId)
    .flatMap(({ destination_rate_id, timing_id, weight }) => {
      const timing = timing_id === ANY ? ALWAYS : tariff.timings.find(({ id }) => id === timing_id);
      if (timing === undefined) throw new Refused('a timing that the file does not define');
      const rates = tariff.destination_rates.filter(({ id }) => id === destination_rate_id);
      return rates.map((rate): PlanEntry => ({ timing, weight: Number(weight), rate }));
    });
}

const DURATION = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;
const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** `60s`, `1m30s` in nanoseconds; a bare number counts units. */
export function unitsOf(text: string): number {
  if (text === '') return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const parts = [...text.matchAll(DURATION)];
  if (parts.map(([part]) => part).join('') !== text) throw new Refused(`a duration ${text}`);
  return parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * NANOSECONDS[unit]!, 0);
}

const DAY_MINUTES = 1440;

/** Minute of the day from which a timing holds. */
export function startMinute({ start_time }: CgratesTiming): number {
  const match = /^(\d{2}):(\d{2}):(\d{2})$/.exec(start_time);
  // `*asap` and the like have no time of day.
  if (match === null) return 0;
  if (match[3] !== '00') throw new Refused('time bands that change within a minute');
  return Number(match[1]) * 60 + Number(match[2]);
}

/** Whether a timing holds on a day at all. */
export function isOn({ years, months, month_days, week_days }: CgratesTiming, day: Temporal.PlainDate): boolean {
  const has = (list: string, ...values: readonly number[]) =>
    list === ANY || list === '' || list.split(';').some((one) => values.includes(Number(one)));
  const sunday = day.dayOfWeek === 7 ? [7, 0] : [day.dayOfWeek];
  return has(years, day.year) && has(months, day.month) && has(month_days, day.day) && has(week_days, ...sunday);
}

/** Stretches of a day, in minutes, with the timings that hold in each. */
export function stretchesOf(
  timings: readonly CgratesTiming[],
  day: Temporal.PlainDate,
): readonly { readonly from: number; readonly to: number; readonly holding: readonly string[] }[] {
  const on = timings.filter((timing) => isOn(timing, day));
  const cuts = [...new Set([0, ...on.map(startMinute), DAY_MINUTES])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => ({
    from,
    to: cuts[index + 1]!,
    holding: on.filter((timing) => startMinute(timing) <= from).map(({ id }) => id),
  }));
}

/** Of the entries that hold the one that counts: the heaviest, then the one that began last. */
export function strongest(entries: readonly PlanEntry[], holding: readonly string[]): PlanEntry | undefined {
  return entries
    .filter(({ timing }) => holding.includes(timing.id))
    .reduce<PlanEntry | undefined>((best, one) => {
      if (best === undefined) return one;
      const order = one.weight - best.weight || startMinute(one.timing) - startMinute(best.timing);
      return order >= 0 ? one : best;
    }, undefined);
}

/** A profile's rows, oldest first; the subject's own, else none. */
function rowsOf({ rating_profiles }: CgratesTariff, call: CgratesCall, subject: string): readonly RatingProfile[] {
  return rating_profiles
    .filter((one) => one.tenant === call.tenant && one.category === call.category && one.subject === subject)
    .toSorted((a, b) => activationMs(a) - activationMs(b));
}

export function activationMs({ activation_time }: RatingProfile): number {
  return activation_time === '' ? 0 : Date.parse(activation_time);
}

/** Profiles asked for a call, in order: the subject's, what it falls back to, at last `*any`. */
export function profilesOf(tariff: CgratesTariff, call: CgratesCall): readonly (readonly RatingProfile[])[] {
  const asked = new Map<string, readonly RatingProfile[]>();
  const startMs = Date.parse(call.answer_time);
  const ask = (subject: string): void => {
    if (asked.has(subject)) return;
    const rows = rowsOf(tariff, call, subject);
    asked.set(subject, rows);
    const inForce = rows.findLast((row) => activationMs(row) <= startMs);
    for (const fallback of (inForce?.fallback_subjects ?? '').split(';')) if (fallback !== '') ask(fallback);
  };
  ask(call.subject);
  ask(ANY);
  return [...asked.values()].filter((rows) => rows.length > 0);
}
