import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOffsets } from '#base';
import { readBandwidth } from './readBandwidth.ts';

const BERLIN = zoneOffsets('Europe/Berlin');
const read = (...lines: string[]) => readBandwidth(lines.join('\n'), BERLIN);

test('samples are read with their instants, in bits per second', () => {
  const { rows, findings } = read(
    'line;at;in;out',
    'ACCESS-1;2026-10-01 00:07;12,5;0,000001',
    'ACCESS-1;2026-10-01T00:10:00+02:00;1;2',
  );
  assert.deepEqual(findings, []);
  assert.deepEqual(rows, [
    { row: 2, identifier: 'ACCESS-1', atMs: Date.UTC(2026, 8, 30, 22, 5), inBits: 12_500_000, outBits: 1 },
    { row: 3, identifier: 'ACCESS-1', atMs: Date.UTC(2026, 8, 30, 22, 10), inBits: 1_000_000, outBits: 2_000_000 },
  ]);
});

test('columns are found by name, in any order; empty rows are passed over', () => {
  const { rows, findings } = read('at,OUT,in,line', '', '2026-10-01T00:00Z,2,1,A');
  assert.deepEqual([rows.map(({ inBits, outBits }) => [inBits, outBits]), findings], [[[1_000_000, 2_000_000]], []]);
});

test('the hour that the clock shows twice is read as two hours', () => {
  const { rows } = read('line,at,in,out', 'A,2026-10-25 02:00,1,1', 'A,2026-10-25 02:00,2,2');
  assert.deepEqual(
    rows.map(({ atMs }) => new Date(atMs).toISOString()),
    ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'],
  );
});

test('what is wrong is told by row', () => {
  const codes = (...lines: string[]) => read(...lines).findings.map(({ code, place }) => [code, place?.line]);
  assert.deepEqual(codes('line;at;in'), [['bandwidth.noColumn', 1]]);
  assert.deepEqual(codes('line;at;in;out', '"A;2026'), [['bandwidth.notCsv', 1]]);
  assert.deepEqual(
    codes(
      'line;at;in;out',
      ';2026-10-01 00:00;1;1',
      'A;2026-10-01 00:00;fast;1',
      'A;2026-10-01 00:00;-1;1',
      'A;2026-10-01 00:00;1;99999999',
      'A;2026-02-29 00:00;1;1',
      'A;2026-10-01 24:00;1;1',
      'A;2026-10-01 00:00;1;1',
      'A;2026-10-01 00:04;1;1',
    ),
    [
      ['bandwidth.noLine', 2],
      ['bandwidth.notARate', 3],
      ['bandwidth.notARate', 4],
      ['bandwidth.notARate', 5],
      ['bandwidth.notATime', 6],
      ['bandwidth.notATime', 7],
      ['bandwidth.twice', 9],
    ],
  );
});
