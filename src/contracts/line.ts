/** What kind of identifier a line is. A `range` identifier is the common prefix of its numbers. */
export type LineKind = 'number' | 'range' | 'trunk' | 'account';

/** A line with everything rating must know of its contract: what `linesForRating` delivers. */
export interface RatedLine {
  readonly id: number;
  readonly contractId: number;
  readonly customerId: number;
  readonly pricePlanId: number;
  /** First layer of prices, if the contract has prices of its own. */
  readonly overridePriceListId: number | null;
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
