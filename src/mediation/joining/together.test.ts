import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { type CompiledFormat, compileFormat } from '../reading/compile.ts';
import { plainRecord } from '../reading/preview.ts';
import { FileReading } from '../reading/reading.ts';

const SOURCE = { id: 1, zone: 'UTC', country: 'DE', settings: {} };

const BASE: FormatDefinition = {
  id: 'together',
  version: 1,
  name: 'Together',
  structure: { kind: 'delimited', delimiter: ';' },
  fields: { type: { at: [{ index: 0 }] } },
  record: {
    start: { fields: ['at'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to', bare: 'international' },
  },
  dedup: { keys: [['*']] },
  fingerprint: {},
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

function compiled(change: Partial<FormatDefinition>): CompiledFormat {
  const { compiled: ready, findings } = compileFormat(formatSchema.parse({ ...BASE, ...change }), SOURCE);
  assert.deepEqual(findings, []);
  return ready!;
}

function read(format: CompiledFormat, content: string, pieces = 65_536) {
  const records: ReturnType<typeof plainRecord>[] = [];
  const reading = new FileReading(format, (record) => records.push(plainRecord(record)));
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += pieces) reading.push(bytes.subarray(at, at + pieces));
  reading.end();
  assert.equal(reading.quarantine, null);
  return { reading, records, rejects: reading.rejects.map(({ code, lineNo }) => [code, lineNo]) };
}

const T0 = 1_780_000_000;
const iso = (offsetS: number) => new Date((T0 + offsetS) * 1000).toISOString();
const counts = ({ reading }: ReturnType<typeof read>) => {
  const { records, passed, repeated, rejected, filtered, joined, waiting } = reading.counts;
  return { records, passed, repeated, rejected, filtered, joined, waiting };
};
const COUNTS = { records: 0, passed: 0, repeated: 0, rejected: 0, filtered: 0, joined: 0, waiting: 0 };

const TYPED: Partial<FormatDefinition> = {
  fields: {
    type: { at: [{ index: 0 }] },
    from: { at: [{ column: 'own' }, { context: 'owner' }] },
    to: { at: [{ column: 'dialled' }] },
    zoneName: { at: [{ table: 'place', by: 'code' }, { constant: '' }] },
    note: { at: [{ context: 'text' }] },
    text: { at: [{ column: 'text' }], many: 'join' },
  },
  recordTypes: [
    { when: { field: 'type', equals: 'H' }, role: 'fileHeader', layout: ['', 'owner'], gives: ['owner'] },
    {
      when: { field: 'type', equals: 'P' },
      role: 'section',
      layout: ['', 'key', 'value'],
      tables: { place: { keys: 'key', values: 'value' } },
    },
    { when: { field: 'type', equals: 'C' }, role: 'billable', layout: ['', 'at', 's', 'own', 'dialled', 'code'] },
    { when: { field: 'type', equals: 'M' }, role: 'attempt', layout: ['', 'at', 'own', 'dialled', 's'] },
    { when: { field: 'type', equals: 'N' }, role: 'continuation', layout: ['', 'text'], gives: ['text'] },
    { when: { field: 'type', equals: 'Q' }, role: 'quality' },
    { when: { field: 'type', startsWith: '#' }, role: 'comment' },
    { when: { field: 'type', equals: 'T' }, role: 'fileTrailer', layout: ['', 'count'] },
  ],
  record: { ...BASE.record, account: { field: 'note' }, network: { field: 'zoneName' } },
};

const TYPED_FILE = `H;4930123456
P;1;26201
P;2;20801
#;a comment;of;any;width
C;${T0};60;;4940111111;2
N;first part
N;second part
C;${T0 + 60};30;4930999999;4940222222;3
H;4930777777
M;${T0 + 120};;4940333333;17
Q;mos;4.1
C;${T0 + 180};1;;4940444444
X;what is this
C;${T0 + 240};10;;4940555555;1
N;the last
T;4
`;

test('records by type: layouts, inherited values, tables, continuations, what is no record and what is left out', () => {
  const format = compiled(TYPED);
  const result = read(format, TYPED_FILE);
  assert.deepEqual(
    result.records.map(({ calling, called, durationMs, account, network }) => [
      calling,
      called,
      durationMs,
      account,
      network,
    ]),
    [
      ['+4930123456', '+4940111111', 60_000, 'first part second part', 20_801],
      ['+4930999999', '+4940222222', 30_000, null, undefined],
      ['+4930777777', '+4940333333', 0, null, undefined],
      ['+4930777777', '+4940555555', 10_000, 'the last', 26_201],
    ],
  );
  assert.deepEqual(result.rejects, [
    ['mediation.recordType', 12],
    ['mediation.recordType', 13],
  ]);
  assert.deepEqual(result.reading.filterCounts, { quality: 1 });
  assert.deepEqual(counts(result), { ...COUNTS, records: 7, passed: 4, rejected: 2, filtered: 1 });
  for (const pieces of [1, 2, 3, 7, 50]) assert.deepEqual(read(format, TYPED_FILE, pieces).records, result.records);
});

test('a continuation without a record before it is told', () => {
  assert.deepEqual(read(compiled(TYPED), 'H;4930123456\nN;of nothing\n').rejects, [['mediation.recordOfNone', 2]]);
});

const LEGS: FormatDefinition['record'] = {
  ...BASE.record,
  calling: { field: 'from', bare: 'international' },
};

test('two legs in one record: each with its own parties, direction and cost; both count; their keys differ', () => {
  const format = compiled({
    structure: {
      kind: 'delimited',
      delimiter: ';',
      layouts: [{ columns: ['at', 's', 'from', 'to', 'target', 'inCost', 'outCost'] }],
    },
    fields: {},
    record: LEGS,
    legs: [
      { direction: { rules: [], otherwise: 'inbound' }, costs: [{ field: 'inCost' }] },
      {
        when: { field: 'target', empty: false },
        direction: { rules: [], otherwise: 'forwarded' },
        calling: { field: 'to', bare: 'international' },
        called: { field: 'target', bare: 'international' },
        costs: [{ field: 'outCost' }],
      },
    ],
    dedup: { keys: [['at', 'from']] },
  });
  const result = read(
    format,
    `${T0};60;4930111111;49800222222;4940333333;0.01;0.02\n${T0 + 1};60;4930111111;49800222222;;0.01;\n`,
  );
  assert.deepEqual(
    result.records.map(({ direction, calling, called, cost }) => [direction, calling, called, cost]),
    [
      ['inbound', '+4930111111', '+49800222222', '0.01'],
      ['forwarded', '+49800222222', '+4940333333', '0.02'],
      ['inbound', '+4930111111', '+49800222222', '0.01'],
    ],
  );
  assert.deepEqual(counts(result), { ...COUNTS, records: 3, passed: 3 });
  const keys = new Set<string>();
  const reading = new FileReading(format, ({ dedupHi, dedupLo, recordNo }) =>
    keys.add(`${dedupHi} ${dedupLo} ${recordNo}`),
  );
  reading.push(Buffer.from(`${T0};60;4930111111;49800222222;4940333333;0.01;0.02\n`));
  reading.end();
  assert.equal(keys.size, 2);
});

const DIALOGUES: Partial<FormatDefinition> = {
  structure: {
    kind: 'delimited',
    delimiter: '|',
    layouts: [{ columns: ['method', 'fromTag', 'toTag', 'callId', 'code', 'at', 'from', 'to'] }],
  },
  fields: { s: { at: [{ constant: '' }] } },
  recordTypes: [
    {
      when: {
        all: [
          { field: 'method', equals: 'INVITE' },
          { field: 'code', equals: '200' },
        ],
      },
      role: 'start',
    },
    { when: { field: 'method', equals: 'INVITE' }, role: 'attempt' },
    { when: { field: 'method', equals: 'BYE' }, role: 'stop' },
    { when: { field: 'method', equals: 'ACK' }, role: 'comment' },
  ],
  multiLeg: {
    groupBy: ['callId', 'fromTag', 'toTag'],
    unordered: [['fromTag', 'toTag']],
    windowS: 3600,
    fold: 'startStop',
  },
};

const invite = (call: string, at: number, code = 200) =>
  `INVITE|a${call}|b${call}|${call}|${code}|${T0 + at}|4930100${call}|4940200${call}`;
const ack = (call: string, at: number) => `ACK|a${call}|b${call}|${call}|200|${T0 + at}||`;
/** The called party ends the call: the tags are swapped. */
const bye = (call: string, at: number, byCalled = false) =>
  `BYE|${byCalled ? 'b' : 'a'}${call}|${byCalled ? 'a' : 'b'}${call}|${call}|200|${T0 + at}||`;

test('INVITE and BYE become one call, whoever ends it, in any order; unanswered calls stand by themselves', () => {
  const lines = [invite('1', 0), ack('1', 1), invite('2', 5), bye('1', 65), invite('3', 70, 486), bye('2', 75, true)];
  const format = compiled(DIALOGUES);
  const expected = [
    [iso(0), 65_000, '+49301001', '+49402001'],
    [iso(5), 70_000, '+49301002', '+49402002'],
    [iso(70), 0, '+49301003', '+49402003'],
  ];
  const shown = (result: ReturnType<typeof read>) =>
    result.records
      .map(({ start, durationMs, calling, called }) => [start, durationMs, calling, called])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  const result = read(format, `${lines.join('\n')}\n`);
  assert.deepEqual(shown(result), expected);
  assert.deepEqual(counts(result), { ...COUNTS, records: 5, passed: 3, joined: 2 });
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (order) => {
      assert.deepEqual(shown(read(format, `${order.join('\n')}\n`)), expected);
    }),
    { numRuns: 50 },
  );
});

