import { z } from 'zod';
import { localName } from '#base';
import type { LocalName } from './localName.ts';
import { PRICE_DIRECTIONS, type PriceDirection, SERVICES, type Service, UNITS, type Unit } from './priced.ts';

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
  /** A pool's size is multiplied by the number of its lines that are in force at some time of the period. */
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

/** The shape only; `checkAllowance` tells what is wrong with the content. Codes instead of ids, otherwise as `Allowance`. */
export const newAllowance = z.object({
  code: z.string().min(1).max(40),
  name: localName,
  unit: z.enum([...UNITS, 'money']),
  /** Units; or text: `500 minute`, `10 GB`, of money a decimal (`15.00`). */
  size: z.union([z.number(), z.string()]).nullable(),
  scope: z.object({
    services: z.array(z.enum(SERVICES)),
    directions: z.array(z.enum(PRICE_DIRECTIONS)).default([]),
    destinationCodes: z.array(z.string()).default([]),
    zoneCodes: z.array(z.string()).default([]),
    bands: z.array(z.string()).default([]),
  }),
  holder: z.enum(ALLOWANCE_HOLDERS).default('contract'),
  timesLines: z.boolean().default(false),
  period: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('month') }),
      z.object({ kind: z.literal('days'), days: z.number() }),
      z.object({ kind: z.literal('once') }),
    ])
    .default({ kind: 'month' }),
  prorated: z.boolean().default(false),
  rollover: z
    .object({ maxUnits: z.number().nullable().default(null), maxPeriods: z.number() })
    .nullable()
    .default(null),
  priority: z.number().int().min(-1000).max(1000).default(0),
  countedIn: z.enum(['increments', 'exact']).default('increments'),
  rest: z.enum(['continued', 'afresh']).default('continued'),
  waivesConnectionFee: z.boolean().default(true),
  fairUse: z
    .object({
      maxUnitsPerEvent: z.number().nullable().default(null),
      maxNumbersPerPeriod: z.number().nullable().default(null),
      maxEventsPerPeriod: z.number().nullable().default(null),
      maxUnitsPerPeriod: z.number().nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type NewAllowance = z.input<typeof newAllowance>;

export const newOption = z.object({
  code: z.string().min(1).max(40),
  name: localName,
  priceListCode: z.string().nullable().default(null),
  allowanceCodes: z.array(z.string()).default([]),
  validDays: z.number().int().min(1).max(3660).nullable().default(null),
});
export type NewOption = z.input<typeof newOption>;
