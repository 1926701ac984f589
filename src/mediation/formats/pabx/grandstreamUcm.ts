import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Grandstream UCM. API `cdrapi` as JSON: `cdr_root` is a list of calls, each flat, or a group `main_cdr` and `sub_cdr_1 …` of its legs, of which each
 * answered one counts and the main one sums up. CSV export: a header, two levels of rows with the account id of the call. `userfield` tells the
 * direction. Built on Asterisk.
 */
const DIRECTION: FormatDefinition['record']['direction'] = {
  rules: [
    {
      when: {
        all: [
          { field: 'sourceTrunk', empty: false },
          { field: 'trunk', empty: false },
        ],
      },
      is: 'forwarded',
    },
    { when: { field: 'userfield', equals: 'Outbound' }, is: 'outbound' },
    { when: { field: 'userfield', equals: 'Inbound' }, is: 'inbound' },
    { when: { field: 'trunk', empty: false }, is: 'outbound' },
    { when: { field: 'sourceTrunk', empty: false }, is: 'inbound' },
  ],
  otherwise: 'internal',
};

const RECORD: FormatDefinition['record'] = {
  start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
  duration: { field: 'billsec', form: 's' },
  answered: { field: 'disposition', equals: 'ANSWERED' },
  unanswered: 'filter',
  direction: DIRECTION,
  calling: { field: 'src' },
  called: { field: 'dst', outsideDigit: { setting: 'outsideDigit' } },
  account: { field: 'accountcode' },
  details: {
    nativeId: ['id'],
    callGroup: ['session'],
    total: { field: 'duration', form: 's' },
    disposition: { field: 'disposition' },
  },
};
const ABOUT: FormatDefinition['about'] = {
  kind: 'pabx',
  verified: 'specification',
  knowledge: ['Grandstream UCM: CDR API and CDR CSV, as public clients read them'],
};

export const grandstreamUcm: FormatDefinition = {
  id: 'grandstream-ucm-json',
  version: 1,
  name: 'Grandstream UCM CDR API',
  about: ABOUT,
  structure: { kind: 'json', records: 'nested', root: 'cdr_root' },
  // Of a group the first leg stands for the call where its main record has no start.
  fields: paths({
    id: ['main_cdr.AcctId', 'AcctId', 'sub_cdr_1.AcctId'],
    start: ['main_cdr.start', 'start', 'sub_cdr_1.start'],
    src: ['main_cdr.src', 'src', 'sub_cdr_1.src'],
    dst: ['main_cdr.dst', 'dst', 'sub_cdr_1.dst'],
    duration: ['main_cdr.duration', 'duration'],
    billsec: ['main_cdr.billsec', 'billsec', 'sub_cdr_1.billsec'],
    disposition: ['main_cdr.disposition', 'disposition', 'sub_cdr_1.disposition'],
    accountcode: ['main_cdr.accountcode', 'accountcode'],
    userfield: ['main_cdr.userfield', 'userfield', 'sub_cdr_1.userfield'],
    sourceTrunk: ['main_cdr.src_trunk_name', 'src_trunk_name', 'sub_cdr_1.src_trunk_name'],
    trunk: ['main_cdr.dst_trunk_name', 'dst_trunk_name', 'sub_cdr_1.dst_trunk_name'],
    session: ['cdr', 'session', 'main_cdr.session'],
  }),
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: RECORD,
  dedup: {
    keys: [
      ['id', 'start'],
      ['session', 'start'],
    ],
  },
  fingerprint: { text: ['"cdr_root"'] },
  samples: [
    {
      name: 'flat, a group with legs, a group whose main record has no start',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"cdr_root":[
{"AcctId":"10","accountcode":"","src":"1000","dst":"015120001301","start":"2026-09-01 10:00:00","answer":"2026-09-01 10:00:05","end":"2026-09-01 10:01:05","duration":"65","billsec":"60","disposition":"ANSWERED","userfield":"Outbound","session":"s1","src_trunk_name":"","dst_trunk_name":"hansa","recordfiles":"a.wav@"},
{"cdr":"g2","main_cdr":{"AcctId":"11","src":"04055501302","dst":"6400","start":"2026-09-01 10:10:00","duration":"40","billsec":"30","disposition":"ANSWERED","userfield":"Inbound","src_trunk_name":"hansa","dst_trunk_name":""},"sub_cdr_1":{"AcctId":"12","src":"04055501302","dst":"1000","start":"2026-09-01 10:10:00","billsec":"0","disposition":"NO ANSWER","userfield":"Inbound"},"sub_cdr_2":{"AcctId":"13","src":"04055501302","dst":"1001","start":"2026-09-01 10:10:10","billsec":"30","disposition":"ANSWERED","userfield":"Inbound"}},
{"cdr":"g3","main_cdr":{"AcctId":"14","src":"1000","dst":"1001","start":"","duration":"15","billsec":"9","disposition":"ANSWERED","userfield":"Internal"},"sub_cdr_1":{"AcctId":"15","src":"1000","dst":"1001","start":"2026-09-01 10:20:00","billsec":"9","disposition":"ANSWERED","userfield":"Internal"}}
]}`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['1000', '+4915120001301'], '1000'),
        sampleRecord('2026-09-01T08:10:00.000Z', 30_000, 'inbound', ['+494055501302', '6400'], '6400'),
        sampleRecord('2026-09-01T08:20:00.000Z', 9_000, 'internal', ['1000', '1001'], '1000'),
      ],
    },
  ],
};

const COLUMNS = {
  id: ['AcctId'],
  accountcode: ['accountcode'],
  src: ['src'],
  dst: ['dst'],
  start: ['start'],
  duration: ['duration'],
  billsec: ['billsec'],
  disposition: ['disposition'],
  uniqueid: ['uniqueid'],
  userfield: ['userfield'],
  session: ['session'],
  sourceTrunk: ['src_trunk_name'],
  trunk: ['dst_trunk_name'],
};

export const grandstreamUcmCsv: FormatDefinition = {
  id: 'grandstream-ucm-csv',
  version: 1,
  name: 'Grandstream UCM CDR (CSV)',
  about: ABOUT,
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    header: {
      kind: 'names',
      names: COLUMNS,
      required: ['id', 'src', 'dst', 'start', 'billsec', 'disposition', 'session'],
    },
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: RECORD,
  dedup: { keys: [['id', 'start', 'session'], ['*']] },
  fingerprint: { text: ['AcctId', 'disposition', 'src_trunk_name'] },
  samples: [
    {
      name: 'outbound, one that nobody took',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { outsideDigit: '0' },
      content: `AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,channel_ext,dstchannel_ext,service,caller_name,recordfiles,dstanswer,chanext,dstchanext,session,action_owner,action_type,src_trunk_name,dst_trunk_name
20,,1000,0015120001303,from-internal,"""Ann"" <1000>",PJSIP/1000-1,PJSIP/trunk_1-2,Dial,x,2026-09-01 10:00:00,2026-09-01 10:00:05,2026-09-01 10:01:05,65,60,ANSWERED,DOCUMENTATION,17.1,Outbound,1000,,s,Ann,,,,,s20,1000,DIAL,,hansa
21,,04055501304,1000,from-did,x,PJSIP/trunk_1-3,PJSIP/1000-4,Dial,x,2026-09-01 10:05:00,,2026-09-01 10:05:20,20,0,NO ANSWER,DOCUMENTATION,17.2,Inbound,,1000,s,,,,,,s21,1000,DIAL,hansa,
`,
      records: [sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['1000', '+4915120001303'], '1000')],
      filtered: { unanswered: 1 },
    },
  ],
};
