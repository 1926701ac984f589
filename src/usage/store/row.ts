/** Rows of `usage.record` as they are read. */
import { sql } from 'kysely';
import type { StoredRecord } from '../storedRecord.ts';

type Int8Column =
  | 'aNumber'
  | 'bNumber'
  | 'chargeMicro'
  | 'costMicro'
  | 'sourceCostMicro'
  | 'byteOffset'
  | 'billedUnits'
  | 'volume'
  | 'coveredUnits'
  | 'serviceFeeMicro';

/** A row as `RECORD` selects it. */
export type RecordRow = Omit<StoredRecord, 'startMs' | 'dedupHi' | 'dedupLo' | Int8Column> &
  Readonly<Record<Int8Column, bigint>> & { readonly startAt: Date; readonly dedupHash: bigint };

/** A record's columns, by the names of its fields. */
export const RECORD = sql`
  start_at as "startAt", dedup_hash as "dedupHash", a_number as "aNumber", b_number as "bNumber", charge_micro as "chargeMicro",
  cost_micro as "costMicro", source_cost_micro as "sourceCostMicro", byte_offset as "byteOffset", customer_id as "customerId",
  line_id as "lineId", contract_id as "contractId", load_no as "loadNo", file_id as "fileId", record_no as "recordNo",
  duration_ms as "durationMs", billed_units as "billedUnits", volume, network, covered_units as "coveredUnits",
  allowance_id as "allowanceId", service_fee_micro as "serviceFeeMicro", price_list_id as "priceListId", price_version as "priceVersion",
  supplier_list_id as "supplierListId", supplier_version as "supplierVersion", destination_id as "destinationId",
  source_id as "sourceId", service, direction, status, band, a_text as "aText", b_text as "bText", account_text as "accountText"`;

/** A row as the record it is. */
export function storedRecord({ startAt, dedupHash, ...row }: RecordRow): StoredRecord {
  return {
    ...row,
    startMs: startAt.getTime(),
    dedupHi: Number(dedupHash >> 32n),
    dedupLo: Number(BigInt.asIntN(32, dedupHash)),
    aNumber: Number(row.aNumber),
    bNumber: Number(row.bNumber),
    chargeMicro: Number(row.chargeMicro),
    costMicro: Number(row.costMicro),
    sourceCostMicro: Number(row.sourceCostMicro),
    byteOffset: Number(row.byteOffset),
    billedUnits: Number(row.billedUnits),
    volume: Number(row.volume),
    coveredUnits: Number(row.coveredUnits),
    serviceFeeMicro: Number(row.serviceFeeMicro),
  };
}
