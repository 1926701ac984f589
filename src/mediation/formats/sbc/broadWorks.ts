import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Cisco BroadWorks application server, CSV `BW-CDR-…`: hundreds of columns in a fixed order that every release only adds to, commas inside a value behind
 * a backslash and no quotes; a Start and an End record around the calls; times UTC with milliseconds. The duration is from answer to
 * release. A call inside is recorded for both users, `Long Duration` records repeat what the last one tells.
 */
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss.S', 'yyyyMMddHHmmss'] },
  zone: { iana: 'UTC' },
});

const RECORD: FormatDefinition['record'] = {
  start: instant('start'),
  duration: { field: 'release', form: 'endMinusAnswer' },
  answered: { field: 'answered', startsWith: 'Yes' },
  direction: {
    rules: [
      {
        when: {
          all: [
            { field: 'direction', equals: 'Originating' },
            { field: 'callType', oneOf: ['Group', 'Enterprise', 'Private'] },
          ],
        },
        is: 'internal',
      },
      {
        when: {
          all: [
            { field: 'direction', equals: 'Originating' },
            { field: 'redirecting', empty: false },
          ],
        },
        is: 'forwarded',
      },
      { when: { field: 'direction', equals: 'Originating' }, is: 'outbound' },
      { when: { field: 'direction', equals: 'Terminating' }, is: 'inbound' },
      // Older XML tells no direction: a full number that calls an extension comes from outside.
      { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
    ],
    otherwise: 'outbound',
  },
  calling: { field: 'calling', byDirection: { forwarded: 'user' }, cutAt: ['@'], stripPrefixes: ['tel:', 'sip:'] },
  called: { field: 'reached', byDirection: { inbound: 'user' }, cutAt: ['@'], stripPrefixes: ['tel:', 'sip:'] },
  account: { field: 'accountCode' },
  details: {
    nativeId: ['recordId'],
    callGroup: ['localCallId'],
    answer: instant('answer'),
    end: instant('release'),
    disposition: { field: 'cause', form: 'q850' },
  },
};

const FILTERS: NonNullable<FormatDefinition['filters']> = [
  { reason: 'noCall', when: { field: 'type', oneOf: ['Start', 'End', 'Failover'] } },
  { reason: 'notTheEnd', when: { field: 'type', equals: 'Long Duration' } },
  // The called user's record of a call inside.
  {
    reason: 'otherSide',
    when: {
      all: [
        { field: 'direction', equals: 'Terminating' },
        { field: 'callType', oneOf: ['Group', 'Enterprise', 'Private'] },
      ],
    },
  },
];

const COLUMNS = [
  ...['recordId', 'provider', 'type', 'user', 'group', 'direction', 'calling', 'presentation', 'called', 'start'],
  ...['userZone', 'answered', 'answer', 'release', 'cause', 'network', 'carrierCode', 'dialled', 'category'],
  ...['callType', 'translated', 'translatedGroup', 'releasing', 'route', 'networkCallId', 'codec', 'device'],
  ...['accessCallId', '', 'failoverId', '', 'groupName', 'department', 'accountCode', 'authorization'],
  ...['originalCalled', '', '', 'redirecting', '', 'redirectReason', 'chargeIndicator', 'typeOfNetwork', ''],
  ...['localCallId', 'remoteCallId'],
];

const row = (values: Readonly<Record<string, string>>): string => COLUMNS.map((name) => values[name] ?? '').join(',');
const CALL = { provider: 'Hansa', type: 'Normal', group: '+494055504000', category: 'Local', chargeIndicator: 'y' };

export const broadWorksCsv: FormatDefinition = {
  id: 'broadworks-csv',
  version: 1,
  name: 'BroadWorks call detail records (CSV)',
  about: {
    kind: 'sbc',
    verified: 'specification',
    knowledge: ['BroadWorks Application Server Accounting Call Detail Record Interface Specification R23'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    quote: null,
    escape: 'backslash',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    ignore: ['^version=', '^recordId,'],
    layouts: [{ columns: COLUMNS }],
  },
  fields: { reached: { at: [{ column: 'called' }, { column: 'translated' }, { column: 'dialled' }] } },
  record: RECORD,
  filters: FILTERS,
  dedup: { keys: [['recordId']] },
  quarantine: { emptyFile: false },
  fingerprint: {
    columns: { '2': '^(Normal|Start|End|Long Duration|Failover)$' },
    text: ['^\\d{10}\\w+\\d{14}\\.\\d{3}[-\\d]'],
  },
  samples: [
    {
      name: 'Start and End, commas in a name, both sides inside, redirected, unanswered',
      zone: 'UTC',
      country: 'DE',
      content: `${[
        row({ recordId: '0000000001AS120260901080000.0001+020000', type: 'Start' }),
        row({
          ...CALL,
          recordId: '0000000002AS120260901080005.2471+020000',
          provider: 'Hansa\\, Nord',
          direction: 'Originating',
          user: '+494055504001',
          calling: '+494055504001',
          called: '+4915120004002',
          start: '20260901080005.247',
          userZone: '1+020000',
          answered: 'Yes',
          answer: '20260901080006.813',
          release: '20260901080020.296',
          cause: '016',
          callType: 'lo',
          accountCode: 'K4',
          localCallId: '251:0',
        }),
        row({
          ...CALL,
          recordId: '0000000003AS120260901080100.0001+020000',
          direction: 'Originating',
          user: '4001',
          calling: '4001',
          called: '4003',
          start: '20260901080100.000',
          answered: 'Yes',
          answer: '20260901080101.000',
          release: '20260901080111.000',
          callType: 'Group',
        }),
        row({
          ...CALL,
          recordId: '0000000004AS120260901080100.0001+020000',
          direction: 'Terminating',
          user: '4003',
          calling: '4001',
          called: '4003',
          start: '20260901080100.000',
          answered: 'Yes',
          answer: '20260901080101.000',
          release: '20260901080111.000',
          callType: 'Group',
        }),
        row({
          ...CALL,
          recordId: '0000000005AS120260901080200.0001+020000',
          direction: 'Originating',
          user: '+494055504003',
          calling: '+33612004005',
          called: '+4915120004002',
          start: '20260901080200.000',
          answered: 'Yes-PostRedirection',
          answer: '20260901080203.000',
          release: '20260901080233.500',
          callType: 'mo',
          redirecting: '+494055504003',
          redirectReason: 'no-answer',
        }),
        row({
          ...CALL,
          recordId: '0000000006AS120260901080300.0001+020000',
          direction: 'Terminating',
          user: '+494055504001',
          calling: '',
          called: '+494055504001',
          start: '20260901080300.000',
          answered: 'No',
          release: '20260901080320.000',
          callType: 'Network',
        }),
        row({ recordId: '0000000007AS120260901090000.0001+020000', type: 'End' }),
      ].join('\n')}\n`,
      records: [
        sampleRecord('2026-09-01T08:00:05.247Z', 13_483, 'outbound', ['+494055504001', '+4915120004002'], 'K4'),
        sampleRecord('2026-09-01T08:01:00.000Z', 10_000, 'internal', ['4001', '4003'], '4001'),
        sampleRecord('2026-09-01T08:02:00.000Z', 30_500, 'forwarded', ['+494055504003', '+4915120004002']),
        sampleRecord('2026-09-01T08:03:00.000Z', 0, 'inbound', [null, '+494055504001']),
      ],
      filtered: { noCall: 2, otherSide: 1 },
    },
  ],
};

const xml = (record: string): string => `  <cdrData>${record}</cdrData>\n`;
const header = (counter: string, type: string): string =>
  `<headerModule><recordId><eventCounter>${counter}</eventCounter><systemId>AS1</systemId><date>20260901080000.104</date><systemTimeZone>1+020000</systemTimeZone></recordId><serviceProvider>H</serviceProvider><type>${type}</type></headerModule>`;

export const broadWorksXml: FormatDefinition = {
  id: 'broadworks-xml',
  version: 1,
  name: 'BroadWorks call detail records (XML)',
  about: {
    kind: 'sbc',
    verified: 'sample',
    knowledge: ['BroadWorks Accounting CDR Interface Specification', 'a document of version 19.0 with four records'],
  },
  encoding: { charsets: ['utf-8', 'iso-8859-1'] },
  structure: { kind: 'xml', recordPath: '/broadWorksCDR/cdrData' },
  fields: {
    counter: { at: [{ path: 'headerModule.recordId.eventCounter' }] },
    system: { at: [{ path: 'headerModule.recordId.systemId' }] },
    written: { at: [{ path: 'headerModule.recordId.date' }] },
    recordId: {
      at: [{ path: 'headerModule.recordId.eventCounter' }],
      transforms: [{ op: 'template', text: '{}{system}{written}' }],
    },
    type: { at: [{ path: 'headerModule.type' }] },
    user: { at: [{ path: 'basicModule.userNumber' }] },
    // Version 19 tells no direction for calls inside a group: the user who calls is the calling number.
    direction: { at: [{ path: 'basicModule.direction' }, { path: 'basicModule.callDirection' }] },
    calling: { at: [{ path: 'basicModule.callingNumber' }] },
    reached: {
      at: [{ path: 'basicModule.calledNumber' }, { path: 'basicModule.dialedDigits' }],
    },
    start: { at: [{ path: 'basicModule.startTime' }] },
    answered: { at: [{ path: 'basicModule.answerIndicator' }] },
    answer: { at: [{ path: 'basicModule.answerTime' }] },
    release: { at: [{ path: 'basicModule.releaseTime' }] },
    cause: { at: [{ path: 'basicModule.terminationCause' }] },
    callType: { at: [{ path: 'basicModule.asCallType' }, { path: 'basicModule.networkCallType' }] },
    localCallId: { at: [{ path: 'basicModule.localCallId' }] },
    accountCode: { at: [{ path: 'centrexModule.accountCode' }, { path: 'centrexModule.accountAuthorizationCode' }] },
    redirecting: { at: [{ path: 'basicModule.redirectingNumber' }, { path: 'centrexModule.redirectingNumber' }] },
  },
  record: RECORD,
  filters: FILTERS,
  dedup: { keys: [['recordId']] },
  fingerprint: { text: ['<broadWorksCDR'] },
  samples: [
    {
      name: 'Start, a call without direction, one in, End',
      zone: 'UTC',
      country: 'DE',
      content: `<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE broadWorksCDR>\n<broadWorksCDR version="19.0">\n${[
        xml(header('0000000001', 'Start')),
        xml(
          `${header('0000000002', 'Normal')}<basicModule><userNumber>+494055504001</userNumber><groupNumber>2001</groupNumber><asCallType>Network</asCallType><callingNumber>+494055504001</callingNumber><calledNumber>+4915120004002</calledNumber><startTime>20260901080005.247</startTime><userTimeZone>1+020000</userTimeZone><answerIndicator>Yes</answerIndicator><answerTime>20260901080006.813</answerTime><releaseTime>20260901080020.296</releaseTime><terminationCause>016</terminationCause></basicModule><centrexModule><group>K\u00fcste</group></centrexModule>`,
        ),
        xml(
          `${header('0000000003', 'Normal')}<basicModule><userNumber>+494055504001</userNumber><direction>Terminating</direction><asCallType>Network</asCallType><callingNumber>+33612004005</callingNumber><calledNumber>+494055504001</calledNumber><startTime>20260901080100.000</startTime><answerIndicator>No</answerIndicator><releaseTime>20260901080120.000</releaseTime></basicModule>`,
        ),
        xml(header('0000000004', 'End')),
      ].join('')}</broadWorksCDR>\n`,
      charset: 'iso-8859-1',
      records: [
        sampleRecord('2026-09-01T08:00:05.247Z', 13_483, 'outbound', ['+494055504001', '+4915120004002']),
        sampleRecord('2026-09-01T08:01:00.000Z', 0, 'inbound', ['+33612004005', '+494055504001']),
      ],
      filtered: { noCall: 2 },
    },
  ],
};
