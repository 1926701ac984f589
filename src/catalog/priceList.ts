import { z } from 'zod';
import { type Finding, type FindingParams, isCurrency } from '#base';
import { ANY_BAND } from './calendar.ts';
import {
  type Increments,
  isPrefix,
  MAX_CONNECTION_FEE_NANO,
  MAX_PRICE_NANO,
  type Price,
  parseIncrements,
  parsePrice,
} from './price.ts';

/** Who pays by the list: our customers, or we a carrier. */
export const PRICE_SIDES = ['customer', 'supplier', 'reseller'] as const;
export type PriceSide = (typeof PRICE_SIDES)[number];

/** `atStart`: the band of the start prices the whole call; `split`: each increment belongs to the band it starts in. */
export const BAND_CHANGES = ['atStart', 'split'] as const;
export type BandChange = (typeof BAND_CHANGES)[number];

/** Prices of a list over one stretch of time. */
export interface PriceListVersion {
  readonly version: number;
  /** Epoch ms, inclusive. */
  readonly validFromMs: number;
  /** Epoch ms, exclusive; `Infinity` = open. */
  readonly validToMs: number;
}

export interface PriceList {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly side: PriceSide;
  readonly currency: string;
  readonly calendarId: number;
  readonly bandChange: BandChange;
  /** Asked where this list has no price. */
  readonly parentId: number | null;
}

export const newPriceList = z.object({
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(100),
  side: z.enum(PRICE_SIDES),
  currency: z.string().refine(isCurrency),
  calendarCode: z.string(),
  bandChange: z.enum(BAND_CHANGES).default('atStart'),
  parentCode: z.string().nullable().default(null),
});
export type NewPriceList = z.input<typeof newPriceList>;

/** A row of a price list as people deliver it. */
export interface PriceRow {
  /** E.164 digits, or a short number with the country that dials it (`DE/110`). */
  readonly prefix: string;
  /** Absent = every band that no other row of the prefix names. */
  readonly band?: string;
  /** Code of the destination. */
  readonly destination: string;
  /** Exact decimal per minute, at most 9 decimals. */
  readonly perMinute: string;
  /** Exact decimal per answered call; absent = none. */
  readonly connectionFee?: string;
  /** `first/next` seconds; absent = `60/60`. */
  readonly increments?: string;
}

/** A new version of a list. It closes the open one where it begins: local midnight of `validFrom` in the calendar's zone. */
export interface NewVersion {
  readonly listCode: string;
  /** Local date. */
  readonly validFrom: string;
  readonly rows: readonly PriceRow[];
}
/** Findings told one by one; whatever is beyond is counted in `priceList.moreFindings`. */
const MAX_FINDINGS = 1000;
const DEFAULT_INCREMENTS: Increments = { firstS: 60, nextS: 60 };

/** What rows are read against. */
export interface PriceRowContext {
  readonly listCode: string;
  readonly bands: readonly string[];
  /** Destination id by code. */
  readonly destinations: ReadonlyMap<string, number>;
}

/**
 * Reads rows to prices. Each trouble is a finding whose place is the row (`line`, from 1); a list with an error is not to be used.
 * A prefix that repeats what a shorter one says already is only told in sum (`priceList.redundantPrefixes`).
 */
export function readPriceRows(
  rows: readonly PriceRow[],
  context: PriceRowContext,
): { readonly prices: readonly Price[]; readonly findings: readonly Finding[] } {
  const book = new Findings(context.listCode);
  const prices: Price[] = [];
  const rowOf = new Map<string, number>();
  const bandsOf = new Map<string, { row: number; destinationId: number; bands: Set<string> }>();
  for (const [index, row] of rows.entries()) {
    const line = index + 1;
    const price = readPriceRow(row, line, context, book);
    const key = `${row.prefix} ${row.band ?? ANY_BAND}`;
    const firstRow = rowOf.get(key);
    if (firstRow !== undefined)
      book.error('priceList.duplicatePrefix', line, 'prefix', { prefix: row.prefix, firstRow });
    else rowOf.set(key, line);
    if (price === null) continue;
    prices.push(price);
    const known = bandsOf.get(price.prefix);
    if (known === undefined)
      bandsOf.set(price.prefix, { row: line, destinationId: price.destinationId, bands: new Set([price.band]) });
    else {
      known.bands.add(price.band);
      if (known.destinationId !== price.destinationId)
        book.error('priceList.twoDestinations', line, 'destination', { prefix: price.prefix, firstRow: known.row });
    }
  }
  for (const [prefix, { row, bands }] of bandsOf) {
    const missing = bands.has(ANY_BAND) ? undefined : context.bands.find((band) => !bands.has(band));
    if (missing !== undefined) book.error('priceList.bandMissing', row, 'band', { prefix, band: missing });
  }
  const redundant = countRedundant(prices);
  if (redundant > 0) book.info('priceList.redundantPrefixes', { count: redundant });
  return { prices, findings: book.list() };
}

