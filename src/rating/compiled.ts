import { bandAt, bandHoldsUntil, type CompiledCalendar, type EventRounding, type Price } from '#catalog';
import { STATUS } from '#usage';
import type { Digits } from './digits.ts';
import { type CompiledRounding, HALF_NANO, isExact, roundedMicro } from './doubleRounding.ts';
import { chargeExactly, type ExactEvent } from './exact.ts';
import type { PrefixTable } from './trie.ts';

/**
 * One price in one band, as eight doubles side by side, so that a lookup touches one or two cache lines. Prices in halves: nano-units ÷ 10^6 and the
 * rest, brought to `per` units; fees likewise, times `per`. `per` 0: terms, or bands that do not compare, are charged exactly from `prices`.
 * `firstIncrement` 0: no price in this band. The destination's id comes with what is counted (0 second, 1 byte, 2 piece): id × 4 + unit.
 */
export const CELL = {
  priceHigh: 0,
  priceLow: 1,
  feeHigh: 2,
  feeLow: 3,
  firstIncrement: 4,
  nextIncrement: 5,
  per: 6,
  destinationAndUnit: 7,
  size: 8,
} as const;

/**
 * The prices of one version, over a stretch of time in which the numbering plan stands, as flat arrays. A **kind** is a service in one direction,
 * a **slot** the prices of one target, a **cell** one of them in one band (slot × bands + band). Slots begin at 1; 0 = none.
 */
export interface CompiledVersion {
  readonly version: number;
  readonly prefixes: PrefixTable;
  /** Where prefixes, and numbers that count only whole, begin by kind × spaces + space; 0 = none. */
  readonly roots: Int32Array;
  readonly wholeRoots: Int32Array;
  readonly spaces: number;
  /** Slot by kind: `*`, and what a call is by who is called. */
  readonly anySlots: Int32Array;
  readonly onNetSlots: Int32Array;
  readonly intraSlots: Int32Array;
  /** Slot by kind and destination of a ported number. */
  readonly portedSlots: readonly (ReadonlyMap<number, number> | null)[];
  /** See `CELL`. */
  readonly cells: Float64Array;
  /** By cell. */
  readonly prices: readonly (Price | undefined)[];
}

export interface CompiledList {
  readonly id: number;
  readonly calendar: CompiledCalendar;
  readonly bandNames: readonly string[];
  readonly bands: number;
  readonly split: boolean;
  /** Validity of the versions, oldest first, epoch ms, half open. */
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
  readonly versions: readonly CompiledVersion[];
}

/** Lists in the order they are asked, and the rounding of what they give. */
export interface CompiledTariff {
  readonly layers: readonly CompiledList[];
  readonly rounding: CompiledRounding;
  readonly exactRounding: EventRounding;
  readonly discountPpm: number;
}

/** One record as the legs look at it. One object per rater, reused. */
export class Request {
  kind = 0;
  space = 0;
  readonly digits: Digits;
  /** `PLMN/` targets only. */
  roaming = false;
  /** Destination that the number was ported to; 0 = not ported. */
  portedTo = 0;
  onNet = false;
  intraCustomer = false;
  attempt = false;
  freeWithoutPrice = false;
  startMs = 0;
  durationMs = 0;
  volume = 0;
  /** 0 ceil, 1 floor, 2 half. */
  durationRounding = 0;
  /** What the event cost us, micro-units; -1 = not known. */
  costMicro = -1;

  constructor(digits: Digits) {
    this.digits = digits;
  }
}

/** Destination of a number by the numbering plan in force; 0 = none. */
export type DestinationAt = (request: Request) => number;

/** Asked once the units of an event are known; see `Draw`. Null where no allowance may cover anything. */
export interface CompiledCover {
  /** Units paid already: 0 = none. */
  cover(list: CompiledList, leg: LegRater, usageUnits: number, billedUnits: number): number;
  readonly exact: boolean;
  readonly afresh: boolean;
  readonly waivesFee: boolean;
}

const UNIT_NAMES = ['second', 'byte', 'piece'] as const;
const MS_PER_S = 1000;
const EXACT_BELOW = 2 ** 53;

/**
 * Rates one leg after another on the compiled tables. The result of the last `rate` stands in the fields; prices without terms allocate nothing,
 * and all arithmetic is on exact integers.
 */
export class LegRater {
  listId = 0;
  version = 0;
  destinationId = 0;
  band = 0;
  unit = 0;
  billedUnits = 0;
  coveredUnits = 0;
  chargeMicro = 0;
  serviceFeeMicro = 0;
  /** Numerator of the charge (nano-units × per) in halves; see `roundedMicro`. */
  #high = 0;
  #low = 0;
  readonly #destinationAt: DestinationAt;
  readonly #emergency: Uint8Array;

