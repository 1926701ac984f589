import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFormat } from '../formats.ts';
import { formatSchema } from '../language/format.ts';
import { delimitedSchema } from '../language/structure.ts';
import { DelimitedReader } from './delimited.ts';
import type { RecordSink } from './sink.ts';
import { SlotTable } from './slots.ts';
import { ESCAPED, withoutEscapes } from './view.ts';

type Change = Partial<Parameters<typeof delimitedSchema.parse>[0] & object>;

/** Lines of columns, or `code@line`. Read whole, and in pieces of one and of three bytes: the same must come out. */
function rows(content: string, change: Record<string, unknown> & Change): (readonly string[] | string)[] {
  const readIn = (size: number) => {
    const structure = delimitedSchema.parse({ kind: 'delimited', delimiter: ',', ...change });
    const slots = new SlotTable(formatSchema.parse(findFormat('french-carrier-csv')));
    const found: (readonly string[] | string)[] = [];
    const sink: RecordSink = {
      record: (view) => {
        found.push(
          Array.from({ length: view.count }, (_, column) =>
            view.escaped[column] === ESCAPED.not
              ? view.data.toString('utf8', view.start[column], view.end[column])
              : withoutEscapes(view, column).toString(),
          ),
        );
      },
      broken: (view, code) => found.push(`${code}@${view.lineNo}`),
      fileFault: (code) => found.push(code),
    };
    const reader = new DelimitedReader(structure, slots, 'utf-8', sink, 0);
    const bytes = Buffer.from(content);
    for (let at = 0; at < bytes.length; at += size) reader.push(Buffer.from(bytes.subarray(at, at + size)));
    reader.end();
    return found;
  };
  const whole = readIn(1_000_000);
  assert.deepEqual(readIn(1), whole);
  assert.deepEqual(readIn(3), whole);
  return whole;
}

const NAMES = { kind: 'names', names: { a: ['alpha'], b: ['beta'] }, required: ['a', 'b'] };

const CASES: readonly (readonly [
  name: string,
  change: Record<string, unknown>,
  content: string,
  expected: readonly (readonly string[] | string)[],
])[] = [
  ['any number of columns without a layout', {}, 'a,b\nc\nd,,f\n', [['a', 'b'], ['c'], ['d', '', 'f']]],
  ['doubled quotes are one', {}, '"say ""hi""",b\n', [['say "hi"', 'b']]],
  [
    'a backslash escapes delimiter, quote and itself',
    { escape: 'backslash', quote: null },
    'a\\,b,c\\\\,d\n',
    [['a,b', 'c\\', 'd']],
  ],
  [
    'a backslash inside quotes',
    { escape: 'backslash' },
    '"a\\"b",c\n"a\\\\",d\n',
    [
      ['a"b', 'c'],
      ['a\\', 'd'],
    ],
  ],
  ['without escapes a backslash is text', { escape: 'none' }, 'a\\,b\n', [['a\\', 'b']]],
  [
    'quotes inside quotes, lenient',
    { lenientQuotes: true },
    '2,NULL,""Name" <1115>",1115\n',
    [['2', 'NULL', '"Name" <1115>', '1115']],
  ],
  [
    'lenient reads well-formed rows as written',
    { lenientQuotes: true },
    '"say ""hi"", ok",b\n"",x\n"a""",y\n',
    [
      ['say "hi", ok', 'b'],
      ['', 'x'],
      ['a"', 'y'],
    ],
  ],
  ['lenient: an odd quote before the closing one', { lenientQuotes: true }, '"abc"",d\n', [['abc"', 'd']]],
  ['strict: text behind a closing quote', {}, '"a"b,c\nd\n', ['mediation.quoteText@1', ['d']]],
  [
    'several delimiters in a row count as one',
    { delimiter: ' ', mergeDelimiters: true, quote: null },
    '  10/02  1200 I   x \n',
    [['10/02', '1200', 'I', 'x']],
  ],
  ['a delimiter of several bytes', { delimiter: ' | ' }, 'a | b|c | d\n', [['a', 'b|c', 'd']]],
  ['a tab', { delimiter: '\t' }, 'a\t b \tc\n', [['a', 'b', 'c']]],
  [
    'a record end of several bytes',
    { recordEnd: '|\r\n', delimiter: '|' },
    'a|b|\r\nc|d\r|\r\n',
    [
      ['a', 'b'],
      ['c', 'd\r'],
    ],
  ],
  [
    'records that end with a bar',
    { recordEnd: '|' },
    'a,b|c,d|',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'old Macintosh line ends',
    { recordEnd: '\r' },
    'a,b\rc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a quoted field over several lines',
    { multiline: true },
    'a,"b\nc\r\nd"\ne,f\n',
    [
      ['a', 'b\nc\r\nd'],
      ['e', 'f'],
    ],
  ],
  ['a quoted field over the last line end', { multiline: true }, 'a\nb,"c\nd"', [['a'], ['b', 'c\nd']]],
  [
    'an open quote costs one record',
    { multiline: true },
    'a\n"b\nc,d\ne\n',
    [['a'], 'mediation.quoteOpen@2', ['c', 'd'], ['e']],
  ],
  ['an open quote in the last line', { multiline: true }, 'a\n"b', [['a'], 'mediation.truncated@2']],
  ['without multiline a line break ends it', {}, 'a,"b\nc"\n', ['mediation.quoteOpen@1', ['c"']]],
  [
    'lines that match are passed over',
    { ignore: ['^Page \\d', '^-+$'] },
    'Page 1\n----\na,b\nPage 2\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'the header once more on each page',
    { header: { ...NAMES, repeated: true } },
    'Alpha,Beta\n1,2\nAlpha,Beta\n3,4\n',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    'a later page may change the order',
    { header: { ...NAMES, repeated: true } },
    'Alpha,Beta\n1,2\nAlpha,x,Beta\n3,4,5\n',
    [
      ['1', '2'],
      ['3', '4', '5'],
    ],
  ],
  [
    'a line of types behind the header',
    { header: { ...NAMES, typesLine: true } },
    '"alpha","beta"\nINTEGER,VARCHAR(50)\n1,2\nUUID,TEXT\n',
    [
      ['1', '2'],
      ['UUID', 'TEXT'],
    ],
  ],
  ['types may be missing', { header: { ...NAMES, typesLine: true } }, 'alpha,beta\n1,2\n', [['1', '2']]],
  [
    'columns may be missing at the end',
    { layouts: [{ columns: ['a', 'b', 'c'] }], missingColumns: 'empty' },
    '1,2,3\n1\n1,2,3,4\n',
    [['1', '2', '3'], ['1'], 'mediation.columnCount@3'],
  ],
  [
    'columns may come in addition',
    { layouts: [{ columns: ['a', 'b'] }], extraColumns: 'ignore' },
    '1,2,3\n1\n',
    [['1', '2', '3'], 'mediation.columnCount@2'],
  ],
];

for (const [name, change, content, expected] of CASES) {
  test(`delimited: ${name}`, () => assert.deepEqual(rows(content, change), expected));
}

test('delimited: quotes that never close cost bounded work, and lines after them are read', () => {
  const text = `${'"x\n'.repeat(3001)}a,b\n`;
  const found = rows(text.slice(0, 2000), { multiline: true });
  assert.ok(found.length > 300);
  const all = rows(`"open\n${'a,b\n'.repeat(500)}`, { multiline: true });
  assert.deepEqual([all[0], all.length], ['mediation.quoteOpen@1', 501]);
});
