import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Exports of the database `asteriskcdrdb.cdr` with a header: FreePBX, Issabel, Elastix, VitalPBX, Xivo, Wazo. Columns as in Master.csv, with
 * `calldate` for the start and no end; `amaflags` as a number; `NULL` written out; names of callers with quotes that nobody escaped.
 */
const NAMES: Readonly<Record<string, string[]>> = {
  ...Object.fromEntries(
    [
      ...['clid', 'dcontext', 'channel', 'dstchannel', 'lastapp', 'lastdata', 'duration', 'billsec', 'disposition'],
      ...['amaflags', 'accountcode', 'uniqueid', 'userfield', 'did', 'linkedid', 'sequence', 'calltype'],
    ].map((name) => [name, [name]]),
  ),
  calldate: ['calldate', 'call date'],
  src: ['src', 'source number'],
  dst: ['dst', 'destination number'],
};

export const asteriskDatabase: FormatDefinition = {
  id: 'asterisk-database-csv',
  version: 1,
  name: 'Asterisk CDR database export (FreePBX, Issabel, VitalPBX)',
  about: {
    kind: 'pabx',
    verified: 'specification',
    knowledge: ['Table asteriskcdrdb.cdr of FreePBX and Issabel', 'VitalPBX CDR export'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    lenientQuotes: true,
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: NAMES,
      required: ['calldate', 'src', 'dst', 'channel', 'dstchannel', 'billsec', 'disposition'],
    },
  },
  fields: {
    src: { at: [{ column: 'src' }], nulls: ['NULL', '\\N'] },
    dst: { at: [{ column: 'dst' }], nulls: ['NULL', '\\N'] },
    dstchannel: { at: [{ column: 'dstchannel' }], nulls: ['NULL', '\\N'] },
    accountcode: { at: [{ column: 'accountcode' }], nulls: ['NULL', '\\N'] },
    uniqueid: { at: [{ column: 'uniqueid' }], nulls: ['NULL', '\\N'] },
    sequence: { at: [{ column: 'sequence' }], nulls: ['NULL', '\\N'] },
  },
  settings: {
    /** Beginnings of channel names that lead to carriers, e.g. `PJSIP/carrier-`. */
    trunks: { kind: 'texts', default: [] },
    outsideDigit: { kind: 'text', default: '' },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['calldate'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'billsec', form: 's' },
    answered: { field: 'disposition', equals: 'ANSWERED' },
    unanswered: 'filter',
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'channel', startsWithSetting: 'trunks' },
              { field: 'dstchannel', startsWithSetting: 'trunks' },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'channel', startsWithSetting: 'trunks' }, is: 'inbound' },
        { when: { field: 'dstchannel', startsWithSetting: 'trunks' }, is: 'outbound' },
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'src', bare: { setting: 'bareNumbers' } },
    called: { field: 'dst', bare: { setting: 'bareNumbers' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountcode' },
    details: {
      callGroup: ['linkedid'],
      total: { field: 'duration', form: 's' },
      disposition: { field: 'disposition' },
    },
  },
  filters: [
    {
      reason: 'localChannel',
      when: {
        any: [
          { field: 'channel', startsWith: 'Local/' },
          { field: 'dstchannel', startsWith: 'Local/' },
        ],
      },
    },
    // 1 is OMIT.
    { reason: 'omitted', when: { field: 'amaflags', equals: '1' } },
  ],
  dedup: {
    keys: [['uniqueid', 'sequence'], ['uniqueid', 'channel', 'dstchannel', 'calldate', 'duration'], ['*']],
  },
  fingerprint: { text: ['calldate', 'dstchannel', 'billsec'] },
  samples: [
    {
      name: 'FreePBX order; names with quotes, NULL, ring group, Local channel, omitted',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { trunks: ['PJSIP/hansa-'], outsideDigit: '0' },
      content: `calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did
2026-09-01 09:15:00,""Anna" <201>",201,004033550801,office,PJSIP/201-1,PJSIP/hansa-2,Dial,"PJSIP/x,60",126,120,ANSWERED,3,acme,17.1,,
2026-09-01 09:20:00,""x" <+49405551>",+494033550802,202,from-carrier,PJSIP/hansa-3,PJSIP/202-4,Dial,x,34,30,ANSWERED,3,NULL,17.3,,4940
2026-09-01 09:20:00,"x",+494033550802,202,from-carrier,PJSIP/hansa-3,PJSIP/203-5,Dial,x,4,0,NO ANSWER,3,NULL,17.3,,4940
2026-09-01 10:00:00,"x",201,202,office,Local/202@office-1,PJSIP/202-9,Dial,x,15,10,ANSWERED,3,NULL,17.7,,
2026-09-01 10:01:00,"x",201,202,office,PJSIP/201-10,PJSIP/202-11,Dial,x,15,10,ANSWERED,1,NULL,17.8,,
`,
      records: [
        sampleRecord('2026-09-01T07:15:00.000Z', 120_000, 'outbound', ['201', '+494033550801'], 'acme'),
        sampleRecord('2026-09-01T07:20:00.000Z', 30_000, 'inbound', ['+494033550802', '202'], '202'),
      ],
      filtered: { unanswered: 1, localChannel: 1, omitted: 1 },
    },
    {
      name: 'VitalPBX order',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `cdr_id,calldate,clid,source,src,dst,destination,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,uniqueid,linkedid,sequence,calltype
1,2026-09-01 09:15:00,x,101 Ann,101,0612000803,mobile,office,PJSIP/101-1,PJSIP/out-2,Dial,x,66,60,ANSWERED,3,18.1,18.1,1,2
`,
      records: [sampleRecord('2026-09-01T07:15:00.000Z', 60_000, 'outbound', ['101', '+33612000803'], '101')],
    },
  ],
};
