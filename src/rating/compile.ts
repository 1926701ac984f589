import {
  defaultPlan,
  type EventRounding,
  eventRounding,
  layersOf,
  listWithParents,
  type PriceBook,
  STORAGE_ROUNDING,
} from '#catalog';
import { clearRating, DIRECTION, type RateOnArrival, SERVICE, STATUS, type UsageRecord } from '#usage';
import { type CompiledList, type CompiledTariff, LegRater, Request } from './compiled.ts';
import { compileList, kindOf, numberSpaces, type Spaces } from './compileLists.ts';
import type { AllowanceCounter } from './counter.ts';
import { Digits } from './digits.ts';
import { compileRounding } from './doubleRounding.ts';
import type { Source } from './draw.ts';
import { Holdings } from './holdings.ts';
import { DURATION_ROUNDINGS, type RatingInput } from './input.ts';
import { LineCover } from './lineCover.ts';
import { compileLines, type LineMatcher } from './match.ts';
import { CompiledNumbering, CompiledPorting } from './numbers.ts';

/**
 * The fast path: everything rating depends on, compiled to flat arrays. The function it returns rates one record in place, without allowances
 * (what it is on arrival), allocates nothing for prices without terms and awaits nothing; `rateByReference` says the same the plain way, and a
 * property test holds them together.
 */
export function compileRating(input: RatingInput): RateOnArrival {
  const rater = new RecordRater(input, null);
  return (record, sourceId) => rater.rate(record, sourceId);
}

/** The fast path with allowances. Records of one customer must come in order of start, source and key (`inOrderOfStart`). */
export interface OrderedRating {
  readonly rate: RateOnArrival;
  /**
   * Forgets what was used up and goes on with one customer: only his allowances are drawn on from now on, and records that turn out to be
   * somebody else's draw on none. So one compilation serves thousands of customers, one after another.
   */
  begin(customerId: number, openings: readonly AllowanceCounter[]): void;
  /** How far allowances are used up by what was rated so far. */
  counters(): readonly AllowanceCounter[];
  /** Every allowance that the customer begun with holds at an instant, also those that nothing has drawn on; the instant is after all rated. */
  countersAt(atMs: number): readonly AllowanceCounter[];
}

export function compileOrderedRating(input: RatingInput, openings: readonly AllowanceCounter[] = []): OrderedRating {
  const holdings = new Holdings(input, openings);
  const rater = new RecordRater(input, holdings);
  return {
    rate: (record, sourceId) => rater.rate(record, sourceId),
    begin: (customerId, customerOpenings) => holdings.begin(customerId, customerOpenings),
    counters: () => holdings.counters(),
    countersAt: (atMs) => holdings.countersAt(atMs),
  };
}

/** Rates one record after another in place. What is asked per record lies in fields; nothing is allocated or awaited. */
class RecordRater {
  readonly #lines: RatingInput['lines'];
  readonly #facts: Float64Array;
  readonly #tariffs: CompiledTariff[] = [];
  readonly #unmatched: CompiledTariff;
  readonly #sources: readonly (CompiledSource | null)[];
  readonly #matcher: LineMatcher;
  readonly #numbering: CompiledNumbering;
  readonly #porting: CompiledPorting;
  readonly #knowsOnNet: boolean;
  readonly #request = new Request(new Digits());
  readonly #leg: LegRater;
  readonly #holdings: Holdings | null;
  readonly #cover = new LineCover();
  readonly #mayDraw: Uint8Array;
  readonly #lineSources: (readonly Source[] | undefined)[];
  /** The beginning (see `Holdings.begin`) for which a line's sources hold. */
  readonly #lineEpochs: Int32Array;

