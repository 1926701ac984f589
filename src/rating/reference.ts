import { assert, divideRounded, type FindingParams, formatMicro, MICRO_DECIMALS, powerOfTen } from '#base';
import {
  ANY_BAND,
  type Calendar,
  type Destination,
  type EventRounding,
  formatIncrements,
  formatPrice,
  PRICE_DECIMALS,
  type Price,
  type PriceBook,
  type PricedList,
  type PricedVersion,
  splitPrefix,
  versionAt,
} from '#catalog';
import { DIRECTION, SERVICE, STATUS, type UsageRecord } from '#usage';
import { plainBands } from './band.ts';
import { type ExplanationLine, exactText, type LegSide } from './explanation.ts';

/**
 * The reference rater: rating.md 2 step by step, in exact integers (bigint), without a thought for speed. It words nothing: each
 * step leaves a line of the derivation as data.
 */

/** What one leg of a record is rated by. */
export interface Tariff {
  readonly book: PriceBook;
  /** Price lists in the order they are asked. */
  readonly layers: readonly number[];
  readonly rounding: EventRounding;
  /** Use this very version instead of searching: to derive a stored charge anew. */
  readonly pinned?: { readonly listId: number; readonly version: number } | undefined;
}

/** What came out of a leg. */
export interface LegCharge {
  readonly status: number;
  readonly priceListId: number;
  readonly priceVersion: number;
  readonly destinationId: number;
  readonly band: number;
  readonly billedUnits: number;
  readonly micro: bigint;
  readonly lines: readonly ExplanationLine[];
}

/** A price found: where it stands and what it is in each band. */
interface Found {
  readonly list: PricedList;
  readonly version: PricedVersion;
  readonly calendar: Calendar;
  readonly destination: Destination;
  readonly prefix: string;
  /** By number of the band. */
  readonly prices: readonly (Price | undefined)[];
}

/** A leg while its steps are taken. */
interface Leg {
  readonly side: LegSide;
  readonly record: Readonly<UsageRecord>;
  readonly country: string | null;
  readonly tariff: Tariff;
  readonly lines: ExplanationLine[];
  found: Found | null;
  band: number;
  durationS: number;
  billedUnits: number;
  /** The charge so far as a numerator: nano-units × 60. */
  nano60: bigint;
  micro: bigint;
}

/** The status that a step decides, which ends the derivation; null = go on. */
type Decision = number | null;

/** The steps of a leg, in order. */
export const STEPS: readonly { readonly name: string; readonly take: (leg: Leg) => Decision }[] = [
  { name: 'billable', take: billable },
  { name: 'price', take: price },
  { name: 'band', take: band },
  { name: 'duration', take: duration },
  { name: 'increments', take: increments },
  { name: 'fees', take: fees },
  { name: 'rounding', take: rounding },
];

/**
 * Rates one leg of a record.
 * @param country whose short numbers a called text of digits means; null = unknown source
 */
export function charge(
  side: LegSide,
  record: Readonly<UsageRecord>,
  country: string | null,
  tariff: Tariff,
): LegCharge {
  const leg: Leg = {
    side,
    record,
    country,
    tariff,
    lines: [],
    found: null,
    band: 0,
    durationS: 0,
    billedUnits: 0,
    nano60: 0n,
    micro: 0n,
  };
  let decided: Decision = null;
  for (const step of STEPS) {
    decided = step.take(leg);
    if (decided !== null) break;
  }
  const status = decided ?? STATUS.rated;
  const found = status === STATUS.unpriced ? null : leg.found;
  return {
    status,
    priceListId: found?.list.id ?? 0,
    priceVersion: found?.version.version ?? 0,
    destinationId: found?.destination.id ?? 0,
    band: found === null ? 0 : leg.band,
    billedUnits: status === STATUS.rated ? leg.billedUnits : 0,
    micro: leg.micro,
    lines: leg.lines,
  };
}

/** Adds a line to the derivation and goes on. */
function tell(leg: Leg, step: string, code: string, params: FindingParams = {}): null {
  leg.lines.push({ leg: leg.side, step, code, params });
  return null;
}

