/** What kind of identifier a line is. A `range` identifier is the common prefix of its numbers. */
export type LineKind = 'number' | 'range' | 'trunk' | 'account';

/**
 * A line with everything rating must know of its contract: what `linesForRating` delivers. A line whose conditions change (another plan, an
 * option booked) comes once for each stretch of time with the same conditions; the stretches do not overlap.
 */
export interface RatedLine {
  readonly id: number;
  readonly contractId: number;
  readonly customerId: number;
  readonly pricePlanId: number;
  /** Price lists asked before the plan's: the contract's own, then those of options booked, oldest booking first. */
  readonly ownPriceListIds: readonly number[];
  /** Millionths off every charge of the contract's usage. */
  readonly discountPpm: number;
  readonly kind: LineKind;
  /** E.164 digits (`number`, `range`) or the source's own text (`trunk`, `account`). */
  readonly identifier: string;
  /** As printed on bills, e.g. `+49 40 5550123`. */
  readonly label: string;
  /** 0 = any source. */
  readonly sourceId: number;
  /** Validity, epoch ms, half open; `Infinity` = open. */
  readonly validFromMs: number;
  readonly validToMs: number;
}

/** An allowance that somebody holds, by his plan or by an option booked: what `grantsForRating` delivers. */
export interface AllowanceGrant {
  /** Stable name: `plan/<contract>/<allowance>` or `booking/<booking>/<allowance>`. */
  readonly key: string;
  readonly allowanceId: number;
  readonly customerId: number;
  /** Lines that may draw on it: of this contract, or of all the customer's (0); this line alone, or all (0). */
  readonly contractId: number;
  readonly lineId: number;
  /** Its size times so much. */
  readonly quantity: number;
  /** In force, epoch ms, half open; `Infinity` = open. */
  readonly fromMs: number;
  readonly toMs: number;
}
