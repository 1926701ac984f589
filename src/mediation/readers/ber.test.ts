import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { plainRecord } from '../reading/preview.ts';
import { FileReading } from '../reading/reading.ts';
import { bcd, leaf, raw, tbcd, tlv, tlvIndefinite } from './testBer.ts';

const TAGS = {
  a1: 'File',
  a2: 'Header',
  a3: 'Calls',
  a4: 'Call',
  a5: 'Number integer',
  a700: 'Party',
  a16: 'At text',
  a17: 'Seconds integer',
  a18: 'From bcd',
  'a4/c1': 'To address',
  'a4/c2': 'Charges',
  'a4/c2/u16': 'Charge',
  'a4/c2/u16/c0': 'Kind text',
  'a4/c2/u16/c1': 'Amount integer',
  'a4/c3': 'When time',
  'a4/c4': 'Node ip',
  'a4/c5': 'Ref hex',
};

const at = (path: string, many?: 'sum' | 'count') => ({ at: [{ path }], ...(many === undefined ? {} : { many }) });

const DEFINITION: FormatDefinition = {
  id: 'ber',
  version: 1,
  name: 'BER',
  structure: { kind: 'asn1', recordPath: '/File/Calls/Call', tags: TAGS },
  fields: {
    name: at('#name'),
    start: at('Party.At'),
    s: at('Seconds'),
    from: at('Party.From'),
    to: at('To'),
    cost: at('Charges.Charge[Kind=00].Amount', 'sum'),
    ref: at('Ref'),
    node: at('Node'),
    when: at('When'),
    charges: at('Charges.Charge', 'count'),
  },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to' },
    account: { field: 'node' },
    costs: [{ field: 'cost' }],
  },
  dedup: { keys: [['ref', 'when', 'charges', 'name']] },
  fingerprint: { paths: ['start'] },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

function read(content: Buffer, change: Partial<FormatDefinition> = {}, pieces = 65_536) {
  const definition = formatSchema.parse({ ...DEFINITION, ...change });
  const { compiled, findings } = compileFormat(definition, { id: 1, zone: 'UTC', country: 'DE', settings: {} });
  assert.deepEqual(findings, []);
  const records: (ReturnType<typeof plainRecord> & { readonly byteOffset: number })[] = [];
  const reading = new FileReading(compiled!, (record) =>
    records.push({ ...plainRecord(record), byteOffset: record.byteOffset }),
  );
  for (let from = 0; from < content.length; from += pieces) reading.push(content.subarray(from, from + pieces));
  reading.end();
  return { reading, records };
}

type Container = (tag: string, ...values: Buffer[]) => Buffer;

function call(container: Container, seconds: number, more: Buffer[] = []): Buffer {
  return container(
    'a4',
    container('a700', leaf('a16', '20260901120000'), leaf('a18', bcd('4930123456789'))),
    leaf('a17', seconds),
    leaf('c1', raw(`91${tbcd('33612345678').bytes.toString('hex')}`)),
    container(
      'c2',
      container('u16', leaf('c0', '01'), leaf('c1', 999)),
      container('u16', leaf('c0', '00'), leaf('c1', 150)),
      container('u16', leaf('c0', '00'), leaf('c1', 75)),
    ),
    leaf('c3', raw('2609011200002b0200')),
    leaf('c4', raw('c0a80001')),
    leaf('c5', raw('00ff')),
    leaf('c99', 'nobody knows this one'),
    ...more,
  );
}

const file = (container: Container, ...calls: Buffer[]) =>
  container('a1', container('a2', leaf('a5', 7)), container('a3', ...calls), leaf('a5', calls.length));

const EXPECTED = {
  start: '2026-09-01T12:00:00.000Z',
  durationMs: 300_000,
  direction: 'outbound',
  calling: '+4930123456789',
  called: '+33612345678',
  account: '192.168.0.1',
  cost: '225',
};

const plain = (records: readonly { readonly byteOffset: number }[]) =>
  records.map(({ byteOffset: _, ...record }) => record);

test('definite and indefinite lengths, blocks filled up with zeros, cut anywhere', () => {
  for (const container of [tlv, tlvIndefinite]) {
    const content = Buffer.concat([file(container, call(container, 300), call(container, 300)), Buffer.alloc(37)]);
    const { reading, records } = read(content);
    assert.equal(reading.quarantine, null);
    assert.deepEqual(plain(records), [EXPECTED, EXPECTED]);
    const first = call(container, 300);
    for (const { byteOffset } of records)
      assert.deepEqual(content.subarray(byteOffset, byteOffset + first.length), first);
    for (const pieces of [1, 2, 3, 7, 50, 200])
      assert.deepEqual(read(content, {}, pieces).records, records, `${pieces} bytes`);
  }
});