  /** @param emergency by id of the destination: 1 = emergency numbers, which are free */
  constructor(destinationAt: DestinationAt, emergency: Uint8Array) {
    this.#destinationAt = destinationAt;
    this.#emergency = emergency;
  }

  /** @returns the status, a code of `STATUS` */
  rate(tariff: CompiledTariff, request: Request, cover: CompiledCover | null): number {
    this.#clear();
    const { layers } = tariff;
    for (let layer = 0; layer < layers.length; layer++) {
      const list = layers[layer]!;
      const version = versionInForce(list, request.startMs);
      if (version === null) continue;
      const slot = findSlot(version, request);
      if (slot === 0) continue;
      const status = this.#rateSlot(tariff, list, version, slot, request, cover);
      if (status === STATUS.unpriced || status === STATUS.notBillable) this.#clear();
      return status;
    }
    if (request.attempt) return STATUS.notBillable;
    return request.freeWithoutPrice ? STATUS.free : STATUS.unpriced;
  }

  #rateSlot(
    tariff: CompiledTariff,
    list: CompiledList,
    version: CompiledVersion,
    slot: number,
    request: Request,
    cover: CompiledCover | null,
  ): number {
    const band = bandAt(list.calendar, request.startMs);
    const { cells } = version;
    const cell = (slot * list.bands + band) * CELL.size;
    if (cells[cell + CELL.firstIncrement] === 0) return request.attempt ? STATUS.notBillable : STATUS.unpriced;
    const destinationAndUnit = cells[cell + CELL.destinationAndUnit]!;
    const unit = destinationAndUnit & 3;
    this.listId = list.id;
    this.version = version.version;
    this.band = band;
    this.destinationId = destinationAndUnit >> 2;
    if (slot === version.anySlots[request.kind]) this.#nameDestination(request);
    this.unit = unit;
    if (this.#emergency[this.destinationId] === 1) return request.attempt ? STATUS.notBillable : STATUS.free;
    const per = cells[cell + CELL.per]!;
    if (per === 0 || tariff.discountPpm > 0) return this.#exactly(tariff, list, version, slot, request, cover);
    if (request.attempt) return STATUS.notBillable;
    const used = unitsOf(request, unit);
    if (used <= 0) return STATUS.notBillable;
    if (!this.#bill(list, version, slot, request.startMs, used, 0)) return STATUS.unpriced;
    if (cover !== null) {
      const covered = cover.cover(list, this, used, this.billedUnits);
      if (covered > 0) {
        if (cover.exact) return this.#exactly(tariff, list, version, slot, request, new Drawn(cover, covered));
        this.#bill(list, version, slot, request.startMs, used, covered);
        this.coveredUnits = covered;
        if (covered === this.billedUnits && cover.waivesFee) this.#high = this.#low = 0;
      }
    }
    if (this.#high >= EXACT_BELOW || this.#low >= EXACT_BELOW || !isExact(tariff.rounding, per)) {
      return this.#exactly(
        tariff,
        list,
        version,
        slot,
        request,
        cover === null ? null : new Drawn(cover, this.coveredUnits),
      );
    }
    this.chargeMicro = roundedMicro(this.#high, this.#low, per, tariff.rounding);
    return this.chargeMicro < EXACT_BELOW ? STATUS.rated : STATUS.unpriced;
  }

  #clear(): void {
    this.listId = 0;
    this.version = 0;
    this.destinationId = 0;
    this.band = 0;
    this.unit = 0;
    this.billedUnits = 0;
    this.coveredUnits = 0;
    this.chargeMicro = 0;
    this.serviceFeeMicro = 0;
  }

  /** A `*` price takes the destination that the number was ported to or that the numbering plan says. */
  #nameDestination(request: Request): void {
    const known = request.portedTo > 0 ? request.portedTo : this.#destinationAt(request);
    if (known > 0) this.destinationId = known;
  }

  /** Billed units and numerator, the first `paid` units left out of it; false where a later band of the call has no price. */
  #bill(
    list: CompiledList,
    version: CompiledVersion,
    slot: number,
    startMs: number,
    used: number,
    paid: number,
  ): boolean {
    const { cells } = version;
    let cell = (slot * list.bands + this.band) * CELL.size;
    const first = cells[cell + CELL.firstIncrement]!;
    let billed = first;
    let charged = Math.max(0, first - paid);
    this.#high = cells[cell + CELL.feeHigh]! + charged * cells[cell + CELL.priceHigh]!;
    this.#low = cells[cell + CELL.feeLow]! + charged * cells[cell + CELL.priceLow]!;
    const split = list.split && this.unit === 0;
    while (billed < used) {
      // Increments that start before the band changes, at most those that the duration asks for.
      let until = used;
      if (split) {
        const atMs = startMs + billed * MS_PER_S;
        cell = (slot * list.bands + bandAt(list.calendar, atMs)) * CELL.size;
        until = Math.min(until, (bandHoldsUntil(list.calendar, atMs) - startMs) / MS_PER_S);
      }
      const next = cells[cell + CELL.nextIncrement]!;
      if (next === 0) return false;
      const added = Math.ceil((until - billed) / next) * next;
      charged = Math.min(added, Math.max(0, billed + added - paid));
      billed += added;
      this.#high += charged * cells[cell + CELL.priceHigh]!;
      this.#low += charged * cells[cell + CELL.priceLow]!;
    }
    this.billedUnits = billed;
    return true;
  }

  /** Terms, discounts and numbers too large for doubles: the plain way, in fractions. */
  #exactly(
    tariff: CompiledTariff,
    list: CompiledList,
    version: CompiledVersion,
    slot: number,
    request: Request,
    cover: CompiledCover | null,
  ): number {
    const { calendar, bands } = list;
    const { startMs } = request;
    const { unit } = this;
    const event: ExactEvent = {
      prices: version.prices.slice(slot * bands, slot * bands + bands),
      startBand: this.band,
      bandAfter:
        list.split && bands > 1 && unit === 0 ? (seconds) => bandAt(calendar, startMs + seconds * MS_PER_S) : null,
      attempt: request.attempt,
      used: unitsOf(request, unit),
      costMicro: request.costMicro < 0 ? null : BigInt(request.costMicro),
      discountPpm: tariff.discountPpm,
      rounding: tariff.exactRounding,
    };
    const charged = chargeExactly(event, (usageUnits, billedUnits) => {
      if (cover === null) return null;
      const units = cover.cover(list, this, usageUnits, billedUnits);
      return units === 0 ? null : { units, exact: cover.exact, afresh: cover.afresh, waivesFee: cover.waivesFee };
    });
    this.billedUnits = charged.billedUnits;
    this.coveredUnits = charged.coveredUnits;
    this.chargeMicro = charged.chargeMicro;
    this.serviceFeeMicro = charged.serviceFeeMicro;
    return charged.status;
  }
}

