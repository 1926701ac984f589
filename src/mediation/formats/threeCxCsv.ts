import type { Condition } from '../language/condition.ts';
import type { FormatDefinition, TimestampDefinition } from '../language/format.ts';

/**
 * 3CX call detail records (cdr.log, one file per call, exports): 20 fields by default, 27 since v18 in two orders: types
 * before names (2020) and names before types (default header of v20). The administrator chooses fields and order, so other
 * lists are formats of their own. Times are UTC since v15; older or differently set systems say so in setting `zone`.
 */

const BASE = [
  ...['historyId', 'callId', 'duration', 'timeStart', 'timeAnswered', 'timeEnd', 'reasonTerminated', 'fromNo', 'toNo'],
  ...['fromDn', 'toDn', 'dialNo', 'reasonChanged', 'finalNumber', 'finalDn', 'billCode', 'billRate', 'billCost'],
  ...['billName', 'chain'],
];
const TYPES = ['fromType', 'toType', 'finalType'];
const NAMES = ['fromName', 'toName', 'finalName'];
/** What stands in a type column (v18 to v20). */
const TYPE_TEXTS = [
  ...['Internal', 'External', 'Extension', 'Line', 'Trunk', 'Queue', 'RingGroup', 'IVR', 'Fax', 'VoiceMail'],
  ...['Conference', 'Parking', 'Script', 'Unknown'],
];
/** Ends of a call that are no party. */
const NOBODY = ['EndCall', 'MakeCall', 'PlayFile'];

/** Whether one end lies outside: by its type, in 20 fields by the number not being an extension. */
const outside = (type: string, number: string): Condition => ({
  any: [
    { field: type, oneOf: ['External', 'Line', 'Trunk'] },
    {
      all: [
        { field: type, empty: true },
        { field: number, empty: false },
        { not: { field: number, startsWith: 'Ext.' } },
      ],
    },
  ],
});
const FROM_OUTSIDE = outside('fromType', 'fromNo');
const TO_OUTSIDE = outside('toType', 'toNo');
const ENDED_OUTSIDE: Condition = { all: [{ field: 'finalNumber', empty: false }, outside('finalType', 'finalNumber')] };

const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: { kind: 'pattern', patterns: ['yyyy/MM/dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss'] },
  zone: { setting: 'zone' },
});

