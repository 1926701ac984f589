import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRecord } from './rawRecord.ts';

test('a record is cut out of what follows it', () => {
  const cases: [string, string][] = [
    ['a;b;c\r\nd;e;f\r\n', 'a;b;c'],
    ['"a","b ""x""","c\nd"\nnext', '"a","b ""x""","c\nd"'],
    ['last line', 'last line'],
    ['{"a":{"b":"}\\"}"},"c":1},{"a":2}', '{"a":{"b":"}\\"}"},"c":1}'],
    ['{"cut":', '{"cut":'],
    ['Tue Sep 13\n\tA = 1\n\tB = 2\n\nWed', 'Tue Sep 13\n\tA = 1\n\tB = 2'],
    ['a\tb\n\tc\n', 'a\tb'],
    ['', ''],
  ];
  for (const [piece, record] of cases) assert.equal(rawRecord(Buffer.from(piece)), record);
});

test('bytes that are no UTF-8 are shown as Windows-1252', () => {
  assert.equal(rawRecord(Buffer.from([0x52, 0x65, 0xe7, 0x75, 0x0a])), 'Reçu');
});
