/**
 * A CGRateS tariff as our catalogue, for one call: a price list for each rating profile (a version for each activation), plans that fall back on one
 * another, timings as the time bands of the days that the call touches.
 */
import type { Calendar, CalendarRule, Price, PricedList, PricePlan, Rounding, Service } from '#catalog';
import type { RatingInput } from '#rating';
import { SERVICE, type UsageRecord } from '#usage';
import { CalledNumbers } from './cgratesNumbers.ts';
import {
  ANY,
  activationMs,
  type CgratesCall,
  type CgratesTariff,
  type CgratesTiming,
  type DestinationRate,
  entriesOf,
  type PlanEntry,
  profilesOf,
  type RatingProfile,
  stretchesOf,
  strongest,
  unitsOf,
} from './cgratesTariff.ts';
import { destinationOf, inputOf, lineOf, listOf, nanoOf, OPEN, planOf, price, Refused, recordOf } from './shared.ts';

const NANOSECONDS_PER_SECOND = 1e9;
const NANOSECONDS_PER_MS = 1e6;
const SUNDAY = 7;
/** Last band of every calendar: days that the call does not touch. */
const NEVER = 'never';
const SERVICES: Readonly<Record<string, Service>> = {
  '*voice': 'voice',
  '*data': 'data',
  '*sms': 'sms',
  '*mms': 'mms',
};

/** A price row and the destination rate it comes from. */
interface Row {
  readonly price: Price;
  readonly rate: DestinationRate;
}

interface Version {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: readonly Row[];
}

interface Layer {
  readonly list: PricedList;
  readonly calendar: Calendar;
  readonly versions: readonly Version[];
}

export class CgratesCatalogue {
  /** Units of the file that are one of ours. */
  readonly scale: number;
  readonly record: UsageRecord;
  readonly #tariff: CgratesTariff;
  readonly #call: CgratesCall;
  readonly #service: Service;
  readonly #numbers: CalledNumbers;
  readonly #days: readonly Temporal.PlainDate[];
  readonly #layers: readonly Layer[];
  readonly #startMs: number;
  readonly #endMs: number;

