import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * GENBAND. G6 (Tekelec T6000): lines of 630 and more places, times of 19 places, numbers of 20, duration of nine. S3 (NexTone): comma separated, seven
 * named columns, epoch seconds.
 */
const PLACES: readonly (readonly [string, number, number])[] = [
  ['type', 1, 2],
  ['sequence', 3, 4],
  ['callId', 7, 30],
  ['start', 37, 19],
  ['answer', 56, 19],
  ['end', 75, 19],
  ['sourceName', 94, 30],
  ['source', 154, 20],
  ['destName', 204, 30],
  ['dest', 264, 20],
  ['dialled', 314, 30],
  ['billing', 344, 30],
  ['authCode', 374, 30],
  ['way', 404, 1],
  ['external', 406, 1],
  ['duration', 407, 9],
  ['sipCallId', 416, 64],
  ['outpulsed', 510, 30],
  ['reason', 544, 4],
];

function line(values: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, from, length] of PLACES) text = text.padEnd(from - 1) + (values[name] ?? '').padEnd(length);
  return `${text.padEnd(658)}\n`;
}

const BARE = { kind: 'choice' as const, choices: ['auto', 'international', 'national', 'text'], default: 'auto' };
const TOLD_BY_NUMBERS: FormatDefinition['record']['direction'] = {
  rules: [
    { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
    { when: { value: 'called', is: 'e164' }, is: 'outbound' },
  ],
  otherwise: 'internal',
};

export const genbandG6: FormatDefinition = {
  id: 'genband-g6',
  version: 1,
  name: 'GENBAND G6 / Tekelec T6000',
  about: {
    kind: 'sbc',
    verified: 'none',
    knowledge: ['Places of the fields as published by a free billing system'],
  },
  structure: {
    kind: 'fixed',
    leastLength: 415,
    columns: PLACES.map(([name, from, length]) => ({ name, start: from - 1, length })),
  },
  fields: { reached: { at: [{ column: 'outpulsed' }, { column: 'dest' }, { column: 'dialled' }] } },
  settings: { bareNumbers: BARE },
  record: {
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm:ss', 'yyyy/MM/dd HH:mm:ss'] },
    },
    duration: { field: 'duration', form: 's' },
    answered: { field: 'answer', empty: false },
    direction: TOLD_BY_NUMBERS,
    calling: { field: 'source', bare: { setting: 'bareNumbers' } },
    called: { field: 'reached', byDirection: { inbound: 'dest' }, bare: { setting: 'bareNumbers' } },
    account: { field: 'billing' },
    details: { nativeId: ['callId'], callGroup: ['sipCallId'] },
  },
  dedup: { keys: [['callId', 'sequence', 'start']] },
  fingerprint: { text: ['^..\\d{4}.{30}\\d{4}[-/]\\d\\d[-/]\\d\\d \\d\\d:\\d\\d:\\d\\d'] },
  samples: [
    {
      name: 'outbound, unanswered',
      zone: 'America/New_York',
      country: 'US',
      content:
        line({
          type: '01',
          sequence: '0001',
          callId: 'OID-1',
          start: '2026-09-01 10:00:00',
          answer: '2026-09-01 10:00:05',
          end: '2026-09-01 10:01:05',
          source: '2125550161',
          dest: '16505550162',
          duration: '60',
          billing: 'acme',
        }) +
        line({
          type: '01',
          sequence: '0002',
          callId: 'OID-2',
          start: '2026-09-01 10:02:00',
          end: '2026-09-01 10:02:30',
          source: '2125550161',
          dest: '16505550163',
          duration: '0',
        }),
      records: [
        sampleRecord('2026-09-01T14:00:00.000Z', 60_000, 'outbound', ['+12125550161', '+16505550162'], 'acme'),
        sampleRecord('2026-09-01T14:02:00.000Z', 0, 'outbound', ['+12125550161', '+16505550163']),
      ],
    },
  ],
};

export const nexTone: FormatDefinition = {
  id: 'nextone-s3',
  version: 1,
  name: 'GENBAND S3 / NexTone MSX',
  about: {
    kind: 'sbc',
    verified: 'specification',
    knowledge: ['Columns of NexTone CDRs as published by a free billing system'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: {
        zoneData: ['CallZoneData'],
        origGateway: ['OrigGw'],
        termGateway: ['TermGw'],
        duration: ['Duration'],
        called: ['CallDTMF'],
        caller: ['Ani'],
        start: ['DateTimeInt'],
      },
      required: ['origGateway', 'termGateway', 'duration', 'called', 'caller', 'start'],
    },
  },
  settings: {
    /** Names of gateways of carriers. */
    carrierGateways: { kind: 'texts', default: [] },
    bareNumbers: BARE,
  },
  record: {
    start: { fields: ['start'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 'duration', form: 's' },
    direction: {
      rules: [{ when: { field: 'origGateway', inSetting: 'carrierGateways' }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' } },
    account: { field: 'origGateway', byDirection: { inbound: 'termGateway' } },
  },
  dedup: { keys: [['start', 'caller', 'called', 'duration', 'origGateway', 'termGateway']] },
  fingerprint: { text: ['CallDTMF', 'DateTimeInt'] },
  samples: [
    {
      name: 'to and from a carrier',
      zone: 'UTC',
      country: 'US',
      settings: { carrierGateways: ['peer1'] },
      content: `CallZoneData,OrigGw,TermGw,Duration,CallDTMF,Ani,DateTimeInt
z1,acme,peer1,61,16505550164,12125550165,1788249600
z1,peer1,acme,0,12125550165,16505550164,1788249700
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 61_000, 'outbound', ['+12125550165', '+16505550164'], 'acme'),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'inbound', ['+16505550164', '+12125550165'], 'acme'),
      ],
    },
  ],
};
