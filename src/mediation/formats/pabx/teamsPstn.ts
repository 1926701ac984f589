import type { Condition } from '../../language/condition.ts';
import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { GRAPH_PSTN } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Microsoft Teams calls over Microsoft's own numbers: Graph `callRecords/getPstnCalls` (JSON, pages of 1,000 rows, times with seven decimals) and the
 * PSTN usage report of the admin centre (CSV). `callId` may repeat, `id` does not. A user who forwards or transfers pays the outgoing leg.
 */
const TYPES: readonly { readonly when: Condition; readonly is: 'forwarded' | 'outbound' | 'inbound' }[] = [
  { when: { field: 'callType', matches: '_out_(forwarding|transfer)$' }, is: 'forwarded' },
  { when: { field: 'callType', matches: '_out(_|$)' }, is: 'outbound' },
  { when: { field: 'callType', matches: '_in(_|$)' }, is: 'inbound' },
];

const KNOWLEDGE = ['Microsoft Graph: pstnCallLogRow, getPstnCalls', 'Microsoft Teams: PSTN usage report'];

export const teamsPstn: FormatDefinition = {
  id: 'teams-pstn-calls',
  version: 1,
  name: 'Microsoft Teams PSTN calls (Graph)',
  about: { kind: 'pabx', verified: 'sample', knowledge: KNOWLEDGE },
  structure: { kind: 'json', records: 'nested', root: 'value' },
  pull: GRAPH_PSTN,
  fields: paths({
    id: 'id',
    callId: 'callId',
    start: 'startDateTime',
    end: 'endDateTime',
    duration: 'duration',
    callType: 'callType',
    caller: 'callerNumber',
    callee: 'calleeNumber',
    user: 'userPrincipalName',
    charge: 'charge',
    connectionCharge: 'connectionCharge',
  }),
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
    duration: { field: 'duration', form: 's' },
    direction: { rules: [...TYPES], otherwise: 'reject' },
    calling: { field: 'caller', masked: ['*'] },
    called: { field: 'callee', masked: ['*'] },
    account: { field: 'user' },
    costs: [{ field: 'charge' }],
    details: { nativeId: ['id'], end: { fields: ['end'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } } },
  },
  dedup: { keys: [['id'], ['callId', 'start', 'callType']] },
  fingerprint: { paths: ['startDateTime', 'callType', 'callerNumber', 'calleeNumber', 'connectionCharge'] },
  samples: [
    {
      name: 'a page: inbound, outbound with a charge, forwarded, no user',
      zone: 'UTC',
      country: 'DE',
      content: `{"@odata.context":"https://graph.example/$metadata","@odata.count":1000,"value":[
{"id":"p1","callId":"1@192.0.2.1","userPrincipalName":"ann@acme.example","startDateTime":"2026-09-01T08:00:08.2589935Z","endDateTime":"2026-09-01T08:03:47.2589935Z","duration":219,"charge":0.00,"callType":"user_in","currency":"EUR","calleeNumber":"+494055500901","connectionCharge":0.00,"callerNumber":"+494055500902"},
{"id":"p2","callId":"1@192.0.2.1","userPrincipalName":"ann@acme.example","startDateTime":"2026-09-01T08:10:00.0000001Z","endDateTime":"2026-09-01T08:11:00Z","duration":60,"charge":0.125,"callType":"user_out","currency":"EUR","calleeNumber":"+4915120000903","connectionCharge":0.00,"callerNumber":"+494055500901"},
{"id":"p3","callId":"2@192.0.2.1","userPrincipalName":"ann@acme.example","startDateTime":"2026-09-01T08:20:00Z","endDateTime":"2026-09-01T08:20:30Z","duration":30,"charge":0.1,"callType":"user_out_forwarding","currency":"EUR","calleeNumber":"+4915120000904","connectionCharge":0.00,"callerNumber":"+494055500901"},
{"id":"p4","callId":"3@192.0.2.1","userPrincipalName":"","startDateTime":"2026-09-01T08:30:00Z","endDateTime":"2026-09-01T08:30:05Z","duration":5,"charge":null,"callType":"ucap_in","currency":"EUR","calleeNumber":"+494055500905","connectionCharge":0.00,"callerNumber":"anonymous"}
],"@odata.nextLink":"https://graph.example/next"}`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:08.258Z',
          219_000,
          'inbound',
          ['+494055500902', '+494055500901'],
          'ann@acme.example',
          '0',
        ),
        sampleRecord(
          '2026-09-01T08:10:00.000Z',
          60_000,
          'outbound',
          ['+494055500901', '+4915120000903'],
          'ann@acme.example',
          '0.125',
        ),
        sampleRecord(
          '2026-09-01T08:20:00.000Z',
          30_000,
          'forwarded',
          ['+494055500901', '+4915120000904'],
          'ann@acme.example',
          '0.1',
        ),
        sampleRecord('2026-09-01T08:30:00.000Z', 5_000, 'inbound', ['anonymous', '+494055500905']),
      ],
    },
  ],
};

