import type { UsageRecord } from './record.ts';

/** A record as it lies in the store: with the load and file it came by. */
export interface StoredRecord extends UsageRecord {
  loadNo: number;
  fileId: number;
  sourceId: number;
}
