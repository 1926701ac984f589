import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Kamailio and OpenSIPS accounting, one record a transaction: a call is its INVITE (200) and its BYE, of which the tags stand the other way round where
 * the called party ended it, maybe in another file. An INVITE with another code is a call that did not come about. As files of
 * `db_flatstore` (`|`, nothing escaped) and as lines of the system log. Some systems tell the time with the ACK only.
 */
const RECORD: FormatDefinition['record'] = {
  start: { fields: ['time'], form: { kind: 'epoch', unit: 's' } },
  duration: { field: 'none', form: 's' },
  direction: {
    rules: [
      { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
      { when: { value: 'called', is: 'e164' }, is: 'outbound' },
    ],
    otherwise: 'internal',
  },
  calling: { field: 'src', stripPrefixes: ['sip:'], cutAt: ['@'], bare: { setting: 'bareNumbers' } },
  called: { field: 'dst', stripPrefixes: ['sip:'], cutAt: ['@'], bare: { setting: 'bareNumbers' } },
  details: { callGroup: ['callId'], disposition: { field: 'code', form: 'sip' } },
};

const TOGETHER: Pick<FormatDefinition, 'recordTypes' | 'multiLeg' | 'dedup' | 'settings'> = {
  recordTypes: [
    {
      when: {
        all: [
          { field: 'method', equals: 'INVITE' },
          { field: 'time', empty: true },
        ],
      },
      role: 'quality',
    },
    {
      when: {
        all: [
          { field: 'method', equals: 'INVITE' },
          { field: 'code', matches: '^[3-6]' },
        ],
      },
      role: 'attempt',
    },
    { when: { field: 'method', oneOf: ['INVITE', 'ACK'] }, role: 'start' },
    { when: { field: 'method', equals: 'BYE' }, role: 'stop' },
    { role: 'quality' },
  ],
  multiLeg: {
    groupBy: ['callId', 'fromTag', 'toTag'],
    unordered: [['fromTag', 'toTag']],
    windowS: 86_400,
    fold: 'startStop',
  },
  dedup: { keys: [['callId', 'fromTag', 'method', 'time'], ['*']] },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
};

const ABOUT: FormatDefinition['about'] = {
  kind: 'sbc',
  verified: 'sample',
  knowledge: [
    'Kamailio module acc; OpenSIPS module acc; db_flatstore',
    'records of calls answered, missed and cut in two',
  ],
};
const BASE = ['method', 'fromTag', 'toTag', 'callId', 'code', 'reason', 'time'];

const PREPAID = [...BASE, 'payment', 'src', 'dst', 'extra', 'dialogue'];
const PAYMENTS = ['*prepaid', '*postpaid', '*rated', '*pseudoprepaid', ''];

export const kamailioFlatstore: FormatDefinition = {
  id: 'kamailio-flatstore',
  version: 1,
  name: 'Kamailio / OpenSIPS acc (db_flatstore)',
  about: ABOUT,
  structure: {
    kind: 'delimited',
    delimiter: '|',
    quote: null,
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      // Extra columns of prepaid systems: how it is paid, account, destination.
      { columns: PREPAID, when: { column: 7, oneOf: PAYMENTS } },
      { columns: [...PREPAID, ''], when: { column: 7, oneOf: PAYMENTS } },
      { columns: [...BASE, 'src', 'srcDomain', 'srcIp', 'dialled', 'dst', 'dstDomain'] },
    ],
  },
  fields: { none: { at: [{ constant: '0' }] } },
  record: RECORD,
  ...TOGETHER,
  fingerprint: { columns: { '0': '^(INVITE|ACK|BYE|CANCEL)$', '4': '^\\d{3}$', '6': '^(\\d{9,10})?$' } },
  samples: [
    {
      name: 'ended by the called party, missed, a BYE of nothing',
      zone: 'UTC',
      country: 'DE',
      content: `INVITE|f1|t1|c1@192.0.2.1|200|OK|1788249600|+494055505001|x|192.0.2.9|015120005002|015120005002|x
BYE|t1|f1|c1@192.0.2.1|200|OK|1788249661|015120005002|x|192.0.2.9|x|+494055505001|x
INVITE|f2||c2@192.0.2.1|486|Busy here|1788249700|+494055505001|x|192.0.2.9|015120005003|015120005003|x
CANCEL|f3|t3|c3@192.0.2.1|200|OK|1788249705|+494055505001|x|192.0.2.9|015120005003|015120005003|x
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 61_000, 'outbound', ['+494055505001', '+4915120005002']),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'outbound', ['+494055505001', '+4915120005003']),
      ],
      filtered: { quality: 1 },
    },
    {
      name: 'prepaid columns; the time comes with the ACK',
      zone: 'UTC',
      country: 'DE',
      content: `INVITE|f1|t1|c1@192.0.2.1|200|OK||*prepaid|1001|1002||34:20|flat"1.0
ACK|f1|t1|c1@192.0.2.1|200|OK|1788249600|*prepaid|1001|1002||34:20|flat"1.0
BYE|f1|t1|c1@192.0.2.1|200|OK|1788249602|||||34:20|flat"1.0
`,
      records: [sampleRecord('2026-09-01T08:00:00.000Z', 2_000, 'internal', ['1001', '1002'], '1001')],
      filtered: { quality: 1 },
    },
  ],
};

const pair = (name: string) => ({
  at: [{ group: 'rest' }],
  transforms: [{ op: 'replace' as const, pattern: `^(?:.*;${name}=([^;]*).*|.*)$`, by: '$1' }],
});

export const kamailioSyslog: FormatDefinition = {
  id: 'kamailio-acc-syslog',
  version: 1,
  name: 'Kamailio acc in the system log',
  about: ABOUT,
  structure: {
    kind: 'regex',
    pattern:
      'ACC: (?:transaction answered|call missed|request accounted): timestamp=(?<time>\\d+);method=(?<method>\\w+);from_tag=(?<fromTag>[^;]*);to_tag=(?<toTag>[^;]*);call_id=(?<callId>[^;]*);code=(?<code>\\d*);reason=(?<reason>[^;]*)(?<rest>.*)$',
    otherLines: 'ignore',
  },
  fields: { none: { at: [{ constant: '0' }] }, src: pair('src_user'), dst: pair('dst_user') },
  record: RECORD,
  ...TOGETHER,
  fingerprint: { text: ['ACC: (transaction answered|call missed|request accounted): timestamp='] },
  samples: [
    {
      name: 'lines between others; answered, missed',
      zone: 'UTC',
      country: 'DE',
      content: `Sep  1 08:00:00 proxy kamailio[20817]: NOTICE: acc [acc.c:275]: acc_log_request(): ACC: transaction answered: timestamp=1788249600;method=INVITE;from_tag=a;to_tag=b;call_id=k1;code=200;reason=OK;src_user=+494055505001;src_domain=x;src_ip=192.0.2.9;dst_ouser=y;dst_user=+4915120005002;dst_domain=z
Sep  1 08:00:01 proxy kamailio[20817]: INFO: something else
ACC: transaction answered: timestamp=1788249608;method=BYE;from_tag=a;to_tag=b;call_id=k1;code=200;reason=OK;src_user=+494055505001;src_domain=x;src_ip=192.0.2.9;dst_ouser=y;dst_user=+4915120005002;dst_domain=z
ACC: call missed: timestamp=1788249700;method=INVITE;from_tag=c;to_tag=d;call_id=k2;code=404;reason=Not Found;src_user=+494055505001;src_domain=x;src_ip=192.0.2.9;dst_ouser=y;dst_user=+4915120005003;dst_domain=z
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 8_000, 'outbound', ['+494055505001', '+4915120005002']),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'outbound', ['+494055505001', '+4915120005003']),
      ],
    },
  ],
};