test('what lacks its other half waits for the next file; once its window is over it is told, never billed', () => {
  const format = compiled(DIALOGUES);
  const waiting = read(format, `${[invite('1', 0), bye('2', 5)].join('\n')}\n`);
  assert.deepEqual(counts(waiting), { ...COUNTS, records: 2, waiting: 2 });
  assert.equal(waiting.reading.open.length, 2);
  const over = read(format, `${[invite('1', 0), bye('2', 5), invite('3', 4000)].join('\n')}\n`);
  assert.deepEqual(counts(over), { ...COUNTS, records: 3, rejected: 2, waiting: 1 });
  assert.deepEqual(over.rejects, [
    ['mediation.partAlone', 1],
    ['mediation.partAlone', 2],
  ]);
  const alone = read(
    compiled({ ...DIALOGUES, multiLeg: { ...DIALOGUES.multiLeg!, acrossFiles: false } }),
    `${invite('1', 0)}\n`,
  );
  assert.deepEqual(counts(alone), { ...COUNTS, records: 1, rejected: 1 });
});

test('a part that comes again is counted once; one that comes after the end is a repeat, or told', () => {
  const lines = [invite('1', 0), invite('1', 0), bye('1', 60), bye('1', 60), bye('1', 61)];
  const result = read(compiled(DIALOGUES), `${lines.join('\n')}\n`);
  assert.deepEqual(counts(result), { ...COUNTS, records: 5, passed: 1, joined: 1, repeated: 2, rejected: 1 });
  assert.deepEqual(result.rejects, [['mediation.partLate', 5]]);
});

