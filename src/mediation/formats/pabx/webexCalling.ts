import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET } from '../paths.ts';
import { WEBEX } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Webex Calling, detailed call history: JSON `items` of `cdr_feed`, and the CSV report with the same names. Times UTC, "Answered" the text `true` or
 * `false`, nothing written `NA` or empty. A call inside gives two records, one for each side; a call counts for the side that began
 * it, and calls from outside for the side that took it. The report id is unique.
 */
const LABELS: Readonly<Record<string, string>> = {
  reportId: 'Report ID',
  correlationId: 'Correlation ID',
  start: 'Start time',
  answer: 'Answer time',
  release: 'Release time',
  duration: 'Duration',
  answered: 'Answered',
  direction: 'Direction',
  callType: 'Call type',
  calling: 'Calling number',
  called: 'Called number',
  dialled: 'Dialed digits',
  redirecting: 'Redirecting number',
  user: 'User number',
  accountCode: 'Authorization code',
};
const INSIDE = ['SIP_ENTERPRISE', 'SIP_MEETING', 'UNKNOWN'];

const RECORD: FormatDefinition['record'] = {
  start: { fields: ['start'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
  duration: { field: 'duration', form: 's' },
  answered: { field: 'answered', oneOf: ['true', 'TRUE', 'True'] },
  direction: {
    rules: [
      { when: { field: 'callType', oneOf: INSIDE }, is: 'internal' },
      // Sent out again by a user who was called: the redirecting number pays.
      {
        when: {
          all: [
            { field: 'direction', equals: 'ORIGINATING' },
            { field: 'redirecting', empty: false },
          ],
        },
        is: 'forwarded',
      },
      { when: { field: 'direction', equals: 'ORIGINATING' }, is: 'outbound' },
      { when: { field: 'direction', equals: 'TERMINATING' }, is: 'inbound' },
    ],
    otherwise: 'reject',
  },
  calling: { field: 'calling', byDirection: { forwarded: 'redirecting' } },
  called: { field: 'called' },
  account: { field: 'user' },
  details: {
    nativeId: ['reportId'],
    callGroup: ['correlationId'],
    answer: { fields: ['answer'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
    end: { fields: ['release'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
  },
};
const FILTERS: NonNullable<FormatDefinition['filters']> = [
  {
    reason: 'otherSide',
    when: {
      all: [
        { field: 'direction', equals: 'TERMINATING' },
        { field: 'callType', oneOf: INSIDE },
      ],
    },
  },
];
const KNOWLEDGE = ['Webex for Developers: Detailed Call History', 'Webex Calling: detailed call history report'];

export const webexCalling: FormatDefinition = {
  id: 'webex-calling-cdr-feed',
  version: 1,
  name: 'Webex Calling detailed call history (JSON)',
  about: { kind: 'pabx', verified: 'sample', knowledge: KNOWLEDGE },
  structure: { kind: 'json', records: 'nested', root: 'items' },
  pull: WEBEX,
  fields: Object.fromEntries(
    Object.entries(LABELS).map(([name, label]) => [name, { at: [{ path: `["${label}"]` }], nulls: ['NA'] }]),
  ),
  record: RECORD,
  filters: FILTERS,
  dedup: { keys: [['reportId']] },
  fingerprint: { paths: ['["Report ID"]', '["Start time"]', '["Call type"]', '["Correlation ID"]'] },
  samples: [
    {
      name: 'both sides of a call inside, national, from outside, redirected',
      zone: 'UTC',
      country: 'DE',
      content: `{"items":[
{"Report ID":"r1","Correlation ID":"c1","Start time":"2026-09-01T08:00:00.576Z","Answer time":"","Answered":"false","Duration":0,"Direction":"ORIGINATING","Call type":"SIP_NATIONAL","Calling number":"+494055501001","Called number":"+4915120001002","Dialed digits":"015120001002","Redirecting number":"","User number":"+494055501001"},
{"Report ID":"r2","Correlation ID":"c2","Start time":"2026-09-01T08:01:00.000Z","Answer time":"2026-09-01T08:01:05.000Z","Answered":"true","Duration":30,"Direction":"ORIGINATING","Call type":"SIP_ENTERPRISE","Calling number":"1001","Called number":"1002","Redirecting number":"NA","User number":"NA"},
{"Report ID":"r3","Correlation ID":"c2","Start time":"2026-09-01T08:01:00.000Z","Answer time":"2026-09-01T08:01:05.000Z","Answered":"true","Duration":30,"Direction":"TERMINATING","Call type":"SIP_ENTERPRISE","Calling number":"1001","Called number":"1002","Redirecting number":"NA","User number":"NA"},
{"Report ID":"r4","Correlation ID":"c3","Start time":"2026-09-01T08:02:00.000Z","Answer time":"2026-09-01T08:02:05.000Z","Answered":"true","Duration":61,"Direction":"TERMINATING","Call type":"SIP_INBOUND","Calling number":"+33612001003","Called number":"+494055501001","Redirecting number":"","User number":"+494055501001"},
{"Report ID":"r5","Correlation ID":"c3","Start time":"2026-09-01T08:02:00.000Z","Answer time":"2026-09-01T08:02:05.000Z","Answered":"true","Duration":60,"Direction":"ORIGINATING","Call type":"SIP_MOBILE","Calling number":"+33612001003","Called number":"+4915120001004","Redirecting number":"+494055501001","User number":"+494055501001"}
]}`,
      records: [
        sampleRecord('2026-09-01T08:00:00.576Z', 0, 'outbound', ['+494055501001', '+4915120001002'], '+494055501001'),
        sampleRecord('2026-09-01T08:01:00.000Z', 30_000, 'internal', ['1001', '1002'], '1001'),
        sampleRecord('2026-09-01T08:02:00.000Z', 61_000, 'inbound', ['+33612001003', '+494055501001'], '+494055501001'),
        sampleRecord(
          '2026-09-01T08:02:00.000Z',
          60_000,
          'forwarded',
          ['+494055501001', '+4915120001004'],
          '+494055501001',
        ),
      ],
      filtered: { otherSide: 1 },
    },
  ],
};

export const webexCallingCsv: FormatDefinition = {
  id: 'webex-calling-csv',
  version: 1,
  name: 'Webex Calling detailed call history (CSV report)',
  about: { kind: 'pabx', verified: 'specification', knowledge: KNOWLEDGE },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: Object.fromEntries(Object.entries(LABELS).map(([name, label]) => [name, [label]])),
      required: ['reportId', 'start', 'duration', 'direction', 'callType', 'calling', 'called'],
    },
  },
  fields: Object.fromEntries(Object.keys(LABELS).map((name) => [name, { at: [{ column: name }], nulls: ['NA'] }])),
  record: RECORD,
  filters: FILTERS,
  dedup: { keys: [['reportId']] },
  fingerprint: { text: ['Report ID', 'Correlation ID', 'Call type'] },
  samples: [
    {
      name: 'one out, one in',
      zone: 'UTC',
      country: 'DE',
      content: `Start time,Answer time,Duration,Calling number,Called number,User,Calling line ID,Called line ID,Correlation ID,Location,Direction,Call type,Answered,Release time,Report ID,Redirecting number,User number
2026-09-01T08:00:00.000Z,2026-09-01T08:00:03.000Z,12,+494055501001,+4915120001002,Ann,NA,NA,c1,Hamburg,ORIGINATING,SIP_MOBILE,true,2026-09-01T08:00:15.000Z,r1,NA,+494055501001
2026-09-01T08:05:00.000Z,,0,NA,+494055501001,Ann,NA,NA,c2,Hamburg,TERMINATING,SIP_INBOUND,false,2026-09-01T08:05:15.000Z,r2,NA,+494055501001
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          12_000,
          'outbound',
          ['+494055501001', '+4915120001002'],
          '+494055501001',
        ),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'inbound', [null, '+494055501001'], '+494055501001'),
      ],
    },
  ],
};
