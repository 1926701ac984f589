import { zoneOffsets } from '#base';
import type { Allowance, AllowanceScope, PriceBook } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import { SERVICE } from '#usage';
import type { AllowanceCounter } from './counter.ts';
import { INBOUND, OUTBOUND, type Source } from './draw.ts';
import { Holding } from './holding.ts';
import type { RatingInput } from './input.ts';

/** Everybody's holdings, each made when its first line asks for it. */
export class Holdings {
  readonly #input: RatingInput;
  readonly #zone: ReturnType<typeof zoneOffsets>;
  readonly #grants: ReadonlyMap<number, readonly AllowanceGrant[]>;
  readonly #lines: ReadonlyMap<number, readonly RatedLine[]>;
  readonly #allowances: ReadonlyMap<number, Allowance>;
  #openings: ReadonlyMap<string, AllowanceCounter> = new Map();
  /** The one customer whose allowances are drawn on; null = everybody's. */
  #only: number | null = null;
  /** Grows with every `begin`: what was asked before is no longer true. */
  epoch = 0;
  readonly #scopes = new Map<number, Omit<Source, 'holding' | 'seen'>>();
  readonly #sources = new Map<string, Source>();

  constructor(input: RatingInput, openings: readonly AllowanceCounter[] = []) {
    this.#input = input;
    this.#zone = zoneOffsets(input.zone);
    this.#grants = Map.groupBy(input.grants, (grant) => grant.customerId);
    this.#lines = Map.groupBy(input.lines, (line) => line.customerId);
    this.#allowances = new Map(input.book.allowances.map((allowance) => [allowance.id, allowance]));
    this.#open(openings);
  }

  /** Starts anew with one customer: nobody else's allowances are drawn on from now on. */
  begin(customerId: number, openings: readonly AllowanceCounter[]): void {
    this.epoch++;
    this.#only = customerId;
    this.#sources.clear();
    this.#open(openings);
  }

  /** Whether any grant is for the line at all. */
  mayDraw(line: RatedLine): boolean {
    return (this.#grants.get(line.customerId) ?? []).some((grant) => {
      const allowance = this.#allowances.get(grant.allowanceId);
      return allowance !== undefined && maySee(line, grant, allowance);
    });
  }

  /** What a line may draw on. */
  of(line: RatedLine): readonly Source[] {
    const sources: Source[] = [];
    if (this.#only !== null && this.#only !== line.customerId) return sources;
    for (const grant of this.#grants.get(line.customerId) ?? []) {
      const allowance = this.#allowances.get(grant.allowanceId);
      if (allowance === undefined || !maySee(line, grant, allowance)) continue;
      sources.push(this.#source(grant, allowance, allowance.holder === 'line' ? line.id : 0));
    }
    return sources;
  }

  /** The state of every holding that was ever drawn on or opened with, in order of its key. */
  counters(): readonly AllowanceCounter[] {
    return [...this.#sources]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { holding }]) => holding.counter())
      .filter((counter) => counter !== null);
  }

  /** The state at an instant after all events so far, of everything that the customer begun with holds then. */
  countersAt(atMs: number): readonly AllowanceCounter[] {
    const lines = this.#only === null ? [] : (this.#lines.get(this.#only) ?? []);
    for (const line of lines) {
      if (line.validFromMs > atMs || line.validToMs <= atMs) continue;
      for (const { holding } of this.of(line)) {
        const { fromMs, toMs } = holding.grant;
        if (fromMs <= atMs && atMs < toMs) holding.advance(atMs);
      }
    }
    return this.counters().filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs));
  }

  #open(openings: readonly AllowanceCounter[]): void {
    this.#openings = new Map(openings.map((counter) => [keyOf(counter.grantKey, counter.lineId), counter]));
    for (const opening of openings) this.#revive(opening);
  }

  /** A counter goes on even where no event draws on it in this stretch of time. */
  #revive(opening: AllowanceCounter): void {
    const grant = this.#grants.get(opening.customerId)?.find((one) => one.key === opening.grantKey);
    const allowance = this.#allowances.get(opening.allowanceId);
    if (grant !== undefined && allowance !== undefined) this.#source(grant, allowance, opening.lineId);
  }

  #source(grant: AllowanceGrant, allowance: Allowance, lineId: number): Source {
    const key = keyOf(grant.key, lineId);
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const holding = new Holding({
      grant,
      allowance,
      lineId,
      zone: this.#zone,
      linesBetween: (fromMs, toMs) => this.#linesBetween(grant, allowance, fromMs, toMs),
      opening: this.#openings.get(key),
    });
    const source: Source = { holding, ...this.#scope(allowance), seen: 0 };
    this.#sources.set(key, source);
    return source;
  }

  #linesBetween(grant: AllowanceGrant, allowance: Allowance, fromMs: number, toMs: number): number {
    const lines = (this.#lines.get(grant.customerId) ?? []).filter(
      (line) => maySee(line, grant, allowance) && line.validFromMs < toMs && line.validToMs > fromMs,
    );
    return new Set(lines.map((line) => line.id)).size;
  }

  #scope(allowance: Allowance) {
    let scope = this.#scopes.get(allowance.id);
    if (scope === undefined) {
      const { services, directions } = allowance.scope;
      const destinations = destinationsOf(this.#input.book, allowance.scope);
      scope = {
        services: services.reduce((bits, service) => bits | (1 << SERVICE[service]), 0),
        directions: directions.length === 1 ? (directions[0] === 'inbound' ? INBOUND : OUTBOUND) : INBOUND | OUTBOUND,
        destinations,
        breadth: breadthOf(this.#input.book, allowance.scope, destinations),
      };
      this.#scopes.set(allowance.id, scope);
    }
    return scope;
  }
}

/** Whether a line is among those that a grant is for. */
function maySee(line: RatedLine, grant: AllowanceGrant, { holder }: Allowance): boolean {
  if (holder === 'customer') return true;
  if (grant.contractId !== 0 && grant.contractId !== line.contractId) return false;
  return grant.lineId === 0 || grant.lineId === line.id;
}

function keyOf(grantKey: string, lineId: number): string {
  return `${grantKey}/${lineId}`;
}

/** Destinations a scope names, zones with all inside them; null = all. */
function destinationsOf({ zones }: PriceBook, { destinationIds, zoneIds }: AllowanceScope): ReadonlySet<number> | null {
  if (destinationIds.length === 0 && zoneIds.length === 0) return null;
  const all = new Set(destinationIds);
  const inside = new Set(zoneIds);
  for (let before = -1; before !== inside.size; ) {
    before = inside.size;
    for (const zone of zones) if (zone.parentId !== null && inside.has(zone.parentId)) inside.add(zone.id);
  }
  for (const zone of zones) if (inside.has(zone.id)) for (const id of zone.destinationIds) all.add(id);
  return all;
}

const DIRECTIONS = 2;
/** As many bands as nobody has: a scope without bands is broader than any with. */
const ALL_BANDS = 100;

function breadthOf({ destinations }: PriceBook, scope: AllowanceScope, named: ReadonlySet<number> | null): number {
  const directions = scope.directions.length === 0 ? DIRECTIONS : scope.directions.length;
  const bands = scope.bands.length === 0 ? ALL_BANDS : scope.bands.length;
  return scope.services.length * directions * bands * (named?.size ?? destinations.length + 1);
}
