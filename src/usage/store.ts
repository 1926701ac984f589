import { callsBetween } from './store/compared.ts';
import { customerMonthsOfLoads, loadsAfter, oldestRatedAtSeq, usedBy, usedIn } from './store/concerned.ts';
import { beginFileLoad, deleteMonth, replaceRecords } from './store/load.ts';
import { fileOf, sumsByFile } from './store/places.ts';
import {
  aggregate,
  lastLoadNo,
  pageByCustomer,
  recordAt,
  recordsForBill,
  recordsOf,
  unmatchedByIdentifier,
  usageMonths,
} from './store/read.ts';
import { sharesOfFile, withdraw } from './store/withdraw.ts';
import type { UsageStore } from './usageStore.ts';

/** Usage in PostgreSQL: partitioned by month, sorted by customer within a load. */
export const postgresUsageStore: UsageStore = {
  load: beginFileLoad,
  replace: replaceRecords,
  dropMonth: deleteMonth,
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
};