/** What was drawn on already for the event in hand, told again to the exact way. */
class Drawn implements CompiledCover {
  readonly exact: boolean;
  readonly afresh: boolean;
  readonly waivesFee: boolean;
  readonly #units: number;

  constructor({ exact, afresh, waivesFee }: CompiledCover, units: number) {
    this.exact = exact;
    this.afresh = afresh;
    this.waivesFee = waivesFee;
    this.#units = units;
  }

  cover(): number {
    return this.#units;
  }
}

export function unitName(unit: number): (typeof UNIT_NAMES)[number] {
  return UNIT_NAMES[unit]!;
}

/** See `unitsUsed`. */
function unitsOf(request: Request, unit: number): number {
  if (unit === 1) return request.volume;
  if (unit === 2) return request.volume > 0 ? request.volume : 1;
  const { durationMs, durationRounding } = request;
  if (durationRounding === 0) return Math.ceil(durationMs / MS_PER_S);
  return Math.floor((durationRounding === 1 ? durationMs : durationMs + MS_PER_S / 2) / MS_PER_S);
}

function findSlot(version: CompiledVersion, request: Request): number {
  const { kind, digits } = request;
  const { prefixes, roots, wholeRoots } = version;
  const rootAt = kind * version.spaces + request.space;
  const wholeRoot = wholeRoots[rootAt]!;
  if (wholeRoot !== 0) {
    const slot = prefixes.exactly(wholeRoot, digits);
    if (slot !== 0) return slot;
  }
  if (request.onNet) {
    const intra = request.intraCustomer ? version.intraSlots[kind]! : 0;
    if (intra !== 0) return intra;
    const onNet = version.onNetSlots[kind]!;
    if (onNet !== 0) return onNet;
  }
  if (request.portedTo > 0) {
    const ported = version.portedSlots[kind]?.get(request.portedTo);
    if (ported !== undefined) return ported;
  } else {
    const root = roots[rootAt]!;
    const slot = root === 0 ? 0 : prefixes.longest(root, digits);
    if (slot !== 0) return slot;
  }
  return request.roaming ? 0 : version.anySlots[kind]!;
}

function versionInForce(list: CompiledList, startMs: number): CompiledVersion | null {
  const { fromMs } = list;
  for (let index = fromMs.length - 1; index >= 0; index--) {
    if (fromMs[index]! <= startMs) return startMs < list.toMs[index]! ? list.versions[index]! : null;
  }
  return null;
}

/** A nano-price in its two halves. */
export function halvesOf(nano: number): { readonly high: number; readonly low: number } {
  const high = Math.floor(nano / HALF_NANO);
  return { high, low: nano - high * HALF_NANO };
}
