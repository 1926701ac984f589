import type { Finding } from '#base';
import { ANY_BAND } from './calendar.ts';
import {
  type Increments,
  isAffordable,
  MAX_CONNECTION_FEE_NANO,
  type Price,
  parseIncrements,
  parsePrice,
} from './price.ts';
import { type Per, PRICE_DIRECTIONS, parsePer, SERVICES, type Service, type Unit, unitOf } from './priced.ts';
import { PriceFindings } from './priceFindings.ts';
import type { PriceSide } from './priceList.ts';
import type { PriceRow, PriceRowField } from './priceRow.ts';
import { readPriceTerms, type TermsReading } from './readPriceTerms.ts';
import { samePrice } from './samePrice.ts';
import { parseTarget } from './target.ts';

/** What rows are read against. */
export interface PriceRowContext {
  readonly listCode: string;
  readonly side: PriceSide;
  /** The list is in another currency than what carriers cost us. */
  readonly foreign?: boolean;
  readonly bands: readonly string[];
  /** Destination id by code. */
  readonly destinations: ReadonlyMap<string, number>;
  /** Codes of the zones. */
  readonly zones: ReadonlySet<string>;
  /** Destination id by prefix: the numbering plan, for rows that name no destination. */
  readonly numbering?: ReadonlyMap<string, number>;
}

/** The prices of the rows, in their order (rows with errors left out), and what is wrong. */
export interface ReadPrices {
  readonly prices: readonly Price[];
  readonly findings: readonly Finding[];
}

/**
 * Reads rows to prices. Each trouble is a finding whose place is the row (`line`, from 1, or as `lineOf` says) and the field; a list with an
 * error is not to be used. A prefix that repeats what a shorter one says already is only told.
 */
export function readPriceRows(
  rows: readonly PriceRow[],
  context: PriceRowContext,
  lineOf: (index: number) => number = (index) => index + 1,
): ReadPrices {
  const findings = new PriceFindings(context.listCode);
  const all: ReadPrice[] = [];
  const byTarget = new Map<string, ReadPrice[]>();
  for (const [index, row] of rows.entries()) {
    const line = lineOf(index);
    const price = new RowReading(row, line, context, findings).price();
    if (price === null) continue;
    const read = { price, line };
    all.push(read);
    const others = byTarget.get(price.target);
    if (others === undefined) byTarget.set(price.target, [read]);
    else {
      compareWithOthers(read, others, findings);
      others.push(read);
    }
  }
  for (const together of byTarget.values()) tellMissingBands(together, context.bands, findings);
  noteRedundant(all, byTarget, findings);
  return { prices: all.map(({ price }) => price), findings: findings.list() };
}

/** A price and the line it stands in. */
interface ReadPrice {
  readonly price: Price;
  readonly line: number;
}

const isAlongside = (a: Price, b: Price) => a.service === b.service && a.direction === b.direction;

/** A target stands once per service, direction and band, and has one destination. */
function compareWithOthers({ price, line }: ReadPrice, others: readonly ReadPrice[], findings: PriceFindings): void {
  const { target, band, destinationId } = price;
  const same = others.filter((other) => isAlongside(other.price, price));
  const twin = same.find((other) => other.price.band === band);
  if (twin !== undefined) findings.error('priceList.duplicateTarget', line, 'target', { target, firstRow: twin.line });
  const first = same[0];
  if (first !== undefined && first.price.destinationId !== destinationId)
    findings.error('priceList.twoDestinations', line, 'destination', { target, firstRow: first.line });
}

/** Every band has a price: its own, or one for any band. */
function tellMissingBands(together: readonly ReadPrice[], bands: readonly string[], findings: PriceFindings): void {
  for (const [index, { price, line }] of together.entries()) {
    const same = together.filter((other) => isAlongside(other.price, price));
    if (same[0] !== together[index] || same.some((other) => other.price.band === ANY_BAND)) continue;
    const missing = bands.find((band) => !same.some((other) => other.price.band === band));
    if (missing !== undefined)
      findings.error('priceList.bandMissing', line, 'band', { target: price.target, band: missing });
  }
}

/** Tells prefixes whose next shorter prefix of the same service, direction and band says exactly the same. */
function noteRedundant(
  all: readonly ReadPrice[],
  byTarget: ReadonlyMap<string, readonly ReadPrice[]>,
  findings: PriceFindings,
): void {
  let untold = 0;
  for (const { price, line } of all) {
    const { target } = price;
    if (!/^[0-9A-Z]/.test(target)) continue;
    const space = target.indexOf('/') + 1;
    for (let length = target.length - 1; length > space; length--) {
      const shorter = byTarget
        .get(target.slice(0, length))
        ?.find((other) => isAlongside(other.price, price) && other.price.band === price.band);
      if (shorter === undefined) continue;
      const params = { target, shorter: shorter.price.target, firstRow: shorter.line };
      const isSame = samePrice(price, shorter.price);
      if (isSame && !findings.note('priceList.redundantPrefix', line, 'target', params)) untold++;
      break;
    }
  }
  if (untold > 0) findings.info('priceList.redundantPrefixes', { count: untold });
}

const DEFAULT_INCREMENTS: Readonly<Record<Unit, Increments>> = {
  second: { first: 60, next: 60 },
  byte: { first: 1, next: 1 },
  piece: { first: 1, next: 1 },
};
const MINUTE: Per = { unit: 'second', units: 60 };
const PIECE: Per = { unit: 'piece', units: 1 };