export const threeCxCsv: FormatDefinition = {
  id: '3cx-csv',
  version: 1,
  name: '3CX CDR',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['3CX: CDR, Call Data Records', 'real files of v16 to v20 with 20 and 27 fields'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'], invalid: 'replace' },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    header: {
      kind: 'names',
      optional: true,
      required: ['historyId', 'callId', 'duration', 'timeStart', 'fromNo', 'toNo'],
      names: {
        historyId: ['historyid'],
        callId: ['callid'],
        duration: ['duration'],
        timeStart: ['time-start'],
        timeAnswered: ['time-answered'],
        timeEnd: ['time-end'],
        fromNo: ['from-no'],
        toNo: ['to-no'],
        fromDn: ['from-dn'],
        toDn: ['to-dn'],
        dialNo: ['dial-no'],
        finalNumber: ['final-number'],
        fromType: ['from-type'],
        toType: ['to-type'],
        finalType: ['final-type'],
      },
    },
    layouts: [
      { columns: [...BASE, ...TYPES, ...NAMES, 'missedQueueCalls'], when: { column: 20, oneOf: TYPE_TEXTS } },
      { columns: [...BASE, 'missedQueueCalls', ...NAMES, ...TYPES] },
      { columns: BASE },
    ],
  },
  fields: {
    outboundTo: { at: [{ column: 'toNo' }, { column: 'dialNo' }], nulls: NOBODY },
    forwardedTo: { at: [{ column: 'finalNumber' }, { column: 'toNo' }], nulls: NOBODY },
    /** Who forwards and pays: the extension that was called, else the trunk the call came in by. */
    forwarder: { at: [{ column: 'toDn' }, { column: 'fromDn' }], nulls: NOBODY },
  },
  settings: {
    /** Zone of the times: `UTC`, an IANA zone, or `source`. */
    zone: { kind: 'text', default: 'UTC' },
    outsideDigit: { kind: 'text', default: '' },
  },
  record: {
    start: instant('timeStart'),
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: {
      rules: [
        { when: { all: [FROM_OUTSIDE, TO_OUTSIDE] }, is: 'forwarded' },
        { when: { all: [FROM_OUTSIDE, ENDED_OUTSIDE] }, is: 'forwarded' },
        { when: FROM_OUTSIDE, is: 'inbound' },
        { when: TO_OUTSIDE, is: 'outbound' },
        { when: ENDED_OUTSIDE, is: 'forwarded' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'fromNo', byDirection: { forwarded: 'forwarder' }, stripPrefixes: ['Ext.'] },
    called: {
      field: 'toNo',
      byDirection: { outbound: 'outboundTo', forwarded: 'forwardedTo' },
      stripPrefixes: ['Ext.'],
      outsideDigit: { setting: 'outsideDigit' },
    },
    account: { field: 'fromDn', byDirection: { inbound: 'toDn', forwarded: 'forwarder' } },
    details: {
      nativeId: ['callId'],
      callGroup: ['historyId'],
      answer: instant('timeAnswered'),
      end: instant('timeEnd'),
    },
  },
  filters: [{ reason: 'noCall', when: { not: { field: 'historyId', startsWith: 'Call ' } } }],
  // callId alone came twice in older versions.
  dedup: { keys: [['historyId', 'callId', 'timeStart']] },
  fingerprint: {
    columns: { '0': '^[A-Za-z]+ \\d+$', '3': '^\\d{4}[/-]\\d\\d[/-]\\d\\d \\d\\d:\\d\\d:\\d\\d$', '7': '.' },
  },
  samples: [
    {
      name: '27 fields, types before names',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `\uFEFFCall 101,0000017A00000001_11,00:02:05,2026/09/01 08:00:00,2026/09/01 08:00:04,2026/09/01 08:02:09,TerminatedBySrc,Ext.114,0612000021,114,10001,0612000021,,,,,1,2.08,default,"Chain: Ext.114,0612000021,",Internal,External,External,from disp,to disp,fin disp,
Call 102,0000017A00000002_12,00:00:18,2026/09/01 08:10:00,2026/09/01 08:10:01,2026/09/01 08:10:19,TerminatedByDst,0199000022,Ext.610,10000,610,610,ReplacedDst,Ext.124,124,,,,,"Chain: 0199000022,Ext.610,Ext.124,",External,Internal,Internal,from disp,to disp,fin disp,
Call 103,0000017A00000003_13,,2026/09/01 08:11:00,,2026/09/01 08:11:16,Failed_Cancelled,Ext.315,Ext.184,315,184,184,,,,,,,,,Internal,Internal,Internal,from disp,to disp,fin disp,
Call 104,0000017A00000004_14,00:01:00,2026/09/01 08:12:00,2026/09/01 08:12:05,2026/09/01 08:13:05,TerminatedBySrc,0199000023,Ext.610,10000,610,610,Fwd_NoAnswer,0032475000024,10001,,,,,"Chain: 0199000023,Ext.610,0032475000024,",External,Internal,External,from disp,to disp,fin disp,
Login 105,0000017A00000005_15,,2026/09/01 08:14:00,,,,Ext.114,,114,,,,,,,,,,,Internal,,,from disp,,,
`,
      records: [
        {
          start: '2026-09-01T08:00:00.000Z',
          durationMs: 125_000,
          direction: 'outbound',
          calling: '114',
          called: '+33612000021',
          account: '114',
          cost: null,
        },
        {
          start: '2026-09-01T08:10:00.000Z',
          durationMs: 18_000,
          direction: 'inbound',
          calling: '+33199000022',
          called: '610',
          account: '610',
          cost: null,
        },
        {
          start: '2026-09-01T08:11:00.000Z',
          durationMs: 0,
          direction: 'internal',
          calling: '315',
          called: '184',
          account: '315',
          cost: null,
        },
        {
          start: '2026-09-01T08:12:00.000Z',
          durationMs: 60_000,
          direction: 'forwarded',
          calling: '610',
          called: '+32475000024',
          account: '610',
          cost: null,
        },
      ],
      filtered: { noCall: 1 },
    },
    {
      name: '27 fields in the order of the v20 header, and 20 fields',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { zone: 'source' },
      content: `Call 7,4cc2c72490010000_1,00:00:25,2026/09/01 07:59:49,2026/09/01 07:59:58,2026/09/01 08:00:23,TerminatedBySrc,Ext.16,+494055500025,16,10020,+494055500025,,+494055500025,10020,default,1,0.43,default,Chain: Ext.16;+494055500025;,0,Anna,,,Extension,Line,Line
Call 8,4cc2c72490010000_2,00:05:36,2026/09/01 13:33:54,2026/09/01 13:33:54,2026/09/01 13:39:31,TerminatedBySrc,+353199000026,Ext.960,10021,960,960,QFwdToDNA,Ext.504,504,,,,,Chain: +353199000026'Ext.960;Ext.504;
`,
      records: [
        {
          start: '2026-09-01T05:59:49.000Z',
          durationMs: 25_000,
          direction: 'outbound',
          calling: '16',
          called: '+494055500025',
          account: '16',
          cost: null,
        },
        {
          start: '2026-09-01T11:33:54.000Z',
          durationMs: 336_000,
          direction: 'inbound',
          calling: '+353199000026',
          called: '960',
          account: '960',
          cost: null,
        },
      ],
    },
  ],
};
