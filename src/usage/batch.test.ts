import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CopyBatch } from './batch.ts';
import { COPY_HEADER, COPY_TRAILER } from './copyBinary.ts';
import { blankRecord } from './record.ts';

const ORIGIN = { tenantId: 1, loadNo: 1, fileId: 1, sourceId: 1 };
/** Offset of customer_id in a row: 2 bytes of count, 12 int8 columns, tenant, and the length before it. */
const CUSTOMER_AT = 2 + 12 * 12 + 8 + 4;
const RECORD_NO_AT = CUSTOMER_AT + 5 * 8;

/** Customer and record number of every row of a batch, in the order sent. */
function rowsOf(batch: CopyBatch): [customerId: number, recordNo: number][] {
  const data = Buffer.concat([...batch.pieces()]);
  assert.deepEqual(data.subarray(0, COPY_HEADER.length), COPY_HEADER);
  assert.deepEqual(data.subarray(-COPY_TRAILER.length), COPY_TRAILER);
  const rows: [number, number][] = [];
  const length = 2 + 12 * 12 + 15 * 8 + 5 * 6 + 3 * 4;
  for (let at = COPY_HEADER.length; at < data.length - COPY_TRAILER.length; at += length)
    rows.push([data.readInt32BE(at + CUSTOMER_AT), data.readInt32BE(at + RECORD_NO_AT)]);
  return rows;
}

test('a batch of any size leaves out repeats and comes out by customer, in order of arrival within one', () => {
  const batch = new CopyBatch();
  const record = blankRecord();
  for (let round = 0; round < 2; round++) {
    const expected: [number, number][] = [];
    for (let i = 0; i < 30_000; i++) {
      record.customerId = (i * 7919) % 97;
      record.startMs = Date.UTC(2026, 8, 1) + (i % 5) * 86_400_000 * 20;
      record.dedupHi = i % 3;
      record.dedupLo = i >> 1;
      record.recordNo = i;
      batch.append(record, ORIGIN);
      expected.push([record.customerId, i]);
      // The same record again at once: nothing but the count changes.
      batch.append(record, ORIGIN);
    }
    expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    assert.equal(batch.rows, 30_000);
    assert.equal(batch.duplicates, 30_000);
    assert.deepEqual(rowsOf(batch), expected);
    assert.deepEqual(rowsOf(batch), expected, 'may be sent a second time');
    assert.deepEqual([...batch.months].sort(), ['2026-09-01', '2026-10-01', '2026-11-01']);
    batch.clear();
    assert.deepEqual([batch.rows, batch.duplicates, batch.months.size], [0, 0, 0]);
  }
});

test('a batch is full at 100,000 rows', () => {
  const batch = new CopyBatch();
  const record = blankRecord();
  for (let i = 0; i < 99_999; i++) {
    record.dedupLo = i;
    batch.append(record, ORIGIN);
  }
  assert.equal(batch.full, false);
  record.dedupLo = -1;
  batch.append(record, ORIGIN);
  assert.equal(batch.full, true);
});
