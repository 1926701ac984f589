/**
 * The store of usage records as the rest of the program sees it, so that another engine (ClickHouse) can stand behind it.
 * Periods are instants in epoch ms, half open; the caller turns months of a zone into instants.
 */
import type { Context } from '#platform/context';
import type { LoadContext } from '#platform/db';
import type { UsageRecord } from './record.ts';
import type { StoredRecord } from './storedRecord.ts';

/** Why records are loaded. */
export type LoadKind = 'file' | 'assignment' | 'rerating' | 'joining';

/** Which version of a record counts that is delivered again. */
export type Conflict = 'keepFirst' | 'keepLast' | 'keepLongest';

export interface FileLoadHeader {
  readonly fileId: number;
  readonly sourceId: number;
  /** Last audit entry whose change whatever rated the records knew; 0 = nothing is known of it. */
  readonly ratedAtSeq: number;
  /** `keepFirst` unless it says otherwise. */
  readonly onConflict?: Conflict;
}

/** What a load came to. Amounts in micro-units of the tenant's currency. */
export interface LoadResult {
  readonly loadNo: number;
  /** Records stored. */
  readonly rows: number;
  /** Records that were there already, in this load or before it. */
  readonly duplicates: number;
  readonly unmatched: number;
  readonly unpriced: number;
  readonly durationMs: number;
  readonly chargeMicro: number;
  readonly costMicro: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /**
   * Records of loads before as they were, that this one has corrected: they count among its rows. Those of customers keep their charges and the
   * number of their load until they are rated again, which the caller sees to.
   */
  readonly corrected: readonly StoredRecord[];
}

/** A load in progress. Nothing of it is seen by others before the transaction around it commits. */
export interface UsageLoad {
  readonly loadNo: number;
  /** Takes a record; copies what it needs, so the object may be used again. */
  append(record: UsageRecord): void;
  /** Time to `flush` before more is appended. */
  readonly full: boolean;
  /**
   * Copies what was appended. More may be appended at once; a second flush, `finish` or another use of the transaction wait for this one.
   */
  flush(): Promise<void>;
  finish(): Promise<LoadResult>;
}

export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Loads n with afterLoadNo < n <= upToLoadNo. */
export interface LoadRange {
  readonly afterLoadNo: number;
  readonly upToLoadNo: number;
}

/** Sums of the records of one customer, contract, destination, service and status: so all their units are of one kind. */
export interface UsageTotals {
  readonly customerId: number;
  readonly contractId: number;
  /** 0 = none. */
  readonly destinationId: number;
  /** See `SERVICE`. */
  readonly service: number;
  /** See `STATUS`. */
  readonly status: number;
  /** Whether rating put a price on them, free ones included. */
  readonly charged: boolean;
  readonly records: number;
  /** Of the records, those that an allowance covered, wholly or in part. */
  readonly coveredRecords: number;
  /** Of the records, those with something for the owner of a premium number. */
  readonly serviceFeeRecords: number;
  readonly durationMs: number;
  readonly billedUnits: number;
  /** Of the billed units, those that allowances covered; what allowances of money covered is left out. */
  readonly coveredUnits: number;
  readonly chargeMicro: bigint;
  /** Of the charge, what the owners of premium numbers take. */
  readonly serviceFeeMicro: bigint;
  readonly costMicro: bigint;
}

