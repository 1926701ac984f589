import { assert } from '#base';
import {
  ANY_BAND,
  type Calendar,
  type Destination,
  NETWORK_SPACE,
  type NumberingVersion,
  type Price,
  type PriceBook,
  type PriceDirection,
  type PricedList,
  type PricedVersion,
  type Service,
  versionAt,
  zonesAround,
} from '#catalog';

/** What a price is looked for by (rating.md 2.3 and 2.4). */
export interface Sought {
  readonly service: Service;
  readonly direction: PriceDirection;
  /** Space of the digits: '' E.164, a country's short numbers, or visited networks. */
  readonly space: string;
  /** The number that decides: called, or for inbound prices calling; '' = none. */
  readonly digits: string;
  /** Destination that the number was ported to; null = its prefix says. */
  readonly portedTo: number | null;
  /** The other side is a line of the operator's own, or even of the same customer. */
  readonly onNet: boolean;
  readonly intraCustomer: boolean;
  readonly startMs: number;
}

/** A price found: where it stands and what it is in each band. */
export interface Found {
  readonly list: PricedList;
  readonly version: PricedVersion;
  readonly calendar: Calendar;
  /** null = no destination is known (a `*` price of a number that the numbering plan does not know). */
  readonly destination: Destination | null;
  readonly target: string;
  /** By number of the band. */
  readonly prices: readonly (Price | undefined)[];
}

const E164_PREFIX = /^[0-9]+$/;

/** The rows of a version for one service and direction, by target. */
type Rows = ReadonlyMap<string, readonly Price[]>;

const NO_ROWS: Rows = new Map();
/** Versions never change, so their rows are sorted out once. */
const rowsByVersion = new WeakMap<PricedVersion, ReadonlyMap<string, Rows>>();

function rowsOf(version: PricedVersion, { service, direction }: Sought): Rows {
  let sorted = rowsByVersion.get(version);
  if (sorted === undefined) {
    const kinds = Map.groupBy(version.prices, (row) => `${row.service} ${row.direction}`);
    sorted = new Map([...kinds].map(([kind, rows]) => [kind, Map.groupBy(rows, (row) => row.target)]));
    rowsByVersion.set(version, sorted);
  }
  return sorted.get(`${service} ${direction}`) ?? NO_ROWS;
}

/** The price of a version for what is sought, or null. */
export function findPrice(book: PriceBook, list: PricedList, version: PricedVersion, sought: Sought): Found | null {
  const rows = rowsOf(version, sought);
  const found = (hits: readonly Price[], destinationId: number): Found =>
    foundFrom(book, list, version, hits, destinationId);
  const { digits, space } = sought;

  const exact = rows.get(`=${inSpace(space, digits)}`);
  if (exact !== undefined) return found(exact, exact[0]!.destinationId);
  for (const id of ownDestinations(book, sought)) {
    const own = ofDestination(book, rows, id);
    if (own !== undefined) return found(own, id);
  }
  const numbering = versionAt(book.numbering, sought.startMs);
  const hit =
    sought.portedTo === null ? longestPrefix(book, rows, numbering, sought) : ofPorted(book, rows, sought.portedTo);
  if (hit !== null) return found(hit.rows, hit.destinationId);
  const any = space === NETWORK_SPACE ? undefined : rows.get('*');
  if (any === undefined) return null;
  return found(any, sought.portedTo ?? destinationOf(numbering, space, digits) ?? any[0]!.destinationId);
}

function inSpace(space: string, digits: string): string {
  return space === '' ? digits : `${space}/${digits}`;
}

/** Destination of a number by the numbering plan: its longest prefix; null = unknown. */
export function destinationOf(numbering: NumberingVersion | undefined, space: string, digits: string): number | null {
  for (let length = digits.length; length > 0; length--) {
    const id = numbering?.prefixes.get(inSpace(space, digits.slice(0, length)));
    if (id !== undefined) return id;
  }
  return null;
}

/** Destinations that a call is by who is called: intra-customer before on-net. */
function ownDestinations(book: PriceBook, { onNet, intraCustomer }: Sought): readonly number[] {
  const ofClass = (name: Destination['class']) =>
    book.destinations.filter((destination) => destination.class === name).map(({ id }) => id);
  return [...(intraCustomer ? ofClass('intraCustomer') : []), ...(onNet ? ofClass('onNet') : [])];
}

/** Rows that price a destination by its own name or by the innermost zone around it that has rows. */
function ofDestination(book: PriceBook, rows: Rows, destinationId: number): readonly Price[] | undefined {
  const code = book.destinations.find((destination) => destination.id === destinationId)?.code;
  const targets = [`@${code}`, ...zonesAround(book.zones, destinationId).map((zone) => `#${zone.code}`)];
  return targets.map((target) => rows.get(target)).find((hits) => hits !== undefined);
}

/** A ported number is priced as its destination: by name, by zone, else as the shortest prefix that the list says is of it. */
function ofPorted(book: PriceBook, rows: Rows, destinationId: number) {
  const named = ofDestination(book, rows, destinationId);
  if (named !== undefined) return { rows: named, destinationId };
  const [shortest] = [...rows.values()]
    .filter(([row]) => row!.destinationId === destinationId && E164_PREFIX.test(row!.target))
    .sort(([a], [b]) => a!.target.length - b!.target.length || (a!.target < b!.target ? -1 : 1));
  return shortest === undefined ? null : { rows: shortest, destinationId };
}

/** The list's own prefixes, and those of the numbering plan whose destination it prices; an own one wins where both are as long. */
function longestPrefix(
  book: PriceBook,
  rows: Rows,
  numbering: NumberingVersion | undefined,
  { space, digits }: Sought,
) {
  for (let length = digits.length; length > 0; length--) {
    const prefix = inSpace(space, digits.slice(0, length));
    const whole = length === digits.length;
    const own = rows.get(prefix);
    if (own !== undefined) {
      const { destinationId } = own[0]!;
      if (whole || !countsOnlyWhole(book, space, destinationId)) return { rows: own, destinationId };
      continue;
    }
    const destinationId = numbering?.prefixes.get(prefix);
    if (destinationId === undefined || (!whole && countsOnlyWhole(book, space, destinationId))) continue;
    const named = ofDestination(book, rows, destinationId);
    if (named !== undefined) return { rows: named, destinationId };
  }
  return null;
}

/** Emergency numbers among short numbers count only whole: 110, not 1101. */
function countsOnlyWhole(book: PriceBook, space: string, destinationId: number): boolean {
  if (space === '') return false;
  return book.destinations.find((destination) => destination.id === destinationId)?.class === 'emergency';
}

function foundFrom(
  book: PriceBook,
  list: PricedList,
  version: PricedVersion,
  rows: readonly Price[],
  destinationId: number,
): Found {
  const calendar = book.calendars.find((one) => one.id === list.calendarId);
  assert(calendar !== undefined, `calendar of ${list.code}`);
  const priceIn = (name: string) => rows.find((one) => one.band === name) ?? rows.find((one) => one.band === ANY_BAND);
  return {
    list,
    version,
    calendar,
    destination: book.destinations.find((one) => one.id === destinationId) ?? null,
    target: rows[0]!.target,
    prices: calendar.bands.map(priceIn),
  };
}
