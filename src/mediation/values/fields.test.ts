import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { FileReading } from '../reading/reading.ts';
import { encoded } from './text.ts';

/** A format of comma separated lines: start, duration in seconds, calling, called, and what a case adds. */
const BASE: FormatDefinition = {
  id: 'test-lines',
  version: 1,
  name: 'Test',
  structure: { kind: 'delimited', delimiter: ',' },
  fields: {
    start: { at: [{ index: 0 }] },
    duration: { at: [{ index: 1 }] },
    calling: { at: [{ index: 2 }] },
    called: { at: [{ index: 3 }] },
  },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'duration', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called' },
  },
  dedup: { keys: [['*']] },
  fingerprint: {},
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

type Fields = NonNullable<FormatDefinition['fields']>;

/** The account of the first record, or the code of its reject, with a field `account` defined so. */
function account(
  definition: Fields[string],
  line: string,
  { others = {}, charset = 'utf-8' as 'utf-8' | 'cp850', name = '', arrivalMs = null as number | null } = {},
): string | null {
  const format = formatSchema.parse({
    ...BASE,
    encoding: { charsets: [charset] },
    container: { fileNames: '^(?<node>[a-z]+)-(?<year>\\d{4})' },
    fields: { ...BASE.fields, ...others, account: definition },
    record: { ...BASE.record, account: { field: 'account' } },
  });
  const { compiled, findings } = compileFormat(format, { id: 1, zone: 'UTC', country: 'DE', settings: {} });
  assert.deepEqual(findings, []);
  let found: string | null = null;
  const reading = new FileReading(compiled!, (record) => (found = record.accountText), { name, arrivalMs });
  reading.push(encoded(`${line}\n`, charset));
  reading.end();
  return reading.rejects[0]?.code ?? found;
}

const LINE = '2026-09-01 09:00:00,60,+49405550100,+49405550101';

const CASES: readonly (readonly [
  name: string,
  definition: Fields[string],
  line: string,
  expected: string | null,
  more?: Parameters<typeof account>[2],
])[] = [
  ['a position', { at: [{ index: 4 }] }, `${LINE},x,y`, 'x'],
  ['a position from the end', { at: [{ index: -1 }] }, `${LINE},x,y`, 'y'],
  ['a position from the end, of each record', { at: [{ index: -2 }] }, `${LINE},x,y,z`, 'y'],
  ['a position before the first', { at: [{ index: -20 }] }, LINE, null],
  ['bytes of the record', { at: [{ start: 5, length: 2 }] }, LINE, '09'],
  ['bytes beyond the record', { at: [{ start: 500, length: 2 }] }, LINE, null],
  ['a constant', { at: [{ constant: 'trunk 1' }] }, LINE, 'trunk 1'],
  ['a group of the file name', { at: [{ fileName: 'node' }] }, LINE, 'paris', { name: 'paris-2026-09.csv' }],
  ['a group of another name', { at: [{ fileName: 'node' }] }, LINE, null, { name: '1.csv' }],
  ['when it came', { at: [{ arrival: true }] }, LINE, '2026-09-02T00:00:00.000Z', { arrivalMs: Date.UTC(2026, 8, 2) }],
  ['the first that holds something', { at: [{ index: 4 }, { index: 5 }, { constant: 'x' }] }, `${LINE},,y`, 'y'],
  [
    'the first that means something',
    { at: [{ index: 4 }, { constant: 'x' }], nulls: ['NULL', 'NA'] },
    `${LINE},NA`,
    'x',
  ],
  [
    'transforms in order',
    { at: [{ index: 4 }], transforms: [{ op: 'split', by: '@', take: 0 }, { op: 'upper' }] },
    `${LINE},ab@c`,
    'AB',
  ],
  [
    'nothing left by the first place: the second',
    { at: [{ index: 4 }, { index: 5 }], transforms: [{ op: 'split', by: '@', take: 1 }] },
    `${LINE},ab,c@d`,
    'd',
  ],
  [
    'a text that is no key of the table',
    { at: [{ index: 4 }], transforms: [{ op: 'map', table: { a: 'b' }, otherwise: 'reject' }] },
    `${LINE},x`,
    'mediation.unmapped',
  ],
  [
    'a text that cannot be made',
    { at: [{ index: 4 }], transforms: [{ op: 'hexToInt' }] },
    `${LINE},x`,
    'mediation.transform',
  ],
  [
    'a template of other fields',
    { at: [{ constant: '-' }], transforms: [{ op: 'template', text: '{duration}{}{tail}' }] },
    `${LINE},x,y`,
    '60-Y',
    { others: { tail: { at: [{ index: -1 }], transforms: [{ op: 'upper' }] } } },
  ],
  [
    'doubled quotes before transforms',
    { at: [{ index: 4 }], transforms: [{ op: 'upper' }] },
    `${LINE},"a ""b"""`,
    'A "B"',
  ],
  [
    'letters of the charset',
    { at: [{ index: 4 }], transforms: [{ op: 'upper' }] },
    `${LINE},größe`,
    'GRÖSSE',
    { charset: 'cp850' },
  ],
];

