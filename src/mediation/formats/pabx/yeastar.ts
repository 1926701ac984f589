import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Yeastar. P-Series pushes event 30012 with the record as JSON written into the text `msg`; the older K2 and Cloud systems have the fields at the top,
 * two of them misspelt (`callduraction`, `talkduraction`). Times are local.
 */
const RECORD: FormatDefinition['record'] = {
  start: {
    fields: ['start'],
    form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy HH:mm:ss', 'MM/dd/yyyy hh:mm:ss a'] },
  },
  duration: { field: 'talkDuration', form: 's' },
  // The documents themselves write ANSWERD.
  answered: { field: 'status', oneOf: ['ANSWERED', 'ANSWERD'] },
  direction: {
    rules: [
      { when: { field: 'type', matches: '^[Oo]utbound$' }, is: 'outbound' },
      { when: { field: 'type', matches: '^[Ii]nbound$' }, is: 'inbound' },
      { when: { field: 'type', matches: '^[Ii]nternal$' }, is: 'internal' },
      {
        when: {
          all: [
            { field: 'sourceTrunk', empty: false },
            { field: 'trunk', empty: false },
          ],
        },
        is: 'forwarded',
      },
      { when: { field: 'sourceTrunk', empty: false }, is: 'inbound' },
      { when: { field: 'trunk', empty: false }, is: 'outbound' },
    ],
    otherwise: 'internal',
  },
  calling: { field: 'from', byDirection: { forwarded: 'did' } },
  called: { field: 'to', outsideDigit: { setting: 'outsideDigit' } },
  account: { field: 'pin' },
  details: {
    total: { field: 'callDuration', form: 's' },
    disposition: { field: 'status' },
  },
};
const SETTINGS: NonNullable<FormatDefinition['settings']> = { outsideDigit: { kind: 'text', default: '' } };

export const yeastarP: FormatDefinition = {
  id: 'yeastar-p-series',
  version: 1,
  name: 'Yeastar P-Series, event of a new call record',
  about: {
    kind: 'pabx',
    verified: 'specification',
    knowledge: ['Yeastar P-Series Developer Guide: event 30012'],
  },
  structure: { kind: 'json' },
  fields: paths({
    callId: 'msg[json].call_id',
    start: 'msg[json].time_start',
    from: 'msg[json].call_from',
    to: 'msg[json].call_to',
    callDuration: 'msg[json].call_duration',
    talkDuration: 'msg[json].talk_duration',
    sourceTrunk: 'msg[json].src_trunk_name',
    trunk: 'msg[json].dst_trunk_name',
    pin: 'msg[json].pin_code',
    status: 'msg[json].status',
    type: 'msg[json].type',
    did: 'msg[json].did_number',
  }),
  settings: SETTINGS,
  record: RECORD,
  filters: [{ reason: 'noCall', when: { field: 'callId', empty: true } }],
  dedup: { keys: [['callId', 'start', 'from', 'to'], ['*']] },
  fingerprint: { paths: ['type', 'sn', 'msg[json].call_id', 'msg[json].talk_duration'] },
  samples: [
    {
      name: 'JSON in a text: outbound with a code, missed, another event',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"type":30012,"sn":"3631A2","msg":"{\\"call_id\\":\\"20260901.1\\",\\"time_start\\":\\"2026-09-01 10:00:00\\",\\"call_from\\":\\"1000\\",\\"call_to\\":\\"015120001201\\",\\"call_duration\\":65,\\"talk_duration\\":60,\\"src_trunk_name\\":\\"\\",\\"dst_trunk_name\\":\\"hansa\\",\\"pin_code\\":\\"77\\",\\"status\\":\\"ANSWERED\\",\\"type\\":\\"Outbound\\",\\"did_number\\":\\"\\"}"}
{"type":30012,"sn":"3631A2","msg":"{\\"call_id\\":\\"20260901.2\\",\\"time_start\\":\\"2026-09-01 10:05:00\\",\\"call_from\\":\\"04055501202\\",\\"call_to\\":\\"1000\\",\\"call_duration\\":20,\\"talk_duration\\":0,\\"src_trunk_name\\":\\"hansa\\",\\"dst_trunk_name\\":\\"\\",\\"pin_code\\":\\"\\",\\"status\\":\\"NO ANSWER\\",\\"type\\":\\"Inbound\\",\\"did_number\\":\\"4055501200\\"}"}
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['1000', '+4915120001201'], '77'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'inbound', ['+494055501202', '1000'], '1000'),
      ],
    },
  ],
};

export const yeastarK2: FormatDefinition = {
  id: 'yeastar-k2',
  version: 1,
  name: 'Yeastar K2, S-Series and Cloud, new call record',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['Yeastar K2 Developer Guide: API, CDR'] },
  structure: { kind: 'json' },
  fields: paths({
    callId: ['callid', 'cdrid'],
    start: 'timestart',
    from: 'callfrom',
    to: 'callto',
    callDuration: ['callduraction', 'callduration'],
    talkDuration: ['talkduraction', 'talkduration'],
    sourceTrunk: 'srctrunkname',
    trunk: ['destrunkname', 'desttrunkname', 'dsttrunkname'],
    pin: 'pincode',
    status: 'status',
    type: 'type',
    did: 'didnumber',
  }),
  settings: SETTINGS,
  record: RECORD,
  dedup: { keys: [['callId', 'start', 'from', 'to'], ['*']] },
  fingerprint: { paths: ['timestart', 'callfrom', 'callto', 'sn'] },
  samples: [
    {
      name: 'misspelt names; inbound that leaves again',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"event":"NewCdr","callid":"1","timestart":"2026-09-01 10:00:00","callfrom":"1000","callto":"015120001203","callduraction":"12","talkduraction":"8","srctrunkname":"","destrunkname":"hansa","pincode":"","status":"ANSWERED","type":"Outbound","sn":"K1"}
{"event":"NewCdr","callid":"2","timestart":"2026-09-01 10:01:00","callfrom":"04055501204","callto":"015120001203","callduraction":"12","talkduraction":"9","srctrunkname":"hansa","destrunkname":"hansa","pincode":"","status":"ANSWERED","type":"Transfer","didnumber":"04055501200","sn":"K1"}
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 8_000, 'outbound', ['1000', '+4915120001203'], '1000'),
        sampleRecord('2026-09-01T08:01:00.000Z', 9_000, 'forwarded', ['+494055501200', '+4915120001203']),
      ],
    },
  ],
};