test('parts of files before go on: the call is passed on once, in the file that ends it', () => {
  const format = compiled(DIALOGUES);
  const first = read(format, `${[invite('1', 0), invite('2', 1)].join('\n')}\n`);
  const carried = first.reading.open.map((group) => ({
    ...group,
    parts: group.parts.map((part) => ({ ...part, carried: { fileId: 7 } })),
  }));
  const records: ReturnType<typeof plainRecord>[] = [];
  const places: number[] = [];
  const second = new FileReading(
    format,
    (record) => {
      records.push(plainRecord(record));
      places.push(record.recordNo);
    },
    undefined,
    carried,
  );
  second.push(Buffer.from(`${[ack('1', 1), bye('1', 30, true)].join('\n')}\n`));
  second.end();
  assert.deepEqual(
    records.map(({ start, durationMs }) => [start, durationMs]),
    [[iso(0), 30_000]],
  );
  assert.deepEqual(places, [2], 'at the place of its part in this file');
  assert.deepEqual(second.counts, { ...COUNTS, records: 1, passed: 1 });
  assert.deepEqual(
    second.ended.map(({ group, record }) => [group.parts.length, record?.durationMs]),
    [[2, 30_000]],
  );
  assert.deepEqual(second.open, [], 'what it adds nothing to is not its own');
});