/** Unmatched records that carry the same identifiers at the same source. */
export interface UnmatchedTotals {
  readonly sourceId: number;
  readonly direction: number;
  /** Our side's E.164 digits; 0 = none. */
  readonly number: number;
  /** Our side's text where it is no E.164 number. */
  readonly text: string | null;
  readonly account: string | null;
  readonly records: number;
  readonly durationMs: number;
  /** Provisional: by the default price list. */
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What a load stored from one file. Amounts in micro-units. */
export interface FileSums {
  readonly fileId: number;
  readonly rows: number;
  readonly unmatched: number;
  readonly unpriced: number;
  readonly durationMs: number;
  readonly chargeMicro: number;
  readonly costMicro: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Where a page ended: the next one begins after it. */
export interface UsageCursor {
  readonly startMs: number;
  /** Signed 64-bit integer as text. */
  readonly dedupHash: string;
}

export interface UsagePageQuery extends Period {
  readonly customerId: number;
  readonly lineId?: number;
  readonly destinationIds?: readonly number[];
  readonly limit: number;
  readonly after?: UsageCursor;
}

/** Whose records are summed, of when. */
export interface AggregateQuery extends Period, LoadRange {
  readonly customerIds?: readonly number[];
  /** Allowances that count money, not units: what they cover is no part of `coveredUnits`. */
  readonly moneyAllowanceIds?: readonly number[];
}

/** Which records are taken out before others are put in. */
export interface ReplaceScope extends Period {
  readonly customerIds: readonly number[];
  /** Only these, by their keys: a place in a file may have given several records. */
  readonly records?: readonly Pick<UsageRecord, 'startMs' | 'dedupHi' | 'dedupLo'>[];
}

export interface Replacement {
  /** `joining`: nothing is taken out; records of files before are whole at last. */
  readonly kind: 'assignment' | 'rerating' | 'joining';
  readonly scope: ReplaceScope;
  /** `kept`: every record keeps the number of the load that brought it, so that nothing counts as late. */
  readonly loadNo: 'new' | 'kept';
  /** As of a file; only where the number is new. */
  readonly ratedAtSeq: number;
}

/** A record as far as it can be compared with what others saw of the same call. */
export type ComparedCall = Pick<
  StoredRecord,
  | 'sourceId'
  | 'startMs'
  | 'durationMs'
  | 'direction'
  | 'aNumber'
  | 'aText'
  | 'bNumber'
  | 'bText'
  | 'sourceCostMicro'
  | 'fileId'
  | 'recordNo'
>;

/** The records of a file; `keys`: of others too, which this file has a part in. */
export interface FileScope extends Period {
  readonly fileId: number;
  readonly keys: readonly { readonly startMs: number; readonly dedupHash: string }[];
}

/** What a customer (0 = unmatched) has of a file's records in a local month. */
export interface FileShare {
  readonly customerId: number;
  readonly contractId: number;
  /** 'YYYY-MM' */
  readonly month: string;
  readonly records: number;
  readonly chargeMicro: bigint;
}

/** What is taken out. */
export interface Withdrawal {
  readonly scope: FileScope;
  /** Usage that stands on issued invoices. */
  readonly billed: readonly (Period & { readonly customerId: number; readonly upToLoadNo: number })[];
}

export interface Withdrawn {
  readonly removed: number;
  /** Billed ones, which stay with nothing used. */
  readonly emptied: number;
}

/** A load as the ledger has it. */
export interface LoadEntry {
  readonly loadNo: number;
  readonly kind: LoadKind;
  readonly ratedAtSeq: number;
  readonly loadedAt: Date;
  readonly loadedBy: string;
}

/** A customer (0 = unmatched) and a local month in which he has usage. */
export interface CustomerMonth {
  readonly customerId: number;
  /** 'YYYY-MM' */
  readonly month: string;
}

/** A local month as instants. */
export interface MonthPeriod extends Period {
  readonly month: string;
}

/** Has the customer usage in this time? `of` names the question in the answer. */
export interface UseQuery extends Period {
  readonly of: number;
  readonly customerId: number;
  /** Only that of one source; 0 = any. */
  readonly sourceId: number;
}

/** Who has records that carry an identifier on either side? E.164 digits, their common prefix, or a source's own text. */
export interface IdentifierUse extends Period {
  readonly of: number;
  readonly kind: 'number' | 'range' | 'text';
  readonly identifier: string;
}

export interface UsageStore {
  /** Begins the load of a file; loads of one tenant come one after another. */
  load(ctx: LoadContext, header: FileLoadHeader): Promise<UsageLoad>;
  /** Takes the scope's records out and puts `records` in. `loadNo` of the result is 0 where the numbers are kept. */
  replace(ctx: LoadContext, replacement: Replacement, records: Iterable<StoredRecord>): Promise<LoadResult>;
  /** Takes the records of a file out; billed ones stay empty until they are rated again. */
  withdraw(ctx: LoadContext, withdrawal: Withdrawal): Promise<Withdrawn>;
  /** Whose records of which months a file brought. */
  sharesOfFile(ctx: Context, query: FileScope & { readonly zone: string }): Promise<FileShare[]>;
  /** Forgets a tenant's records of a UTC month ('YYYY-MM'); returns how many there were. */
  dropMonth(ctx: LoadContext, month: string): Promise<number>;

