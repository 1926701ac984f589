import type { Allowance } from './allowance.ts';
import type { Calendar } from './calendar.ts';
import type { Destination } from './destination.ts';
import type { NumberingVersion, PortedNumber, Zone } from './numbering.ts';
import type { PricePlan } from './plan.ts';
import type { Price } from './price.ts';
import type { PriceList, PriceListVersion } from './priceList.ts';

/** A version of a list with its prices. */
export interface PricedVersion extends PriceListVersion {
  readonly prices: readonly Price[];
}

/** A list with all its versions, oldest first. */
export interface PricedList extends PriceList {
  readonly versions: readonly PricedVersion[];
}

/** Everything of the catalogue that rating needs, loaded at once. */
export interface PriceBook {
  readonly calendars: readonly Calendar[];
  readonly destinations: readonly Destination[];
  readonly lists: readonly PricedList[];
  readonly plans: readonly PricePlan[];
  readonly zones: readonly Zone[];
  /** Oldest first. */
  readonly numbering: readonly NumberingVersion[];
  readonly ported: readonly PortedNumber[];
  readonly allowances: readonly Allowance[];
}
