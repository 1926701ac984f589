import type { LocalName } from './localName.ts';
import type { PriceDirection, Service, Unit } from './priced.ts';

/**
 * Units already paid: inclusive minutes, bundles, data packs, flat rates (rating.md 3). The catalogue says what one is; `contracts` who holds it
 * and when; `rating` uses it up, in order of event start.
 */

/** What an allowance counts; `money` is micro-units of charge. */
export type AllowanceUnit = Unit | 'money';

/** Which events may draw on it. An empty list of services is refused; the other lists restrict only where they name something. */
export interface AllowanceScope {
  readonly services: readonly Service[];
  readonly directions: readonly PriceDirection[];
  readonly destinationIds: readonly number[];
  readonly zoneIds: readonly number[];
  /** Names of time bands, of whatever calendar the price has. */
  readonly bands: readonly string[];
}

/** Whose units they are: each line has its own, or all lines of a contract or customer share one pool. */
export const ALLOWANCE_HOLDERS = ['line', 'contract', 'customer'] as const;
export type AllowanceHolder = (typeof ALLOWANCE_HOLDERS)[number];

/** `month`: the calendar month of the tenant. `days`: n × 24 hours, one after another from the booking. `once`: as long as it is booked. */
export type AllowancePeriod =
  | { readonly kind: 'month' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'once' };

/** Unused units move on to later periods, at most so many at a time, each for at most so many periods. */
export interface Rollover {
  readonly maxUnits: number | null;
  readonly maxPeriods: number;
}

/** Ceilings on what an allowance gives; what exceeds them is priced by the plan and flagged. null = none. */
export interface FairUse {
  readonly maxUnitsPerEvent: number | null;
  readonly maxNumbersPerPeriod: number | null;
  readonly maxEventsPerPeriod: number | null;
  readonly maxUnitsPerPeriod: number | null;
}

export interface Allowance {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  readonly unit: AllowanceUnit;
  /** Units per period; null = unlimited (a flat rate). */
  readonly size: number | null;
  readonly scope: AllowanceScope;
  readonly holder: AllowanceHolder;
  /** A pool's size is multiplied by its lines in force at the start of the period (at its begin, if it begins later). */
  readonly timesLines: boolean;
  readonly period: AllowancePeriod;
  /** A broken first or last month gives its share by days, rounded down to whole units; else the whole. */
  readonly prorated: boolean;
  readonly rollover: Rollover | null;
  /** Lower is used first; then soonest expiry, narrowest scope, oldest. */
  readonly priority: number;
  /** `increments`: what the plan bills of an event. `exact`: its usage. */
  readonly countedIn: 'increments' | 'exact';
  /** How the uncovered rest is priced: as the continuation of the event, or as an event of its own (only where counted exactly). */
  readonly rest: 'continued' | 'afresh';
  readonly waivesConnectionFee: boolean;
  readonly fairUse: FairUse | null;
}

/** Something added to a contract or line: prices asked before the plan's, and allowances. */
export interface Option {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  readonly priceListId: number | null;
  readonly allowanceIds: readonly number[];
  /** How long one booking lasts at most (a pack with expiry); null = until it is ended. */
  readonly validDays: number | null;
}
