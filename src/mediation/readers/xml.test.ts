import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { FileReading } from '../reading/reading.ts';
import { compileElementPaths, isAt } from './xmlPath.ts';

const field = (path: string, many?: 'sum') => ({ at: [{ path }], ...(many === undefined ? {} : { many }) });

const DEFINITION: FormatDefinition = {
  id: 'xml',
  version: 1,
  name: 'XML',
  structure: { kind: 'xml', recordPath: '/File/CDRs/Call' },
  fields: {
    id: field('@id'),
    at: field('start'),
    s: field('leg[@role=b].seconds', 'sum'),
    from: field('from'),
    to: field('to.number'),
    name: field('#name'),
  },
  record: {
    start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from' },
    called: { field: 'to' },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id'] },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

interface Read {
  readonly reading: FileReading;
  readonly records: {
    readonly called: number;
    readonly callingText: string | null;
    readonly seconds: number;
    readonly lineNo: number;
    readonly byteOffset: number;
  }[];
}

function read(content: string | Buffer, change: Partial<FormatDefinition> = {}, pieces = 65_536): Read {
  const definition = formatSchema.parse({ ...DEFINITION, ...change });
  const { compiled, findings } = compileFormat(definition, { id: 1, zone: 'UTC', country: 'DE', settings: {} });
  assert.deepEqual(findings, []);
  const records: Read['records'] = [];
  const reading = new FileReading(compiled!, ({ bNumber, aText, durationMs, recordNo, byteOffset }) =>
    records.push({ called: bNumber, callingText: aText, seconds: durationMs / 1000, lineNo: recordNo, byteOffset }),
  );
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += pieces) reading.push(bytes.subarray(at, at + pieces));
  reading.end();
  return { reading, records };
}

const call = (id: number, inner = '<leg role="b"><seconds>60</seconds></leg>') =>
  `<Call id="${id}"><start>1700000000</start><from>Zoé &amp; Söhne &#49;</from>
   <to type="e164"><number>+494010000${id}</number></to>${inner}</Call>`;

const file = (...calls: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE File SYSTEM "never.dtd"><!-- <Call/> --><File><Header n="1"/><CDRs>
${calls.join('\n')}
</CDRs><Call id="9"/></File>`;

const LEGS = `<leg role="a"><seconds>7</seconds></leg><leg role="b"><seconds>60</seconds></leg>
<leg role="b"><seconds><![CDATA[ 1.5 ]]></seconds></leg>`;

test('records by path: attributes, texts, lists, filters, entities of the language, CDATA, comments', () => {
  const content = file(call(1, LEGS), call(2));
  const { reading, records } = read(content);
  assert.equal(reading.quarantine, null);
  assert.deepEqual(
    records.map(({ called, callingText, seconds }) => [called, callingText, seconds]),
    [
      [494_010_000_1, 'Zoé & Söhne 1', 61.5],
      [494_010_000_2, 'Zoé & Söhne 1', 60],
    ],
  );
  const bytes = Buffer.from(content);
  for (const [index, { byteOffset }] of records.entries())
    assert.equal(bytes.toString('utf8', byteOffset, byteOffset + 13), `<Call id="${index + 1}">`);
  for (const pieces of [1, 2, 3, 7, 100]) assert.deepEqual(read(content, {}, pieces).records, records, `${pieces}`);
});

test('namespaces: by their URI, whatever prefix the document uses; without any, by local name', () => {
  const content = `<a:File xmlns:a="urn:one" xmlns:b="urn:two"><a:CDRs><a:Call id="5" b:id="6"><a:start>1700000000</a:start>
    <b:start>1600000000</b:start><b:from>x</b:from><to><number>+4940100005</number></to></a:Call></a:CDRs></a:File>`;
  const { records, reading } = read(content, {
    structure: {
      kind: 'xml',
      recordPath: '/one:File/one:CDRs/one:Call',
      namespaces: { one: 'urn:one', two: 'urn:two' },
    },
    fields: { ...DEFINITION.fields, at: field('one:start'), from: field('two:from'), id: field('@two:id') },
  });
  assert.equal(reading.quarantine, null);
  assert.deepEqual(
    records.map(({ called, callingText }) => [called, callingText]),
    [[494_010_000_5, 'x']],
  );
  assert.equal(read(content).records.length, 1);
});

test('the declared encoding is read; one we do not know is told', () => {
  const content = file(call(1)).replace('UTF-8', 'ISO-8859-1');
  assert.equal(read(iconv.encode(content, 'iso-8859-1')).records[0]?.callingText, 'Zoé & Söhne 1');
  const unknown = read(file(call(1)).replace('UTF-8', 'EBCDIC-FR')).reading;
  assert.equal(unknown.quarantine?.code, 'mediation.fileEncoding');
});

const WHOLE = { kind: 'xml', recordPath: '/File/CDRs/Call', broken: 'file' } as const;

test('what is not well-formed is put aside whole where the format says so, with its place', () => {
  const billion = `<!DOCTYPE File [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><File><CDRs><Call id="1"><from>&b;</from></Call></CDRs></File>`;
  const cases: [string, string, string][] = [
    ['a closing tag too many', `${file(call(1))}</File>`, 'mediation.xml'],
    ['tags that cross', file('<Call id="1"><start></Call></start>'), 'mediation.xml'],
    ['an entity of its own', billion, 'mediation.xml'],
    ['an entity nobody knows', file(call(1).replace('&amp;', '&auml;')), 'mediation.xml'],
    ['cut off in a record', file(call(1)).slice(0, 220), 'mediation.xmlCut'],
    ['cut off behind the records', file(call(1)).replace('</File>', ''), 'mediation.xmlCut'],
    ['no XML at all', 'id;start;from\n1;2;3\n', 'mediation.xml'],
    ['nested without end', '<a>'.repeat(100_000), 'mediation.xml'],
  ];
  for (const [name, content, code] of cases) {
    const { reading, records } = read(content, { structure: WHOLE });
    assert.equal(reading.quarantine?.code, code, name);
    assert.ok(Number(reading.quarantine?.params?.line) >= 1, name);
    assert.ok(records.length <= 1, name);
  }
});

test('broken in the middle: what came before stays, the rest is one reject with its place; or the file is put aside', () => {
  const cases: [string, string, line: number][] = [
    ['tags that cross', file(call(1), call(2), '<Call id="3"><start></Call></start>', call(4)), 7],
    ['an entity nobody knows', file(call(1), call(2), call(3).replace('&amp;', '&auml;'), call(4)), 7],
    ['cut off in a record', file(call(1), call(2), call(3)).slice(0, -40), 7],
    ['cut off behind the records', file(call(1), call(2)).replace('</File>', ''), 7],
  ];
  for (const [name, content, line] of cases)
    for (const pieces of [65_536, 100, 7]) {
      const { reading, records } = read(content, {}, pieces);
      assert.equal(reading.quarantine, null, name);
      assert.equal(records.length, 2, name);
      assert.deepEqual(
        reading.rejects.map(({ code, recordNo }) => [code, recordNo]),
        [['mediation.xmlRest', 3]],
        name,
      );
      const { lineNo, byteOffset, raw } = reading.rejects[0]!;
      assert.ok(Math.abs(lineNo - line) <= 1, `${name}: line ${lineNo}`);
      assert.equal(Buffer.from(content).subarray(byteOffset).toString().slice(0, 20), raw.slice(0, 20), name);
      const whole = read(content, { structure: WHOLE }, pieces);
      assert.equal(whole.reading.quarantine?.code, name.startsWith('cut') ? 'mediation.xmlCut' : 'mediation.xml', name);
    }
});

test('several documents one after another', () => {
  const { reading, records } = read(`<?xml version="1.0"?>${call(1)}\n<?xml version="1.0"?>\n${call(2)}\n`, {
    structure: { kind: 'xml', recordPath: '/Call' },
  });
  assert.equal(reading.quarantine, null);
  assert.equal(records.length, 2);
});

test('a record that is too long or too deep is told and passed over; the next one is read', () => {
  const long = call(1, `<note>${'x'.repeat(1_200_000)}</note>`);
  const manyElements = call(1, '<i/>'.repeat(400_000));
  const deep = call(1, `${'<i>'.repeat(300)}${'</i>'.repeat(300)}`);
  const cases: [string, string, string][] = [
    ['long text', long, 'mediation.recordTooLong'],
    ['many elements', manyElements, 'mediation.recordTooLong'],
    ['deep', deep, 'mediation.xmlDeep'],
  ];
  for (const [name, content, code] of cases) {
    const { reading, records } = read(file(content, call(2)));
    assert.equal(reading.quarantine, null, name);
    assert.deepEqual(
      reading.rejects.map((reject) => [reject.code, reject.lineNo]),
      [[code, 3]],
      name,
    );
    assert.ok(reading.rejects[0]!.raw.startsWith('<Call id="1">'), name);
    assert.equal(records.length, 1, name);
    assert.equal(
      Buffer.from(file(content, call(2))).toString('utf8', records[0]!.byteOffset, records[0]!.byteOffset + 13),
      '<Call id="2">',
      name,
    );
  }
});

test('a text of 40 MB outside of records passes without being held', () => {
  const definition = formatSchema.parse(DEFINITION);
  const { compiled } = compileFormat(definition, { id: 1, zone: 'UTC', country: 'DE', settings: {} });
  let records = 0;
  const reading = new FileReading(compiled!, () => records++);
  const piece = Buffer.alloc(1_048_576, 'x');
  const before = process.memoryUsage().rss;
  reading.push(Buffer.from('<File><Header>'));
  for (let at = 0; at < 40; at++) reading.push(piece);
  reading.push(Buffer.from(`</Header><CDRs>${call(1)}</CDRs></File>`));
  reading.end();
  assert.equal(reading.quarantine, null);
  assert.equal(records, 1);
  assert.ok(process.memoryUsage().rss - before < 150e6);
});

test('legs of a record, and records of several kinds', () => {
  const content = file(call(1, LEGS)).replace('<Header n="1"/>', '<Header n="7"/>');
  const legs = read(content, {
    structure: { kind: 'xml', recordPath: '//Call', each: 'leg' },
    fields: {
      ...DEFINITION.fields,
      id: field('..@id'),
      at: field('..start'),
      from: field('..from'),
      to: field('..to.number'),
      s: field('seconds'),
    },
    filters: [{ reason: 'empty', when: { field: 'at', empty: true } }],
  });
  assert.deepEqual(
    legs.records.map(({ seconds }) => seconds),
    [7, 60, 1.5],
  );
  assert.deepEqual(legs.reading.filterCounts, { empty: 1 });
});

test('element paths', () => {
  const cases: [string, string, boolean][] = [
    ['/a/b', 'a/b', true],
    ['/a/b', 'x/a/b', false],
    ['/a/b', 'a/b/c', false],
    ['//b', 'a/x/b', true],
    ['//b', 'b', true],
    ['//a/b', 'x/a/b', true],
    ['/a/*/c', 'a/b/c', true],
    ['/a/*', 'a', false],
    ['/a/b|//c', 'x/y/c', true],
    ['/p:a', 'p:a', true],
  ];
  for (const [path, open, expected] of cases)
    assert.equal(isAt(compileElementPaths(path)!, open.split('/')), expected, `${path} at ${open}`);
  for (const wrong of ['a/b', '/', '/a//b', '/a[1]', '']) assert.equal(compileElementPaths(wrong), null, wrong);
});
