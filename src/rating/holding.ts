import { assert, type ZoneOffsets } from '#base';
import type { Allowance } from '#catalog';
import type { AllowanceGrant } from '#contracts';
import { type AllowancePeriodSpan, expiryOf, periodAt } from './allowancePeriod.ts';
import type { AllowanceCounter, Lot } from './counter.ts';

/** What a holding must be told: whose units it counts, and what holds when its period begins. */
export interface HoldingTerms {
  readonly grant: AllowanceGrant;
  readonly allowance: Allowance;
  /** The line whose units they are; 0 = a pool. */
  readonly lineId: number;
  readonly zone: ZoneOffsets;
  /** How many lines of the pool are in force at some time between two instants. */
  readonly linesBetween: (fromMs: number, toMs: number) => number;
  readonly opening: AllowanceCounter | undefined;
}

const UNLIMITED = Number.POSITIVE_INFINITY;

/**
 * One holder's units of one allowance, used up event by event in order of time (rating.md 3). Both raters draw on it: nothing here is done
 * twice in two ways. Taking allocates nothing but, where fair use counts them, the numbers called.
 */
export class Holding {
  readonly allowance: Allowance;
  readonly grant: AllowanceGrant;
  readonly #terms: HoldingTerms;
  readonly #numbers = new Set<number>();
  #span: AllowancePeriodSpan | null = null;
  #size = 0;
  #ownUsed = 0;
  #used = 0;
  #lots: { units: number; expiresMs: number }[] = [];
  #events = 0;
  #exceeded = 0;

  constructor(terms: HoldingTerms) {
    this.#terms = terms;
    this.allowance = terms.allowance;
    this.grant = terms.grant;
    if (terms.opening !== undefined) this.#open(terms.opening);
  }

  /** Goes to the period of an event of the grant's time; events come in order. */
  advance(atMs: number): void {
    this.#span ??= this.#begin(this.grant.fromMs);
    assert(atMs >= this.#span.fromMs, 'events draw on allowances in order of time');
    while (atMs >= this.#span.toMs) {
      const { rollover } = this.allowance;
      // Nothing moves on: go straight to the period asked for.
      if (rollover === null) this.#lots = [];
      else this.#moveOn(this.#span, rollover.maxPeriods, rollover.maxUnits ?? UNLIMITED);
      this.#span = this.#begin(rollover === null ? atMs : this.#span.toMs);
    }
  }

  /** When the first units that it would give expire. */
  get expiresMs(): number {
    return this.#lots[0]?.expiresMs ?? this.#span?.toMs ?? this.grant.toMs;
  }

  get leftUnits(): number {
    let left = Math.max(0, this.#size - this.#ownUsed);
    for (const lot of this.#lots) left += lot.units;
    return left;
  }

  /**
   * How many of the units wanted it gives an event: what is left, within fair use.
   * @param number called number; 0 = none
   */
  offer(wantedUnits: number, number: number): number {
    const { fairUse } = this.allowance;
    const left = Math.min(wantedUnits, this.leftUnits);
    if (fairUse === null || left === 0) return left;
    const { maxUnitsPerEvent, maxUnitsPerPeriod, maxEventsPerPeriod, maxNumbersPerPeriod } = fairUse;
    let given = Math.min(
      left,
      maxUnitsPerEvent ?? UNLIMITED,
      Math.max(0, (maxUnitsPerPeriod ?? UNLIMITED) - this.#used),
    );
    if (maxEventsPerPeriod !== null && this.#events >= maxEventsPerPeriod) given = 0;
    const isNew = number > 0 && !this.#numbers.has(number);
    if (maxNumbersPerPeriod !== null && isNew && this.#numbers.size >= maxNumbersPerPeriod) given = 0;
    this.#exceeded += left - given;
    return given;
  }

  /** Takes what was offered: what expires soonest first. */
  take(units: number, number: number): void {
    let rest = units;
    while (rest > 0 && this.#lots.length > 0) {
      const lot = this.#lots[0]!;
      const taken = Math.min(rest, lot.units);
      lot.units -= taken;
      rest -= taken;
      if (lot.units === 0) this.#lots.shift();
    }
    this.#ownUsed += rest;
    this.#used += units;
    this.#events++;
    if (number > 0 && this.allowance.fairUse !== null && this.allowance.fairUse.maxNumbersPerPeriod !== null)
      this.#numbers.add(number);
  }

  /** The state as data; null = never touched. */
  counter(): AllowanceCounter | null {
    const span = this.#span;
    if (span === null) return null;
    const { grant } = this;
    return {
      grantKey: grant.key,
      allowanceId: this.allowance.id,
      customerId: grant.customerId,
      contractId: grant.contractId,
      lineId: this.#terms.lineId,
      fromMs: span.fromMs,
      toMs: Number.isFinite(span.toMs) ? span.toMs : null,
      sizeUnits: Number.isFinite(this.#size) ? this.#size : null,
      lots: this.#lots.map((lot): Lot => ({ ...lot })),
      usedUnits: this.#used,
      ownUsedUnits: this.#ownUsed,
      events: this.#events,
      numbers: [...this.#numbers].sort((a, b) => a - b),
      exceededUnits: this.#exceeded,
    };
  }

  #begin(atMs: number): AllowancePeriodSpan {
    const { allowance, grant, zone, linesBetween } = this.#terms;
    const span = periodAt(allowance, grant, zone, atMs);
    const lines = allowance.timesLines ? linesBetween(span.fromMs, span.toMs) : 1;
    const full = (allowance.size ?? UNLIMITED) * grant.quantity * lines;
    this.#size = Number.isFinite(full) ? Math.floor((full * span.shareDays) / span.ofDays) : full;
    this.#ownUsed = 0;
    this.#used = 0;
    this.#events = 0;
    this.#exceeded = 0;
    this.#numbers.clear();
    this.#lots = this.#lots.filter((lot) => lot.expiresMs > span.fromMs);
    return span;
  }

  /** Units that the period leaves over become a lot; beyond the ceiling the newest are lost. */
  #moveOn(span: AllowancePeriodSpan, periods: number, maxUnits: number): void {
    const left = Math.max(0, this.#size - this.#ownUsed);
    if (left === 0 || !Number.isFinite(left)) return;
    const expiresMs = expiryOf(this.allowance, this.#terms.zone, span, periods);
    this.#lots = this.#lots.filter((lot) => lot.expiresMs > span.toMs);
    const kept = this.#lots.reduce((sum, lot) => sum + lot.units, 0);
    const units = Math.min(left, Math.max(0, maxUnits - kept));
    if (units > 0) this.#lots.push({ units, expiresMs });
  }

  /** Goes on from a counter: the period and its size are what the allowance says today, the use is the counter's. */
  #open(opening: AllowanceCounter): void {
    this.#span = this.#begin(Math.max(opening.fromMs, this.grant.fromMs));
    this.#lots = opening.lots.map((lot) => ({ ...lot }));
    this.#ownUsed = opening.ownUsedUnits;
    this.#used = opening.usedUnits;
    this.#events = opening.events;
    this.#exceeded = opening.exceededUnits;
    for (const number of opening.numbers) this.#numbers.add(number);
  }
}