const ROWS: Partial<FormatDefinition> = {
  structure: {
    kind: 'delimited',
    delimiter: ';',
    layouts: [{ columns: ['id', 'seq', 'at', 's', 'from', 'to', 'bytes', 'cost', 'state'] }],
  },
  fields: {},
  record: {
    ...BASE.record,
    service: { rules: [{ when: { field: 'bytes', empty: false }, is: 'data' }], otherwise: 'voice' },
    volume: { fields: ['bytes'] },
    costs: [{ field: 'cost' }],
  },
};

interface Row {
  readonly id?: string;
  readonly seq?: number | string;
  readonly at?: number;
  readonly s?: number;
  readonly to?: string;
  readonly bytes?: number;
  readonly cost?: string;
  readonly state?: string;
}
const row = ({ id = 'x', seq = '', at = 0, s = 0, to = '4940111111', bytes, cost = '', state = '' }: Row) =>
  `${id};${seq};${T0 + at};${s};4930123456;${to};${bytes ?? ''};${cost};${state}`;

const cases: [string, Partial<FormatDefinition>, Row[], object[], Partial<typeof COUNTS>][] = [
  [
    'sum: segments of a call',
    { multiLeg: { groupBy: ['id'], windowS: 600, fold: 'sum', complete: { field: 'state', equals: '0' } } },
    [
      { at: 0, s: 13, cost: '0.1', state: '1' },
      { at: 20, s: 21, cost: '0.25', state: '0' },
    ],
    [{ start: iso(0), durationMs: 34_000, cost: '0.35' }],
    { records: 2, passed: 1, joined: 1 },
  ],
  [
    'sum without an end: the window ends it, the file does where legs are not looked for in others',
    { multiLeg: { groupBy: ['id'], windowS: 600, fold: 'sum', acrossFiles: false } },
    [
      { id: 'a', at: 0, s: 10 },
      { id: 'a', at: 30, s: 10 },
      { id: 'b', at: 2000, s: 5 },
      { id: 'a', at: 2000, s: 7 },
    ],
    [{ durationMs: 20_000 }, { durationMs: 5_000 }, { durationMs: 7_000 }],
    { records: 4, passed: 3, joined: 1 },
  ],
  [
    'first and last: a transfer, overlapping legs paid once',
    { multiLeg: { groupBy: ['id'], windowS: 600, fold: 'firstAndLast', acrossFiles: false, orderBy: ['seq'] } },
    [
      { seq: 10, at: 30, s: 60, to: '4940222222' },
      { seq: 9, at: 0, s: 40, to: '4940111111' },
    ],
    [{ start: iso(0), durationMs: 90_000, called: '+4940222222' }],
    { records: 2, passed: 1, joined: 1 },
  ],
  [
    'the answered leg of a ring group',
    { multiLeg: { groupBy: ['id'], windowS: 600, fold: 'answeredLeg', acrossFiles: false } },
    [
      { s: 0, to: '49401' },
      { s: 12, at: 3, to: '4940222222' },
      { s: 0, to: '49403' },
    ],
    [{ start: iso(3), durationMs: 12_000, called: '+4940222222' }],
    { records: 3, passed: 1, joined: 2 },
  ],
  [
    'each leg on its own',
    { multiLeg: { groupBy: ['id'], windowS: 600, fold: 'perLeg' } },
    [{ s: 1 }, { s: 2, at: 1 }],
    [{ durationMs: 1_000 }, { durationMs: 2_000 }],
    { records: 2, passed: 2 },
  ],
  [
    'a record without a key stands by itself',
    { multiLeg: { groupBy: ['state'], windowS: 600, fold: 'sum', acrossFiles: false } },
    [{ s: 1 }, { s: 2, at: 1 }],
    [{ durationMs: 1_000 }, { durationMs: 2_000 }],
    { records: 2, passed: 2 },
  ],
  [
    'partials summed, out of order, complete when no number is missing',
    { partials: { key: ['id'], sequence: 'seq', complete: { field: 'state', equals: 'L' }, fold: 'sum' } },
    [
      { seq: 3, at: 200, s: 30, bytes: 5, state: 'L' },
      { seq: 1, at: 0, s: 100, bytes: 1000 },
      { seq: 2, at: 100, s: 100, bytes: 200 },
    ],
    [{ start: iso(0), durationMs: 230_000, volume: 1205, service: 'data' }],
    { records: 3, passed: 1, joined: 2 },
  ],
  [
    'partials with a number missing wait',
    { partials: { key: ['id'], sequence: 'seq', complete: { field: 'state', equals: 'L' }, fold: 'sum' } },
    [
      { seq: 1, at: 0, s: 100 },
      { seq: 3, at: 200, s: 30, state: 'L' },
    ],
    [],
    { records: 2, waiting: 2 },
  ],
  [
    'partials that count from the beginning: a counter of 32 bits that wraps, and one that was reset',
    { partials: { key: ['id'], sequence: 'seq', complete: { field: 'state', equals: 'L' }, fold: 'maximum' } },
    [
      { id: 'wraps', seq: 1, bytes: 4_000_000_000, s: 10 },
      { id: 'wraps', seq: 2, at: 100, bytes: 100, s: 110, state: 'L' },
      { id: 'reset', seq: 1, bytes: 5000, s: 10 },
      { id: 'reset', seq: 2, at: 100, bytes: 100, s: 110, state: 'L' },
    ],
    [
      { volume: 4_294_967_396, durationMs: 110_000 },
      { volume: 5100, durationMs: 110_000 },
    ],
    { records: 4, passed: 2, joined: 2 },
  ],
];

