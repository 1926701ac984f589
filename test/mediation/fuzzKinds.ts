/** One small format per kind of reader, and its records as pieces of bytes, so that a test knows which of them it has broken. */
import type { FormatDefinition } from '#mediation';
import { bcd, leaf, tlv, tlvIndefinite } from '../../src/mediation/readers/testBer.ts';

export interface Kind {
  readonly name: string;
  readonly format: FormatDefinition;
  /** Head, records, foot. */
  readonly write: (count: number) => {
    readonly head: Buffer;
    readonly records: readonly Buffer[];
    readonly foot: Buffer;
  };
  /** Records whose end only their content tells. A broken one, or junk behind one, may take the next with it; the file's own counts tell. */
  readonly open?: (n: number) => boolean;
  /** A record with this text as the called number, for values that are too long. */
  readonly giant: (text: string) => Buffer;
}

interface Row {
  readonly id: string;
  readonly start: string;
  readonly seconds: number;
  readonly from: string;
  readonly to: string;
  readonly cost: string;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The n-th call; every field of it is another one than its neighbours'. */
function row(n: number): Row {
  return {
    id: `R${1000 + n}`,
    start: `202609${two(1 + (n % 28))}10${two(n % 60)}${two((n * 7) % 60)}`,
    seconds: 30 + n,
    from: `4930231${25_100 + n}`,
    to: `3319900${1000 + n}`,
    cost: `0.0${10 + (n % 80)}`,
  };
}

const FIELDS = ['id', 'start', 'seconds', 'from', 'to', 'cost'] as const;

function format(
  id: string,
  structure: FormatDefinition['structure'],
  fields: FormatDefinition['fields'] = {},
): FormatDefinition {
  return {
    id,
    version: 1,
    name: id,
    encoding: { charsets: ['utf-8'], invalid: 'replace' },
    structure,
    fields,
    record: {
      start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] } },
      duration: { field: 'seconds', form: 's', empty: 'reject' },
      direction: { rules: [], otherwise: 'outbound' },
      calling: { field: 'from', bare: 'international' },
      called: { field: 'to', bare: 'international' },
      account: { field: 'id' },
      costs: [{ field: 'cost' }],
      details: { nativeId: ['id'] },
    },
    dedup: { keys: [['id']] },
    quarantine: { rejectPercent: 100, atLeast: 1_000_000 },
    fingerprint: {},
    samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
  };
}

const EMPTY = Buffer.alloc(0);
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n));
const values = (each: Row) => FIELDS.map((name) => String(each[name]));

function lines(head: string, line: (each: Row) => string, foot = ''): Kind['write'] {
  return (count) => ({
    head: Buffer.from(head),
    records: rows(count).map((each) => Buffer.from(line(each))),
    foot: Buffer.from(foot),
  });
}

function kind(name: string, made: FormatDefinition, head: string, line: (each: Row) => string, foot = ''): Kind {
  return {
    name,
    format: made,
    write: lines(head, line, foot),
    giant: (text) => Buffer.from(line({ ...row(900), to: text })),
  };
}

const byColumn = Object.fromEntries(FIELDS.map((name) => [name, { at: [{ column: name }] }]));
const byPath = Object.fromEntries(FIELDS.map((name) => [name, { at: [{ path: name }] }]));
const quoted = (each: Row) =>
  `${values(each)
    .map((value) => `"${value}"`)
    .join(',')}\n`;
const place = (each: Row) =>
  `${each.id.padEnd(8)}${each.start}${String(each.seconds).padStart(6)} ${each.from.padEnd(16)}${each.to.padEnd(16)}${each.cost.padStart(8)}\n`;
const PLACES = [
  ...([
    ['id', 0, 8],
    ['start', 8, 14],
    ['seconds', 22, 6],
    ['from', 29, 16],
    ['to', 45, 16],
    ['cost', 61, 8],
  ] as const),
].map(([name, start, length]) => ({ name, start, length }));

const TAGS = {
  a1: 'File',
  a2: 'Calls',
  a3: 'Call',
  'a3/c1': 'id text',
  'a3/c2': 'start text',
  'a3/c3': 'seconds integer',
  'a3/c4': 'from bcd',
  'a3/c5': 'to text',
  'a3/c6': 'cost text',
};

function berCall(each: Row, container: (tag: string, ...values: Buffer[]) => Buffer): Buffer {
  return container(
    'a3',
    leaf('c1', each.id),
    leaf('c2', each.start),
    leaf('c3', each.seconds),
    leaf('c4', bcd(each.from)),
    leaf('c5', each.to),
    leaf('c6', each.cost),
  );
}

