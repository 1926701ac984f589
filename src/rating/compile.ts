import { assert } from '#base';
import {
  ANY_BAND,
  compileCalendar,
  type Destination,
  defaultPlan,
  eventRounding,
  layersOf,
  listWithParents,
  type Price,
  type PriceBook,
  type PricedList,
  type PricedVersion,
  STORAGE_ROUNDING,
  splitPrefix,
} from '#catalog';
import { clearRating, DIRECTION, type RateOnArrival, SERVICE, STATUS } from '#usage';
import { compileRounding } from './amount.ts';
import {
  type CompiledList,
  type CompiledTariff,
  type CompiledVersion,
  EMERGENCY,
  halvesOf,
  LegRater,
  UNPRICED,
} from './compiled.ts';
import { Digits } from './digits.ts';
import type { RatingInput } from './input.ts';
import { compileLines } from './match.ts';
import { DigitTrie } from './trie.ts';

const MS_PER_S = 1000;

/**
 * The fast path: everything rating depends on, compiled to flat arrays. The function it returns rates one record in place, allocates
 * nothing and awaits nothing; `rateByReference` says the same the plain way, and a property test holds them together.
 */
export function compileRating(input: RatingInput): RateOnArrival {
  const { book, lines } = input;
  const countries = countryNumbers(book);
  const lists = new Map(book.lists.map((list) => [list.id, compileList(list, book, countries)]));
  const tariffOf = tariffs(book, lists);
  const lineTariffs = lines.map((line) => tariffOf(line.pricePlanId, line.overridePriceListId));
  const unmatchedTariff = tariffOf(defaultPlan(book.plans)?.id ?? null, null);
  const sources = compileSources(input, lists, countries);
  const matcher = compileLines(lines);
  const digits = new Digits();
  const leg = new LegRater();

  return (record, sourceId) => {
    clearRating(record);
    const index = matcher.find(record, sourceId);
    let tariff = unmatchedTariff;
    if (index >= 0) {
      const line = lines[index]!;
      record.customerId = line.customerId;
      record.contractId = line.contractId;
      record.lineId = line.id;
      tariff = lineTariffs[index]!;
    }
    if (record.durationMs <= 0 || record.direction === DIRECTION.internal) return;
    if (record.service !== SERVICE.voice) {
      record.status = STATUS.unpriced;
      return;
    }
    if (record.direction === DIRECTION.inbound) {
      record.status = STATUS.free;
      return;
    }
    const source = sourceId < sources.length ? sources[sourceId]! : null;
    let country = 0;
    if (record.bNumber > 0) digits.setNumber(record.bNumber);
    else {
      country = source === null ? 0 : source.country;
      if (country === 0 || record.bText === null || !digits.setText(record.bText)) digits.length = 0;
    }
    const durationS = Math.ceil(record.durationMs / MS_PER_S);
    const outcome = leg.rate(tariff, digits, country, record.startMs, durationS);
    record.status = outcome === UNPRICED ? STATUS.unpriced : outcome === EMERGENCY ? STATUS.free : STATUS.rated;
    record.priceListId = leg.listId;
    record.priceVersion = leg.version;
    record.destinationId = leg.destinationId;
    record.band = leg.band;
    record.billedUnits = leg.billedUnits;
    record.chargeMicro = leg.chargeMicro;
    if (source === null || source.supplier === null) return;
    leg.rate(source.supplier, digits, country, record.startMs, durationS);
    record.supplierListId = leg.listId;
    record.supplierVersion = leg.version;
    record.costMicro = leg.chargeMicro;
  };
}

interface CompiledSource {
  /** Number of the country in the tries; 0 = no list has its short numbers. */
  readonly country: number;
  readonly supplier: CompiledTariff | null;
}

function compileSources(
  { book, sources }: RatingInput,
  lists: ReadonlyMap<number, CompiledList>,
  countries: ReadonlyMap<string, number>,
): readonly (CompiledSource | null)[] {
  const byId: (CompiledSource | null)[] = Array.from({ length: maxOf(sources.map((one) => one.id)) + 1 }, () => null);
  const rounding = compileRounding(eventRounding(STORAGE_ROUNDING));
  for (const source of sources) {
    const { supplierListId } = source;
    byId[source.id] = {
      country: countries.get(source.country) ?? 0,
      supplier:
        supplierListId === null
          ? null
          : { layers: listWithParents(book.lists, supplierListId).map((id) => lists.get(id)!), rounding },
    };
  }
  return byId;
}

