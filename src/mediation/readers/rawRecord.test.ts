import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRecord } from './rawRecord.ts';
import { leaf, tlv } from './testBer.ts';

test('a record is cut out of what follows it', () => {
  const cases: [string, string][] = [
    ['a;b;c\r\nd;e;f\r\n', 'a;b;c'],
    ['"a","b ""x""","c\nd"\nnext', '"a","b ""x""","c\nd"'],
    ['last line', 'last line'],
    ['{"a":{"b":"}\\"}"},"c":1},{"a":2}', '{"a":{"b":"}\\"}"},"c":1}'],
    ['{"cut":', '{"cut":'],
    ['Tue Sep 13\n\tA = 1\n\tB = 2\n\nWed', 'Tue Sep 13\n\tA = 1\n\tB = 2'],
    ['a\tb\n\tc\n', 'a\tb'],
    ['<c id="1"><a>x</a></c>\n<c id="2"/>', '<c id="1"><a>x</a></c>'],
    ['<c a=">"><c>inner</c><c/></c><c/>', '<c a=">"><c>inner</c><c/></c>'],
    ['<c id="1"/><c id="2"/>', '<c id="1"/>'],
    ['<c id="1"><a>cut', '<c id="1"><a>cut'],
    ['', ''],
  ];
  for (const [piece, record] of cases) assert.equal(rawRecord(Buffer.from(piece)), record);
});

test('bytes that are no UTF-8 are shown as Windows-1252', () => {
  assert.equal(rawRecord(Buffer.from([0x52, 0x65, 0xe7, 0x75, 0x0a])), 'Reçu');
});

test('what is no text is shown in hex: an element of BER, or what there is', () => {
  const element = tlv('a9', leaf('a44', 'x'), leaf('a223', 5));
  assert.equal(rawRecord(Buffer.concat([element, element])), element.toString('hex'));
  assert.equal(rawRecord(Buffer.from([0x69, 0x7f, 0x01])), '697f01');
});