export const teamsPstnCsv: FormatDefinition = {
  id: 'teams-pstn-usage-csv',
  version: 1,
  name: 'Microsoft Teams PSTN usage report (CSV)',
  about: { kind: 'pabx', verified: 'none', knowledge: KNOWLEDGE },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: {
        id: ['UsageId', 'Usage ID'],
        callId: ['Call ID'],
        user: ['UPN', 'User Principal Name'],
        caller: ['Caller ID', 'Caller Number'],
        callType: ['Call Type'],
        callee: ['Destination Number', 'Callee Number'],
        start: ['Start Time'],
        end: ['End Time'],
        duration: ['Duration Seconds', 'Duration'],
        charge: ['Charge'],
        connectionCharge: ['Connection Fee', 'Connection Charge'],
      },
      required: ['id', 'caller', 'callType', 'callee', 'start', 'duration'],
    },
  },
  record: {
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET, 'yyyy-MM-dd HH:mm:ss', 'M/d/yyyy h:mm:ss a'] },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'duration', form: 's' },
    direction: { rules: [...TYPES], otherwise: 'reject' },
    calling: { field: 'caller', masked: ['*'] },
    called: { field: 'callee', masked: ['*'] },
    account: { field: 'user' },
    costs: [{ field: 'charge' }],
  },
  dedup: { keys: [['id'], ['*']] },
  fingerprint: { text: ['Usage ?I[dD]', 'Call Type', 'Destination'] },
  samples: [
    {
      name: 'a forwarded call and one in',
      zone: 'UTC',
      country: 'DE',
      content: `UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,User Display Name,Caller ID,Call Type,Number Type,Domestic/International,Destination Dialed,Destination Number,Start Time,End Time,Duration Seconds,Connection Fee,Charge,Currency,Capability
u1,c1,,DE,o1,ann@acme.example,"Ann, A.",+494055500901,user_out_transfer,Subscriber,Domestic,Germany,+4915120000903,2026-09-01T08:00:00Z,2026-09-01T08:01:00Z,60,0.00,0.10,EUR,MCOPSTN1
u2,c2,,DE,o1,ann@acme.example,"Ann, A.",+4940555009**,user_in,Subscriber,Domestic,Germany,+494055500901,2026-09-01T09:00:00.5Z,2026-09-01T09:00:10Z,10,0.00,0.00,EUR,MCOPSTN1
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          60_000,
          'forwarded',
          ['+494055500901', '+4915120000903'],
          'ann@acme.example',
          '0.1',
        ),
        sampleRecord(
          '2026-09-01T09:00:00.500Z',
          10_000,
          'inbound',
          ['+4940555009**', '+494055500901'],
          'ann@acme.example',
          '0',
        ),
      ],
    },
  ],
};
