/**
 * The calls that were really made in a month: customer by customer, each from a generator of his own, so that nothing one
 * customer does changes another's calls. What then goes wrong on the way to the operator is `mischief.ts`.
 */
import {
  addDays,
  dayNumber,
  daysInMonth,
  localMsToUtcMs,
  monthStart,
  weekday,
  type ZoneOffsets,
  zoneOffsets,
} from '#base';
import { publicHolidays } from '#catalog';
import type { DemoCustomer } from './customers.ts';
import type { SourceCode } from './customerTable.ts';
import { type Partner, partnerOf } from './partner.ts';
import { type Random, seededRandom } from './random.ts';
import { LENGTH_SIXTEENTHS, TARGETS, type Traffic, trafficOf } from './traffic.ts';

export const CALL_KINDS = ['outbound', 'inbound', 'internal', 'forwarded'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export interface DemoCall {
  readonly source: SourceCode;
  /** Null where no customer holds the line. */
  readonly customer: string | null;
  readonly kind: CallKind;
  /** Begin of ringing, epoch ms. */
  readonly startMs: number;
  readonly ringS: number;
  /** Seconds of talk; 0 = nobody answered. */
  readonly talkS: number;
  /** The customer's number, E.164 digits. */
  readonly own: string;
  readonly extension: string | null;
  readonly account: string | null;
  /** The other party; for internal calls an extension; empty where the caller hides the number. */
  readonly partner: Partner;
  /** For forwarded calls: who called first. */
  readonly caller: string;
  /** Unique within the demo; names the call in every record of it. */
  readonly serial: number;
}

/** Serial numbers: month, customer, call. */
const SERIALS_PER_CUSTOMER = 100_000;

const ZONES = { DE: zoneOffsets('Europe/Berlin'), FR: zoneOffsets('Europe/Paris') } as const;
const REGIONS = { DE: 'HH', FR: null } as const;
/** The customer whose calls triple in the third month. */
const ANOMALY = { customer: '10031', month: '2026-10', times: 3 };

/**
 * All calls of the customers in a local month, in no particular order.
 * @param perMille thousandths of the full volume
 */
export function monthOfCalls(customers: readonly DemoCustomer[], month: string, perMille: number): DemoCall[] {
  return customers.flatMap((customer) => customerMonth(customer, month, perMille));
}

function customerMonth(customer: DemoCustomer, month: string, perMille: number): DemoCall[] {
  const random = seededRandom(`calls/${month}/${customer.number}`);
  const traffic = trafficOf(customer.traffic);
  const days = Array.from({ length: daysInMonth(month) }, (_, index) => addDays(monthStart(month), index));
  const weights = days.map((day) => dayWeight(traffic, day, customer.country));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const times = customer.number === ANOMALY.customer && month === ANOMALY.month ? ANOMALY.times : 1;
  const milliCalls = customer.callsPerMonth * perMille * times;
  const serials = serialsOf(month, customer.number);
  const calls: DemoCall[] = [];
  for (const [index, day] of days.entries()) {
    const expected = Math.floor((milliCalls * weights[index]! * random.between(80, 120)) / (sum * 100));
    const count = Math.floor((expected + random.below(1000)) / 1000);
    if (!customer.active.some(({ from, to }) => day >= from && (to === null || day < to))) continue;
    for (let call = 0; call < count; call++) calls.push(oneCall(customer, traffic, day, random, serials()));
  }
  return calls;
}

/** Serials of a customer's calls in a month; `mischief.ts` takes them of numbers no customer has. */
export function serialsOf(month: string, customerNumber: string): () => number {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2026 * 12;
  let next = (months * 100 + (Number(customerNumber) % 100)) * SERIALS_PER_CUSTOMER;
  return () => next++;
}

function dayWeight(traffic: Traffic, day: string, country: DemoCustomer['country']): number {
  const holidays = publicHolidays(country, REGIONS[country], Number(day.slice(0, 4)));
  return traffic.week[holidays.includes(day) ? 6 : weekday(day) - 1]!;
}

function oneCall(customer: DemoCustomer, traffic: Traffic, day: string, random: Random, serial: number): DemoCall {
  const kinds =
    customer.extensions.length > 0 || customer.source === 'asterisk' ? traffic.kinds : withoutInternal(traffic);
  const kind = CALL_KINDS[random.weighted(kinds)]!;
  const line = Math.min(random.below(customer.numbers.length), random.below(customer.numbers.length));
  const target = TARGETS[random.weighted(traffic.targets)]!;
  const answered = !random.chance(traffic.unansweredPercent, 100);
  const lengthPercent = target === 'short' || target === 'free' ? 60 : traffic.lengthPercent;
  return {
    source: customer.source,
    customer: customer.number,
    kind,
    startMs: startOn(ZONES[customer.country], day, random.weighted(traffic.hours), random),
    ringS: answered ? random.between(2, 18) : random.between(8, 45),
    talkS: answered ? talkSeconds(random, lengthPercent) : 0,
    own: customer.numbers[line]!,
    extension: customer.extensions[line] ?? null,
    account: customer.account,
    partner: partnerFor(customer, kind, target, line, random),
    caller: kind === 'forwarded' ? partnerOf(customer, 'homeMobile', random) : '',
    serial,
  };
}

function withoutInternal(traffic: Traffic): readonly number[] {
  const [outbound, inbound, , forwarded] = traffic.kinds;
  return [outbound, inbound, 0, forwarded];
}

function partnerFor(
  customer: DemoCustomer,
  kind: CallKind,
  target: (typeof TARGETS)[number],
  line: number,
  random: Random,
): Partner {
  if (kind === 'outbound') return partnerOf(customer, target, random);
  if (kind === 'forwarded') return partnerOf(customer, 'homeMobile', random);
  if (kind === 'inbound')
    return random.chance(6, 100) ? '' : partnerOf(customer, random.chance(1, 2) ? 'homeFixed' : 'homeMobile', random);
  const other = (line + 1) % customer.numbers.length;
  return customer.extensions[other] ?? customer.numbers[other]!.slice(-3);
}

/** The instant at which a call of a local day and hour begins. An hour the clock shows twice is taken once each. */
function startOn(zone: ZoneOffsets, day: string, hour: number, random: Random): number {
  const localMs = dayNumber(day) * 86_400_000 + hour * 3_600_000 + random.below(3600) * 1000;
  return localMsToUtcMs(zone, localMs, random.chance(1, 2) ? 'earlier' : 'later');
}

function talkSeconds(random: Random, lengthPercent: number): number {
  const part = random.below(16);
  const seconds = random.between(LENGTH_SIXTEENTHS[part]!, LENGTH_SIXTEENTHS[part + 1]!);
  return Math.max(1, Math.floor((seconds * lengthPercent) / 100));
}
