import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Cisco IOS gateways and CUBE, `gw-accounting file` with template `callhistory-detail`: a row for each leg of a call, all with the same `h323-conf-id`;
 * leg type 1 is a telephone line, 2 VoIP; `answer` is the leg that came in, `originate` the one that went out. Times name their zone, behind a
 * star or a dot where the clock is not set by NTP. One leg counts: the one that went out.
 */
const COLUMNS = [
  ...[
    'unixTime',
    'callId',
    'cdrType',
    'legType',
    'confId',
    'peer',
    'peerSub',
    'setup',
    'alert',
    'connect',
    'disconnect',
  ],
  ...['cause', 'causeText', 'origin', 'charged', 'infoType', 'paksOut', 'bytesOut', 'paksIn', 'bytesIn', 'username'],
  ...['clid', 'dnis'],
];
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: { kind: 'pattern', patterns: ['[*.]HH:mm:ss.S zzz EEE MMM d yyyy', '[*.]HH:mm:ss zzz EEE MMM d yyyy'] },
});

export const ciscoGateway: FormatDefinition = {
  id: 'cisco-gateway-csv',
  version: 1,
  name: 'Cisco IOS gateway / CUBE file accounting',
  about: {
    kind: 'pabx',
    verified: 'specification',
    knowledge: ['Cisco: CDR Accounting for Cisco IOS Voice Gateways', 'fields as read by a public collector'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [{ columns: COLUMNS }],
  },
  fields: {
    called: { at: [{ column: 'dnis' }, { column: 'peer' }] },
    caller: { at: [{ column: 'clid' }, { column: 'username' }] },
    cause: { at: [{ column: 'cause' }], transforms: [{ op: 'hexToInt' }] },
  },
  settings: {
    /** Leg type of the side that leads to carriers: 1 telephone lines, 2 VoIP. */
    carrierLegs: { kind: 'texts', default: ['1', '2'] },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: instant('setup'),
    duration: { field: 'disconnect', form: 'endMinusAnswer' },
    answered: { field: 'connect', empty: false },
    direction: {
      rules: [
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'caller', cutAt: ['#', '@'], bare: { setting: 'bareNumbers' } },
    called: { field: 'called', cutAt: ['#', '@'], bare: { setting: 'bareNumbers' } },
    account: { field: 'username' },
    details: {
      nativeId: ['confId', 'callId'],
      callGroup: ['confId'],
      answer: instant('connect'),
      end: instant('disconnect'),
      disposition: { field: 'cause', form: 'q850' },
    },
  },
  filters: [
    { reason: 'otherLeg', when: { field: 'origin', equals: 'answer' } },
    { reason: 'otherLeg', when: { not: { field: 'legType', inSetting: 'carrierLegs' } } },
  ],
  dedup: { keys: [['confId', 'callId', 'legType', 'origin']] },
  fingerprint: {
    columns: { '0': '^\\d{10}$', '3': '^[1-5]$', '7': '^[*.]?\\d\\d:\\d\\d:\\d\\d', '13': '^(answer|originate)$' },
  },
  samples: [
    {
      name: 'two legs of a call, clock not set, in vain',
      zone: 'UTC',
      country: 'DE',
      content: `1788249666,11,1,1,AA01 BB02,101,,*08:00:00.123 UTC Tue Sep 1 2026,*08:00:02.000 UTC Tue Sep 1 2026,*08:00:05.500 UTC Tue Sep 1 2026,*08:01:05.750 UTC Tue Sep 1 2026,10,normal call clearing (16),answer,0,speech,100,2000,100,2000,,101,015120006201
1788249666,12,1,2,AA01 BB02,015120006201,,*08:00:00.623 UTC Tue Sep 1 2026,*08:00:02.000 UTC Tue Sep 1 2026,*08:00:05.500 UTC Tue Sep 1 2026,*08:01:05.750 UTC Tue Sep 1 2026,10,normal call clearing (16),originate,0,speech,100,2000,100,2000,,101,015120006201
1788249766,14,1,2,AA01 BB03,015120006202,,.10:02:00.000 CEST Tue Sep 1 2026,,,.10:02:20.000 CEST Tue Sep 1 2026,11,user busy (17),originate,0,speech,0,0,0,0,,101#x,015120006202
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.623Z', 60_250, 'outbound', ['101', '+4915120006201'], '101'),
        sampleRecord('2026-09-01T08:02:00.000Z', 0, 'outbound', ['101', '+4915120006202'], '101'),
      ],
      filtered: { otherLeg: 1 },
    },
  ],
};
