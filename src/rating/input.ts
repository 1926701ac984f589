import type { PriceBook } from '#catalog';
import type { RatedLine } from '#contracts';

/** What rating must know of a source of records. */
export interface RatedSource {
  readonly id: number;
  /** ISO 3166-1 alpha-2: whose short numbers (110, 15) its records mean. */
  readonly country: string;
  /** Prices we pay for its traffic, if any. */
  readonly supplierListId: number | null;
}

/** Everything rating depends on beside the record: both raters are pure functions of (record, this). */
export interface RatingInput {
  readonly book: PriceBook;
  readonly lines: readonly RatedLine[];
  readonly sources: readonly RatedSource[];
}