/** Indefinite around the records, so that a record's bytes are its own. */
const ber: Kind = {
  name: 'BER',
  format: format('ber', { kind: 'asn1', recordPath: '/File/Calls/Call', tags: TAGS }, byPath),
  write: (count) => {
    const whole = tlvIndefinite('a1', tlvIndefinite('a2'));
    return {
      head: whole.subarray(0, whole.length - 4),
      records: rows(count).map((each, n) => berCall(each, n % 2 === 0 ? tlv : tlvIndefinite)),
      foot: whole.subarray(whole.length - 4),
    };
  },
  open: (n) => n % 2 === 1,
  giant: (text) => berCall({ ...row(900), to: text }, tlv),
};

function framed(record: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(Math.min(record.length, 0xffff), 0);
  head[2] = (6 << 5) | 9;
  head[3] = (1 << 5) | 2;
  return Buffer.concat([head, record]);
}

const cdrFile: Kind = {
  name: 'TS 32.297',
  format: format('cdr-file', { kind: 'binary32297', tags: TAGS }, byPath),
  write: (count) => {
    const records = rows(count).map((each) => framed(berCall(each, tlv)));
    const head = Buffer.alloc(54);
    head.writeUInt32BE(head.length + Buffer.concat(records).length, 0);
    head.writeUInt32BE(head.length, 4);
    head.writeUInt32BE(count, 18);
    head.writeUInt32BE(41, 22);
    head.set([10, 0, 0, 9], 43);
    head[47] = 0x83;
    return { head, records, foot: EMPTY };
  },
  giant: (text) => framed(berCall({ ...row(900), to: text }, tlv)),
};

export const KINDS: readonly Kind[] = [
  kind(
    'delimited',
    format('delimited', { kind: 'delimited', delimiter: ',', layouts: [{ columns: [...FIELDS] }] }),
    '',
    quoted,
  ),
  kind(
    'delimited with header, line breaks in fields, backslashes',
    format('delimited-header', {
      kind: 'delimited',
      delimiter: '||',
      multiline: true,
      escape: 'backslash',
      header: {
        kind: 'names',
        required: ['id', 'start', 'seconds'],
        names: Object.fromEntries(FIELDS.map((name) => [name, [name]])),
      },
    }),
    `${FIELDS.join('||')}\n`,
    (each) => `${values(each).join('||')}\n`,
  ),
  kind(
    'delimited with lenient quotes',
    format('lenient', { kind: 'delimited', delimiter: ';', lenientQuotes: true, layouts: [{ columns: [...FIELDS] }] }),
    '',
    (each) =>
      `${values(each)
        .map((value) => `"${value}"`)
        .join(';')}\n`,
  ),
  kind('fixed', format('fixed', { kind: 'fixed', columns: PLACES, leastLength: 60 }), '', place),
  kind(
    'self-describing',
    format(
      'self-describing',
      {
        kind: 'selfDescribing',
        headerPrefix: '#',
        headerPattern: '(?<name>[a-z]+),(?<start>\\d+),(?<end>\\d+),',
      },
      byColumn,
    ),
    `#${PLACES.map(({ name, start, length }) => `${name},${start + 1},${start + length},`).join('')}\n`,
    place,
  ),
  kind(
    'pairs in lines',
    format('pairs', { kind: 'keyValue', form: 'lines', heading: 'received' }, byColumn),
    '',
    (each) => `Thu Sep  3 10:00:00 2026\n${FIELDS.map((name) => `\t${name} = "${each[name]}"\n`).join('')}\n`,
  ),
  kind(
    'pairs in a line',
    format('inline', { kind: 'keyValue', form: 'inline', after: 'answered: ' }, byColumn),
    '',
    (each) => `Sep  3 acc: answered: ${FIELDS.map((name) => `${name}=${each[name]}`).join(';')}\n`,
  ),
  kind(
    'regex',
    format(
      'regex',
      {
        kind: 'regex',
        pattern: '^CDR (?<id>\\w+) (?<start>\\d+) (?<seconds>\\d+) (?<from>\\S+)>(?<to>\\S+) (?<cost>[\\d.]+)$',
      },
      byColumn,
    ),
    '',
    (each) => `CDR ${each.id} ${each.start} ${each.seconds} ${each.from}>${each.to} ${each.cost}\n`,
  ),
  kind('JSON lines', format('json', { kind: 'json' }, byPath), '', (each) => `${JSON.stringify(each)}\n`),
  kind(
    'nested JSON',
    format('nested', { kind: 'json', records: 'nested', root: 'data.calls' }, byPath),
    '{"page":1,"data":{"calls":[',
    (each) => `${JSON.stringify(each)},`,
    '{}]}}',
  ),
  kind(
    'XML',
    format('xml', { kind: 'xml', recordPath: '/file/call' }, byPath),
    '<?xml version="1.0" encoding="UTF-8"?><file>\n',
    (each) => `<call>${FIELDS.map((name) => `<${name}>${each[name]}</${name}>`).join('')}</call>\n`,
    '</file>',
  ),
  ber,
  cdrFile,
];
