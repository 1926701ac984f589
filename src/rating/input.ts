import type { PriceBook } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';

/** How a source's milliseconds become whole seconds. */
export const DURATION_ROUNDINGS = ['ceil', 'floor', 'half'] as const;
export type DurationRounding = (typeof DURATION_ROUNDINGS)[number];

/** What rating must know of a source of records. */
export interface RatedSource {
  readonly id: number;
  /** ISO 3166-1 alpha-2: whose short numbers (110, 15) its records mean. */
  readonly country: string;
  /** Prices we pay for its traffic, if any. */
  readonly supplierListId: number | null;
  readonly durationRounding: DurationRounding;
}

/** Everything rating depends on beside the record: both raters are pure functions of (records, this). */
export interface RatingInput {
  readonly book: PriceBook;
  readonly lines: readonly RatedLine[];
  readonly sources: readonly RatedSource[];
  readonly grants: readonly AllowanceGrant[];
  /** IANA zone of the tenant: calendar months of allowances. */
  readonly zone: string;
}