test('numbers: negative, long, and too long for a number', () => {
  const cases: [number, number | null][] = [
    [0, 0],
    [127, 127_000],
    [128, 128_000],
    [-1, null],
    [2_000_000, 2_000_000_000],
    [2 ** 40, null],
  ];
  for (const [seconds, durationMs] of cases) {
    const { reading, records } = read(file(tlv, call(tlv, seconds)));
    assert.equal(records[0]?.durationMs ?? null, durationMs, String(seconds));
    if (durationMs === null) assert.equal(reading.rejects[0]?.code, 'mediation.duration');
  }
  const long = tlv('a4', tlv('a700', leaf('a16', '20260901120000')), leaf('a17', raw('01'.repeat(20))));
  assert.equal(read(file(tlv, long)).reading.rejects[0]?.params.found, '?');
});

test('what is no BER, other BER, or cut off is put aside with its place', () => {
  const good = file(tlv, call(tlv, 1));
  const overrun = Buffer.from(good);
  overrun[3] = 0x7f; // the file claims less than the elements in it hold
  const cases: [string, Buffer, string][] = [
    ['text', Buffer.from('id;start;from\n1;2;3\n'), 'mediation.berOther'],
    ['other BER', tlv('a9', leaf('a5', 1)), 'mediation.berOther'],
    ['cut in a record', good.subarray(0, good.length - 30), 'mediation.berCut'],
    ['cut behind the records', good.subarray(0, good.length - 1), 'mediation.berCut'],
    ['cut before an end of contents', file(tlvIndefinite, call(tlv, 1)).subarray(0, -2), 'mediation.berCut'],
    ['an end of contents too many', tlv('a1', tlv('a3', call(tlv, 1)), Buffer.from([0, 0])), 'mediation.ber'],
    ['something behind it', Buffer.concat([good, Buffer.from('x;y')]), 'mediation.berOther'],
    ['a length of lengths', Buffer.from([0x61, 0xff, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), 'mediation.ber'],
    ['a tag without end', Buffer.from(Array.from({ length: 40 }, () => 0xff)), 'mediation.ber'],
    ['elements larger than theirs', overrun, 'mediation.ber'],
  ];
  for (const [name, content, code] of cases) {
    const { reading } = read(content);
    assert.equal(reading.quarantine?.code, code, name);
    assert.equal(typeof reading.quarantine?.params?.byte, 'number', name);
  }
});

test('a record whose elements do not fit costs one record; one that is too long is passed over', () => {
  const broken = Buffer.from(call(tlv, 1));
  broken[broken.indexOf(Buffer.from('20260901')) - 1] = 0x50;
  const long = call(tlv, 1, [leaf('c98', 'x'.repeat(1_100_000))]);
  const longIndefinite = call(tlvIndefinite, 1, [leaf('c98', 'x'.repeat(1_100_000))]);
  for (const [name, bad, code] of [
    ['broken', broken, 'mediation.berRecord'],
    ['long', long, 'mediation.recordTooLong'],
    ['long, indefinite', longIndefinite, 'mediation.recordTooLong'],
  ] as const) {
    for (const container of [tlv, tlvIndefinite]) {
      const { reading, records } = read(file(container, bad, call(container, 300)));
      assert.equal(reading.quarantine, null, name);
      assert.deepEqual(
        reading.rejects.map((reject) => reject.code),
        [code],
        name,
      );
      assert.deepEqual(plain(records), [EXPECTED], name);
    }
  }
});

test('a record that lost its end is rejected with the one it runs into, of its kind or another', () => {
  const sms = tlv('a6', leaf('a17', 1));
  const structure = { kind: 'asn1' as const, recordPath: '/File/Calls/*', tags: { ...TAGS, a6: 'Sms' } };
  for (const [name, next] of [
    ['the same kind', call(tlv, 300)],
    ['another kind', sms],
  ] as const) {
    const endless = call(tlvIndefinite, 1).subarray(0, -2);
    const behind = Buffer.concat([endless, next, Buffer.from([0, 0])]);
    const { reading, records } = read(file(tlv, sms, behind, call(tlv, 300)), { structure });
    assert.equal(reading.quarantine, null, name);
    assert.deepEqual(
      reading.rejects.map(({ code, recordNo }) => [code, recordNo]),
      [
        ['mediation.fieldEmpty', 1],
        ['mediation.berRecord', 2],
      ],
      name,
    );
    assert.deepEqual(plain(records), [EXPECTED], name);
  }
});

test('a record of an unknown kind among others is a reject, not passed over', () => {
  const structure = { kind: 'asn1' as const, recordPath: '/File/Header|/File/Calls/*', tags: TAGS };
  const filters = [{ reason: 'header', when: { field: 'name', equals: 'Header' } }];
  for (const container of [tlv, tlvIndefinite]) {
    const content = file(container, call(container, 300), container('a77', call(container, 9)), call(container, 300));
    const { reading, records } = read(content, { structure, filters });
    assert.deepEqual(
      reading.rejects.map(({ code, params }) => [code, params.found]),
      [['mediation.berUnknown', 'a77']],
    );
    assert.equal(records.length, 2);
    assert.equal(reading.quarantine, null);
  }
});

test('primitive elements as records, by their own value', () => {
  const { records } = read(file(tlv, call(tlv, 300)), {
    structure: { kind: 'asn1', recordPath: '/File/Calls/Call|/File/Number|/File/Header', tags: TAGS },
    fields: { ...DEFINITION.fields, own: at('#'), inHeader: at('Number') },
    filters: [
      {
        reason: 'count',
        when: {
          all: [
            { field: 'name', equals: 'Number' },
            { field: 'own', equals: '1' },
          ],
        },
      },
      { reason: 'header', when: { field: 'inHeader', equals: '7' } },
    ],
  });
  assert.equal(records.length, 1);
});

const CDR_FILE: FormatDefinition = {
  ...DEFINITION,
  structure: { kind: 'binary32297', tags: TAGS },
  fields: {
    ...DEFINITION.fields,
    count: at('numberOfRecords'),
    sequence: at('fileSequenceNumber'),
    lost: at('lostRecords'),
    writer: at('nodeAddress'),
  },
  filters: [
    {
      reason: 'header of two, sequence 41, 3 lost, from 10.0.0.9',
      when: {
        all: [
          { field: 'name', equals: 'fileHeader' },
          { field: 'count', oneOf: ['1', '2'] },
          { field: 'sequence', equals: '41' },
          { field: 'lost', equals: '3' },
          { field: 'writer', equals: '10.0.0.9' },
        ],
      },
    },
  ],
};

function cdrFile(records: readonly Buffer[], format = 1): Buffer {
  const header = Buffer.alloc(54);
  const framed = records.map((record) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(record.length, 0);
    head[2] = (6 << 5) | 9;
    head[3] = (format << 5) | 2;
    return Buffer.concat([head, record]);
  });
  const body = Buffer.concat(framed);
  header.writeUInt32BE(header.length + body.length, 0);
  header.writeUInt32BE(header.length, 4);
  header.writeUInt32BE(records.length, 18);
  header.writeUInt32BE(41, 22);
  header.set([10, 0, 0, 9], 43);
  header[47] = 0x83;
  return Buffer.concat([header, body]);
}