/** Adds a line to the derivation that ends it. */
function decide(leg: Leg, status: number, step: string, code: string, params: FindingParams = {}): number {
  tell(leg, step, code, params);
  return status;
}

/** 1. Is there anything to charge? */
function billable(leg: Leg): Decision {
  const { durationMs, direction, service } = leg.record;
  if (durationMs <= 0) return decide(leg, STATUS.notBillable, 'billable', 'rating.billable.unanswered');
  if (direction === DIRECTION.internal) return decide(leg, STATUS.notBillable, 'billable', 'rating.billable.internal');
  if (service !== SERVICE.voice)
    return decide(leg, STATUS.unpriced, 'billable', 'rating.billable.service', { service });
  if (direction === DIRECTION.inbound) return decide(leg, STATUS.free, 'billable', 'rating.billable.inbound');
  const forwarded = direction === DIRECTION.forwarded;
  return tell(leg, 'billable', forwarded ? 'rating.billable.forwarded' : 'rating.billable.outbound');
}

/** 3 and 4. Longest prefix of the called number in the first layer that has one, version in force at the start. */
function price(leg: Leg): Decision {
  const { book, pinned } = leg.tariff;
  const called = calledNumber(leg);
  if (called === null) {
    return decide(leg, STATUS.unpriced, 'price', 'rating.price.noNumber', { called: leg.record.bText ?? '' });
  }
  for (const listId of pinned === undefined ? leg.tariff.layers : [pinned.listId]) {
    const list = book.lists.find((one) => one.id === listId);
    assert(list !== undefined, `price list ${listId}`);
    const version =
      pinned === undefined
        ? versionAt(list.versions, leg.record.startMs)
        : list.versions.find((one) => one.version === pinned.version);
    if (version === undefined) {
      tell(leg, 'price', 'rating.price.noVersion', { list: list.code });
      continue;
    }
    leg.found = findPrefix(book, list, version, called);
    if (leg.found === null) {
      tell(leg, 'price', 'rating.price.noPrefix', { list: list.code, version: version.version });
      continue;
    }
    const { destination, prefix } = leg.found;
    return tell(leg, 'price', 'rating.price.found', {
      list: list.code,
      version: version.version,
      validFrom: new Date(version.validFromMs).toISOString(),
      prefix,
      destination: destination.code,
      destinationId: destination.id,
    });
  }
  return decide(leg, STATUS.unpriced, 'price', 'rating.price.none');
}

/** E.164 digits, or the country's short number; null where the called party is neither. */
function calledNumber({ record, country }: Leg): { country: string; digits: string } | null {
  if (record.bNumber > 0) return { country: '', digits: String(record.bNumber) };
  if (country === null || record.bText === null || !/^[0-9]{1,15}$/.test(record.bText)) return null;
  return { country, digits: record.bText };
}

function findPrefix(
  book: PriceBook,
  list: PricedList,
  version: PricedVersion,
  called: { country: string; digits: string },
): Found | null {
  const destinationOf = (one: Price) => book.destinations.find((destination) => destination.id === one.destinationId);
  const matching = version.prices.filter((one) => {
    const { country, digits } = splitPrefix(one.prefix);
    if (country !== called.country || !called.digits.startsWith(digits)) return false;
    // Emergency numbers among short numbers count only whole: 110, not 1101.
    return country === '' || digits === called.digits || destinationOf(one)?.class !== 'emergency';
  });
  const length = Math.max(0, ...matching.map((one) => one.prefix.length));
  const longest = matching.filter((one) => one.prefix.length === length);
  const [first] = longest;
  if (first === undefined) return null;
  const calendar = book.calendars.find((one) => one.id === list.calendarId);
  const destination = destinationOf(first);
  assert(
    calendar !== undefined && destination !== undefined,
    `calendar and destination of ${list.code} ${first.prefix}`,
  );
  const priceIn = (name: string) =>
    longest.find((one) => one.band === name) ?? longest.find((one) => one.band === ANY_BAND);
  return { list, version, calendar, destination, prefix: first.prefix, prices: calendar.bands.map(priceIn) };
}

