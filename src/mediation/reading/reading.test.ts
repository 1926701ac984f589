import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FORMATS, findFormat } from '../formats.ts';
import type { FormatDefinition, SourceSettings } from '../language/format.ts';
import { formatSchema } from '../language/format.ts';
import { MAX_RECORD_BYTES } from '../readers/sink.ts';
import { compileFormat } from './compile.ts';
import { plainRecord, sampleContent } from './preview.ts';
import { FileReading, MAX_REJECTS } from './reading.ts';

const SOURCE = { id: 1, zone: 'Europe/Berlin', country: 'DE', settings: {} as SourceSettings };

function compiled(formatId: string, change: Partial<FormatDefinition> = {}, source = SOURCE) {
  const format = formatSchema.parse({ ...findFormat(formatId)!, ...change });
  const { compiled: ready, findings } = compileFormat(format, source);
  assert.deepEqual(findings, []);
  return ready!;
}

/** Reads content in pieces; the result in plain words. */
function read(ready: ReturnType<typeof compiled>, pieces: Iterable<Buffer>) {
  const records: ReturnType<typeof plainRecord>[] = [];
  const keys: string[] = [];
  const reading = new FileReading(ready, (record) => {
    records.push(plainRecord(record));
    keys.push(`${record.dedupHi},${record.dedupLo}`);
  });
  for (const piece of pieces) reading.push(piece);
  reading.end();
  return { reading, records, keys };
}

const readText = (formatId: string, text: string | Buffer, change: Partial<FormatDefinition> = {}) =>
  read(compiled(formatId, change), [Buffer.isBuffer(text) ? text : Buffer.from(text)]);

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
const row = (id: string, change: Partial<Record<'date' | 'time' | 'calling' | 'duration' | 'account', string>> = {}) =>
  `${change.date ?? '01/09/2026'};${change.time ?? '09:15:00'};Sortant;${change.calling ?? '0405550100'};0612345678;${change.duration ?? '60'};0,01;${change.account ?? ''};${id}\n`;

function* cut(content: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (let i = 0; at < content.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield Buffer.from(content.subarray(at, at + size));
    at += size;
  }
}

for (const format of FORMATS) {
  for (const sample of format.samples) {
    test(`${format.id}, ${sample.name}: the result does not depend on how the content is cut`, () => {
      const ready = compiled(format.id, {}, { id: 1, ...sample });
      // Long enough to be read in many pieces after its beginning was looked at.
      const once = sampleContent(sample);
      const content = Buffer.concat([
        once,
        ...Array.from({ length: 60 }, () => Buffer.concat([Buffer.from('\n'), once.subarray(once.indexOf(10) + 1)])),
      ]);
      const places = ({ rejects }: FileReading) => rejects.map(({ raw: _raw, ...place }) => place);
      const whole = read(ready, [content]);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 997 }), { minLength: 1, maxLength: 9 }), (sizes) => {
          const pieces = read(ready, cut(content, sizes));
          assert.deepEqual(pieces.records, whole.records);
          assert.deepEqual(pieces.keys, whole.keys);
          assert.deepEqual(places(pieces.reading), places(whole.reading));
          assert.deepEqual(pieces.reading.filterCounts, whole.reading.filterCounts);
        }),
        { numRuns: 10 },
      );
    });
  }
}

test('a reject says where: line, column, byte, field, what was found', () => {
  const text = `${HEADER}${row('1')}${row('2', { duration: 'sixty' })}`;
  const { reading, records } = readText('french-carrier-csv', text);
  assert.equal(records.length, 1);
  assert.deepEqual(reading.rejects, [
    {
      recordNo: 3,
      lineNo: 3,
      columnNo: 6,
      byteOffset: Buffer.byteLength(text.slice(0, text.indexOf('sixty'))),
      code: 'mediation.duration',
      field: 'duration',
      params: { found: 'sixty' },
      raw: row('2', { duration: 'sixty' }).trimEnd(),
    },
  ]);
});

