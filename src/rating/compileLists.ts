import { assert } from '#base';
import {
  ANY_BAND,
  compileCalendar,
  type Destination,
  NETWORK_SPACE,
  type NumberingVersion,
  PRICE_DIRECTIONS,
  type Price,
  type PriceBook,
  type PricedList,
  type PricedVersion,
  parseTarget,
  SERVICES,
  type Target,
  zonesAround,
} from '#catalog';
import { SERVICE } from '#usage';
import { CELL, type CompiledList, type CompiledVersion, halvesOf } from './compiled.ts';
import { DigitTrie, PrefixTable } from './trie.ts';

/** Number of kinds: services (by their stored code) in two directions. */
export const KINDS = 2 * (SERVICES.length + 1);

/** The kind of a service (stored code) in a direction. */
export function kindOf(service: number, inbound: boolean): number {
  return service * 2 + (inbound ? 1 : 0);
}

/** Spaces of digits, numbered: '' (E.164) is 0, visited networks 1, then countries. */
export type Spaces = ReadonlyMap<string, number>;

export function numberSpaces(book: PriceBook, countries: readonly string[]): Spaces {
  const spaces = new Map([
    ['', 0],
    [NETWORK_SPACE, 1],
  ]);
  const add = (space: string) => {
    if (!spaces.has(space)) spaces.set(space, spaces.size);
  };
  for (const country of countries) add(country);
  for (const numbering of book.numbering) for (const prefix of numbering.prefixes.keys()) add(spaceOf(prefix));
  for (const list of book.lists) {
    for (const version of list.versions) for (const price of version.prices) add(spaceOf(price.target));
  }
  return spaces;
}

/** `DE/110` → `DE`; everything without a space is '' or no number at all. */
function spaceOf(target: string): string {
  const slash = target.indexOf('/');
  return slash < 0 ? '' : target.slice(target[0] === '=' ? 1 : 0, slash);
}

const SECOND = 0;
const UNIT_CODES = { second: SECOND, byte: 1, piece: 2 } as const;
const MINUTE = 60;

export function compileList(list: PricedList, book: PriceBook, spaces: Spaces): CompiledList {
  const calendar = book.calendars.find((one) => one.id === list.calendarId);
  assert(calendar !== undefined, `calendar of price list ${list.id}`);
  const stretches = list.versions.flatMap((version) => stretchesOf(version, book)).sort((a, b) => a.fromMs - b.fromMs);
  return {
    id: list.id,
    calendar: compileCalendar(calendar),
    bandNames: calendar.bands,
    bands: calendar.bands.length,
    split: list.bandChange === 'split',
    fromMs: Float64Array.from(stretches, (stretch) => stretch.fromMs),
    toMs: Float64Array.from(stretches, (stretch) => stretch.toMs),
    versions: stretches.map(({ version, numbering }) =>
      new VersionCompiler(book, spaces, calendar.bands).compile(version, numbering),
    ),
  };
}

/** A version cut where the numbering plan changes, if its prices depend on that. */
function stretchesOf(version: PricedVersion, { numbering }: PriceBook) {
  const depends = version.prices.some(({ target }) => target[0] === '@' || target[0] === '#');
  const within = {
    version,
    numbering: undefined as NumberingVersion | undefined,
    fromMs: version.validFromMs,
    toMs: version.validToMs,
  };
  if (!depends || numbering.length === 0) return [within];
  const edges = [
    version.validFromMs,
    ...numbering.flatMap((one) => [one.validFromMs, one.validToMs]),
    version.validToMs,
  ];
  const inside = [...new Set(edges)]
    .filter((edge) => edge >= version.validFromMs && edge <= version.validToMs)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return inside.slice(0, -1).map((fromMs, index) => ({
    version,
    numbering: numbering.find((one) => one.validFromMs <= fromMs && fromMs < one.validToMs),
    fromMs,
    toMs: inside[index + 1]!,
  }));
}

/** Rows of one target, one per band. */
interface Group {
  readonly target: Target;
  readonly rows: readonly Price[];
}

/** Builds the flat arrays of one version. */
class VersionCompiler {
  readonly #book: PriceBook;
  readonly #spaces: Spaces;
  readonly #bands: readonly string[];
  readonly #destinations: ReadonlyMap<number, Destination>;
  readonly #trie = new DigitTrie();
  readonly #roots: Int32Array;
  readonly #wholeRoots: Int32Array;
  readonly #anySlots = new Int32Array(KINDS);
  readonly #onNetSlots = new Int32Array(KINDS);
  readonly #intraSlots = new Int32Array(KINDS);
  readonly #portedSlots: (Map<number, number> | null)[] = Array.from({ length: KINDS }, () => null);
  /** By slot, from 1; targets whose prices and destination are the same share one, so that the tables stay small. */
  readonly #slots: { readonly rows: readonly Price[]; readonly destinationId: number }[] = [];