/** Tariff of a plan with a contract's own list, compiled once each. */
function tariffs(book: PriceBook, lists: ReadonlyMap<number, CompiledList>) {
  const known = new Map<string, CompiledTariff>();
  return (planId: number | null, overrideListId: number | null): CompiledTariff => {
    const key = `${planId}/${overrideListId}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const plan = book.plans.find((one) => one.id === planId);
    const layers = plan === undefined ? [] : layersOf(book, plan.id, overrideListId).map((id) => lists.get(id)!);
    const rounding = compileRounding(eventRounding(plan?.rounding ?? STORAGE_ROUNDING));
    const tariff = { layers, rounding };
    known.set(key, tariff);
    return tariff;
  };
}

/** Countries whose short numbers any list prices, numbered from 1; '' (E.164) is 0. */
function countryNumbers(book: PriceBook): ReadonlyMap<string, number> {
  const numbers = new Map([['', 0]]);
  for (const list of book.lists) {
    for (const version of list.versions) {
      for (const price of version.prices) {
        const { country } = splitPrefix(price.prefix);
        if (!numbers.has(country)) numbers.set(country, numbers.size);
      }
    }
  }
  return numbers;
}

function compileList(list: PricedList, book: PriceBook, countries: ReadonlyMap<string, number>): CompiledList {
  const calendar = book.calendars.find((one) => one.id === list.calendarId);
  assert(calendar !== undefined, `calendar of price list ${list.id}`);
  const destinations = new Map(book.destinations.map((one) => [one.id, one]));
  const versions = [...list.versions].sort((a, b) => a.validFromMs - b.validFromMs);
  return {
    id: list.id,
    calendar: compileCalendar(calendar),
    bands: calendar.bands.length,
    split: list.bandChange === 'split',
    fromMs: Float64Array.from(versions, (version) => version.validFromMs),
    toMs: Float64Array.from(versions, (version) => version.validToMs),
    versions: versions.map((version) => compileVersion(version, calendar.bands, destinations, countries)),
  };
}

function compileVersion(
  { version, prices }: PricedVersion,
  bands: readonly string[],
  destinationById: ReadonlyMap<number, Destination>,
  countries: ReadonlyMap<string, number>,
): CompiledVersion {
  const byPrefix = Map.groupBy(prices, (price) => price.prefix);
  const slots = byPrefix.size + 1;
  const trie = new DigitTrie();
  const roots = new Int32Array(countries.size);
  const destinations = new Int32Array(slots);
  const emergency = new Uint8Array(slots);
  const whole = new Uint8Array(slots);
  const cells = emptyCells(slots * bands.length);
  let slot = 0;
  for (const [prefix, ofPrefix] of byPrefix) {
    slot++;
    const { country, digits } = splitPrefix(prefix);
    const root = countries.get(country)!;
    if (roots[root] === 0) roots[root] = trie.addRoot();
    trie.setValue(trie.insert(roots[root]!, digits), slot);
    const destination = destinationById.get(ofPrefix[0]!.destinationId);
    assert(destination !== undefined, `destination of prefix ${prefix}`);
    destinations[slot] = destination.id;
    emergency[slot] = destination.class === 'emergency' ? 1 : 0;
    whole[slot] = country !== '' && destination.class === 'emergency' ? 1 : 0;
    for (const [band, name] of bands.entries()) {
      const price = ofPrefix.find((one) => one.band === name) ?? ofPrefix.find((one) => one.band === ANY_BAND);
      if (price !== undefined) setCell(cells, slot * bands.length + band, price);
    }
  }
  return { version, nodes: trie.nodes, roots, destinations, emergency, whole, ...cells };
}

function emptyCells(count: number) {
  return {
    perMinuteHigh: new Float64Array(count),
    perMinuteLow: new Float64Array(count),
    fee60High: new Float64Array(count),
    fee60Low: new Float64Array(count),
    firstIncrement: new Int32Array(count),
    nextIncrement: new Int32Array(count),
  };
}

function setCell(cells: ReturnType<typeof emptyCells>, cell: number, price: Price): void {
  const perMinute = halvesOf(price.priceNano);
  const fee = halvesOf(price.connectionFeeNano);
  cells.perMinuteHigh[cell] = perMinute.high;
  cells.perMinuteLow[cell] = perMinute.low;
  cells.fee60High[cell] = fee.high * 60;
  cells.fee60Low[cell] = fee.low * 60;
  cells.firstIncrement[cell] = price.firstIncrement;
  cells.nextIncrement[cell] = price.nextIncrement;
}

function maxOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}