test('line ends CR LF and LF, blank lines and a byte order mark change neither records nor offsets', () => {
  const plain = readText('french-carrier-csv', HEADER + row('1') + row('2'));
  const other = readText('french-carrier-csv', `\uFEFF${(HEADER + row('1') + row('2')).replaceAll('\n', '\r\n\r\n')}`);
  assert.deepEqual(other.records, plain.records);
  assert.deepEqual(other.keys, plain.keys);
  const broken = readText('french-carrier-csv', `\uFEFF${HEADER}${row('1', { date: 'x' })}`);
  assert.equal(broken.reading.rejects[0]?.byteOffset, 3 + Buffer.byteLength(HEADER));
});

test('the hour that the clock shows twice is read by the fold of the format, the skipped one by the offset before', () => {
  const times = ['02:30:00', '03:00:00', '01:59:59'].map((time) => row('1', { date: '25/10/2026', time })).join('');
  const starts = (fold: 'earlier' | 'later') => {
    const { record } = findFormat('french-carrier-csv')!;
    const change = { record: { ...record, start: { ...record.start, fold } } };
    return readText(
      'french-carrier-csv',
      HEADER + times + row('1', { date: '29/03/2026', time: '02:30:00' }),
      change,
    ).records.map(({ start }) => start.slice(5, 16));
  };
  assert.deepEqual(starts('earlier'), ['10-25T00:30', '10-25T02:00', '10-24T23:59', '03-29T01:30']);
  assert.deepEqual(starts('later'), ['10-25T01:30', '10-25T02:00', '10-24T23:59', '03-29T01:30']);
});

test('a zone in a column of the record, an end time, two-digit years', () => {
  const { record, structure } = findFormat('french-carrier-csv')!;
  assert.ok(structure.kind === 'delimited' && structure.header.kind === 'names');
  const change: Partial<FormatDefinition> = {
    record: {
      ...record,
      start: {
        ...record.start,
        form: { kind: 'pattern', patterns: ['dd/MM/yy HH:mm:ss'] },
        zone: { field: 'account', form: 'iana' },
        marks: 'end',
      },
    },
  };
  const { records, reading } = readText(
    'french-carrier-csv',
    HEADER +
      row('1', { date: '01/09/26', account: 'America/Montreal' }) +
      row('2', { date: '01/09/26', account: 'Mars' }) +
      row('3', { date: '01/09/26' }),
    change,
  );
  assert.deepEqual(
    records.map(({ start }) => start),
    ['2026-09-01T13:14:00.000Z'],
  );
  assert.deepEqual(
    reading.rejects.map(({ code, field }) => [code, field]),
    [
      ['mediation.timestamp', 'account'],
      ['mediation.fieldEmpty', 'account'],
    ],
  );
});

test('one open quote costs one record', () => {
  const [format] = FORMATS;
  const [sample] = format!.samples;
  const lines = sample!.content.split('\n');
  const text = [lines[0], lines[0]!.replace('"Dial"', '"Dial'), lines[1], ''].join('\n');
  const { reading, records } = read(compiled(format!.id, {}, { id: 1, ...sample! }), [Buffer.from(text)]);
  assert.equal(records.length, 2);
  assert.deepEqual(
    reading.rejects.map(({ code, lineNo, columnNo }) => [code, lineNo, columnNo]),
    [['mediation.quoteText', 2, 8]],
  );
});

test('invalid UTF-8 inside quotes is passed over where the format says so', () => {
  const sample = FORMATS[0]!.samples[0]!;
  const bytes = Buffer.from(sample.content.replace('Anna', 'An@@na'));
  bytes.fill(0xff, bytes.indexOf('@@'), bytes.indexOf('@@') + 2);
  const { records, reading } = read(compiled('asterisk-master-csv', {}, { id: 1, ...sample }), [bytes]);
  assert.deepEqual(records, sample.records);
  assert.equal(reading.counts.rejected, 0);
});

