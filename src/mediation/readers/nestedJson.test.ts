import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { oneOf } from '../language/many.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import { FileReading } from '../reading/reading.ts';
import { encoded } from '../values/text.ts';
import { compilePath, firstText, textsAt } from './treePath.ts';

const DEFINITION: FormatDefinition = {
  id: 'nested',
  version: 1,
  name: 'Nested',
  structure: { kind: 'json', records: 'nested', root: 'data.calls' },
  fields: {
    ...Object.fromEntries(['id', 'at', 's', 'from', 'to'].map((path) => [path, { at: [{ path }] }])),
    cost: { at: [{ path: 'charges[kind=total].amount' }], many: 'sum' },
  },
  record: {
    start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to', bare: 'international' },
    costs: [{ field: 'cost' }],
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id'] },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

function read(content: string, change: Partial<FormatDefinition> = {}, pieces = Number.POSITIVE_INFINITY) {
  const { compiled, findings } = compileFormat(formatSchema.parse({ ...DEFINITION, ...change }), {
    id: 1,
    zone: 'UTC',
    country: 'DE',
    settings: {},
  });
  assert.deepEqual(findings, []);
  if (pieces === Number.POSITIVE_INFINITY) return readContent(compiled!, Buffer.from(content), 100);
  const records: { calledNumber: number; recordNo: number; byteOffset: number }[] = [];
  const reading = new FileReading(compiled!, ({ bNumber, recordNo, byteOffset }) =>
    records.push({ calledNumber: bNumber, recordNo, byteOffset }),
  );
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += pieces) reading.push(bytes.subarray(at, at + pieces));
  reading.end();
  return { reading, records };
}

const call = (id: number, more = '') =>
  `{"id":"${id}","at":1700000000,"s":60,"from":"4930123456","to":"4940${id}00000"${more}}`;

test('records inside a list inside the document, names and lists around them', () => {
  const content = `{"meta":{"calls":[{"not":"these"}],"data":[1]},
  "other":"data",
  "data":{"count":2,"calls":[
    ${call(1, ',"charges":[{"kind":"total","amount":"0.10"},{"kind":"tax","amount":9},{"kind":"total","amount":0.025}]')},
    ${call(2)}
  ],"next":null}}`;
  const { reading, records } = read(content);
  assert.equal(reading.quarantine, null);
  assert.deepEqual(
    records.map((record) => 'called' in record && [record.called, record.cost]),
    [
      ['+4940100000', '0.125'],
      ['+4940200000', null],
    ],
  );
  const whole = read(content, {}, 10_000).records;
  assert.deepEqual(
    whole.map((record) => 'byteOffset' in record && content.slice(record.byteOffset, record.byteOffset + 9)),
    ['{"id":"1"', '{"id":"2"'],
  );
  for (const pieces of [1, 2, 3, 7, 64]) assert.deepEqual(read(content, {}, pieces).records, whole, `${pieces} bytes`);
});

test('several pages one after another, lists around them', () => {
  const page = (id: number) => `{"data":[{"calls":[${call(id)}]},{"calls":[]}]}`;
  const { reading, records } = read(`${page(1)}\n${page(2)}`);
  assert.equal(reading.quarantine, null);
  assert.equal(records.length, 2);
});

test('a document without the list, and one that is cut off, is put aside', () => {
  const cases: [string, string, string][] = [
    ['no such list', '{"data":{"call":[]}}', 'mediation.jsonRoot'],
    ['cut off after a record', `{"data":{"calls":[${call(1)},`, 'mediation.jsonCut'],
    ['cut off in a record', `{"data":{"calls":[${call(1).slice(0, 20)}`, 'mediation.jsonCut'],
    ['cut off behind the records', `{"data":{"calls":[${call(1)}]`, 'mediation.jsonCut'],
    ['nested without end', `${'['.repeat(100)}`, 'mediation.jsonRoot'],
  ];
  for (const [name, content, code] of cases) assert.equal(read(content).reading.quarantine?.code, code, name);
});

test('a record that is no document is told with its place; the others are read', () => {
  const { reading, records } = read(`{"data":{"calls":[\n${call(1)},\n{"id":"2","s":60,},\n${call(3)}]}}`);
  assert.equal(records.length, 2);
  assert.deepEqual(
    reading.rejects.map(({ code, lineNo, recordNo }) => [code, lineNo, recordNo]),
    [['mediation.json', 3, 2]],
  );
});

test('legs of a record become records, which see what they belong to', () => {
  const content = `{"id":"7","at":1700000000,"from":"4930123456","legs":[{"s":60,"to":"4940111111"},{"s":5,"to":"4940222222"}]}
{"id":"8","at":1700000000,"from":"4930123456","s":1,"to":"4940333333"}`;
  const { records } = read(content, {
    structure: { kind: 'json', each: 'legs' },
    fields: {
      ...DEFINITION.fields,
      id: { at: [{ path: '..id' }] },
      at: { at: [{ path: '..at' }] },
      from: { at: [{ path: '..from' }] },
    },
    dedup: { keys: [['id', 'to']] },
  });
  assert.deepEqual(
    records.map((record) => 'called' in record && [record.calling, record.called, record.durationMs]),
    [
      ['+4930123456', '+4940111111', 60_000],
      ['+4930123456', '+4940222222', 5_000],
      ['+4930123456', '+4940333333', 1_000],
    ],
  );
});

test('paths: names, positions, filters, lists, text that is JSON, names with dots', () => {
  const record = {
    a: { b: 'x' },
    list: [{ k: '1', v: 'one' }, { k: '2', v: 'two' }, [{ k: '3', v: 'deep' }]],
    'a.b': 'dotted',
    n: 1.5,
    yes: true,
    nothing: null,
    text: '{"in":{"side":"told"}}',
    'Start time': 't',
    element: { '@id': '9', '#': 'text' },
  };
  const cases: [string, string[]][] = [
    ['a.b', ['x']],
    ['["a.b"]', ['dotted']],
    ['n', ['1.5']],
    ['yes', ['true']],
    ['nothing', []],
    ['missing.deep', []],
    ['list.v', ['one', 'two', 'deep']],
    ['list[0].v', ['one']],
    ['list[-2].v', ['two']],
    ['list[9].v', []],
    ['list[k=2].v', ['two']],
    ['list[k=4].v', []],
    ['a[0].b', ['x']],
    ['text[json].in.side', ['told']],
    ['a[json]', []],
    ['Start time', ['t']],
    ['element', ['text']],
    ['element.@id', ['9']],
    ['constructor', []],
  ];
  for (const [path, expected] of cases) {
    assert.deepEqual(textsAt(record, null, compilePath(path)), expected, path);
    assert.equal(firstText(record, null, compilePath(path)), expected[0] ?? '', path);
  }
  assert.equal(firstText({}, record, compilePath('..a.b')), 'x');
});

test('several values as one', () => {
  assert.deepEqual(
    (['first', 'last', 'sum', 'count', 'join'] as const).map((many) => oneOf(['0.1', '0.2', '-1'], many)),
    ['0.1', '-1', '-0.7', '3', '0.1 0.2 -1'],
  );
  assert.deepEqual(
    (['first', 'last', 'sum', 'count', 'join'] as const).map((many) => oneOf([], many)),
    ['', '', '', '0', ''],
  );
  assert.equal(oneOf(['1', 'x'], 'sum'), 'NaN');
});

test('other charsets than UTF-8: texts, names on the way, rejects and places', () => {
  const charsets = ['iso-8859-1', 'windows-1252', 'cp850'] as const;
  for (const charset of charsets)
    for (const records of ['nested', 'documents'] as const) {
      const shape = records === 'nested' ? { records, root: 'détails.appels' } : { records };
      const rows = `${call(1).replace('4930123456', 'Zoé')},\n${call(2).replace('1700000000', '"é"')},\n${call(3)}`;
      const content = encoded(records === 'nested' ? `{"détails":{"appels":[${rows}]}}` : `[${rows}]`, charset);
      const definition = { ...DEFINITION, structure: { kind: 'json', ...shape }, encoding: { charsets: [charset] } };
      const { compiled } = compileFormat(formatSchema.parse(definition), {
        id: 1,
        zone: 'UTC',
        country: 'DE',
        settings: {},
      });
      const { reading, records: found } = readContent(compiled!, content, 10);
      assert.deepEqual(
        found.map(({ calling }) => calling),
        ['Zoé', '+4930123456'],
        `${charset} ${records}`,
      );
      const [reject] = reading.rejects;
      assert.deepEqual([reject?.code, reject?.params.found], ['mediation.timestamp', 'é']);
      assert.match(String(reject?.raw), /"é"/);
      assert.equal(content.subarray(Number(reject?.byteOffset)).toString('latin1', 0, 9), '{"id":"2"');
    }
});