for (const [name, change, rows, expected, expectedCounts] of cases)
  test(name, () => {
    const result = read(compiled({ ...ROWS, ...change }), `${rows.map(row).join('\n')}\n`);
    assert.deepEqual(counts(result), { ...COUNTS, ...expectedCounts });
    assert.equal(result.records.length, expected.length);
    for (const [index, wanted] of expected.entries())
      assert.deepEqual(
        Object.fromEntries(Object.keys(wanted).map((key) => [key, Reflect.get(result.records[index]!, key)])),
        wanted,
      );
  });

const RADIUS: Partial<FormatDefinition> = {
  ...ROWS,
  recordTypes: [
    { when: { field: 'state', equals: 'Start' }, role: 'start' },
    { when: { field: 'state', equals: 'Interim' }, role: 'interim' },
    { when: { field: 'state', equals: 'Stop' }, role: 'stop' },
  ],
  multiLeg: { groupBy: ['id'], windowS: 3600, fold: 'startStop', incomplete: 'store', acrossFiles: false },
};

test('sessions of starts, interims and stops: cumulative or not, without a stop, volumes beyond 32 bits', () => {
  const session = (...rows: Row[]) => rows;
  const all: [string, Row[], 'cumulative' | 'delta', number, number][] = [
    [
      'start and stop',
      session({ state: 'Start' }, { state: 'Stop', at: 99, s: 99, bytes: 700 }),
      'cumulative',
      99_000,
      700,
    ],
    ['the stop alone', session({ state: 'Stop', at: 99, s: 99, bytes: 700 }), 'cumulative', 99_000, 700],
    [
      'no stop: the last interim',
      session(
        { state: 'Start' },
        { state: 'Interim', at: 60, s: 60, bytes: 500 },
        { state: 'Interim', at: 120, s: 120, bytes: 900 },
      ),
      'cumulative',
      120_000,
      900,
    ],
    [
      'deltas',
      session(
        { state: 'Start' },
        { state: 'Interim', at: 60, s: 60, bytes: 500 },
        { state: 'Stop', at: 120, s: 120, bytes: 900 },
      ),
      'delta',
      120_000,
      1400,
    ],
    [
      'a wrapped counter',
      session(
        { state: 'Start' },
        { state: 'Interim', at: 60, s: 60, bytes: 4_294_967_000 },
        { state: 'Stop', at: 90, s: 90, bytes: 704 },
      ),
      'cumulative',
      90_000,
      4_294_968_000,
    ],
    ['no duration told', session({ state: 'Start' }, { state: 'Stop', at: 45, bytes: 1 }), 'cumulative', 45_000, 1],
  ];
  for (const [name, rows, counters, durationMs, volume] of all) {
    const format = compiled({ ...RADIUS, multiLeg: { ...RADIUS.multiLeg!, counters } });
    const { records } = read(format, `${rows.map(row).join('\n')}\n`);
    assert.deepEqual(
      records.map((record) => [record.durationMs, record.volume]),
      [[durationMs, volume]],
      name,
    );
  }
});

