/** Our side of the comparison, as the usage, the contracts and the catalogue tell it. */

/** Increments a carrier may count by, `first/next` in seconds; the first is every second. */
export const INCREMENTS: readonly string[] = [
  ...['1/1', '60/60', '60/1', '30/30', '30/1', '30/6', '20/10', '10/10', '6/6', '6/1', '60/10', '60/30'],
];

/** Calls of one number to one destination on one day at the edge of the period, or on all days between: what the usage says. */
export interface OurUsage {
  /** E.164 digits of our side as text; null = none. */
  readonly number: string | null;
  /** What identifies the line otherwise: its own text, the account. */
  readonly text: string | null;
  readonly account: string | null;
  readonly customerId: number;
  /** 0 = none. */
  readonly destinationId: number;
  /** See `SERVICE`. */
  readonly service: number;
  /** Days from the period's first: below zero before it; null = neither near its begin nor its end. */
  readonly fromStart: number | null;
  /** Days from the day after its last: zero or more = after it; null likewise. */
  readonly fromEnd: number | null;
  readonly calls: number;
  /** Of the calls, those that no list of the carrier has a price for. */
  readonly unpriced: number;
  /** Whole seconds (of each call up) by increments, in the order of `INCREMENTS`. */
  readonly secondsBy: readonly number[];
  /** Messages, pages, bytes. */
  readonly volume: number;
  readonly costMicro: bigint;
  /** First local date on which the record itself tells another cost than we reckon; null = none. */
  readonly differsSince: string | null;
}

/** A line of ours: whose it is, when. Dates are local, half open. */
export interface OwnLine {
  readonly kind: 'number' | 'range' | 'text';
  readonly identifier: string;
  readonly from: string;
  readonly to: string | null;
  readonly customerId: number;
}

/** A price of a carrier's list of ours for a destination: all its bands and targets alike, else there are several. */
export interface BuyingRate {
  readonly destinationId: number;
  /** See `SERVICE`. */
  readonly service: number;
  /** Decimal text per minute of time, per piece else. */
  readonly price: string;
  readonly increments: string;
  /** Local dates, half open. */
  readonly from: string;
  readonly to: string | null;
}

/** A product that customers have and that is bought of the carrier. */
export interface BoughtProduct {
  readonly code: string;
  /** What the carrier calls it; null = not known. */
  readonly reference: string | null;
  readonly names: readonly string[];
  /** Pieces in force in the month, in 1/1000 (parts of the month count in proportion to days). */
  readonly milliPieces: bigint;
  /** Of one piece and month, in micro-units of the operator's currency; null = not known. */
  readonly priceMicro: bigint | null;
}