/** 5. The time band of the start. */
function band(leg: Leg): Decision {
  const { calendar, prices, list, destination, prefix } = leg.found!;
  leg.band = plainBands(calendar)(leg.record.startMs);
  const name = calendar.bands[leg.band]!;
  if (prices[leg.band] === undefined) {
    return decide(leg, STATUS.unpriced, 'band', 'rating.band.noPrice', { prefix, band: name });
  }
  if (destination.class === 'emergency') return decide(leg, STATUS.free, 'band', 'rating.band.emergency');
  if (calendar.bands.length === 1) return null;
  const changes = list.bandChange === 'split' ? 'rating.band.split' : 'rating.band.atStart';
  return tell(leg, 'band', changes, { band: name, zone: calendar.zone });
}

/** 6. Milliseconds to whole seconds, up. */
function duration(leg: Leg): Decision {
  const { durationMs } = leg.record;
  leg.durationS = Math.floor((durationMs + 999) / 1000);
  return tell(leg, 'duration', 'rating.duration.ceil', { durationMs, seconds: leg.durationS });
}

/**
 * 7. Increment by increment until the duration is covered: the first interval, then next intervals. Each belongs to the band it starts
 * in (`split`) or to the band of the start; price × seconds ÷ 60 is summed without dividing.
 */
function increments(leg: Leg): Decision {
  const { calendar, prices, list, prefix } = leg.found!;
  const bandAtMs = plainBands(calendar);
  const billedByBand = new Map<number, number>();
  while (leg.billedUnits < leg.durationS) {
    const at = list.bandChange === 'split' ? bandAtMs(leg.record.startMs + leg.billedUnits * 1000) : leg.band;
    const inForce = prices[at];
    if (inForce === undefined) {
      leg.billedUnits = 0;
      leg.nano60 = 0n;
      return decide(leg, STATUS.unpriced, 'increments', 'rating.band.noPrice', { prefix, band: calendar.bands[at]! });
    }
    const addedS = leg.billedUnits === 0 ? inForce.firstIncrement : inForce.nextIncrement;
    leg.billedUnits += addedS;
    leg.nano60 += BigInt(addedS) * BigInt(inForce.priceNano);
    billedByBand.set(at, (billedByBand.get(at) ?? 0) + addedS);
  }
  for (const [at, seconds] of billedByBand) {
    const { priceNano, firstIncrement, nextIncrement } = prices[at]!;
    tell(leg, 'increments', 'rating.increments.billed', {
      increments: formatIncrements(firstIncrement, nextIncrement),
      seconds,
      band: calendar.bands[at]!,
      perMinute: formatPrice(priceNano),
      currency: list.currency,
      amount: exactText(BigInt(seconds) * BigInt(priceNano)),
    });
  }
  return null;
}

/** 8. The connection fee, once. */
function fees(leg: Leg): Decision {
  const { connectionFeeNano } = leg.found!.prices[leg.band]!;
  if (connectionFeeNano === 0) return null;
  leg.nano60 += 60n * BigInt(connectionFeeNano);
  return tell(leg, 'fees', 'rating.fees.connection', {
    fee: formatPrice(connectionFeeNano),
    currency: leg.found!.list.currency,
  });
}

/** 12. The one division and the one rounding. */
function rounding(leg: Leg): Decision {
  const { mode, decimals } = leg.tariff.rounding;
  const divisor = 60n * powerOfTen(PRICE_DECIMALS - decimals);
  leg.micro = divideRounded(leg.nano60, divisor, mode) * powerOfTen(MICRO_DECIMALS - decimals);
  return tell(leg, 'rounding', `rating.rounding.${mode}`, {
    exact: exactText(leg.nano60),
    decimals,
    amount: formatMicro(leg.micro, decimals),
    currency: leg.found!.list.currency,
  });
}
