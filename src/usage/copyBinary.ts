/**
 * Usage records as PostgreSQL's binary COPY format (PostgreSQL manual, COPY, "Binary Format"): header, then per row the number of
 * columns and for each its length and bytes in network order. Written straight from numbers into one growing buffer: per
 * record nothing is allocated, no bigint and no date object is made.
 */
import type { UsageRecord } from './record.ts';

/** Columns in the order they are written. */
export const COPY_COLUMNS = [
  ...[
    'start_at',
    'dedup_hash',
    'a_number',
    'b_number',
    'charge_micro',
    'cost_micro',
    'source_cost_micro',
    'byte_offset',
    'billed_units',
    'volume',
    'covered_units',
    'service_fee_micro',
  ],
  ...[
    'tenant_id',
    'customer_id',
    'line_id',
    'contract_id',
    'load_no',
    'file_id',
    'record_no',
    'duration_ms',
    'network',
    'allowance_id',
  ],
  ...['price_list_id', 'price_version', 'supplier_list_id', 'supplier_version', 'destination_id'],
  ...['source_id', 'service', 'direction', 'status', 'band'],
  ...['a_text', 'b_text', 'account_text'],
] as const;

/** Bytes of a row without its texts: 2 + 12 × 12 + 15 × 8 + 5 × 6 + 3 × 4. */
const FIXED_BYTES = 2 + 12 * 12 + 15 * 8 + 5 * 6 + 3 * 4;
const TWO_32 = 4_294_967_296;
/** 2000-01-01T00:00:00Z, where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags 0, no header extension. */
export const COPY_HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
/** End of data: a row of -1 columns. */
export const COPY_TRAILER = Buffer.from([0xff, 0xff]);

/** Where a row belongs and comes from. */
export interface RowOrigin {
  readonly tenantId: number;
  readonly loadNo: number;
  readonly fileId: number;
  readonly sourceId: number;
}

/** Rows of COPY data one behind another. */
export class CopyEncoder {
  #buffer: Buffer;
  #view: DataView;
  #length = 0;

  constructor(initialBytes = 1_048_576) {
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes);
    this.#view = viewOf(this.#buffer);
  }

  /** Bytes written so far; the next row begins here. */
  get length(): number {
    return this.#length;
  }

  /** Puts the rows written from one offset to another into a buffer at a place. */
  copy(target: Buffer, at: number, from: number, to: number): void {
    this.#buffer.copy(target, at, from, to);
  }

  clear(): void {
    this.#length = 0;
  }

  append(record: UsageRecord, origin: RowOrigin): void {
    const { aText, bText, accountText } = record;
    const texts = (aText?.length ?? 0) + (bText?.length ?? 0) + (accountText?.length ?? 0);
    this.#reserve(FIXED_BYTES + texts * 3);
    this.#view.setInt16(this.#length, COPY_COLUMNS.length);
    this.#length += 2;
    this.#int8((record.startMs - POSTGRES_EPOCH_MS) * 1000);
    this.#halves(record.dedupHi, record.dedupLo);
    this.#int8(record.aNumber);
    this.#int8(record.bNumber);
    this.#int8(record.chargeMicro);
    this.#int8(record.costMicro);
    this.#int8(record.sourceCostMicro);
    this.#int8(record.byteOffset);
    this.#int8(record.billedUnits);
    this.#int8(record.volume);
    this.#int8(record.coveredUnits);
    this.#int8(record.serviceFeeMicro);
    this.#int4(origin.tenantId);
    this.#int4(record.customerId);
    this.#int4(record.lineId);
    this.#int4(record.contractId);
    this.#int4(origin.loadNo);
    this.#int4(origin.fileId);
    this.#int4(record.recordNo);
    this.#int4(record.durationMs);
    this.#int4(record.network);
    this.#int4(record.allowanceId);
    this.#int4(record.priceListId);
    this.#int4(record.priceVersion);
    this.#int4(record.supplierListId);
    this.#int4(record.supplierVersion);
    this.#int4(record.destinationId);
    this.#int2(origin.sourceId);
    this.#int2(record.service);
    this.#int2(record.direction);
    this.#int2(record.status);
    this.#int2(record.band);
    this.#text(aText);
    this.#text(bText);
    this.#text(accountText);
  }

  #int8(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.#view.setInt32(this.#length, 8);
    this.#view.setInt32(this.#length + 4, high);
    this.#view.setUint32(this.#length + 8, value - high * TWO_32);
    this.#length += 12;
  }

  #halves(high: number, low: number): void {
    this.#view.setInt32(this.#length, 8);
    this.#view.setInt32(this.#length + 4, high);
    this.#view.setInt32(this.#length + 8, low);
    this.#length += 12;
  }

  #int4(value: number): void {
    this.#view.setInt32(this.#length, 4);
    this.#view.setInt32(this.#length + 4, value);
    this.#length += 8;
  }

  #int2(value: number): void {
    this.#view.setInt32(this.#length, 2);
    this.#view.setInt16(this.#length + 4, value);
    this.#length += 6;
  }

  #text(value: string | null): void {
    if (value === null) {
      this.#view.setInt32(this.#length, -1);
      this.#length += 4;
      return;
    }
    const bytes = this.#buffer.write(value, this.#length + 4, 'utf8');
    this.#view.setInt32(this.#length, bytes);
    this.#length += 4 + bytes;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
    this.#view = viewOf(grown);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
