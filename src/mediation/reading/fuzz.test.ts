/**
 * Bad input, by the thousand: every kind of reader gets files in which something was broken on purpose. Nothing is thrown, everything is
 * counted, the records that were not touched come out as they were, and where one of them is lost it is said. Always the same files.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, type Kind } from '#test/mediation/fuzzKinds';
import { seeded } from '#test/mediation/layouts';
import { FORMATS } from '../formats.ts';
import { formatSchema } from '../language/format.ts';
import { proposeFormat } from '../propose/propose.ts';
import { MAX_RECORD_BYTES } from '../readers/sink.ts';
import { compileFormat } from './compile.ts';
import { detectFormat } from './detect.ts';
import { plainRecord, sampleContent } from './preview.ts';
import { FileReading } from './reading.ts';

const COUNT = 24;
const ROUNDS = 400;
const PIECE = 600;

function compiled(kind: Kind) {
  const format = formatSchema.parse(kind.format);
  const limits = { notBeforeMs: Date.UTC(2020, 0, 1), notAfterMs: Date.UTC(2030, 0, 1) };
  const ready = compileFormat(format, { id: 1, zone: 'UTC', country: 'DE', settings: {} }, limits);
  assert.deepEqual(ready.findings, [], kind.name);
  return ready.compiled!;
}

function read(ready: ReturnType<typeof compiled>, content: Buffer, piece = PIECE) {
  const records: string[] = [];
  const reading = new FileReading(ready, (record) => records.push(JSON.stringify(plainRecord(record))));
  for (let at = 0; at < content.length; at += piece) reading.push(content.subarray(at, at + piece));
  // `end` asserts that the counts add up.
  reading.end();
  return { reading, records };
}

type Draw = (below: number) => number;

const NASTY = [
  ...[
    '"',
    '""',
    '\n',
    '\r\n',
    ',',
    ';',
    '||',
    '\\',
    '\0',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '&',
    '<!--',
    ']]>',
    '&x;',
    '\uFEFF',
  ],
  ...['=', ' ', '\t', '-', '1E+10', '99999999999999999999', '\u202E', 'é', '\u{1F4DE}', '<![CDATA[', '"":{', '#'],
];

/** One way of breaking a record: its bytes in, broken bytes out. */
const MUTATIONS: readonly ((bytes: Buffer, draw: Draw) => Buffer)[] = [
  (bytes, draw) => {
    const made = Buffer.from(bytes);
    for (let n = 0; n <= draw(4); n++) made[draw(made.length)]! ^= 1 << draw(8);
    return made;
  },
  (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
  (bytes, draw) => {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + draw(6)))]);
  },
  (bytes, draw) => {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(NASTY[draw(NASTY.length)]!), bytes.subarray(at)]);
  },
  (bytes, draw) => {
    const at = draw(bytes.length);
    const junk = Buffer.from(Array.from({ length: 1 + draw(40) }, () => draw(256)));
    return Buffer.concat([bytes.subarray(0, at), junk, bytes.subarray(at)]);
  },
  (bytes, draw) => {
    const from = draw(bytes.length);
    return Buffer.concat([bytes, bytes.subarray(from), bytes.subarray(0, from)]);
  },
];

for (const kind of KINDS) {
  const ready = compiled(kind);
  const { head, records: pieces, foot } = kind.write(COUNT);
  const whole = read(ready, Buffer.concat([head, ...pieces, foot]));

  test(`${kind.name}: unbroken, every record comes out`, () => {
    assert.equal(whole.reading.quarantine, null);
    assert.equal(whole.records.length, COUNT);
    assert.equal(new Set(whole.records).size, COUNT);
  });

  test(`${kind.name}: a broken record is told, or costs no other record`, () => {
    const draw = seeded(20_260_901);
    for (let round = 0; round < ROUNDS; round++) {
      const target = draw(COUNT);
      const broken = MUTATIONS[round % MUTATIONS.length]!(pieces[target]!, draw);
      const content = Buffer.concat([head, ...pieces.map((piece, n) => (n === target ? broken : piece)), foot]);
      const { reading, records } = read(ready, content, 1 + draw(PIECE));
      const came = new Set(records);
      const lost = whole.records.filter((record, n) => n !== target && !came.has(record));
      const told = reading.quarantine !== null || reading.counts.rejected > 0;
      // What is broken makes at most a few records that were not there: those that its breaks cut it into, or what it became together
      // with the next one where the break between them is gone.
      const made = records.filter((record) => !whole.records.includes(record)).length;
      if (kind.open !== undefined && (kind.open(target) || broken.length > pieces[target]!.length)) continue;
      const ended = broken.at(-1) === pieces[target]!.at(-1);
      assert.ok(
        lost.length <= made + (ended ? 0 : 1) || told,
        `round ${round}: ${lost.length} records are gone and nobody says so`,
      );
      assert.ok(made <= 3, `round ${round}: ${made} records came out that were not there`);
    }
  });

  test(`${kind.name}: cut off anywhere, what was whole comes out, and the cut is told`, () => {
    const content = Buffer.concat([head, ...pieces, foot]);
    const draw = seeded(77);
    for (let round = 0; round < 60; round++) {
      const cut = head.length + draw(content.length - head.length - foot.length);
      const { reading, records } = read(ready, content.subarray(0, cut));
      const ends = pieces.map((_, n) => head.length + Buffer.concat(pieces.slice(0, n + 1)).length);
      const complete = ends.filter((end) => end <= cut).length;
      if (reading.quarantine === null)
        assert.ok(records.length >= complete, `cut at ${cut}: ${records.length} of ${complete}`);
      // One more where only the end of its last line is missing, or digits of its last field.
      assert.ok(records.length <= complete + 1, `cut at ${cut}: ${records.length} of ${complete}`);
    }
  });

  test(`${kind.name}: garbage alone is never a record`, () => {
    const draw = seeded(4242);
    for (let round = 0; round < 40; round++) {
      const junk = Buffer.from(Array.from({ length: 1 + draw(3000) }, () => draw(256)));
      const { records } = read(ready, round % 2 === 0 ? junk : Buffer.concat([head, junk]));
      assert.deepEqual(records, []);
    }
  });

  test(`${kind.name}: giant fields and records are passed over in little memory`, () => {
    const giant = kind.giant('7'.repeat(3 * MAX_RECORD_BYTES));
    const content = Buffer.concat([head, ...pieces.slice(0, 3), giant, ...pieces.slice(3), foot]);
    const before = process.memoryUsage();
    const { reading, records } = read(ready, content, 65_536);
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.external - before.heapUsed - before.external;
    assert.ok(grown < 96 * 1_048_576, `${grown} bytes`);
    assert.deepEqual(records.slice(0, 3), whole.records.slice(0, 3));
    assert.ok(reading.counts.rejected > 0 || reading.quarantine !== null, 'told');
    assert.ok(records.length === COUNT || reading.quarantine !== null || reading.counts.rejected > 0);
  });
}

