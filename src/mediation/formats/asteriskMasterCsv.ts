import type { Condition } from '../language/condition.ts';
import type { FormatDefinition } from '../language/format.ts';

/**
 * Asterisk `cdr_csv`, file Master.csv: 16 columns, a 17th with `loguniqueid`, an 18th with `loguserfield`, 21 with
 * `newcdrcolumns` (cdr_csv.c, cdr.conf). One row per dialled branch; times in the zone of the PBX.
 */

const BASE = [
  ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp', 'lastdata'],
  ...['start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'],
];

const onTrunk = (channel: string): Condition => ({ field: channel, startsWithSetting: 'trunks' });

export const asteriskMasterCsv: FormatDefinition = {
  id: 'asterisk-master-csv',
  version: 1,
  name: 'Asterisk Master.csv',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Asterisk cdr_csv.c and cdr.conf', 'real Master.csv of 21 columns'],
  },
  // Names of callers come in whatever encoding their telephone sent.
  encoding: { charsets: ['utf-8'], invalid: 'replace' },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    finalNewline: 'required',
    layouts: [
      { columns: [...BASE, 'uniqueid', 'userfield', 'peeraccount', 'linkedid', 'sequence'] },
      { columns: [...BASE, 'uniqueid', 'userfield'] },
      { columns: [...BASE, 'uniqueid'] },
      { columns: BASE },
    ],
  },
  fields: { sequence: { at: [{ column: 'sequence' }] }, uniqueid: { at: [{ column: 'uniqueid' }] } },
  settings: {
    /** Beginnings of channel names that lead to carriers, e.g. `PJSIP/carrier-`. */
    trunks: { kind: 'texts', default: [] },
    outsideDigit: { kind: 'text', default: '' },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'billsec', form: 's' },
    answered: { field: 'disposition', equals: 'ANSWERED' },
    // A ring group writes one unanswered row per telephone that rang.
    unanswered: 'filter',
    direction: {
      rules: [
        { when: { all: [onTrunk('channel'), onTrunk('dstchannel')] }, is: 'forwarded' },
        { when: onTrunk('channel'), is: 'inbound' },
        { when: onTrunk('dstchannel'), is: 'outbound' },
        // Without knowing the trunks: a full number called from inside, or calling in.
        { when: { all: [{ value: 'called', is: 'e164' }, { not: { value: 'calling', is: 'e164' } }] }, is: 'outbound' },
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'src', bare: { setting: 'bareNumbers' } },
    called: { field: 'dst', outsideDigit: { setting: 'outsideDigit' }, bare: { setting: 'bareNumbers' } },
    account: { field: 'accountcode' },
    details: {
      nativeId: ['uniqueid', 'sequence'],
      callGroup: ['linkedid'],
      answer: { fields: ['answer'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
      end: { fields: ['end'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
      total: { field: 'duration', form: 's' },
      disposition: { field: 'disposition' },
    },
  },
  filters: [
    // Both halves of a Local channel repeat the call they belong to.
    {
      reason: 'localChannel',
      when: {
        any: [
          { field: 'channel', startsWith: 'Local/' },
          { field: 'dstchannel', startsWith: 'Local/' },
        ],
      },
    },
    { reason: 'omitted', when: { field: 'amaflags', oneOf: ['OMIT', 'IGNORE'] } },
  ],
  dedup: {
    keys: [['uniqueid', 'sequence'], ['uniqueid', 'channel', 'dstchannel', 'start', 'duration'], ['uniqueid'], ['*']],
  },
  fingerprint: {
    columns: {
      '9': '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$',
      '13': '^\\d+$',
      '14': '^(ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)$',
    },
  },
  samples: [
    {
      name: '21 columns: outbound, inbound, ring group, Local channel',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { trunks: ['PJSIP/hansa-'], outsideDigit: '0' },
      content: `"acme","201","004033550100","office","""Anna"" <201>","PJSIP/201-00000001","PJSIP/hansa-00000002","Dial","PJSIP/004033550100@hansa,60","2026-09-01 09:15:00","2026-09-01 09:15:06","2026-09-01 09:17:06",126,120,"ANSWERED","DOCUMENTATION","1788246900.1","","","1788246900.1",1
"","+33199001234","202","from-carrier","""+33199001234"" <+33199001234>","PJSIP/hansa-00000003","PJSIP/202-00000004","Dial","PJSIP/202,30","2026-09-01 09:20:00","2026-09-01 09:20:04","2026-09-01 09:20:34",34,30,"ANSWERED","DOCUMENTATION","1788247200.3","","","1788247200.3",3
"","+33199001234","202","from-carrier","""+33199001234"" <+33199001234>","PJSIP/hansa-00000003","PJSIP/203-00000005","Dial","PJSIP/202&PJSIP/203,30","2026-09-01 09:20:00",,"2026-09-01 09:20:04",4,0,"NO ANSWER","DOCUMENTATION","1788247200.3","","","1788247200.3",4
"","201","202","office","""Anna"" <201>","Local/202@office-00000001;2","PJSIP/202-00000009","Dial","PJSIP/202,15","2026-09-01 10:00:00",,"2026-09-01 10:00:15",15,0,"NO ANSWER","DOCUMENTATION","1788249600.7","","","1788249600.6",7
"","201","202","office","""Anna"" <201>","PJSIP/201-00000010","PJSIP/202-00000011","Dial","PJSIP/202,15","2026-09-01 10:01:00","2026-09-01 10:01:02","2026-09-01 10:01:12",12,10,"ANSWERED","DOCUMENTATION","1788249660.8","","","1788249660.8",8
`,
      records: [
        {
          start: '2026-09-01T07:15:00.000Z',
          durationMs: 120_000,
          direction: 'outbound',
          calling: '201',
          called: '+494033550100',
          account: 'acme',
          cost: null,
        },
        {
          start: '2026-09-01T07:20:00.000Z',
          durationMs: 30_000,
          direction: 'inbound',
          calling: '+33199001234',
          called: '202',
          account: '202',
          cost: null,
        },
        {
          start: '2026-09-01T08:01:00.000Z',
          durationMs: 10_000,
          direction: 'internal',
          calling: '201',
          called: '202',
          account: '201',
          cost: null,
        },
      ],
      filtered: { unanswered: 1, localChannel: 1 },
    },
    {
      name: '16 and 18 columns, a broken time, a line cut off',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `"","0199000010","0612000011","x","""x"" <0199000010>","SIP/8016-1","SIP/out-2","Dial","","2026-10-25 02:30:00","2026-10-25 02:30:02","2026-10-25 02:31:02",62,60,"ANSWERED","BILLING"
"","8016","+33612000012","x","""x"" <8016>","SIP/8016-3","SIP/out-4","Dial","","2026-10-25 03:30:00","2026-10-25 03:30:02","2026-10-25 03:30:12",12,10,"ANSWERED","BILLING","1.2","+33612000012"
"","8016","+33612000012","x","""x"" <8016>","SIP/8016-3","SIP/out-4","Dial","","2026-10-32 03:30:00","2026-10-25 03:30:02","2026-10-25 03:30:12",12,10,"ANSWERED","BILLING","1.3","x"
"","8016","+336120000`,
      records: [
        {
          start: '2026-10-25T00:30:00.000Z',
          durationMs: 60_000,
          direction: 'outbound',
          calling: '+33199000010',
          called: '+33612000011',
          account: null,
          cost: null,
        },
        {
          start: '2026-10-25T02:30:00.000Z',
          durationMs: 10_000,
          direction: 'outbound',
          calling: '8016',
          called: '+33612000012',
          account: '8016',
          cost: null,
        },
      ],
      rejected: ['mediation.timestamp', 'mediation.truncated'],
    },
  ],
};