export const kamailioCdrSyslog: FormatDefinition = {
  id: 'kamailio-cdr-syslog',
  version: 1,
  name: 'Kamailio call records in the system log (cdr_enable)',
  about: { kind: 'sbc', verified: 'none', knowledge: ['Kamailio module acc, parameter cdr_enable'] },
  structure: {
    kind: 'regex',
    pattern: '(?:call-end/CDR|CDR)[^=]*?(?<first>\\w+)=(?<value>[^;]*)(?<rest>;.*)$',
    otherLines: 'ignore',
  },
  fields: {
    start: {
      at: [{ group: 'rest' }],
      transforms: [
        { op: 'template', text: ';{first}={value}{}' },
        { op: 'replace', pattern: '^(?:.*;start_time=([^;]*).*|.*)$', by: '$1' },
      ],
    },
    duration: {
      at: [{ group: 'rest' }],
      transforms: [
        { op: 'template', text: ';{first}={value}{}' },
        { op: 'replace', pattern: '^(?:.*;duration=([^;]*).*|.*)$', by: '$1' },
      ],
    },
    src: pair('src_user'),
    dst: pair('dst_user'),
    callId: pair('call_id'),
  },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    ...RECORD,
    start: { fields: ['start'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 'duration', form: 's' },
    details: {},
  },
  dedup: { keys: [['callId', 'start'], ['*']] },
  fingerprint: { text: ['CDR.*start_time=', 'duration=\\d+\\.\\d'] },
  samples: [
    {
      name: 'start, end and duration with milliseconds',
      zone: 'UTC',
      country: 'DE',
      content: `Sep  1 08:01:00 proxy kamailio[1]: NOTICE: acc [acc_cdr.c:283]: ACC: call-end/CDR: timestamp=1788249606;method=BYE;call_id=k1;start_time=1788249600.250;end_time=1788249606.523;duration=6.273;src_user=+494055505001;dst_user=+4915120005002
`,
      records: [sampleRecord('2026-09-01T08:00:00.250Z', 6_273, 'outbound', ['+494055505001', '+4915120005002'])],
    },
  ],
};
