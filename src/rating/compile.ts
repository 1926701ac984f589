import {
  defaultPlan,
  type EventRounding,
  eventRounding,
  layersOf,
  listWithParents,
  type PriceBook,
  STORAGE_ROUNDING,
} from '#catalog';
import { clearRating, DIRECTION, NO_SOURCE_COST, type RateOnArrival, SERVICE, STATUS, type UsageRecord } from '#usage';
import { compileRounding } from './amount.ts';
import { type CompiledCover, type CompiledList, type CompiledTariff, LegRater, Request, unitName } from './compiled.ts';
import { compileList, kindOf, numberSpaces, type Spaces } from './compileLists.ts';
import type { AllowanceCounter } from './counter.ts';
import { Digits } from './digits.ts';
import { Draw, type Drawing, type Source } from './draw.ts';
import { Holdings } from './holdings.ts';
import { DURATION_ROUNDINGS, type RatingInput } from './input.ts';
import { compileLines } from './match.ts';
import { CompiledNumbering, CompiledPorting } from './numbers.ts';

const NO_SOURCES: readonly Source[] = [];

/**
 * The fast path: everything rating depends on, compiled to flat arrays. The function it returns rates one record in place, without allowances
 * (what it is on arrival), allocates nothing for prices without terms and awaits nothing; `rateByReference` says the same the plain way, and a
 * property test holds them together.
 */
export function compileRating(input: RatingInput): RateOnArrival {
  return compileWith(input, null);
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
  return {
    rate: compileWith(input, holdings),
    begin: (customerId, customerOpenings) => holdings.begin(customerId, customerOpenings),
    counters: () => holdings.counters(),
    countersAt: (atMs) => holdings.countersAt(atMs),
  };
}