function readPriceRow(row: PriceRow, line: number, context: PriceRowContext, book: Findings): Price | null {
  const errorsBefore = book.errors;
  const { prefix } = row;
  const band = row.band ?? ANY_BAND;
  if (!isPrefix(prefix)) book.error('priceList.badPrefix', line, 'prefix', { prefix });
  if (band !== ANY_BAND && !context.bands.includes(band)) book.error('priceList.unknownBand', line, 'band', { band });
  const destinationId = context.destinations.get(row.destination);
  if (destinationId === undefined)
    book.error('priceList.unknownDestination', line, 'destination', { destination: row.destination });
  const priceNano = readNano(row.perMinute, MAX_PRICE_NANO, 'perMinute', line, book);
  const connectionFeeNano = readNano(row.connectionFee ?? '0', MAX_CONNECTION_FEE_NANO, 'connectionFee', line, book);
  const increments = row.increments === undefined ? DEFAULT_INCREMENTS : parseIncrements(row.increments);
  if (increments === null)
    book.error('priceList.badIncrements', line, 'increments', { increments: row.increments ?? '' });
  if (book.errors > errorsBefore || destinationId === undefined || increments === null) return null;
  return {
    prefix,
    band,
    destinationId,
    priceNano,
    connectionFeeNano,
    firstIncrement: increments.firstS,
    nextIncrement: increments.nextS,
  };
}

function readNano(text: string, maxNano: number, field: string, line: number, book: Findings): number {
  const nano = parsePrice(text);
  if (nano === null) book.error('priceList.badPrice', line, field, { price: text });
  else if (nano < 0n) book.error('priceList.negativePrice', line, field, { price: text });
  else if (nano > BigInt(maxNano)) book.error('priceList.priceTooHigh', line, field, { price: text });
  else return Number(nano);
  return 0;
}

/** Prices whose next shorter prefix of the same band says exactly the same. */
function countRedundant(prices: readonly Price[]): number {
  const byKey = new Map(prices.map((price) => [`${price.prefix} ${price.band}`, price]));
  let count = 0;
  for (const price of prices) {
    for (let length = price.prefix.length - 1; length > 0; length--) {
      const shorter = byKey.get(`${price.prefix.slice(0, length)} ${price.band}`);
      if (shorter === undefined) continue;
      if (samePrice(price, shorter)) count++;
      break;
    }
  }
  return count;
}

function samePrice(a: Price, b: Price): boolean {
  return (
    a.destinationId === b.destinationId &&
    a.priceNano === b.priceNano &&
    a.connectionFeeNano === b.connectionFeeNano &&
    a.firstIncrement === b.firstIncrement &&
    a.nextIncrement === b.nextIncrement
  );
}

/**
 * Overlaps (error) and gaps (warning) among a list's versions.
 * @param versions in any order
 */
export function checkVersions(listCode: string, versions: readonly PriceListVersion[]): readonly Finding[] {
  const findings: Finding[] = [];
  const ordered = [...versions].sort((a, b) => a.validFromMs - b.validFromMs);
  for (const [index, next] of ordered.entries()) {
    const previous = ordered[index - 1];
    if (previous === undefined || previous.validToMs === next.validFromMs) continue;
    const overlaps = previous.validToMs > next.validFromMs;
    findings.push({
      code: overlaps ? 'priceList.versionsOverlap' : 'priceList.versionGap',
      severity: overlaps ? 'error' : 'warning',
      subject: { kind: 'priceList', key: listCode },
      params: { version: next.version, previous: previous.version, from: new Date(next.validFromMs).toISOString() },
    });
  }
  return findings;
}

/** The version in force at an instant, or undefined. */
export function versionAt<V extends PriceListVersion>(versions: readonly V[], epochMs: number): V | undefined {
  return versions.find((version) => version.validFromMs <= epochMs && epochMs < version.validToMs);
}

/** Collects the findings of one list, errors counted, the tail only in number. */
class Findings {
  readonly #listCode: string;
  readonly #findings: Finding[] = [];
  #beyond = 0;
  errors = 0;

  constructor(listCode: string) {
    this.#listCode = listCode;
  }

  error(code: string, line: number, field: string, params: FindingParams): void {
    this.errors++;
    if (this.#findings.length >= MAX_FINDINGS) this.#beyond++;
    else this.#findings.push({ code, severity: 'error', subject: this.#subject(), place: { line, field }, params });
  }

  info(code: string, params: FindingParams): void {
    this.#findings.push({ code, severity: 'info', subject: this.#subject(), params });
  }

  list(): readonly Finding[] {
    if (this.#beyond === 0) return this.#findings;
    const more = { code: 'priceList.moreFindings', severity: 'error' as const, subject: this.#subject() };
    return [...this.#findings, { ...more, params: { count: this.#beyond } }];
  }

  #subject() {
    return { kind: 'priceList', key: this.#listCode };
  }
}
