import type { Bill } from '#billing';

/** One customer of the run: the bill of this month and of the month before. */
export interface BillPair {
  readonly customerId: number;
  readonly customerName: string;
  readonly bill: Bill;
  /** Null where the customer had no bill in the month before. */
  readonly previous: Bill | null;
}

/** Calls of a line that belongs to nobody, with what they would cost at list price. */
export interface UnmatchedFact {
  readonly identifier: string;
  readonly sourceName: string;
  readonly records: number;
  readonly chargeMicro: bigint;
}

/** Calls for which no price was found, by customer and the first digits of the called number. */
export interface UnpricedFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly prefix: string;
  readonly records: number;
  readonly durationMs: number;
}

/** A file that did not go through, or not wholly. */
export interface FileFact {
  readonly fileId: number;
  readonly name: string;
  readonly quarantined: boolean;
  readonly rejected: number;
  readonly records: number;
}

/** A customer who had a bill in the month before and has none now. */
export interface GoneFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly previousNetMinor: bigint;
}

/** Everything the checks look at; read once per run. */
export interface RunFacts {
  readonly month: string;
  readonly currency: string;
  readonly bills: readonly BillPair[];
  readonly gone: readonly GoneFact[];
  readonly unmatched: readonly UnmatchedFact[];
  readonly unpriced: readonly UnpricedFact[];
  readonly files: readonly FileFact[];
}
