/** What can be priced: services, the side that is charged, and the units prices count. */

/** Services of usage; `usage` gives them their stored codes. */
export const SERVICES = ['voice', 'sms', 'mms', 'data', 'fax', 'content', 'event'] as const;
export type Service = (typeof SERVICES)[number];

/**
 * Outbound prices are found by the called number. Inbound ones by the caller's (origin-based): what a freephone or shared-cost number pays
 * for being called, or a roaming mobile for answering.
 */
export const PRICE_DIRECTIONS = ['outbound', 'inbound'] as const;
export type PriceDirection = (typeof PRICE_DIRECTIONS)[number];

/** `second` counts duration, `byte` volume, `piece` messages, pages and events. */
export const UNITS = ['second', 'byte', 'piece'] as const;
export type Unit = (typeof UNITS)[number];

/**
 * The unit that usage of a service is counted in, everywhere: prices, records, bills. What a call costs whatever its length is a connection fee, a
 * fax by the minute a call.
 */
export function unitOf(service: Service): Unit {
  if (service === 'voice') return 'second';
  return service === 'data' ? 'byte' : 'piece';
}

/** Names of what a price is per, as price lists write them, with the units it stands for. 1024-based names carry an i (IEC 80000-13). */
export const PER: Readonly<Record<string, Per>> = {
  second: { unit: 'second', units: 1 },
  minute: { unit: 'second', units: 60 },
  hour: { unit: 'second', units: 3600 },
  byte: { unit: 'byte', units: 1 },
  kB: { unit: 'byte', units: 1000 },
  MB: { unit: 'byte', units: 1_000_000 },
  GB: { unit: 'byte', units: 1_000_000_000 },
  KiB: { unit: 'byte', units: 1024 },
  MiB: { unit: 'byte', units: 1_048_576 },
  GiB: { unit: 'byte', units: 1_073_741_824 },
  piece: { unit: 'piece', units: 1 },
  message: { unit: 'piece', units: 1 },
  page: { unit: 'piece', units: 1 },
  event: { unit: 'piece', units: 1 },
};

/** A number of units. */
export interface Per {
  readonly unit: Unit;
  readonly units: number;
}

/**
 * Most units one record may have: the milliseconds of an `int` column, 64 TiB, 65,535 messages. With the bounds of prices they keep every
 * charge below 2^53 micro-units.
 */
export const MAX_UNITS: Readonly<Record<Unit, number>> = { second: 2_147_484, byte: 2 ** 46, piece: 65_535 };

const QUANTITY = /^(\d{1,14})(?: *([A-Za-z]+))?$/;

/**
 * Reads a quantity: `90`, `10 minute`, `5MB`. A bare number counts the unit given.
 * @returns null where it is none or more than a record may have
 */
export function parseQuantity(text: string, bareUnit: Unit): Per | null {
  const match = QUANTITY.exec(text);
  if (match === null) return null;
  const name = match[2];
  const one = name === undefined ? { unit: bareUnit, units: 1 } : perNamed(name);
  if (one === undefined) return null;
  const units = Number(match[1]) * one.units;
  return units <= MAX_UNITS[one.unit] ? { unit: one.unit, units } : null;
}

/** Reads what a price is per: `minute`, `30 second`, `MB`, or a bare number of the unit given; null where it is none. */
export function parsePer(text: string, bareUnit: Unit): Per | null {
  const per = perNamed(text) ?? parseQuantity(text, bareUnit);
  return per === null || per.units === 0 ? null : per;
}

function perNamed(name: string): Per | undefined {
  return Object.hasOwn(PER, name) ? PER[name] : undefined;
}

/** `minute`, `30 second`: what a price is per, in the largest name that fits, so that `parsePer` reads it back. */
export function formatPer(unit: Unit, units: number): string {
  const [count, name] = inLargestName(unit, units);
  return count === 1 ? name : `${count} ${name}`;
}

/** `1 MB`, `100 kB`: a quantity in the largest name that fits, so that `parseQuantity` reads it back. */
export function formatQuantity(unit: Unit, units: number): string {
  return inLargestName(unit, units).join(' ');
}

function inLargestName(unit: Unit, units: number): readonly [count: number, name: string] {
  let best: readonly [count: number, name: string] = [units, unit];
  for (const [name, one] of Object.entries(PER)) {
    const count = units / one.units;
    if (one.unit === unit && Number.isInteger(count) && count < best[0]) best = [count, name];
  }
  return best;
}