test('bytes that are no text in the charset: the record is rejected, or the file put aside, as the format says', () => {
  const bad = Buffer.from(HEADER + row('1') + row('2', { account: '@@' }) + row('3'));
  bad.fill(0xff, bad.indexOf('@@'), bad.indexOf('@@') + 2);
  // The head alone must not choose another charset.
  const only = (invalid: 'reject' | 'quarantine') => ({ encoding: { charsets: ['utf-8' as const], invalid } });
  const late = Buffer.concat([Buffer.from(HEADER + row('0').repeat(2000)), bad.subarray(bad.indexOf(10) + 1)]);
  const rejecting = readText('french-carrier-csv', late, only('reject'));
  assert.deepEqual(
    rejecting.reading.rejects.map(({ code, lineNo }) => [code, lineNo]),
    [['mediation.encoding', 2003]],
  );
  assert.equal(rejecting.records.length, 2002);
  const strict = readText('french-carrier-csv', late, only('quarantine'));
  assert.equal(strict.reading.quarantine?.code, 'mediation.fileEncoding');
  assert.equal(strict.reading.quarantine?.place?.line, 2003);
});

const UTF16 = `${HEADER}${row('1', { account: 'Zoë' })}${row('2')}`;
for (const [name, content] of [
  ['little-endian with mark', Buffer.from(`\uFEFF${UTF16}`, 'utf16le')],
  ['big-endian with mark', Buffer.from(`\uFEFF${UTF16}`, 'utf16le').swap16()],
  ['little-endian without mark', Buffer.from(UTF16, 'utf16le')],
  ['big-endian without mark', Buffer.from(UTF16, 'utf16le').swap16()],
] as const) {
  test(`UTF-16, ${name}, is read like UTF-8, however it is cut`, () => {
    const plain = readText('french-carrier-csv', UTF16);
    for (const size of [1, 3, 1000]) {
      const { records, keys } = read(compiled('french-carrier-csv'), cut(content, [size]));
      assert.deepEqual(records, plain.records);
      assert.equal(records[0]?.account, 'Zoë');
      assert.deepEqual(keys, plain.keys);
    }
  });
}

test('NUL bytes are blanks where the format says so', () => {
  const text = Buffer.from(`\0\0\0${HEADER}${row('1')}\0\0${row('2')}`);
  const encoding = { charsets: ['utf-8' as const], stripNul: true };
  assert.deepEqual(readText('french-carrier-csv', text, { encoding }).records.length, 2);
  assert.deepEqual(
    readText('french-carrier-csv', text, { encoding: { charsets: ['utf-8'] } }).reading.quarantine?.code,
    'mediation.fileBinary',
  );
});