test('whatever is left out, cut or doubled: every record is in one count, and no call is passed on twice', () => {
  const format = compiled(DIALOGUES);
  const call = fc.constantFrom('1', '2', '3', '4');
  const line = fc
    .tuple(fc.constantFrom('i', 'a', 'b', 'c', 'f', 'x'), call, fc.integer({ min: 0, max: 9000 }))
    .map(([kind, id, at]) => {
      if (kind === 'i') return invite(id, at);
      if (kind === 'a') return ack(id, at);
      if (kind === 'f') return invite(id, at, 404);
      return kind === 'x' ? 'broken|line' : bye(id, at, kind === 'c');
    });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (lines, pieces) => {
      const keys = new Set<string>();
      const reading = new FileReading(format, ({ startMs, dedupHi, dedupLo }) => {
        const key = `${startMs} ${dedupHi} ${dedupLo}`;
        assert.ok(
          !keys.has(key) || lines.filter((one) => lines.indexOf(one) !== lines.lastIndexOf(one)).length > 0,
          key,
        );
        keys.add(key);
      });
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      for (let at = 0; at < bytes.length; at += pieces) reading.push(bytes.subarray(at, at + pieces));
      reading.end();
      if (reading.quarantine !== null) return;
      const { records, passed, repeated, rejected, filtered, joined, waiting } = reading.counts;
      assert.equal(records, passed + repeated + rejected + filtered + joined + waiting);
      assert.equal(records, lines.filter((one) => !one.startsWith('ACK')).length);
    }),
    { numRuns: 200 },
  );
});

const CONTROLLED: Partial<FormatDefinition> = {
  fields: {
    type: { at: [{ index: 0 }] },
    s: { at: [{ column: 's' }] },
    sequence: { at: [{ column: 'sequence' }, { fileName: 'sequence' }] },
    sender: { at: [{ column: 'sender' }] },
    month: { at: [{ column: 'month' }] },
  },
  container: { fileNames: '^(?<sequence>\\d+)\\.cdr$' },
  recordTypes: [
    { when: { field: 'type', equals: 'H' }, role: 'fileHeader', layout: ['', 'sender', 'sequence', 'month'] },
    { when: { field: 'type', equals: 'C' }, role: 'billable', layout: ['', 'at', 's', 'from', 'to', 'cost'] },
    { when: { field: 'type', equals: 'Q' }, role: 'quality', layout: ['', 'at', 's', 'from', 'to', 'cost'] },
    { when: { field: 'type', equals: 'T' }, role: 'fileTrailer', layout: ['', 'count', 'total', 'costs', 'lost'] },
  ],
  record: { ...BASE.record, costs: [{ field: 'cost' }] },
  fileControl: {
    expectedRecords: 'count',
    expectedDuration: { field: 'total', form: 'hh:mm:ss' },
    expectedCost: 'costs',
    sequence: { field: 'sequence', of: ['sender'], last: 99_999 },
    lostRecords: 'lost',
    period: 'month',
    toleranceMs: 1000,
  },
};

const controlled = (trailer: string, header = 'H;ABC;00041;202605') =>
  `${header}\nC;${T0};60;4930123456;4940111111;0.10\nC;${T0 + 60};5;4930123456;4940111111;0.05\nQ;${T0};30;;;\n${trailer}`;

