import { bandAt, bandHoldsUntil, type CompiledCalendar } from '#catalog';
import { type CompiledRounding, HALF_NANO, roundedMicro } from './amount.ts';
import type { Digits } from './digits.ts';
import { longestPrefix } from './trie.ts';

/** The prices of one version as flat arrays. A **slot** is a prefix with its destination; a **cell** its price in one band. */
export interface CompiledVersion {
  readonly version: number;
  readonly nodes: Int32Array;
  /** Trie root by number of the country that dials: 0 = E.164; 0 = no prefixes. */
  readonly roots: Int32Array;
  /** By slot (from 1): id of the destination, and whether it is an emergency number. */
  readonly destinations: Int32Array;
  readonly emergency: Uint8Array;
  /** By slot, among short numbers: counts only where the dialled digits end with it. */
  readonly whole: Uint8Array;
  /** By cell = slot × bands + band. Prices in halves: nano-units ÷ 10^6 and the rest; fees likewise, times 60. */
  readonly perMinuteHigh: Float64Array;
  readonly perMinuteLow: Float64Array;
  readonly fee60High: Float64Array;
  readonly fee60Low: Float64Array;
  /** 0 = no price in this band. */
  readonly firstIncrement: Int32Array;
  readonly nextIncrement: Int32Array;
}

export interface CompiledList {
  readonly id: number;
  readonly calendar: CompiledCalendar;
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
}

export const UNPRICED = 0;
export const PRICED = 1;
export const EMERGENCY = 2;

/**
 * Rates one leg after another on the compiled tables. The result of the last `rate` stands in the fields; nothing is allocated per
 * call, and all arithmetic is on exact integers.
 */
export class LegRater {
  listId = 0;
  version = 0;
  destinationId = 0;
  band = 0;
  billedUnits = 0;
  chargeMicro = 0;
  /** Numerator of the charge (nano-units × 60) in halves; see `roundedMicro`. */
  #high = 0;
  #low = 0;

  /**
   * @param digits dialled digits; `country` 0 for E.164, else the number of the country whose short number they are
   * @param startMs start of the call, epoch ms
   * @param durationS answered duration, whole seconds, at least 1
   */
  rate(tariff: CompiledTariff, digits: Digits, country: number, startMs: number, durationS: number): number {
    this.#clear();
    const { layers } = tariff;
    for (let layer = 0; layer < layers.length; layer++) {
      const list = layers[layer]!;
      const version = versionInForce(list, startMs);
      if (version === null) continue;
      const root = country < version.roots.length ? version.roots[country]! : 0;
      if (root === 0) continue;
      const slot = longestPrefix(version.nodes, root, digits, version.whole);
      if (slot === 0) continue;
      const band = bandAt(list.calendar, startMs);
      if (version.firstIncrement[slot * list.bands + band] === 0) return UNPRICED;
      const emergency = version.emergency[slot] === 1;
      if (!emergency && !this.#charge(list, version, slot, band, startMs, durationS)) return UNPRICED;
      this.listId = list.id;
      this.version = version.version;
      this.destinationId = version.destinations[slot]!;
      this.band = band;
      if (emergency) return EMERGENCY;
      this.chargeMicro = roundedMicro(this.#high, this.#low, tariff.rounding);
      return PRICED;
    }
    return UNPRICED;
  }

  #clear(): void {
    this.listId = 0;
    this.version = 0;
    this.destinationId = 0;
    this.band = 0;
    this.billedUnits = 0;
    this.chargeMicro = 0;
  }

  /** Billed seconds and numerator; false where a later band of the call has no price. */
  #charge(
    list: CompiledList,
    version: CompiledVersion,
    slot: number,
    band: number,
    startMs: number,
    durationS: number,
  ): boolean {
    let cell = slot * list.bands + band;
    const firstS = version.firstIncrement[cell]!;
    let billedUnits = firstS;
    this.#high = version.fee60High[cell]! + firstS * version.perMinuteHigh[cell]!;
    this.#low = version.fee60Low[cell]! + firstS * version.perMinuteLow[cell]!;
    while (billedUnits < durationS) {
      // Increments that start before the band changes, at most those that the duration asks for.
      let untilS = durationS;
      if (list.split) {
        const atMs = startMs + billedUnits * 1000;
        cell = slot * list.bands + bandAt(list.calendar, atMs);
        untilS = Math.min(untilS, (bandHoldsUntil(list.calendar, atMs) - startMs) / 1000);
      }
      const nextS = version.nextIncrement[cell]!;
      if (nextS === 0) return false;
      const addedS = Math.ceil((untilS - billedUnits) / nextS) * nextS;
      billedUnits += addedS;
      this.#high += addedS * version.perMinuteHigh[cell]!;
      this.#low += addedS * version.perMinuteLow[cell]!;
    }
    this.billedUnits = billedUnits;
    return true;
  }
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