  /** Totals of the given customers, or of all matched records. */
  aggregate(ctx: Context, query: AggregateQuery): Promise<UsageTotals[]>;
  unmatchedByIdentifier(ctx: Context, period: Period): Promise<UnmatchedTotals[]>;
  /** A customer's records in order of time. */
  pageByCustomer(
    ctx: Context,
    query: UsagePageQuery,
  ): Promise<{ readonly records: StoredRecord[]; readonly next: UsageCursor | null }>;
  /** A customer's records of several scopes, ordered by line, destination and time, in chunks. */
  recordsForBill(
    ctx: Context,
    query: { readonly customerId: number; readonly scopes: readonly (Period & LoadRange)[] },
  ): AsyncIterable<readonly StoredRecord[]>;
  /** Records of a customer (0 = unmatched) in a period, in order of arrival, in chunks: for re-rating and assignment. */
  recordsOf(ctx: Context, query: Period & { readonly customerId: number }): AsyncIterable<readonly StoredRecord[]>;
  /** The record of a place in a file; `period` (the file's first and last call) spares looking through all months. */
  recordAt(
    ctx: Context,
    query: { readonly fileId: number; readonly recordNo: number; readonly period?: Period },
  ): Promise<StoredRecord | null>;
  /** What a load stored, by file: for loads of records that lie in several. */
  sumsByFile(ctx: LoadContext, loadNo: number): Promise<FileSums[]>;
  /** The file that the record of a key stands in; null where there is none. */
  fileOf(ctx: LoadContext, key: UsageCursor): Promise<number | null>;
  /** Calls that begin in a period, of one source or of all, in order of their start: as far as they can be compared with others. */
  callsBetween(ctx: Context, query: Period & { readonly sourceId?: number }): Promise<ComparedCall[]>;
  /** Number of the last load that is committed; 0 = none. */
  lastLoadNo(ctx: Context): Promise<number>;
  /** Local months ('YYYY-MM', by IANA zone) that hold records, in order. */
  usageMonths(ctx: Context, zone: string): Promise<string[]>;

  /** Loads after a number, in order. */
  loadsAfter(ctx: Context, loadNo: number): Promise<LoadEntry[]>;
  /** The earliest `ratedAtSeq` of all loads; null without loads. */
  oldestRatedAtSeq(ctx: Context): Promise<number | null>;
  /** Whose records of which months some loads brought. */
  customerMonthsOfLoads(
    ctx: Context,
    query: { readonly afterLoadNo: number; readonly upToLoadNo: number; readonly zone: string },
  ): Promise<(CustomerMonth & { readonly loadNo: number })[]>;
  /** The months, of those given, in which the customers asked for have usage within the time asked for. */
  usedIn(
    ctx: Context,
    queries: readonly UseQuery[],
    months: readonly MonthPeriod[],
  ): Promise<(CustomerMonth & { readonly of: number })[]>;
  /** The customers and months of the records that carry the identifiers. */
  usedBy(
    ctx: Context,
    uses: readonly IdentifierUse[],
    zone: string,
  ): Promise<(CustomerMonth & { readonly of: number })[]>;
}
