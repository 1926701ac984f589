/**
 * The operations on usage records for other slices, by the store in use (today PostgreSQL alone). See `UsageStore` for their
 * meaning; none of them opens a transaction.
 */
import { postgresUsageStore } from './store.ts';

export type {
  AggregateQuery,
  ComparedCall,
  Conflict,
  CustomerMonth,
  FileLoadHeader,
  FileScope,
  FileShare,
  FileSums,
  IdentifierUse,
  LoadEntry,
  LoadRange,
  LoadResult,
  MonthPeriod,
  Period,
  Replacement,
  ReplaceScope,
  UnmatchedTotals,
  UsageCursor,
  UsageLoad,
  UsagePageQuery,
  UsageStore,
  UsageTotals,
  UseQuery,
  Withdrawal,
  Withdrawn,
} from './usageStore.ts';

export const {
  load,
  replace,
  dropMonth,
  aggregate,
  unmatchedByIdentifier,
  pageByCustomer,
  recordsForBill,
  recordsOf,
  recordAt,
  sumsByFile,
  fileOf,
  lastLoadNo,
  usageMonths,
  loadsAfter,
  oldestRatedAtSeq,
  customerMonthsOfLoads,
  usedIn,
  usedBy,
  withdraw,
  sharesOfFile,
  callsBetween,
} = postgresUsageStore;