test('CDR files of 3GPP TS 32.297: header, records, cut anywhere', () => {
  const content = cdrFile([call(tlv, 300), call(tlv, 300)]);
  const { reading, records } = read(content, CDR_FILE);
  assert.equal(reading.quarantine, null);
  assert.deepEqual(plain(records), [EXPECTED, EXPECTED]);
  assert.deepEqual(reading.filterCounts, { 'header of two, sequence 41, 3 lost, from 10.0.0.9': 1 });
  for (const pieces of [1, 3, 53, 55, 100]) assert.deepEqual(read(content, CDR_FILE, pieces).records, records);
});

test('CDR files that are cut off, of other encodings, with unknown or broken records', () => {
  const whole = cdrFile([call(tlv, 1), call(tlv, 1)]);
  const wrongHeader = Buffer.from(whole);
  wrongHeader.writeUInt32BE(12, 4);
  const cases: [string, Buffer, string | null, string[]][] = [
    ['cut in a record', whole.subarray(0, -1), 'mediation.berCut', []],
    ['cut between records', whole.subarray(0, 54 + 4 + call(tlv, 1).length), 'mediation.berCut', []],
    ['cut in the header', whole.subarray(0, 30), 'mediation.berCut', []],
    ['another header', wrongHeader, 'mediation.cdrFileHeader', []],
    ['PER', cdrFile([call(tlv, 1)], 3), null, ['mediation.cdrEncoding']],
    ['unknown', cdrFile([tlv('c79', leaf('c0', 1))]), null, ['mediation.berUnknown']],
    ['broken', cdrFile([Buffer.from([0x64, 3, 1])]), null, ['mediation.berRecord']],
  ];
  for (const [name, content, code, rejects] of cases) {
    const { reading } = read(content, CDR_FILE);
    assert.equal(reading.quarantine?.code ?? null, code, name);
    if (code === null)
      assert.deepEqual(
        reading.rejects.map((reject) => reject.code),
        rejects,
        name,
      );
  }
});