function compileWith(input: RatingInput, holdings: Holdings | null): RateOnArrival {
  const { book, lines } = input;
  const spaces = numberSpaces(
    book,
    input.sources.map((source) => source.country),
  );
  const lists = new Map(book.lists.map((list) => [list.id, compileList(list, book, spaces)]));
  const tariffOf = tariffs(book, lists);
  const known: CompiledTariff[] = [];
  const facts = lineFacts(lines, (line) => {
    const tariff = tariffOf(line.pricePlanId, line.ownPriceListIds, line.discountPpm);
    if (!known.includes(tariff)) known.push(tariff);
    return known.indexOf(tariff);
  });
  const unmatchedTariff = tariffOf(defaultPlan(book.plans)?.id ?? null, [], 0);
  const sources = compileSources(input, lists, spaces);
  const matcher = compileLines(lines);
  const numbering = new CompiledNumbering(book.numbering, book.destinations, spaces);
  const porting = new CompiledPorting(book.ported);
  const knowsOnNet = book.destinations.some(({ class: name }) => name === 'onNet' || name === 'intraCustomer');
  const request = new Request(new Digits());
  const leg = new LegRater(
    ({ digits, space, startMs }) => numbering.destinationOf(digits, space, startMs),
    emergencies(book),
  );
  const lineSources: (readonly Source[] | undefined)[] = new Array(lines.length).fill(undefined);
  /** The beginning (see `Holdings.begin`) for which a line's sources hold. */
  const lineEpochs = new Int32Array(lines.length).fill(-1);
  const cover = holdings === null ? null : new LineCover();
  const mayDraw = Uint8Array.from(lines, (line) => (holdings?.mayDraw(line) ? 1 : 0));

  return (record, sourceId) => {
    clearRating(record);
    const index = matcher.find(record, sourceId);
    let tariff = unmatchedTariff;
    if (index >= 0) {
      const at = index * FACTS;
      record.customerId = facts[at]!;
      record.contractId = facts[at + CONTRACT]!;
      record.lineId = facts[at + LINE]!;
      tariff = known[facts[at + TARIFF]!]!;
    }
    const source = sourceId < sources.length ? sources[sourceId]! : null;
    const decided = ask(record, source);
    if (decided !== 0) {
      record.status = decided;
      return;
    }
    const { startMs } = record;
    if (knowsOnNet && index >= 0 && !request.roaming) {
      const other = record.direction === DIRECTION.inbound ? record.aNumber : record.bNumber;
      const owner = other > 0 ? matcher.ownerOf(other, startMs, sourceId) : -1;
      request.onNet = owner >= 0;
      request.intraCustomer = owner >= 0 && lines[owner]!.customerId === record.customerId;
    }
    request.costMicro = record.sourceCostMicro === NO_SOURCE_COST ? -1 : record.sourceCostMicro;
    if (source !== null && source.supplier !== null) {
      const status = leg.rate(source.supplier, request, null);
      record.supplierListId = leg.listId;
      record.supplierVersion = leg.version;
      record.costMicro = leg.chargeMicro;
      if (request.costMicro < 0 && status === STATUS.rated) request.costMicro = leg.chargeMicro;
    }
    let covering: LineCover | null = null;
    if (cover !== null && index >= 0 && mayDraw[index] === 1) {
      if (lineEpochs[index] !== holdings!.epoch) {
        lineSources[index] = holdings!.of(lines[index]!);
        lineEpochs[index] = holdings!.epoch;
      }
      const drawable = lineSources[index]!;
      if (drawable.length > 0) {
        covering = cover;
        cover.begin(drawable, record);
      }
    }
    record.status = leg.rate(tariff, request, covering);
    record.priceListId = leg.listId;
    record.priceVersion = leg.version;
    record.destinationId = leg.destinationId;
    record.band = leg.band;
    record.billedUnits = leg.billedUnits;
    record.coveredUnits = leg.coveredUnits;
    record.chargeMicro = leg.chargeMicro;
    record.serviceFeeMicro = leg.serviceFeeMicro;
    if (covering !== null && record.status === STATUS.rated) covering.finish(record);
  };

  /** Fills the request; answers the status where no price needs to be asked, else 0. See `circumstancesOf`. */
  function ask(record: UsageRecord, source: CompiledSource | null): number {
    const { direction, durationMs, volume, service, network, startMs } = record;
    const lasts = service === SERVICE.voice || service === SERVICE.fax || service === SERVICE.data;
    const attempt = lasts && durationMs <= 0 && volume <= 0;
    if (direction === DIRECTION.internal) return STATUS.notBillable;
    const inbound = direction === DIRECTION.inbound;
    const { digits } = request;
    if (inbound && network === 0) {
      let paid = false;
      if (numbering.hasPaidByCalled && record.bNumber > 0) {
        digits.setNumber(record.bNumber);
        paid = numbering.isPaidByCalled(digits, startMs);
      }
      if (!paid) return attempt ? STATUS.notBillable : STATUS.free;
    }
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
    request.portedTo = porting.any && network === 0 && number > 0 ? porting.destinationOf(number, startMs) : 0;
    request.onNet = false;
    request.intraCustomer = false;
    request.startMs = startMs;
    request.durationMs = durationMs;
    request.volume = volume;
    request.durationRounding = source === null ? 0 : source.durationRounding;
    return 0;
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

/** Draws on a line's allowances as its record is rated. One object per rater, reused. */
class LineCover implements CompiledCover {
  readonly #draw = new Draw();
  readonly #drawing: Drawing = {
    startMs: 0,
    unit: 'second',
    service: SERVICE.voice,
    inbound: false,
    destinationId: 0,
    bandName: '',
    number: 0,
    usageUnits: 0,
    billedUnits: 0,
  };
  #sources = NO_SOURCES;
  #asked = false;

  get exact(): boolean {
    return this.#draw.exact;
  }

  get afresh(): boolean {
    return this.#draw.afresh;
  }

  get waivesFee(): boolean {
    return this.#draw.waivesFee;
  }

  begin(sources: readonly Source[], record: UsageRecord): void {
    this.#sources = sources;
    this.#asked = false;
    this.#draw.allowanceId = 0;
    this.#drawing.startMs = record.startMs;
    this.#drawing.service = record.service;
    this.#drawing.inbound = record.direction === DIRECTION.inbound;
    this.#drawing.number = record.bNumber;
  }

  cover(list: CompiledList, leg: LegRater, usageUnits: number, billedUnits: number): number {
    this.#asked = true;
    this.#drawing.unit = unitName(leg.unit);
    this.#drawing.destinationId = leg.destinationId;
    this.#drawing.bandName = list.bandNames[leg.band]!;
    this.#drawing.usageUnits = usageUnits;
    this.#drawing.billedUnits = billedUnits;
    return this.#draw.draw(this.#sources, this.#drawing);
  }

  /** Money allowances pay what is left of the charge, its service fee excepted. */
  finish(record: UsageRecord): void {
    const chargeMicro = record.chargeMicro - record.serviceFeeMicro;
    if (this.#asked && chargeMicro > 0) {
      const paid = this.#draw.drawMoney(this.#sources, this.#drawing, chargeMicro);
      record.chargeMicro -= paid;
      if (record.coveredUnits === 0) record.coveredUnits = paid;
    }
    record.allowanceId = this.#draw.allowanceId;
  }
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
