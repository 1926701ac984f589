import type { Bill } from '#billing';
import type { Customer } from '#crm';

/** One customer of the run: the bill of this month and earlier ones. */
export interface BillPair {
  readonly customerId: number;
  readonly customerName: string;
  readonly bill: Bill;
  /** Null where the customer had no bill in the month before. */
  readonly previous: Bill | null;
  /** Of the same month a year before. */
  readonly yearAgo: Bill | null;
  /** Usage records on the bills of the months before, the latest first; months without a bill are left out. */
  readonly usageBefore: readonly number[];
}

/** Calls of a line that belongs to nobody, with what they would cost at list price and what the carrier takes. */
export interface UnmatchedFact {
  readonly identifier: string;
  readonly sourceName: string;
  readonly records: number;
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
}

/** Calls of a line after its end: whose it was, and until when. */
export interface EndedLineFact extends ContractRef {
  readonly identifier: string;
  /** Local date, exclusive. */
  readonly endedOn: string;
}

/** A contract and its customer. */
export interface ContractRef {
  readonly customerId: number;
  readonly customerName: string;
  readonly contractId: number;
  readonly contractNumber: string;
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

/** When a customer's usage was, this month and the one before; local time of the operator. */
export interface PeakFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly nightMicro: bigint;
  readonly nightBeforeMicro: bigint;
  readonly weekendMicro: bigint;
  readonly weekendBeforeMicro: bigint;
}

export interface LongCallFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly lineLabel: string;
  readonly calls: number;
  readonly longestMs: number;
  readonly chargeMicro: bigint;
}

/** A destination on which carriers take more than customers pay, over all customers of the operator's currency. */
export interface DestinationFact {
  readonly destinationId: number;
  readonly code: string;
  readonly calls: number;
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
}

/** What a source's records say they cost, and what our price list of the carrier says. */
export interface SourceCostFact {
  readonly sourceId: number;
  readonly sourceName: string;
  readonly records: number;
  readonly theirMicro: bigint;
  readonly ourMicro: bigint;
}

/** A source and its local days of the month so far: how many records each had. */
export interface SourceDaysFact {
  readonly sourceId: number;
  readonly sourceName: string;
  /** Records by local date; dates without any are not there. */
  readonly records: ReadonlyMap<string, number>;
}

export interface GapFact {
  readonly feedId: number;
  readonly sourceName: string;
  readonly minutes: number;
  readonly lost: number;
}

/** A line that called so many different numbers. */
export interface CalledNumbersFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly lineLabel: string;
  readonly numbers: number;
}

/** A contract as the checks look at it; dates are local, ends exclusive. */
export interface ContractFact extends ContractRef {
  readonly state: 'quote' | 'active';
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly noticeGiven: boolean;
  /** Of the running time that goes on by itself: the next such day and the last one for notice against it. */
  readonly renewsOn: string | null;
  readonly noticeBy: string | null;
  /** End of the minimum term; null = has none. */
  readonly minimumTermOn: string | null;
  /** Subscriptions that go on after the contract's end. */
  readonly subscriptionsAfterEnd: number;
}

export interface SubscriptionFact extends ContractRef {
  readonly subscriptionId: number;
  readonly productCode: string;
}
/** `times` of the same subscription at the same time on one contract, site and line. */
export interface DuplicateFact extends SubscriptionFact {
  readonly times: number;
}
export interface LostLineFact extends SubscriptionFact {
  readonly lineLabel: string;
  readonly endedOn: string;
}
export interface DiscountEndFact extends SubscriptionFact {
  readonly endsOn: string;
}

/** A deposit that is not given back. */
export interface DepositFact extends ContractRef {
  readonly endedOn: string;
  readonly leftMicro: bigint;
}

/** A product of a supplier that is sold; `buyingPrice` is what its version in force says, null = nothing is known to be bought. */
export interface SuppliedFact {
  readonly productId: number;
  readonly productCode: string;
  readonly supplier: string;
  readonly subscriptions: number;
  readonly hasBuyingPrice: boolean;
}

/** A price list that customers are rated by and whose last version ends. */
export interface ListEndFact {
  readonly priceListId: number;
  readonly code: string;
  /** Local date, exclusive. */
  readonly endsOn: string;
  readonly contracts: number;
}

/** A number that stands on lines of two contracts at once. */
export interface TwiceFact extends ContractRef {
  readonly identifier: string;
  readonly otherContract: string;
}

/** An allowance nobody used, for how many months. */
export interface UnusedFact extends ContractRef {
  readonly allowance: string;
  readonly months: number;
}

/** A paying group that could not be calculated. */
export interface FailedFact {
  readonly customerId: number;
  readonly customerName: string;
  readonly code: string;
}

/** A number a carrier bills and nobody has. */
export interface BoughtFact {
  readonly identifier: string;
  readonly carrier: string;
  readonly carrierCode: string;
  readonly amountMicro: bigint;
}

/** A carrier's invoices of the month, compared with our cost: what is not decided yet. */
export interface CarrierMonthFact {
  readonly carrierCode: string;
  readonly carrier: string;
  readonly theirMicro: bigint;
  readonly ourMicro: bigint;
  readonly open: number;
  /** Sum of what is open, whichever way it goes. */
  readonly openMicro: bigint;
}

/** Everything the checks look at; read once per run. */
export interface RunFacts {
  readonly month: string;
  /** Local date of the checking. */
  readonly today: string;
  readonly currency: string;
  /** Nothing was issued for any month before. */
  readonly isFirstMonth: boolean;
  readonly bills: readonly BillPair[];
  readonly gone: readonly GoneFact[];
  /** Customers of the run, and who pays for them. */
  readonly customers: readonly Customer[];
  readonly operatorCountry: string;
  readonly contracts: readonly ContractFact[];
  readonly unmatched: readonly UnmatchedFact[];
  readonly endedLines: readonly EndedLineFact[];
  readonly unpriced: readonly UnpricedFact[];
  readonly files: readonly FileFact[];
  readonly peaks: readonly PeakFact[];
  readonly longCalls: readonly LongCallFact[];
  readonly destinations: readonly DestinationFact[];
  readonly sourceCosts: readonly SourceCostFact[];
  readonly sourceDays: readonly SourceDaysFact[];
  readonly gaps: readonly GapFact[];
  readonly calledNumbers: readonly CalledNumbersFact[];
  readonly duplicates: readonly DuplicateFact[];
  readonly lostLines: readonly LostLineFact[];
  readonly discountEnds: readonly DiscountEndFact[];
  readonly deposits: readonly DepositFact[];
  readonly supplied: readonly SuppliedFact[];
  readonly bought: readonly BoughtFact[];
  readonly carrierMonths: readonly CarrierMonthFact[];
  readonly listEnds: readonly ListEndFact[];
  readonly twice: readonly TwiceFact[];
  readonly unused: readonly UnusedFact[];
  readonly failed: readonly FailedFact[];
  /** Customer-months that are to be rated again. */
  readonly stale: number;
}