  readonly #slotOf = new Map<string, number>();

  constructor(book: PriceBook, spaces: Spaces, bands: readonly string[]) {
    this.#book = book;
    this.#spaces = spaces;
    this.#bands = bands;
    this.#destinations = new Map(book.destinations.map((one) => [one.id, one]));
    this.#roots = new Int32Array(KINDS * spaces.size);
    this.#wholeRoots = new Int32Array(KINDS * spaces.size);
  }

  compile(version: PricedVersion, numbering: NumberingVersion | undefined): CompiledVersion {
    for (const service of SERVICES) {
      for (const direction of PRICE_DIRECTIONS) {
        const rows = version.prices.filter((row) => row.service === service && row.direction === direction);
        if (rows.length > 0) this.#addKind(kindOf(SERVICE[service], direction === 'inbound'), rows, numbering);
      }
    }
    const { table, roots } = PrefixTable.of(this.#trie);
    const begin = (root: number) => roots.get(root) ?? 0;
    return {
      version: version.version,
      prefixes: table,
      roots: this.#roots.map(begin),
      wholeRoots: this.#wholeRoots.map(begin),
      spaces: this.#spaces.size,
      anySlots: this.#anySlots,
      onNetSlots: this.#onNetSlots,
      intraSlots: this.#intraSlots,
      portedSlots: this.#portedSlots,
      ...this.#tables(),
    };
  }

  #addKind(kind: number, rows: readonly Price[], numbering: NumberingVersion | undefined): void {
    const groups = new Map<string, Group>();
    for (const [target, ofTarget] of Map.groupBy(rows, (row) => row.target)) {
      const parsed = parseTarget(target);
      assert(parsed !== null, `target ${target} of a stored price`);
      groups.set(target, { target: parsed, rows: ofTarget });
    }
    const named = (destinationId: number) => this.#named(groups, destinationId);
    for (const { target, rows: ofTarget } of groups.values()) this.#addGroup(kind, target, ofTarget);
    if ([...groups.values()].some(({ target }) => target.kind === 'destination' || target.kind === 'zone')) {
      this.#addNumbering(kind, groups, numbering, named);
      this.#addOwn(kind, named);
    }
    if (this.#book.ported.length > 0) this.#addPorted(kind, groups, named);
  }

  #addGroup(kind: number, target: Target, rows: readonly Price[]): void {
    const { destinationId } = rows[0]!;
    if (target.kind === 'any') this.#anySlots[kind] = this.#ownSlot(rows, destinationId);
    if (target.kind !== 'prefix' && target.kind !== 'number') return;
    const exact = target.kind === 'number';
    const whole = exact || (target.space !== '' && this.#isEmergency(destinationId));
    const at = this.#node(exact ? this.#wholeRoots : this.#roots, kind, target.space, target.digits);
    this.#trie.setValue(at, this.#slot(rows, destinationId), whole);
  }

  /** Prefixes that the numbering plan alone knows, of destinations that have a price. */
  #addNumbering(
    kind: number,
    groups: ReadonlyMap<string, Group>,
    numbering: NumberingVersion | undefined,
    named: (destinationId: number) => readonly Price[] | undefined,
  ): void {
    const known = new Map<number, number>();
    for (const [prefix, destinationId] of numbering?.prefixes ?? []) {
      if (groups.has(prefix)) continue;
      const rows = named(destinationId);
      if (rows === undefined) continue;
      const space = spaceOf(prefix);
      const slot = known.get(destinationId) ?? this.#slot(rows, destinationId);
      known.set(destinationId, slot);
      const node = this.#node(this.#roots, kind, space, space === '' ? prefix : prefix.slice(space.length + 1));
      this.#trie.setValue(node, slot, space !== '' && this.#isEmergency(destinationId));
    }
  }

