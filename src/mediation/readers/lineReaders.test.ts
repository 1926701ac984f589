import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFormat } from '../formats.ts';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { openReader } from './openReader.ts';
import { MAX_RECORD_BYTES, type RecordSink } from './sink.ts';
import { SlotTable } from './slots.ts';
import { locate } from './view.ts';

type Row = Readonly<Record<string, string>> | string;

/**
 * The named fields of each record with what is not empty, or `code@line:byte`. Read whole and in pieces of one and of seven bytes: the same
 * must come out, and each column must stand in the raw record where the reader says.
 */
function rows(
  structure: FormatDefinition['structure'],
  content: string | Buffer,
  names: readonly string[],
  size?: number,
): Row[] {
  const bytes = Buffer.from(content);
  const readIn = (piece: number): Row[] => {
    const fields = Object.fromEntries(names.map((name) => [name, { at: [{ column: name }] }]));
    const format = formatSchema.parse({ ...findFormat('french-carrier-csv'), structure, fields });
    const slots = new SlotTable(format);
    const access = names.map(slots.access);
    const found: Row[] = [];
    const sink: RecordSink = {
      record: (view) => {
        const values = access.map((field): [string, string] => {
          if (!locate(view, field)) return [field.name, ''];
          const at = view.byteOffset + view.s - view.rawFrom;
          if (view.bytes === view.raw)
            assert.ok(bytes.subarray(at, at + view.e - view.s).equals(view.bytes.subarray(view.s, view.e)));
          return [field.name, view.bytes.toString('utf8', view.s, view.e)];
        });
        found.push(Object.fromEntries(values.filter(([, text]) => text !== '')));
      },
      broken: (view, code) => found.push(`${code}@${view.lineNo}:${view.byteOffset}`),
      fileFault: (code) => found.push(code),
    };
    const reader = openReader(format.structure, slots, 'utf-8', sink, 0);
    for (let at = 0; at < bytes.length; at += piece) reader.push(Buffer.from(bytes.subarray(at, at + piece)));
    reader.end();
    return found;
  };
  const whole = readIn(size ?? bytes.length + 1);
  if (size === undefined) for (const piece of [1, 7]) assert.deepEqual(readIn(piece), whole);
  return whole;
}

const FIXED = {
  kind: 'fixed' as const,
  columns: [
    { name: 'type', start: 0, length: 3 },
    { name: 'number', start: 4, length: 6 },
    { name: 'seconds', start: 10, length: 4 },
  ],
};
const OXE = {
  kind: 'selfDescribing' as const,
  headerPrefix: '#',
  headerPattern: '(?<name>[A-Za-z]+),(?<start>\\d+),(?<end>\\d+),[LNR]',
};
const DETAIL = { kind: 'keyValue' as const, form: 'lines' as const, heading: 'received', innerPairs: true };
const ACC = { kind: 'keyValue' as const, form: 'inline' as const, after: 'answered: ', heading: 'before' };