const DEEP = 200_000;
const TRAPS: readonly (readonly [name: string, content: string])[] = [
  ['JSON nested deep', `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}\n`],
  ['JSON objects nested deep', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}\n`],
  ['JSON never closed', '{"a":"'.repeat(DEEP)],
  ['XML nested deep', `<file><call>${'<a>'.repeat(DEEP)}${'</a>'.repeat(DEEP)}</call></file>`],
  [
    'XML entities that grow',
    `<?xml version="1.0"?><!DOCTYPE file [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'b'.repeat(n + 1)} "${`&${n === 0 ? 'a' : 'b'.repeat(n)};`.repeat(10)}">`).join('')}]><file><call><to>&bbbbbbbbb;</to></call></file>`,
  ],
  [
    'XML entity from outside',
    '<?xml version="1.0"?><!DOCTYPE file [<!ENTITY x SYSTEM "file:///etc/passwd">]><file><call><to>&x;</to></call></file>',
  ],
  [
    'XML attributes by the thousand',
    `<file><call ${Array.from({ length: 20_000 }, (_, n) => `a${n}="1"`).join(' ')}/></file>`,
  ],
  ['quotes only', '"'.repeat(DEEP)],
  ['delimiters only', `${','.repeat(DEEP)}\n`],
  ['blanks', ' '.repeat(DEEP)],
  ['breaks', '\n'.repeat(DEEP)],
  ['digits', '1'.repeat(DEEP)],
  ['almost a date, again and again', '2026-09-01 10:00:'.repeat(10_000)],
  ['equal signs', '='.repeat(DEEP)],
  ['NUL', '\0'.repeat(DEEP)],
];

for (const [name, content] of TRAPS)
  test(`trap: ${name}: no reader, detection or proposal is caught in it, and nothing of it is a record`, () => {
    const bytes = Buffer.from(content);
    for (const kind of KINDS) assert.deepEqual(read(compiled(kind), bytes, 65_536).records, [], kind.name);
    detectFormat(bytes.subarray(0, 65_536), FORMATS);
    const proposal = proposeFormat(bytes.subarray(0, 65_536));
    if (proposal !== null) assert.ok(proposal.score < 0.4, `proposed with ${proposal.score}`);
  });

test('BER nested deep and lengths without end', () => {
  const bytes = [
    Buffer.alloc(100_000, 0x61),
    Buffer.from('61847fffffff'.repeat(20), 'hex'),
    Buffer.from('6180'.repeat(50_000), 'hex'),
  ];
  for (const kind of KINDS.filter(
    ({ format }) => format.structure.kind === 'asn1' || format.structure.kind === 'binary32297',
  ))
    for (const content of bytes) assert.deepEqual(read(compiled(kind), content).records, [], kind.name);
});

test('broken samples of every format: nothing is thrown by reading, detection or proposal', () => {
  const draw = seeded(5);
  for (const format of FORMATS)
    for (const sample of format.samples) {
      const { compiled: ready } = compileFormat(format, { id: 1, ...sample });
      if (ready === null) continue;
      const content = sampleContent(sample);
      for (let round = 0; round < 6; round++) {
        const broken = MUTATIONS[round % MUTATIONS.length]!(content, draw);
        read(ready, broken, 1 + draw(400));
        if (round % 3 === 0) detectFormat(broken, [format]);
        if (round === 1) proposeFormat(broken, { whole: true });
      }
    }
});