const WHOLE_FILE: readonly (readonly [name: string, content: Buffer, code: string])[] = [
  ['an empty file', Buffer.alloc(0), 'mediation.fileEmpty'],
  ['only a byte order mark', Buffer.from('\uFEFF'), 'mediation.fileEmpty'],
  [
    'binary garbage',
    Buffer.from(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
    'mediation.fileBinary',
  ],
  ['an XLSX workbook', Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'mediation.fileBinary'],
  ['a header without the columns', Buffer.from('Nom;Prénom;Ville\nA;B;C\n'), 'mediation.header'],
  [
    'a number spoilt by a spreadsheet',
    Buffer.from(HEADER + row('1') + row('2', { calling: '3,36E+10' })),
    'mediation.fileScientific',
  ],
  [
    'mostly rejects',
    Buffer.from(HEADER + row('1').repeat(9) + row('2', { date: 'x' }).repeat(10)),
    'mediation.fileRejects',
  ],
];

for (const [name, content, code] of WHOLE_FILE) {
  test(`${name}: the file is put aside with ${code}`, () => {
    const { reading } = readText('french-carrier-csv', content);
    assert.equal(reading.quarantine?.code, code);
  });
}

test('a header alone is a file without records, nothing worse', () => {
  const { reading } = readText('french-carrier-csv', HEADER);
  assert.equal(reading.quarantine, null);
  assert.equal(reading.counts.records, 0);
});

test('fewer rejects than would condemn the file are just rejects; all are counted, the first are kept', () => {
  const nine = readText('french-carrier-csv', HEADER + row('2', { date: 'x' }).repeat(9));
  assert.equal(nine.reading.quarantine, null);
  assert.equal(nine.reading.counts.rejected, 9);
  const many = HEADER + (row('1') + row('2') + row('3', { date: 'x' })).repeat(MAX_REJECTS + 5);
  const { reading } = readText('french-carrier-csv', many);
  assert.equal(reading.rejects.length, MAX_REJECTS);
  assert.deepEqual(reading.rejectCounts, { 'mediation.timestamp': MAX_REJECTS + 5 });
});

test('a last line without line break is taken when whole, told as cut off when not', () => {
  const whole = readText('french-carrier-csv', (HEADER + row('1') + row('2')).trimEnd());
  assert.equal(whole.records.length, 2);
  const cutOff = readText('french-carrier-csv', (HEADER + row('1') + row('2')).slice(0, -20));
  assert.deepEqual(
    cutOff.reading.rejects.map(({ code, lineNo }) => [code, lineNo]),
    [['mediation.truncated', 3]],
  );
});

test('the key of a record is its own fields: same content, same key; other source, other key', () => {
  const [one, again, other] = readText('french-carrier-csv', HEADER + row('1') + row('1') + row('2')).keys;
  assert.equal(one, again);
  assert.notEqual(one, other);
  const [elsewhere] = read(compiled('french-carrier-csv', {}, { ...SOURCE, id: 2 }), [
    Buffer.from(HEADER + row('1')),
  ]).keys;
  assert.notEqual(one, elsewhere);
  const withoutId = readText('french-carrier-csv', HEADER + row('') + row('', { duration: '61' }) + row('')).keys;
  assert.equal(withoutId[0], withoutId[2]);
  assert.notEqual(withoutId[0], withoutId[1]);
});

const LONG = 300 * 1024 * 1024;

for (const [formatId, before, behind] of [
  ['french-carrier-csv', HEADER + row('1'), `\n${row('2')}`],
  ['freeswitch-json', '', '"}\n{"core-uuid":"c","variables":{"uuid":"u"}}\n'],
] as const) {
  test(`${formatId}: a record of 300 MB passes without being held, what follows is read`, () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const open = formatId === 'freeswitch-json' ? '{"core-uuid":"' : '';
    let mostHeap = 0;
    function* pieces(): Generator<Buffer> {
      yield Buffer.from(before + open);
      for (let at = 0; at < LONG; at += piece.length) {
        yield piece;
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        mostHeap = Math.max(mostHeap, heapUsed + arrayBuffers);
      }
      yield Buffer.from(behind);
    }
    const heapBefore = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const { reading } = read(compiled(formatId), pieces());
    assert.equal(reading.rejects[0]?.code, 'mediation.recordTooLong');
    assert.ok(Number(reading.rejects[0]?.params.bytes) >= LONG, String(reading.rejects[0]?.params.bytes));
    assert.equal(reading.rejects[0]?.params.most, MAX_RECORD_BYTES);
    assert.equal(reading.counts.records, formatId === 'freeswitch-json' ? 2 : 3);
    assert.equal(reading.rejects[1]?.code, formatId === 'freeswitch-json' ? 'mediation.fieldEmpty' : undefined);
    assert.ok(mostHeap - heapBefore < 64 * 1024 * 1024, `held ${mostHeap - heapBefore} bytes`);
  });
}

test('JSON: an array of any size, documents in one line, and text between them', () => {
  const document = (uuid: string) =>
    `{"core-uuid":"c","variables":{"uuid":"${uuid}","start_uepoch":"1788249600000000","answer_epoch":"1","billmsec":"1"},"note":"}{ \\" ]"}`;
  const inArray = readText('freeswitch-json', `[${document('1')},\n${document('2')} , ${document('3')}]`);
  assert.equal(inArray.records.length, 3);
  assert.equal(readText('freeswitch-json', document('1') + document('2')).records.length, 2);
  const mixed = readText(
    'freeswitch-json',
    `${document('1')}\nERROR no disk space\n${document('2')}\n{"core-uuid": nonsense}\n${document('3')}\n`,
  );
  assert.equal(mixed.records.length, 3);
  assert.deepEqual(
    mixed.reading.rejects.map(({ code, lineNo, recordNo }) => [code, lineNo, recordNo]),
    [
      ['mediation.json', 2, 2],
      ['mediation.json', 4, 4],
    ],
  );
});