  constructor(tariff: CgratesTariff, call: CgratesCall) {
    this.#tariff = tariff;
    this.#call = call;
    this.#service = SERVICES[call.type_of_record] ?? 'event';
    this.#numbers = new CalledNumbers(tariff.destinations.map(({ prefix }) => prefix));
    this.#startMs = Date.parse(call.answer_time);
    this.#endMs = this.#startMs + Math.ceil(call.usage_ns / NANOSECONDS_PER_MS);
    this.#days = daysBetween(this.#startMs, this.#endMs);
    const profiles = profilesOf(tariff, call);
    this.scale = this.#service === 'voice' ? NANOSECONDS_PER_SECOND : commonUnit(tariff, profiles, call.usage_ns);
    this.#layers = profiles.map((rows, index) => this.#layer(index + 1, rows));
    const voice = this.#service === 'voice';
    this.record = recordOf({
      ...this.#numbers.called(call.destination),
      startMs: this.#startMs,
      service: SERVICE[this.#service],
      durationMs: voice ? this.#endMs - this.#startMs : 0,
      volume: voice ? 0 : call.usage_ns / this.scale,
    });
  }

  /** What the call is rated by. */
  input(rounding: Rounding, change: Partial<RatingInput> = {}): RatingInput {
    const layers = this.#layers;
    const plans = layers.map((_, index): PricePlan => {
      const parentId = index + 1 < layers.length ? index + 2 : null;
      return planOf(index + 1, index + 1, { rounding, parentId });
    });
    const targets = new Set(layers.flatMap(({ versions }) => versions.flatMap(({ rows }) => rows.map(idOf))));
    return inputOf(
      {
        calendars: layers.map(({ calendar }) => calendar),
        lists: layers.map(({ list }) => list),
        plans,
        destinations: [...targets].map((id) => destinationOf(id, `D${id}`)),
      },
      {
        lines: layers.length === 0 ? [] : [lineOf(1)],
        sources: [
          {
            id: 1,
            country: this.#numbers.spaceOf(this.#call.destination),
            supplierListId: null,
            durationRounding: 'ceil',
          },
        ],
        ...change,
      },
    );
  }

  /**
   * The rate that priced the start of the call. Where it changes inside the call in a way that CGRateS and we mean differently, the case is refused:
   * another version of the prices, or another cap in the next band.
   */
  rateOf(listId: number, versionNumber: number, destinationId: number, band: number): DestinationRate {
    const { calendar, versions } = this.#layers[listId - 1]!;
    const version = versions[versionNumber - 1]!;
    const own = version.rows.filter((row) => idOf(row) === destinationId);
    const bands = this.#bandsTouched(calendar);
    const touched = own.filter(({ price: { band: name } }) => bands.has(name));
    if (new Set(touched.map(({ price: { terms } }) => terms?.capNano ?? null)).size > 1)
      throw new Refused('a cap that holds in one of the time bands of a call only');
    const inBands = new Set(
      touched.map((row) => JSON.stringify(meaning({ ...row, price: { ...row.price, band: '' } }))),
    );
    if (this.#service !== 'voice' && inBands.size > 1)
      throw new Refused('bytes or messages taken for nanoseconds, so that they last into another time band');
    const target = own[0]!.price.target;
    for (const later of versions) {
      if (later === version || later.fromMs <= this.#startMs || later.fromMs >= this.#endMs) continue;
      const alike = later.rows.filter(({ price: one }) => one.target === target);
      if (JSON.stringify(alike.map(meaning)) !== JSON.stringify(own.map(meaning)))
        throw new Refused('prices that change inside a call: we price a call by those in force at its start');
    }
    return own.find(({ price: one }) => one.band === calendar.bands[band])!.rate;
  }

  #layer(id: number, profile: readonly RatingProfile[]): Layer {
    const entries = profile.map(({ rating_plan_id }) => entriesOf(this.#tariff, rating_plan_id));
    const timings = [...new Map(entries.flat().map(({ timing }) => [timing.id, timing])).values()];
    const bands = new Map<string, readonly string[]>();
    const calendar = this.#calendar(id, timings, bands);
    const versions = profile.map(
      (row, index): Version => ({
        fromMs: activationMs(row),
        toMs: profile[index + 1] === undefined ? OPEN : activationMs(profile[index + 1]!),
        rows: this.#rows(entries[index]!, bands),
      }),
    );
    const list = listOf(id, [], {
      calendarId: id,
      bandChange: 'split',
      versions: versions.map(({ fromMs, toMs, rows }, index) => ({
        version: index + 1,
        validFromMs: fromMs,
        validToMs: toMs,
        prices: rows.map(({ price: one }) => one),
      })),
    });
    return { list, calendar, versions };
  }

  /** A band for each set of timings that hold together; a day unlike the others of its weekday is a public holiday, which counts as Sunday. */
  #calendar(id: number, timings: readonly CgratesTiming[], bands: Map<string, readonly string[]>): Calendar {
    const rulesOf = new Map<number, readonly CalendarRule[]>();
    const holidays: string[] = [];
    const nameOf = (holding: readonly string[]) => {
      const key = `b${[...holding].sort().join('+')}`;
      bands.set(key, holding);
      return key;
    };
    const byDate = timings.filter(({ years, months, month_days }) => [years, months, month_days].some(isLimited));
    for (const day of this.#days) {
      const special = stretchesOf(byDate, day).some(({ holding }) => holding.length > 0);
      const weekday = special ? SUNDAY : day.dayOfWeek;
      if (special) holidays.push(day.toString());
      const rules = stretchesOf(timings, day).map(
        ({ from, to, holding }): CalendarRule => ({
          band: nameOf(holding),
          weekdays: [weekday],
          from: clock(from),
          to: clock(to),
        }),
      );
      const known = rulesOf.get(weekday);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(rules))
        throw new Refused('days of two kinds that a calendar tells apart by date only, in one call');
      rulesOf.set(weekday, rules);
    }
    const rules = [...rulesOf.values()].flat();
    return { id, code: `c${id}`, zone: 'UTC', bands: [...bands.keys(), NEVER], rules, holidays };
  }

  /** A row for each prefix and band in which any rate of the plan holds. */
  #rows(entries: readonly PlanEntry[], bands: ReadonlyMap<string, readonly string[]>): readonly Row[] {
    const prefixes = new Set(entries.flatMap(({ rate }) => this.#prefixesOf(rate.destination_id)));
    return [...prefixes].flatMap((prefix, index) => {
      const own = entries.filter(({ rate }) => this.#prefixesOf(rate.destination_id).includes(prefix));
      return [...bands].flatMap(([band, holding]): readonly Row[] => {
        const entry = strongest(own, holding);
        if (entry === undefined) return [];
        try {
          return [{ rate: entry.rate, price: this.#price(entry.rate, prefix, index + 1, band) }];
        } catch (error) {
          // What the call does not ask for need not be said.
          if (error instanceof Refused && !this.#numbers.matches(this.#call.destination, prefix)) return [];
          throw error;
        }
      });
    });
  }

  #prefixesOf(destinationId: string): readonly string[] {
    if (destinationId === ANY) return [ANY];
    return this.#tariff.destinations.filter(({ id }) => id === destinationId).map(({ prefix }) => prefix);
  }

  #price(rate: DestinationRate, prefix: string, destinationId: number, band: string): Price {
    const groups = this.#tariff.rates
      .filter(({ id }) => id === rate.rate_id)
      .map((group) => ({
        fromUnits: this.#units(group.group_interval_start),
        priceNano: nanoOf(group.rate),
        per: this.#units(group.rate_unit),
        increment: this.#units(group.rate_increment),
        roundUp: true,
        flatNano: 0,
        connectionFeeNano: nanoOf(group.connect_fee),
      }))
      .map((group) => (group.per === 0 && group.priceNano === 0 ? { ...group, per: 1 } : group))
      .toSorted((a, b) => a.fromUnits - b.fromUnits);
    const [first] = groups;
    if (first === undefined) throw new Refused('a rate that the file does not define');
    if (groups.some(({ per, increment }) => per === 0 || increment === 0)) throw new Refused('a rate per nothing');
    const steps = groups.length === 1 ? null : groups.map(({ connectionFeeNano: _, ...step }) => step);
    const capNano = rate.max_cost_strategy === '*free' && Number(rate.max_cost) > 0 ? nanoOf(rate.max_cost) : null;
    const { priceNano, per, increment, connectionFeeNano } = first;
    return price(
      {
        target: prefix === ANY ? '*' : this.#numbers.target(prefix),
        service: this.#service,
        band,
        destinationId,
        unit: this.#service === 'voice' ? 'second' : this.#service === 'data' ? 'byte' : 'piece',
        priceNano,
        per,
        connectionFeeNano: (this.#call.loop_index ?? 0) > 0 ? 0 : connectionFeeNano,
        firstIncrement: increment,
        nextIncrement: increment,
      },
      steps === null && capNano === null ? null : { steps, capNano },
    );
  }

  #units(text: string): number {
    const units = unitsOf(text) / this.scale;
    if (!Number.isInteger(units)) throw new Refused('increments of fractions of a second');
    return units;
  }

  #bandsTouched(calendar: Calendar): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const day of this.#days) {
      const midnight = Date.parse(`${day.toString()}T00:00:00Z`);
      const weekday = calendar.holidays.includes(day.toString()) ? SUNDAY : day.dayOfWeek;
      for (const { band, weekdays, from, to } of calendar.rules) {
        const begins = midnight + minuteOf(from) * 60_000;
        const ends = midnight + minuteOf(to) * 60_000;
        if (weekdays.includes(weekday) && begins < this.#endMs && ends > this.#startMs) touched.add(band);
      }
    }
    return touched;
  }
}

function idOf({ price: { destinationId } }: Row): number {
  return destinationId;
}

/** What a row says of the charge. */
function meaning({ price: one, rate }: Row): unknown {
  return { ...one, destinationId: 0, rounding: [rate.rounding_method, rate.rounding_decimals] };
}

function isLimited(list: string): boolean {
  return list !== '' && list !== ANY;
}

function daysBetween(startMs: number, endMs: number): readonly Temporal.PlainDate[] {
  const dateOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDate();
  const days = [dateOf(startMs)];
  while (Temporal.PlainDate.compare(days.at(-1)!, dateOf(endMs)) < 0) days.push(days.at(-1)!.add({ days: 1 }));
  return days;
}

/** Largest unit in which the usage and all quantities of the plans are whole. */
function commonUnit(tariff: CgratesTariff, profiles: readonly (readonly RatingProfile[])[], usage: number): number {
  const plans = new Set(profiles.flatMap((rows) => rows.map(({ rating_plan_id }) => rating_plan_id)));
  const ids = new Set([...plans].flatMap((plan) => entriesOf(tariff, plan).map(({ rate }) => rate.rate_id)));
  const quantities = tariff.rates
    .filter(({ id }) => ids.has(id))
    .flatMap((rate) => [rate.rate_unit, rate.rate_increment, rate.group_interval_start].map(unitsOf));
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return [usage, ...quantities].reduce(divisor, 0) || 1;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}