  constructor(input: RatingInput, holdings: Holdings | null) {
    const { book, lines } = input;
    const countries = input.sources.map((source) => source.country);
    const spaces = numberSpaces(book, countries);
    const lists = new Map(book.lists.map((list) => [list.id, compileList(list, book, spaces)]));
    const tariffOf = tariffs(book, lists);
    this.#lines = lines;
    this.#facts = lineFacts(lines, (line) => {
      const tariff = tariffOf(line.pricePlanId, line.ownPriceListIds, line.discountPpm);
      if (!this.#tariffs.includes(tariff)) this.#tariffs.push(tariff);
      return this.#tariffs.indexOf(tariff);
    });
    this.#unmatched = tariffOf(defaultPlan(book.plans)?.id ?? null, [], 0);
    this.#sources = compileSources(input, lists, spaces);
    this.#matcher = compileLines(lines);
    this.#numbering = new CompiledNumbering(book.numbering, book.destinations, spaces);
    this.#porting = new CompiledPorting(book.ported);
    this.#knowsOnNet = book.destinations.some(({ class: name }) => name === 'onNet' || name === 'intraCustomer');
    this.#leg = new LegRater(
      ({ digits, space, startMs }) => this.#numbering.destinationOf(digits, space, startMs),
      emergencies(book),
    );
    this.#holdings = holdings;
    this.#mayDraw = Uint8Array.from(lines, (line) => (holdings?.mayDraw(line) ? 1 : 0));
    this.#lineSources = new Array(lines.length).fill(undefined);
    this.#lineEpochs = new Int32Array(lines.length).fill(-1);
  }

  rate(record: UsageRecord, sourceId: number): void {
    clearRating(record);
    const index = this.#matcher.find(record, sourceId);
    let tariff = this.#unmatched;
    if (index >= 0) {
      const at = index * FACTS;
      const facts = this.#facts;
      record.customerId = facts[at]!;
      record.contractId = facts[at + CONTRACT]!;
      record.lineId = facts[at + LINE]!;
      tariff = this.#tariffs[facts[at + TARIFF]!]!;
    }
    const source = sourceId < this.#sources.length ? this.#sources[sourceId]! : null;
    const decided = this.#ask(record, source);
    if (decided !== 0) {
      record.status = decided;
      return;
    }
    if (this.#knowsOnNet && index >= 0 && !this.#request.roaming) this.#askOwner(record, sourceId);
    this.#rateSupplier(record, source);
    this.#rateCustomer(record, tariff, this.#coverOf(record, index));
  }

  /** Fills the request; answers the status where no price needs to be asked, else 0. See `circumstancesOf`. */
  #ask(record: UsageRecord, source: CompiledSource | null): number {
    const { direction, durationMs, volume, service, network, startMs } = record;
    const request = this.#request;
    const lasts = service === SERVICE.voice || service === SERVICE.fax || service === SERVICE.data;
    const attempt = lasts && durationMs <= 0 && volume <= 0;
    if (direction === DIRECTION.internal) return STATUS.notBillable;
    const inbound = direction === DIRECTION.inbound;
    if (inbound && network === 0 && !this.#isPaidByCalled(record)) {
      return attempt ? STATUS.notBillable : STATUS.free;
    }
    const { digits } = request;
    const number = inbound ? record.aNumber : record.bNumber;
    const text = inbound ? record.aText : record.bText;
    request.roaming = network > 0;
    request.space = 0;
    if (network > 0) {
      request.space = 1;
      digits.setNumber(network);
    } else if (number > 0) digits.setNumber(number);
    else if (source === null || text === null || !digits.setText(text)) digits.length = 0;
    else request.space = source.space;
    request.kind = kindOf(service, inbound);
    request.attempt = attempt;
    request.freeWithoutPrice = inbound && network > 0;
    request.portedTo =
      this.#porting.any && network === 0 && number > 0 ? this.#porting.destinationOf(number, startMs) : 0;
    request.onNet = false;
    request.intraCustomer = false;
    request.startMs = startMs;
    request.durationMs = durationMs;
    request.volume = volume;
    request.durationRounding = source === null ? 0 : source.durationRounding;
    request.costMicro = Math.max(-1, record.sourceCostMicro);
    return 0;
  }

  #isPaidByCalled({ bNumber, startMs }: UsageRecord): boolean {
    if (!this.#numbering.hasPaidByCalled || bNumber === 0) return false;
    const { digits } = this.#request;
    digits.setNumber(bNumber);
    return this.#numbering.isPaidByCalled(digits, startMs);
  }

  /** Whether the other side is one of our lines, or even of the same customer. */
  #askOwner(record: UsageRecord, sourceId: number): void {
    const other = record.direction === DIRECTION.inbound ? record.aNumber : record.bNumber;
    const owner = other > 0 ? this.#matcher.ownerOf(other, record.startMs, sourceId) : -1;
    this.#request.onNet = owner >= 0;
    this.#request.intraCustomer = owner >= 0 && this.#lines[owner]!.customerId === record.customerId;
  }

  #rateSupplier(record: UsageRecord, source: CompiledSource | null): void {
    if (source === null || source.supplier === null) return;
    const leg = this.#leg;
    const status = leg.rate(source.supplier, this.#request, null);
    record.supplierListId = leg.listId;
    record.supplierVersion = leg.version;
    record.costMicro = leg.chargeMicro;
    if (this.#request.costMicro < 0 && status === STATUS.rated) this.#request.costMicro = leg.chargeMicro;
  }

  /** The allowances of a line, ready for the record; null = there are none. */
  #coverOf(record: UsageRecord, index: number): LineCover | null {
    const holdings = this.#holdings;
    if (holdings === null || index < 0 || this.#mayDraw[index] === 0) return null;
    if (this.#lineEpochs[index] !== holdings.epoch) {
      this.#lineSources[index] = holdings.of(this.#lines[index]!);
      this.#lineEpochs[index] = holdings.epoch;
    }
    const sources = this.#lineSources[index]!;
    if (sources.length === 0) return null;
    this.#cover.begin(sources, record);
    return this.#cover;
  }

  #rateCustomer(record: UsageRecord, tariff: CompiledTariff, cover: LineCover | null): void {
    const leg = this.#leg;
    record.status = leg.rate(tariff, this.#request, cover);
    record.priceListId = leg.listId;
    record.priceVersion = leg.version;
    record.destinationId = leg.destinationId;
    record.band = leg.band;
    record.billedUnits = leg.billedUnits;
    record.coveredUnits = leg.coveredUnits;
    record.chargeMicro = leg.chargeMicro;
    record.serviceFeeMicro = leg.serviceFeeMicro;
    if (cover !== null && record.status === STATUS.rated) cover.finish(record);
  }
}

