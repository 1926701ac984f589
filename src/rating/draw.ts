import type { Unit } from '#catalog';
import type { Holding } from './holding.ts';

/** An event as allowances look at it. */
export interface Drawing {
  startMs: number;
  unit: Unit;
  /** Stored code of the service. */
  service: number;
  inbound: boolean;
  destinationId: number;
  bandName: string;
  /** Called number; 0 = none. */
  number: number;
  usageUnits: number;
  billedUnits: number;
}

/** A holding with its scope worked out, as one line sees it. */
export interface Source {
  readonly holding: Holding;
  /** Bit by stored code of a service it covers; bit 1 outbound, bit 2 inbound. */
  readonly services: number;
  readonly directions: number;
  /** null = every destination. */
  readonly destinations: ReadonlySet<number> | null;
  /** How much the scope lets in: the narrower is used first. */
  readonly breadth: number;
  /** Serial number of the last event that looked at it. */
  seen: number;
}

/** Bits of `Source.directions`. */
export const OUTBOUND = 1;
export const INBOUND = 2;

/** Told of every taking, and of every refusal by fair use (`units` may be 0 then), for derivations. */
export type OnTake = (holding: Holding, units: number, leftBefore: number, refusedUnits: number) => void;

/**
 * Draws on allowances for one event after another. Order: priority, soonest expiry, narrowest scope, oldest grant, key (rating.md 3). All that cover
 * one event count alike, as the first of them that gives anything does: in the plan's increments, exactly, or exactly with the rest afresh. Money
 * covers what is left of the charge at the end. The result of the last `draw` stands in the fields; nothing is allocated.
 */
export class Draw {
  units = 0;
  /** Exact units of usage instead of billed ones. */
  exact = false;
  afresh = false;
  waivesFee = false;
  /** First allowance that gave. */
  allowanceId = 0;
  #event = 0;

  /** Units of time, volume or pieces. */
  draw(sources: readonly Source[], event: Drawing, onTake?: OnTake): number {
    this.units = 0;
    this.allowanceId = 0;
    this.waivesFee = true;
    this.#event++;
    for (let looked = 0; looked < sources.length; looked++) {
      const source = this.#best(sources, event, event.unit);
      if (source === null) break;
      const { holding } = source;
      const { countedIn, rest, waivesConnectionFee, id } = holding.allowance;
      const exact = countedIn === 'exact';
      const afresh = exact && rest === 'afresh';
      if (this.units > 0 && (exact !== this.exact || afresh !== this.afresh)) continue;
      const wanted = (exact ? event.usageUnits : event.billedUnits) - this.units;
      if (wanted <= 0) break;
      const leftBefore = onTake === undefined ? 0 : holding.leftUnits;
      const given = holding.offer(wanted, event.number);
      if (given > 0) holding.take(given, event.number);
      onTake?.(holding, given, leftBefore, Math.min(wanted, leftBefore) - given);
      if (given === 0) continue;
      if (this.units === 0) this.allowanceId = id;
      this.units += given;
      this.exact = exact;
      this.afresh = afresh;
      this.waivesFee &&= waivesConnectionFee;
    }
    return this.units;
  }

  /** Money: micro-units of the charge that are paid already. */
  drawMoney(sources: readonly Source[], event: Drawing, chargeMicro: number, onTake?: OnTake): number {
    let paid = 0;
    this.#event++;
    for (
      let source = this.#best(sources, event, 'money');
      source !== null;
      source = this.#best(sources, event, 'money')
    ) {
      if (paid >= chargeMicro) break;
      const { holding } = source;
      const leftBefore = onTake === undefined ? 0 : holding.leftUnits;
      const wanted = chargeMicro - paid;
      const given = holding.offer(wanted, event.number);
      if (given > 0) holding.take(given, event.number);
      onTake?.(holding, given, leftBefore, Math.min(wanted, leftBefore) - given);
      if (given === 0) continue;
      if (this.allowanceId === 0) this.allowanceId = holding.allowance.id;
      paid += given;
    }
    return paid;
  }

  /** The next in order that this event has not looked at and that covers it. */
  #best(sources: readonly Source[], event: Drawing, unit: Unit | 'money'): Source | null {
    let best: Source | null = null;
    for (let index = 0; index < sources.length; index++) {
      const source = sources[index]!;
      if (source.seen === this.#event || source.holding.allowance.unit !== unit || !covers(source, event)) continue;
      source.holding.advance(event.startMs);
      if (best === null || comesBefore(source, best)) best = source;
    }
    if (best !== null) best.seen = this.#event;
    return best;
  }
}

function covers({ holding, services, directions, destinations }: Source, event: Drawing): boolean {
  const { grant, allowance } = holding;
  if (event.startMs < grant.fromMs || event.startMs >= grant.toMs) return false;
  if ((services & (1 << event.service)) === 0) return false;
  if ((directions & (event.inbound ? INBOUND : OUTBOUND)) === 0) return false;
  if (destinations !== null && !destinations.has(event.destinationId)) return false;
  const { bands } = allowance.scope;
  return bands.length === 0 || bands.includes(event.bandName);
}

function comesBefore(a: Source, b: Source): boolean {
  const order =
    a.holding.allowance.priority - b.holding.allowance.priority ||
    compareTimes(a.holding.expiresMs, b.holding.expiresMs) ||
    a.breadth - b.breadth ||
    a.holding.grant.fromMs - b.holding.grant.fromMs;
  return order === 0 ? a.holding.grant.key < b.holding.grant.key : order < 0;
}

/** Like a − b, also where both are open (Infinity). */
function compareTimes(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
