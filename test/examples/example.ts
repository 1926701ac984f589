import type { Language } from '#base';
import type { RatingInput } from '#rating';
import type { UsageRecord } from '#usage';

/** What a worked example is. Its figures are written by hand; `examples.test.ts` holds both raters and `docs/rating.md` against them. */
export interface Example {
  /** Names its place in `docs/rating.md`. */
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  /** What is agreed. */
  readonly input: RatingInput;
  /** One after the other: before and after something came to be known. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  /** Heading, where an example has several stages. */
  readonly title: string;
  /** Where it differs from the example's. */
  readonly input?: RatingInput;
  /** In any order: what they draw on allowances goes by their start. */
  readonly events: readonly WorkedEvent[];
  /** How far allowances are used up in the end. */
  readonly counters?: readonly WorkedCounter[];
}

export interface WorkedEvent {
  readonly name: string;
  readonly record: UsageRecord;
  readonly expected: Expected;
  /** Its derivation is printed. */
  readonly derived?: boolean;
}

/** Worked out by hand. */
export interface Expected {
  /** `rated` where absent. */
  readonly status?: 'free' | 'notBillable';
  readonly billed?: number;
  readonly covered?: number;
  /** Before rounding: an equation such as `600 × 0.06 ÷ 60 = 0.6`; absent = nothing to pay. */
  readonly sum?: string;
  /** Rounded as the plan says, decimal; absent = 0. */
  readonly charge?: string;
  readonly serviceFee?: string;
  readonly cost?: string;
  /** Version of the price list. */
  readonly version?: number;
}

/** Of an allowance in its last period; units as it counts. */
export interface WorkedCounter {
  readonly allowance: string;
  readonly used: number;
  readonly left: number;
  readonly exceeded?: number;
}

export const MINUTE = 60_000;
export const MB = 1_000_000;
export const GB = 1_000_000_000;