/** Reads one row; every method tells its trouble and goes on with something harmless, so that all troubles of a row are told at once. */
class RowReading implements TermsReading {
  readonly row: PriceRow;
  readonly side: PriceSide;
  readonly foreign: boolean;
  per: Per = MINUTE;
  readonly #line: number;
  readonly #context: PriceRowContext;
  readonly #findings: PriceFindings;

  constructor(row: PriceRow, line: number, context: PriceRowContext, findings: PriceFindings) {
    this.row = row;
    this.side = context.side;
    this.foreign = context.foreign ?? false;
    this.#line = line;
    this.#context = context;
    this.#findings = findings;
  }

  price(): Price | null {
    const { row } = this;
    const errorsBefore = this.#findings.errors;
    const service = this.word('service', SERVICES, 'priceList.unknownService') ?? 'voice';
    const direction = this.word('direction', PRICE_DIRECTIONS, 'priceList.unknownDirection') ?? 'outbound';
    const destinationId = this.#destination();
    const band = row.band || ANY_BAND;
    if (band !== ANY_BAND && !this.#context.bands.includes(band)) this.error('priceList.unknownBand', 'band', { band });
    this.per = this.#per(service);
    const { unit, units } = this.per;
    const connectionFeeNano = this.amount('connectionFee');
    const increments = this.#increments(unit);
    const terms = readPriceTerms(this);
    const first = terms?.steps?.[0];
    const priceNano = first?.priceNano ?? this.#ownPrice(terms?.costPlus != null);
    if (this.#findings.errors > errorsBefore) return null;
    return {
      target: row.target,
      service,
      direction,
      band,
      destinationId,
      unit,
      priceNano,
      per: first?.per ?? units,
      connectionFeeNano,
      firstIncrement: first?.increment ?? increments.first,
      nextIncrement: first?.increment ?? increments.next,
      terms,
    };
  }

  error(code: string, field: PriceRowField, params: Readonly<Record<string, string | number>>): void {
    this.#findings.error(code, this.#line, field, params);
  }

  word<W extends string>(field: PriceRowField, words: readonly W[], code: string): W | null {
    const text = this.row[field];
    if (!text) return null;
    const found = words.find((word) => word === text);
    if (found === undefined) this.error(code, field, { value: text });
    return found ?? null;
  }

  amount(field: PriceRowField): number {
    return this.fee(field, this.row[field] || '0');
  }

  fee(field: PriceRowField, text: string): number {
    return this.#nano(field, text, (nano) => nano <= MAX_CONNECTION_FEE_NANO);
  }

  unitPrice(field: PriceRowField, text: string, per: Per): number {
    return this.#nano(field, text, (nano) => isAffordable(nano, per.unit, per.units));
  }

  #nano(field: PriceRowField, text: string, isLowEnough: (nano: number) => boolean): number {
    const nano = parsePrice(text);
    if (nano === null) this.error('priceList.badPrice', field, { price: text });
    else if (nano < 0n) this.error('priceList.negativePrice', field, { price: text });
    else if (!isLowEnough(Number(nano))) this.error('priceList.priceTooHigh', field, { price: text });
    else return Number(nano);
    return 0;
  }

  /** The destination's id; 0 = none of its own, or trouble. */
  #destination(): number {
    const { target, destination } = this.row;
    const parsed = parseTarget(target);
    if (parsed === null) this.error('priceList.badTarget', 'target', { target });
    const named = parsed?.kind === 'destination' ? parsed.code : '';
    if (named !== '' && !this.#context.destinations.has(named))
      this.error('priceList.unknownDestination', 'target', { destination: named });
    if (parsed?.kind === 'zone' && !this.#context.zones.has(parsed.code))
      this.error('priceList.unknownZone', 'target', { zone: parsed.code });
    const code = destination || named;
    if (code === '') {
      if (parsed === null || parsed.kind === 'zone') return 0;
      const id = parsed.kind === 'any' ? undefined : this.#numbered(target.replace('=', ''));
      if (id === undefined) this.error('priceList.destinationMissing', 'destination', { target });
      return id ?? 0;
    }
    const id = this.#context.destinations.get(code);
    if (id === undefined && code !== named)
      this.error('priceList.unknownDestination', 'destination', { destination: code });
    return id ?? 0;
  }

  /** The destination of the longest prefix that the numbering plan knows. */
  #numbered(target: string): number | undefined {
    const { numbering } = this.#context;
    for (let length = target.length; numbering !== undefined && length > 0; length--) {
      const id = numbering.get(target.slice(0, length));
      if (id !== undefined) return id;
    }
    return undefined;
  }

  #per(service: Service): Per {
    const unit = unitOf(service);
    const text = this.row.per;
    if (!text) {
      if (unit === 'byte') this.error('priceList.perMissing', 'per', { service });
      return unit === 'second' ? MINUTE : PIECE;
    }
    const per = parsePer(text, unit);
    if (per === null) this.error('priceList.badPer', 'per', { per: text });
    else if (per.unit !== unit) this.error('priceList.otherUnit', 'per', { per: text, service });
    else return per;
    return PIECE;
  }

  #increments(unit: Unit): Increments {
    const text = this.row.increments;
    const increments = text ? parseIncrements(text, unit) : DEFAULT_INCREMENTS[unit];
    if (increments === null) this.error('priceList.badIncrements', 'increments', { increments: text ?? '' });
    return increments ?? DEFAULT_INCREMENTS[unit];
  }

  #ownPrice(fromCost: boolean): number {
    const { price, steps } = this.row;
    if (steps) return 0; // told already
    if (price === undefined || (price === '' && fromCost)) {
      if (!fromCost) this.error('priceList.priceMissing', 'price', { target: this.row.target });
      return 0;
    }
    return this.unitPrice('price', price, this.per);
  }
}