/** Places in the facts of a line: customer first. */
const CONTRACT = 1;
const LINE = 2;
const TARIFF = 3;
const FACTS = 4;

/** What is written of a line, and the number of its tariff, side by side. */
function lineFacts(
  lines: RatingInput['lines'],
  tariffOf: (line: RatingInput['lines'][number]) => number,
): Float64Array {
  const facts = new Float64Array(lines.length * FACTS);
  for (const [index, line] of lines.entries()) {
    facts.set([line.customerId, line.contractId, line.id, tariffOf(line)], index * FACTS);
  }
  return facts;
}

interface CompiledSource {
  /** Space of digits that only its country dials. */
  readonly space: number;
  readonly supplier: CompiledTariff | null;
  readonly durationRounding: number;
}

function compileSources(
  { book, sources }: RatingInput,
  lists: ReadonlyMap<number, CompiledList>,
  spaces: Spaces,
): readonly (CompiledSource | null)[] {
  const byId: (CompiledSource | null)[] = Array.from({ length: maxOf(sources.map((one) => one.id)) + 1 }, () => null);
  for (const { id, country, supplierListId, durationRounding } of sources) {
    byId[id] = {
      space: spaces.get(country)!,
      supplier:
        supplierListId === null
          ? null
          : tariffWith(listWithParents(book.lists, supplierListId), lists, eventRounding(STORAGE_ROUNDING), 0),
      durationRounding: DURATION_ROUNDINGS.indexOf(durationRounding),
    };
  }
  return byId;
}

/** Tariff of a plan with a contract's own lists and discount, compiled once each. */
function tariffs(book: PriceBook, lists: ReadonlyMap<number, CompiledList>) {
  const known = new Map<string, CompiledTariff>();
  return (planId: number | null, ownListIds: readonly number[], discountPpm: number): CompiledTariff => {
    const key = `${planId}/${ownListIds.join(',')}/${discountPpm}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const plan = book.plans.find((one) => one.id === planId);
    const layers = plan === undefined ? [] : layersOf(book, plan.id, ownListIds);
    const tariff = tariffWith(layers, lists, eventRounding(plan?.rounding ?? STORAGE_ROUNDING), discountPpm);
    known.set(key, tariff);
    return tariff;
  };
}

function tariffWith(
  layers: readonly number[],
  lists: ReadonlyMap<number, CompiledList>,
  rounding: EventRounding,
  discountPpm: number,
): CompiledTariff {
  return {
    layers: layers.map((id) => lists.get(id)!),
    rounding: compileRounding(rounding),
    exactRounding: rounding,
    discountPpm,
  };
}

/** By id of the destination: 1 = emergency numbers. */
function emergencies({ destinations }: PriceBook): Uint8Array {
  const byId = new Uint8Array(maxOf(destinations.map((one) => one.id)) + 1);
  for (const { id, class: name } of destinations) if (name === 'emergency') byId[id] = 1;
  return byId;
}

function maxOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}
