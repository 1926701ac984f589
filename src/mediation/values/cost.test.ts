import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';

type Costs = NonNullable<FormatDefinition['record']['costs']>;

function costOf(costs: Costs, columns: Readonly<Record<string, string>>, currency = 'EUR') {
  const definition: FormatDefinition = {
    id: 'costs',
    version: 1,
    name: 'Costs',
    structure: {
      kind: 'delimited',
      delimiter: '|',
      layouts: [{ columns: ['at', 's', 'to', ...Object.keys(columns)] }],
    },
    record: {
      start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
      duration: { field: 's', form: 's' },
      direction: { rules: [], otherwise: 'outbound' },
      calling: { field: 'to' },
      called: { field: 'to' },
      costs,
    },
    dedup: { keys: [['*']] },
    fingerprint: {},
    samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
  };
  const source = { id: 1, zone: 'UTC', country: 'DE', settings: {}, currency };
  const { compiled, findings } = compileFormat(formatSchema.parse(definition), source);
  assert.deepEqual(findings, []);
  const content = `1780000000|60|+4940111111|${Object.values(columns).join('|')}\n`;
  const { reading, records } = readContent(compiled!, Buffer.from(content), 1);
  return records.length === 1 ? records[0]!.cost : reading.rejects[0]!.field;
}

const total = { field: 'a' };
const cases: [string, Costs, Record<string, string>, string | null, string?][] = [
  ['one amount', [total], { a: '0.0546' }, '0.0546'],
  ['none told', [total], { a: '' }, null],
  ['in bundle', [total], { a: '0' }, '0'],
  [
    'access and service',
    [
      { field: 'a', kind: 'access' },
      { field: 'b', kind: 'service' },
    ],
    { a: '0.05', b: '0.10' },
    '0.15',
  ],
  [
    'one of two empty',
    [
      { field: 'a', kind: 'access' },
      { field: 'b', kind: 'service' },
    ],
    { a: '', b: '0.10' },
    '0.1',
  ],
  [
    'what is shown and not counted',
    [total, { field: 'b', kind: 'preBundle' }, { field: 'c', kind: 'retail' }],
    { a: '0.1', b: '9', c: '9' },
    '0.1',
  ],
  [
    'tax included, and told',
    [
      { field: 'a', taxIncluded: true },
      { field: 'b', kind: 'tax' },
    ],
    { a: '1.19', b: '0.19' },
    '1',
  ],
  ['tax beside it', [total, { field: 'b', kind: 'tax' }], { a: '1.00', b: '0.19' }, '1'],
  ['tax included, not told', [{ field: 'a', taxIncluded: true }], { a: '1.19' }, '1.19'],
  ['implied decimals', [{ field: 'a', decimals: 4 }], { a: '12345' }, '1.2345'],
  ['implied decimals beyond micro-units, half up', [{ field: 'a', decimals: 8 }], { a: '150' }, '0.000002'],
  ['decimals told by a field', [{ field: 'a', decimals: { field: 'b' } }], { a: '2300', b: '3' }, '2.3'],
  ['decimals not told', [{ field: 'a', decimals: { field: 'b' } }], { a: '2300', b: '' }, 'a'],
  ['a rate with a point', [{ field: 'a', rate: { field: 'b' } }], { a: '10', b: '0.85' }, '8.5'],
  [
    'TAP: special drawing rights by decimals and rate of the file',
    [{ field: 'a', decimals: { field: 'b' }, rate: { field: 'c', decimals: { field: 'd' } } }],
    { a: '2300', b: '3', c: '116203', d: '5' },
    '2.672669',
  ],
  ['no rate', [{ field: 'a', rate: { field: 'b' } }], { a: '10', b: '' }, 'b'],
  ['our currency', [{ field: 'a', currency: { field: 'b' } }], { a: '1', b: 'eur' }, '1'],
  ['another currency is not counted', [{ field: 'a', currency: { field: 'b' } }], { a: '1', b: 'USD' }, null],
  ['another currency, always', [{ field: 'a', currency: 'USD' }], { a: '1' }, null],
  ['another currency, where it is ours', [{ field: 'a', currency: 'USD' }], { a: '1' }, '1', 'USD'],
  ['another currency, converted', [{ field: 'a', currency: 'USD', rate: { field: 'b' } }], { a: '2', b: '0.5' }, '1'],
  [
    'converted into another currency than ours',
    [{ field: 'a', currency: 'XDR', rate: { field: 'b', into: 'USD' } }],
    { a: '2', b: '1.3' },
    null,
  ],
  [
    'no rate where the currency is another',
    [{ field: 'a', currency: 'XDR', rate: { field: 'b' } }],
    { a: '2', b: '' },
    null,
  ],
  [
    'no rate where the currency is ours',
    [{ field: 'a', currency: 'EUR', decimals: 2, rate: { field: 'b' } }],
    { a: '200', b: '' },
    '2',
  ],
  ['a credit', [{ field: 'a', negative: 'credit' }], { a: '-0.5' }, '-0.5'],
  ['a credit of the least there is', [{ field: 'a', negative: 'credit' }], { a: '-0.000001' }, '-0.000001'],
  [
    'a credit with its tax, of which one is written as a charge',
    [
      { field: 'a', negative: 'credit', taxIncluded: true },
      { field: 'b', kind: 'tax', negative: 'credit' },
    ],
    { a: '-1.19', b: '0.19' },
    '-1',
  ],
  [
    'a credit converted, half away from zero',
    [{ field: 'a', negative: 'credit', decimals: 7 }],
    { a: '-15' },
    '-0.000002',
  ],
  ['no amount', [total, { field: 'b', kind: 'service' }], { a: '1', b: 'x' }, 'b'],
];

test('what a record costs: kinds, tax, decimals, rates, currencies', () => {
  for (const [name, costs, columns, expected, currency] of cases)
    assert.equal(costOf(costs, columns, currency), expected, name);
});