const CASES: readonly (readonly [
  name: string,
  structure: FormatDefinition['structure'],
  names: readonly string[],
  content: string,
  expected: readonly Row[],
])[] = [
  [
    'fixed: columns by place, blanks taken off, short lines',
    FIXED,
    ['type', 'number', 'seconds'],
    'CDR 0401  0060\r\n\nCDR 0402\nTRL',
    [{ type: 'CDR', number: '0401', seconds: '0060' }, { type: 'CDR', number: '0402' }, { type: 'TRL' }],
  ],
  [
    'fixed: a line too short is broken, cut off at the end of the file',
    { ...FIXED, leastLength: 14 },
    ['type'],
    'CDR 0401  0060\nCDR 0402\nCDR 0403',
    [{ type: 'CDR' }, 'mediation.lineShort@2:15', 'mediation.truncated@3:24'],
  ],
  [
    'fixed: records without line breaks',
    { ...FIXED, recordLength: 14 },
    ['number', 'seconds'],
    'CDR 0401  0060CDR 0402  0061CDR 04\n',
    [{ number: '0401', seconds: '0060' }, { number: '0402', seconds: '0061' }, 'mediation.truncated@3:28'],
  ],
  [
    'fixed: pages with headings and comments',
    { ...FIXED, skipLines: 1, ignore: ['^ *Date ', '^-+$'], commentPrefix: '*' },
    ['type'],
    'Report\n  Date  Time\n------\nA   1\n* note\n  Date  Time\nB   2\n',
    [{ type: 'A' }, { type: 'B' }],
  ],
  [
    'self-describing: the places come from the file, and may change',
    OXE,
    ['Called', 'Charged'],
    '#Version,1,3,L,Called,4,9,L,Charged,10,12,R\n5.20401   21\n#Version,1,3,L,Charged,4,6,R,Called,7,12,L\n5.2 220402\n',
    [
      { Called: '0401', Charged: '21' },
      { Called: '0402', Charged: '22' },
    ],
  ],
  [
    'self-describing: nothing is read before a description',
    OXE,
    ['Called'],
    '5.20401\n#Called,1,3,L\n',
    ['mediation.heading'],
  ],
  ['self-describing: a description without columns', OXE, ['Called'], '#nothing\n5.2\n', ['mediation.heading']],
  [
    'regex: groups are columns, optional ones may be missing',
    { kind: 'regex', pattern: '^(?<at>\\S+ \\S+) Sent SMS \\[from:(?<from>[^\\]]*)\\](?: \\[to:(?<to>[^\\]]*)\\])?' },
    ['at', 'from', 'to'],
    '2026-01-01 12:00:00 Sent SMS [from: +49] [to:+33é]\n2026-01-01 12:00:01 Sent SMS [from:+49]\nLog ends\n2026-01',
    [
      { at: '2026-01-01 12:00:00', from: '+49', to: '+33é' },
      { at: '2026-01-01 12:00:01', from: '+49' },
      'mediation.lineForm@3:92',
      'mediation.truncated@4:101',
    ],
  ],
  [
    'regex: other lines may be no records',
    { kind: 'regex', pattern: '^(?<a>\\d+)$', otherLines: 'ignore' },
    ['a'],
    'x\n1\ny\n2',
    [{ a: '1' }, { a: '2' }],
  ],
  [
    'pairs by lines: heading, quotes, values that are pairs, names that come twice',
    DETAIL,
    ['received', 'User-Name', 'h323-call-type', 'h323-ivr-out', 'Acct-Status-Type', 'X'],
    'Sun Dec 25 15:59:47 2005\n\tUser-Name = "10\\"1"\n\tUser-Name = "102"\n\th323-call-type = "h323-call-type=VoIP"\n\tCisco-AVPair = "h323-ivr-out=a:b=c"\n\tAcct-Status-Type = Stop\n\nTue Sep 13 16:24:27 2011\n\tX = \'y z\'\n',
    [
      {
        received: 'Sun Dec 25 15:59:47 2005',
        'User-Name': '10"1',
        'h323-call-type': 'VoIP',
        'h323-ivr-out': 'a:b=c',
        'Acct-Status-Type': 'Stop',
      },
      { received: 'Tue Sep 13 16:24:27 2011', X: "'y z'" },
    ],
  ],
  [
    'pairs by lines: CR LF, comments, a heading without blank line before it, no pairs',
    { ...DETAIL, commentPrefix: '#' },
    ['received', 'X'],
    '# first\r\nMon 1\r\n\tX = 1\r\nMon 2\r\n\tX = 2\r\n\r\n\r\nMon 3\r\n\r\n',
    [{ received: 'Mon 1', X: '1' }, { received: 'Mon 2', X: '2' }, 'mediation.noPairs@8:43'],
  ],
  [
    'pairs in a line: behind a text, whatever stands before it',
    ACC,
    ['before', 'method', 'code', 'reason'],
    'NOTICE: acc: transaction answered: method=INVITE;nothing;code=200;reason="a;b=c";x=\nACC: call missed: method=INVITE\n',
    [{ before: 'NOTICE: acc: transaction', method: 'INVITE', code: '200', reason: 'a;b=c' }, 'mediation.noPairs@2:84'],
  ],
  [
    'pairs in a line: other delimiters',
    { kind: 'keyValue', form: 'inline', pairDelimiter: ', ', keyDelimiter: ': ' },
    ['a', 'b'],
    'a: 1, b: x, y\n',
    [{ a: '1', b: 'x' }],
  ],
];

for (const [name, structure, names, content, expected] of CASES)
  test(name, () => assert.deepEqual(rows(structure, content, names), expected));

test('records of pairs that are too long pass without being held', () => {
  const long = `h1\n\tX = 1\n${'\ty = 2222222222\n'.repeat(MAX_RECORD_BYTES / 8)}\nh2\n\tX = 2\n`;
  assert.deepEqual(rows(DETAIL, long, ['X'], 65_536), ['mediation.recordTooLong@1:0', { X: '2' }]);
  const line = `h1\n\tX = ${'3'.repeat(2 * MAX_RECORD_BYTES)}\n\nh2\n\tX = 2\n`;
  assert.deepEqual(rows(DETAIL, line, ['X'], 65_536), ['mediation.recordTooLong@1:0', { X: '2' }]);
});

test('a line too long for a pattern is a reject at once', () => {
  const line = 'a'.repeat(20_000);
  assert.deepEqual(rows({ kind: 'regex', pattern: '^(?<x>a*)(?<y>a*)b$' }, `${line}\naab\n`, ['x'], 65_536), [
    'mediation.recordTooLong@1:0',
    { x: 'aa' },
  ]);
});
