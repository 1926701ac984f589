import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Zoom Phone. `call_history` tells each side's number as `did` (E.164) or extension and whether the call was inside; `call_logs`, its
 * predecessor, has one number for each side and tells charge and rate as texts.
 */
export const zoomCallHistory: FormatDefinition = {
  id: 'zoom-phone-call-history',
  version: 1,
  name: 'Zoom Phone call history',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['Zoom Developers: Understanding call history'] },
  structure: { kind: 'json', records: 'nested', root: 'call_history' },
  fields: paths({
    uuid: ['call_history_uuid', 'id'],
    callId: 'call_id',
    start: 'start_time',
    answer: 'answer_time',
    end: 'end_time',
    duration: 'duration',
    direction: 'direction',
    result: ['call_result', 'result'],
    connect: 'connect_type',
    caller: ['caller_did_number', 'caller_ext_number'],
    callee: ['callee_did_number', 'callee_ext_number'],
    callerExtension: ['caller_ext_number', 'caller_did_number'],
    calleeExtension: ['callee_ext_number', 'callee_did_number'],
    accountCode: ['account_code', 'client_code', 'cost_center'],
  }),
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
    duration: { field: 'duration', form: 's' },
    answered: {
      any: [
        { field: 'answer', empty: false },
        { field: 'result', matches: '^(Answered|Connected|answered|connected)$' },
      ],
    },
    direction: {
      rules: [
        { when: { field: 'connect', equals: 'internal' }, is: 'internal' },
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller', byDirection: { internal: 'callerExtension' } },
    called: { field: 'callee', byDirection: { internal: 'calleeExtension' } },
    account: { field: 'accountCode' },
    details: {
      nativeId: ['uuid'],
      callGroup: ['callId'],
      answer: { fields: ['answer'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
      end: { fields: ['end'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
      disposition: { field: 'result' },
    },
  },
  dedup: { keys: [['uuid'], ['callId', 'start', 'direction']] },
  fingerprint: { paths: ['call_id', 'start_time', 'connect_type', 'direction'] },
  samples: [
    {
      name: 'outbound, inbound missed, inside',
      zone: 'UTC',
      country: 'DE',
      content: `{"from":"2026-09-01","next_page_token":"","call_history":[
{"id":"z1","call_history_uuid":"z1","call_id":"1","direction":"outbound","international":false,"start_time":"2026-09-01T08:00:00Z","answer_time":"2026-09-01T08:00:06Z","end_time":"2026-09-01T08:01:06Z","duration":60,"call_result":"Answered","call_type":"general","connect_type":"external","caller_did_number":"+494055501101","caller_ext_number":"801","callee_did_number":"+4915120001102","cost_center":"KS 7"},
{"id":"z2","call_history_uuid":"z2","call_id":"2","direction":"inbound","start_time":"2026-09-01T08:05:00Z","end_time":"2026-09-01T08:05:20Z","duration":20,"call_result":"No Answer","call_type":"general","connect_type":"external","caller_did_number":"+33612001103","callee_did_number":"+494055501101","callee_ext_number":"801"},
{"id":"z3","call_history_uuid":"z3","call_id":"3","direction":"outbound","start_time":"2026-09-01T08:06:00Z","answer_time":"2026-09-01T08:06:02Z","end_time":"2026-09-01T08:06:12Z","duration":10,"call_result":"Connected","call_type":"general","connect_type":"internal","caller_did_number":"+494055501101","caller_ext_number":"801","callee_ext_number":"802"}
]}`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['+494055501101', '+4915120001102'], 'KS 7'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'inbound', ['+33612001103', '+494055501101']),
        sampleRecord('2026-09-01T08:06:00.000Z', 10_000, 'internal', ['801', '802'], '801'),
      ],
    },
  ],
};

export const zoomCallLogs: FormatDefinition = {
  id: 'zoom-phone-call-logs',
  version: 1,
  name: 'Zoom Phone call logs (until 2026)',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['Zoom API: CallLogs'] },
  structure: { kind: 'json', records: 'nested', root: 'call_logs' },
  fields: paths({
    id: 'id',
    callId: 'call_id',
    start: 'date_time',
    answer: 'answer_start_time',
    end: 'call_end_time',
    duration: 'duration',
    direction: 'direction',
    result: 'result',
    caller: 'caller_number',
    callee: 'callee_number',
    callerType: 'caller_number_type',
    calleeType: 'callee_number_type',
    accountCode: ['client_code', 'site.name'],
    charge: 'charge',
  }),
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
    duration: { field: 'duration', form: 's' },
    answered: { field: 'result', matches: 'onnected$|nswered$|Auto Recorded|Recorded$' },
    direction: {
      rules: [
        // Both sides are extensions.
        {
          when: {
            all: [
              { field: 'callerType', equals: '1' },
              { field: 'calleeType', equals: '1' },
            ],
          },
          is: 'internal',
        },
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller' },
    called: { field: 'callee' },
    account: { field: 'accountCode' },
    costs: [{ field: 'charge', strip: ['$'] }],
    details: { nativeId: ['id'], callGroup: ['callId'], disposition: { field: 'result' } },
  },
  dedup: { keys: [['id'], ['callId', 'start', 'direction']] },
  fingerprint: { paths: ['call_id', 'date_time', 'caller_number', 'callee_number', 'direction'] },
  samples: [
    {
      name: 'charge as a text, inside by the types of the numbers',
      zone: 'UTC',
      country: 'DE',
      content: `{"call_logs":[
{"id":"l1","call_id":"11","caller_number":"+494055501101","caller_number_type":2,"callee_number":"+4915120001102","callee_number_type":2,"direction":"outbound","duration":61,"result":"Call connected","date_time":"2026-09-01T08:00:00Z","answer_start_time":"2026-09-01T08:00:05Z","call_end_time":"2026-09-01T08:01:06Z","charge":"$0.02","rate":"$0.01","site":{"id":"s","name":"Hamburg"}},
{"id":"l2","call_id":"12","caller_number":"801","caller_number_type":1,"callee_number":"802","callee_number_type":1,"direction":"outbound","duration":0,"result":"No Answer","date_time":"2026-09-01T08:10:00Z"}
]}`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          61_000,
          'outbound',
          ['+494055501101', '+4915120001102'],
          'Hamburg',
          '0.02',
        ),
        sampleRecord('2026-09-01T08:10:00.000Z', 0, 'internal', ['801', '802'], '801'),
      ],
    },
  ],
};