for (const [name, definition, line, expected, more = {}] of CASES)
  test(`field: ${name}`, () => assert.equal(account(definition, line, more), expected));

const FAULTS: readonly (readonly [name: string, change: Partial<FormatDefinition>, code: string])[] = [
  ['a path in lines', { fields: { ...BASE.fields, x: { at: [{ path: 'a.b' }] } } }, 'mediation.placeUnknown'],
  ['a group without a pattern', { fields: { ...BASE.fields, x: { at: [{ group: 'a' }] } } }, 'mediation.placeUnknown'],
  [
    'a template of an unknown field',
    { fields: { ...BASE.fields, x: { at: [{ index: 1 }], transforms: [{ op: 'template', text: '{nowhere}' }] } } },
    'mediation.fieldUnknown',
  ],
  [
    'fields made of each other',
    {
      fields: {
        ...BASE.fields,
        x: { at: [{ index: 1 }], transforms: [{ op: 'template', text: '{y}' }] },
        y: { at: [{ index: 1 }], transforms: [{ op: 'template', text: '{x}' }] },
      },
    },
    'mediation.fieldCycle',
  ],
];

for (const [name, change, code] of FAULTS) {
  test(`a format with ${name} is refused`, () => {
    const format = formatSchema.parse({ ...BASE, ...change });
    const { compiled, findings } = compileFormat(format, { id: 1, zone: 'UTC', country: 'DE', settings: {} });
    assert.equal(compiled, null);
    assert.ok(
      findings.some((finding) => finding.code === code),
      JSON.stringify(findings),
    );
  });
}

/** Duration of the first record in ms between the times of columns 4 and 5, or the code of its reject. */
function between(line: string, change: object = {}): number | string | null {
  const pattern = { kind: 'pattern' as const, patterns: ['yyyy-MM-dd HH:mm:ss'] };
  const format = formatSchema.parse({
    ...BASE,
    fields: { ...BASE.fields, answer: { at: [{ index: 4 }] }, end: { at: [{ index: 5 }] } },
    record: {
      ...BASE.record,
      duration: { field: 'end', form: 'endMinusAnswer', ...change },
      details: { answer: { fields: ['answer'], form: pattern }, end: { fields: ['end'], form: pattern } },
    },
  });
  const { compiled, findings } = compileFormat(format, { id: 1, zone: 'Europe/Berlin', country: 'DE', settings: {} });
  assert.deepEqual(findings, []);
  let found: number | null = null;
  const reading = new FileReading(compiled!, ({ durationMs }) => (found = durationMs));
  reading.push(Buffer.from(`${LINE},${line}\n`));
  reading.end();
  return reading.rejects[0]?.code ?? found;
}

const BETWEEN: readonly (readonly [line: string, expected: number | string, change?: object])[] = [
  ['2026-09-01 09:00:10,2026-09-01 09:01:00', 50_000],
  ['2026-10-25 01:59:00,2026-10-25 02:01:00', 120_000],
  ['2026-03-29 01:59:00,2026-03-29 03:01:00', 120_000],
  [',2026-09-01 09:01:00', 0],
  ['2026-09-01 09:00:10,', 0],
  ['2026-09-01 09:00:10,', 'mediation.fieldEmpty', { empty: 'reject' }],
  ['x,2026-09-01 09:01:00', 'mediation.timestamp'],
  ['2026-09-01 09:00:10,x', 'mediation.timestamp'],
  ['2026-09-01 09:00:10,2026-09-01 09:00:00', 'mediation.duration'],
  ['2026-09-01 09:00:10,2026-09-01 09:00:00', 0, { negative: 'unanswered' }],
  ['2026-09-01 09:00:10,2027-09-01 09:00:00', 'mediation.duration'],
];

for (const [line, expected, change] of BETWEEN)
  test(`between answer and end: ${line} ${JSON.stringify(change ?? {})} is ${expected}`, () =>
    assert.equal(between(line, change), expected));