  /** On-net and intra-customer calls, as destinations of their own. */
  #addOwn(kind: number, named: (destinationId: number) => readonly Price[] | undefined): void {
    for (const { id, class: name } of this.#book.destinations) {
      const slots = name === 'onNet' ? this.#onNetSlots : name === 'intraCustomer' ? this.#intraSlots : null;
      const rows = slots === null ? undefined : named(id);
      if (slots !== null && rows !== undefined && slots[kind] === 0) slots[kind] = this.#slot(rows, id);
    }
  }

  #addPorted(
    kind: number,
    groups: ReadonlyMap<string, Group>,
    named: (destinationId: number) => readonly Price[] | undefined,
  ): void {
    const slots = new Map<number, number>();
    for (const id of new Set(this.#book.ported.map((one) => one.destinationId))) {
      const rows = named(id) ?? shortestPrefix(groups, id);
      if (rows !== undefined) slots.set(id, this.#slot(rows, id));
    }
    this.#portedSlots[kind] = slots;
  }

  #named(groups: ReadonlyMap<string, Group>, destinationId: number): readonly Price[] | undefined {
    const own = groups.get(`@${this.#destinations.get(destinationId)?.code}`);
    if (own !== undefined) return own.rows;
    for (const zone of zonesAround(this.#book.zones, destinationId)) {
      const group = groups.get(`#${zone.code}`);
      if (group !== undefined) return group.rows;
    }
    return undefined;
  }

  #isEmergency(destinationId: number): boolean {
    return this.#destinations.get(destinationId)?.class === 'emergency';
  }

  #slot(rows: readonly Price[], destinationId: number): number {
    const key = slotKey(rows, destinationId);
    const known = this.#slotOf.get(key);
    if (known !== undefined) return known;
    const slot = this.#slots.push({ rows, destinationId });
    this.#slotOf.set(key, slot);
    return slot;
  }

  /** A slot of its own: told from others by its number. */
  #ownSlot(rows: readonly Price[], destinationId: number): number {
    return this.#slots.push({ rows, destinationId });
  }

  #node(roots: Int32Array, kind: number, space: string, digits: string): number {
    const at = kind * this.#spaces.size + this.#spaces.get(space)!;
    if (roots[at] === 0) roots[at] = this.#trie.addRoot();
    return this.#trie.insert(roots[at]!, digits);
  }

  #tables() {
    const bands = this.#bands.length;
    const cells = (this.#slots.length + 1) * bands;
    const tables = {
      cells: new Float64Array(cells * CELL.size),
      prices: new Array<Price | undefined>(cells).fill(undefined),
    };
    for (const [index, { rows, destinationId }] of this.#slots.entries()) {
      const inBand = this.#bands.map(
        (name) => rows.find((one) => one.band === name) ?? rows.find((one) => one.band === ANY_BAND),
      );
      const per = commonPer(inBand);
      for (const [band, price] of inBand.entries()) {
        if (price !== undefined) setCell(tables, (index + 1) * bands + band, price, per, destinationId);
      }
    }
    return tables;
  }
}

function setCell(
  tables: { readonly cells: Float64Array; readonly prices: (Price | undefined)[] },
  cell: number,
  price: Price,
  per: number | null,
  destinationId: number,
): void {
  const { cells } = tables;
  const at = cell * CELL.size;
  const factor = (per ?? price.per) / price.per;
  const amount = halvesOf(price.priceNano);
  const fee = halvesOf(price.connectionFeeNano);
  cells[at + CELL.priceHigh] = amount.high * factor;
  cells[at + CELL.priceLow] = amount.low * factor;
  cells[at + CELL.feeHigh] = fee.high * (per ?? 1);
  cells[at + CELL.feeLow] = fee.low * (per ?? 1);
  cells[at + CELL.firstIncrement] = price.firstIncrement;
  cells[at + CELL.nextIncrement] = price.nextIncrement;
  cells[at + CELL.per] = per ?? 0;
  cells[at + CELL.destinationAndUnit] = destinationId * 4 + UNIT_CODES[price.unit];
  tables.prices[cell] = price;
}

/** Everything of a slot as text. */
function slotKey(rows: readonly Price[], destinationId: number): string {
  let key = String(destinationId);
  for (const row of rows) {
    const { band, unit, priceNano, per, connectionFeeNano, firstIncrement, nextIncrement, terms } = row;
    key += `|${band} ${unit} ${priceNano} ${per} ${connectionFeeNano} ${firstIncrement} ${nextIncrement}`;
    if (terms !== null) key += JSON.stringify(terms);
  }
  return key;
}

/** Units that the prices of all bands can be brought to without a fraction: the minute, or one they share; null = charge exactly. */
function commonPer(prices: readonly (Price | undefined)[]): number | null {
  const present = prices.filter((price) => price !== undefined);
  if (present.some(({ terms, unit }) => terms !== null || unit !== present[0]!.unit)) return null;
  if (present.every(({ per }) => MINUTE % per === 0)) return MINUTE;
  const { per } = present[0]!;
  return present.every((one) => one.per === per) ? per : null;
}

/** Rows of the shortest prefix that the list says is of a destination; of equally long ones the first in order. */
function shortestPrefix(groups: ReadonlyMap<string, Group>, destinationId: number): readonly Price[] | undefined {
  const [shortest] = [...groups.entries()]
    .filter(
      ([, { target, rows }]) =>
        target.kind === 'prefix' && target.space === '' && rows[0]!.destinationId === destinationId,
    )
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return shortest?.[1].rows;
}
