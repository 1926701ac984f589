import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timestampSchema } from '../language/values.ts';
import { type FieldAccess, newView, type RecordView } from '../readers/view.ts';
import { TimestampReader } from './timestamp.ts';

type Definition = Parameters<typeof timestampSchema.parse>[0] & object;

/** Reads one record after another with columns a, b, z; ISO times, `empty` or `wrong` with the field's name. */
function times(
  definition: Record<string, unknown> & Definition,
  records: readonly (readonly string[])[],
  facts: Partial<RecordView['facts']> = {},
): string[] {
  const parsed = timestampSchema.parse(definition);
  const access = (name: string, slot: number): FieldAccess => ({ name, slots: [slot], nulls: [], derive: null });
  const zoneField = parsed.zone !== 'source' && 'field' in parsed.zone ? access('z', 2) : null;
  const fields = parsed.fields.map((name, index) => access(name, index));
  const reader = new TimestampReader(parsed, fields, 'Europe/Berlin', zoneField);
  const view = newView(true);
  view.columnOf = Int16Array.of(0, 1, 2);
  view.facts = { ...view.facts, ...facts };
  return records.map((columns) => {
    view.data = Buffer.from(columns.join(''));
    view.count = columns.length;
    let at = 0;
    for (const [index, text] of columns.entries()) {
      view.start[index] = at;
      at += Buffer.byteLength(text);
      view.end[index] = at;
    }
    const ms = reader.read(view);
    if (Number.isNaN(ms)) return `${reader.failedEmpty ? 'empty' : 'wrong'} ${reader.failed?.name}`;
    return new Date(ms).toISOString().replace('.000Z', 'Z');
  });
}

const pattern = (...patterns: string[]) => ({ kind: 'pattern', patterns });
const ISO = 'yyyy-MM-dd HH:mm:ss';

const CASES: readonly (readonly [
  name: string,
  definition: Record<string, unknown>,
  columns: readonly string[],
  expected: string,
])[] = [
  [
    'two fields',
    { fields: ['a', 'b'], form: pattern('dd.MM.yyyy HH:mm:ss') },
    ['01.09.2026', '09:15:00'],
    '2026-09-01T07:15:00Z',
  ],
  [
    'two fields, cut where the pattern says',
    { fields: ['a', 'b'], form: pattern('MMM d yyyy | h:mm a') },
    ['Sep 1 2026', '9:15 PM'],
    '2026-09-01T19:15:00Z',
  ],
  [
    'two fields, time first',
    { fields: ['a', 'b'], form: pattern('HH:mm:ss dd.MM.yyyy', 'HH:mm dd/MM/yyyy') },
    ['09:15', '01/09/2026'],
    '2026-09-01T07:15:00Z',
  ],
  [
    'RFC 2822',
    { fields: ['a'], form: { kind: 'rfc2822' } },
    ['Tue, 31 Aug 2010 20:36:29 +0000'],
    '2010-08-31T20:36:29Z',
  ],
  [
    'RFC 2822 with the name of a zone, no weekday',
    { fields: ['a'], form: { kind: 'rfc2822' } },
    ['31 Aug 2010 20:36:29 EDT'],
    '2010-09-01T00:36:29Z',
  ],
  ['epoch seconds', { fields: ['a'], form: { kind: 'epoch', unit: 's' } }, ['1788249600'], '2026-09-01T08:00:00Z'],
  [
    'epoch seconds with a fraction',
    { fields: ['a'], form: { kind: 'epoch', unit: 's' } },
    ['1788249600.2504'],
    '2026-09-01T08:00:00.250Z',
  ],
  [
    'epoch ticks of 10 ms',
    { fields: ['a'], form: { kind: 'epoch', unit: 'ticks10ms' } },
    ['178824960025'],
    '2026-09-01T08:00:00.250Z',
  ],
  [
    'Gregorian seconds',
    { fields: ['a'], form: { kind: 'epoch', unit: 'gregorian' } },
    ['63955468800'],
    '2026-09-01T08:00:00Z',
  ],
  ['epoch zero is never', { fields: ['a'], form: { kind: 'epoch', unit: 's' } }, ['0'], 'empty a'],
  ['no epoch', { fields: ['a'], form: { kind: 'epoch', unit: 's' } }, ['17x'], 'wrong a'],
  [
    'an abbreviated zone',
    { fields: ['a'], form: pattern(`${ISO} zzz`) },
    ['2026-09-01 09:15:00 EEST'],
    '2026-09-01T06:15:00Z',
  ],
  [
    'an abbreviation that the format explains',
    { fields: ['a'], form: pattern(`${ISO} zzz`), zoneNames: { IST: 'Asia/Kolkata' } },
    ['2026-09-01 09:15:00 IST'],
    '2026-09-01T03:45:00Z',
  ],
  [
    'an abbreviation that nobody explains',
    { fields: ['a'], form: pattern(`${ISO} zzz`) },
    ['2026-09-01 09:15:00 IST'],
    'wrong a',
  ],
  [
    'minutes west of Greenwich',
    { fields: ['a'], form: pattern(ISO), zone: { field: 'z', form: 'minutesWest' } },
    ['2026-09-01 09:15:00', '', '480'],
    '2026-09-01T17:15:00Z',
  ],
  [
    'an offset within a text',
    { fields: ['a'], form: pattern(ISO), zone: { field: 'z', form: 'offsetWithin' } },
    ['2026-09-01 09:15:00', '', '1+020000'],
    '2026-09-01T07:15:00Z',
  ],
  [
    'an offset within a name',
    { fields: ['a'], form: pattern(ISO), zone: { field: 'z', form: 'offsetWithin' } },
    ['2026-09-01 09:15:00', '', 'GMT-05:00-Eastern Time(US)'],
    '2026-09-01T14:15:00Z',
  ],
  [
    'a code of the format’s own',
    {
      fields: ['a'],
      form: pattern(ISO),
      zone: { field: 'z', form: 'offset', table: { '7': 'America/Montreal', '8': '+03:00' } },
    },
    ['2026-01-01 09:15:00', '', '7'],
    '2026-01-01T14:15:00Z',
  ],
  [
    'a code that is not in the table',
    { fields: ['a'], form: pattern(ISO), zone: { field: 'z', form: 'offset', table: { '7': '+01:00' } } },
    ['2026-01-01 09:15:00', '', '9'],
    'wrong z',
  ],
  ['an unknown hour', { fields: ['a'], form: pattern(ISO) }, ['2026-01-01 24:00:00'], 'wrong a'],
];

