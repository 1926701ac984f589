/**
 * What a price says beyond an amount per unit, a connection fee and two increments (rating.md 2.6 to 2.10). Few prices have terms; all amounts
 * are nano-units (10^-9 of the currency), all quantities units of the price.
 */

/** One slice of an event's usage with a price of its own. */
export interface PriceStep {
  /** Units of usage from which it holds; the first step begins at 0. */
  readonly fromUnits: number;
  readonly priceNano: number;
  /** Units that `priceNano` buys. */
  readonly per: number;
  /** Units: the step's share of the usage is charged in whole increments. */
  readonly increment: number;
  /** False: the last increment is charged only as far as it was used. */
  readonly roundUp: boolean;
  /** Charged once as soon as the step is entered. */
  readonly flatNano: number;
}

/** `slice`: each step prices its own share. `total`: the step that the whole usage reaches prices all of it. */
export const STEP_MODES = ['slice', 'total'] as const;
export type StepMode = (typeof STEP_MODES)[number];

/** Where increments are counted from: from each step's own begin (35 s at 30/18 are 48 s), or over the whole call (36 s). */
export const INCREMENT_ORIGINS = ['step', 'call'] as const;
export type IncrementOrigin = (typeof INCREMENT_ORIGINS)[number];

/** What the owner of a premium number takes, kept apart from carrying the call (France: S beside C; Germany 0900, 118xx). */
export interface ServiceFee {
  readonly perEventNano: number;
  readonly perMinuteNano: number;
}

/** Price from what the event cost us: the carrier's own cost where the record tells it, else the supplier leg. */
export interface CostPlus {
  /** Millionths: 250,000 = 25 %. */
  readonly markupPpm: number;
  readonly floorNano: number;
  /** null = none. */
  readonly capNano: number | null;
}

export interface PriceTerms {
  /** null = price and increments of the row itself. */
  readonly steps: readonly PriceStep[] | null;
  readonly stepMode: StepMode;
  readonly incrementOrigin: IncrementOrigin;
  /** Answered events with less usage are free. */
  readonly graceUnits: number;
  /** Taken off the usage first. */
  readonly freeUnits: number;
  /** Less usage counts as this much. */
  readonly minimumUnits: number;
  /** What an unanswered attempt costs. */
  readonly attemptFeeNano: number;
  readonly serviceFee: ServiceFee | null;
  /** Least and most that an event costs, service fee included; null = no cap. */
  readonly minimumChargeNano: number;
  readonly capNano: number | null;
  readonly costPlus: CostPlus | null;
  /** Millionths off, then an amount off; never below zero. */
  readonly discountPpm: number;
  readonly discountNano: number;
}

/** Terms that change nothing. */
export const NO_TERMS: PriceTerms = {
  steps: null,
  stepMode: 'slice',
  incrementOrigin: 'step',
  graceUnits: 0,
  freeUnits: 0,
  minimumUnits: 0,
  attemptFeeNano: 0,
  serviceFee: null,
  minimumChargeNano: 0,
  capNano: null,
  costPlus: null,
  discountPpm: 0,
  discountNano: 0,
};