test('what a carrier gives back counts in the sum that its file tells', () => {
  const credits = { costs: [{ field: 'cost', negative: 'credit' as const }] };
  const ready = compiled({
    ...CONTROLLED,
    record: { ...BASE.record, ...credits },
    fileControl: { expectedCost: 'costs' },
  });
  const rows = `C;${T0};60;4930123456;4940111111;0.10\nC;${T0 + 60};5;4930123456;4940111111;-0.25\n`;
  for (const [told, codes] of [
    ['-0.15', []],
    ['0.35', ['mediation.controlCost']],
  ] as const) {
    const shown: (string | null)[] = [];
    const reading = new FileReading(ready, (record) => shown.push(plainRecord(record).cost));
    reading.push(Buffer.from(`${rows}T;2;00:01:05;${told};0\n`));
    reading.end();
    assert.deepEqual(shown, ['0.1', '-0.25']);
    assert.deepEqual(
      reading.notices.map(({ code }) => code),
      codes,
    );
  }
});

test('what a file says about itself is held against what is in it', () => {
  const date = new Date(T0 * 1000).toISOString().slice(0, 7).replace('-', '');
  const header = `H;ABC;00041;${date}`;
  const cases: [string, string, Partial<NonNullable<FormatDefinition['fileControl']>>, string[]][] = [
    ['as it says', controlled('T;3;00:01:35;0.15;0\n', header), {}, []],
    ['a second off by rounding', controlled('T;3;00:01:36;0.15;\n', header), {}, []],
    ['lines, not records', controlled('T;5;00:01:35;0.15;0\n', header), { counts: 'lines' }, []],
    ['a record missing', controlled('T;4;00:01:35;0.15;0\n', header), {}, ['error mediation.controlRecords']],
    ['no number at all', controlled('T;many;00:01:35;0.15;0\n', header), {}, ['error mediation.controlRecords']],
    ['seconds missing', controlled('T;3;00:02:35;0.15;0\n', header), {}, ['error mediation.controlDuration']],
    ['money missing', controlled('T;3;00:01:35;0.16;0\n', header), {}, ['error mediation.controlCost']],
    ['money that is none', controlled('T;3;00:01:35;none;0\n', header), {}, ['error mediation.controlCost']],
    [
      'cut off before the trailer',
      controlled('', header),
      {},
      ['error mediation.controlMissing', 'error mediation.controlMissing', 'error mediation.controlMissing'],
    ],
    ['the trailer may be missing', controlled('', header), { required: false }, []],
    ['another month', controlled('T;3;00:01:35;0.15;0\n', 'H;ABC;00041;201101'), {}, ['error mediation.controlPeriod']],
    ['records lost', controlled('T;3;00:01:35;0.15;7\n', header), {}, ['warning mediation.controlLost']],
    [
      'only warned',
      controlled('T;4;00:01:35;0.16;0\n', header),
      { onMismatch: 'warn' },
      ['warning mediation.controlRecords', 'warning mediation.controlCost'],
    ],
    [
      'where a record cannot be read, only the number of records tells anything',
      controlled('T;4;00:09:35;0.99;0\n', header).replace('Q;', 'C;xx;yy;zz;;\nQ;'),
      {},
      [],
    ],
  ];
  for (const [name, content, change, expected] of cases) {
    const format = compiled({ ...CONTROLLED, fileControl: { ...CONTROLLED.fileControl, ...change } });
    const reading = new FileReading(format, () => {});
    reading.push(Buffer.from(content));
    reading.end();
    assert.deepEqual(
      reading.notices.map(({ severity, code }) => `${severity} ${code}`),
      expected,
      name,
    );
    assert.equal(
      reading.quarantine?.code ?? null,
      expected.find((one) => one.startsWith('error'))?.slice(6) ?? null,
      name,
    );
  }
});

test('the number of a file, from its header or its name', () => {
  const format = compiled(CONTROLLED);
  const numberOf = (content: string, name: string) => {
    const reading = new FileReading(format, () => {}, { name, arrivalMs: null });
    reading.push(Buffer.from(content));
    reading.end();
    return reading.fileNumber;
  };
  assert.deepEqual(numberOf(controlled('T;3;00:01:35;0.15;0\n'), 'x.cdr'), { of: 'ABC', number: 41, last: 99_999 });
  assert.deepEqual(numberOf(controlled('', 'H;ABC;;'), '0007.cdr'), { of: 'ABC', number: 7, last: 99_999 });
  assert.equal(numberOf(controlled('', 'H;ABC;;'), 'other.cdr'), null);
});