for (const [name, definition, columns, expected] of CASES)
  test(`time: ${name}`, () => assert.deepEqual(times(definition, [columns]), [expected]));

test('a pattern that did not fit leaves nothing behind, nor does the record before', () => {
  const definition = { fields: ['a'], form: pattern('yyyy-MM-dd HH:mm:ssZ', ISO, 'yyyy-MM-dd HH:mm') };
  assert.deepEqual(times(definition, [['2026-09-01 09:15:42Z'], ['2026-09-01 09:15:42'], ['2026-09-01 09:15']]), [
    '2026-09-01T09:15:42Z',
    '2026-09-01T07:15:42Z',
    '2026-09-01T07:15:00Z',
  ]);
});

test('a time without a year is of the latest year that is not after its arrival', () => {
  const definition = { fields: ['a'], form: pattern('MM/dd HH:mm:ss'), missingYear: 'arrival' };
  const records = [['12/31 23:59:59'], ['01/01 00:10:00'], ['01/04 00:00:00'], ['02/29 12:00:00'], ['01/02 12:00:00']];
  assert.deepEqual(times(definition, records, { arrivalMs: Date.UTC(2027, 0, 1, 12) }), [
    '2026-12-31T22:59:59Z',
    '2026-12-31T23:10:00Z',
    '2026-01-03T23:00:00Z',
    '2024-02-29T11:00:00Z',
    '2027-01-02T11:00:00Z', // its clock may be ahead
  ]);
  assert.deepEqual(times(definition, records.slice(0, 1)), ['wrong a']);
});

test('a time without a year takes it from the file’s name, rolling over at New Year', () => {
  const definition = { fields: ['a'], form: pattern('MM/dd HH:mm'), missingYear: 'fileName' };
  const named = (captures: Record<string, string>) =>
    times(definition, [['12/31 23:00'], ['01/01 12:00']], { captures });
  assert.deepEqual(named({ year: '2026', month: '01' }), ['2025-12-31T22:00:00Z', '2026-01-01T11:00:00Z']);
  assert.deepEqual(named({ year: '26' }), ['2026-12-31T22:00:00Z', '2026-01-01T11:00:00Z']);
  assert.deepEqual(named({}), ['wrong a', 'wrong a']);
});

test('the hour that comes twice, by the order of the file', () => {
  const definition = { fields: ['a'], form: pattern(ISO), fold: 'monotonic' };
  const local = ['01:50', '02:10', '02:05', '02:50', '02:05', '02:40', '02:30', '03:10'];
  assert.deepEqual(
    times(
      definition,
      local.map((time) => [`2026-10-25 ${time}:00`]),
    ).map((text) => text.slice(11, 16)),
    ['23:50', '00:10', '00:05', '00:50', '01:05', '01:40', '01:30', '02:10'],
  );
});
