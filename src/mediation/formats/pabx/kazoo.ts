import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * 2600Hz Kazoo, call detail records of the API: `timestamp` counts seconds since the year 0 of the Gregorian calendar. The direction is the media switch's:
 * a leg that is inbound there was begun by somebody of ours where it carries an owner, else it came from outside. The other leg repeats the call.
 */
export const kazoo: FormatDefinition = {
  id: 'kazoo-json',
  version: 1,
  name: '2600Hz Kazoo call detail records',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['2600Hz: Call Detail Records API'] },
  structure: { kind: 'json', records: 'nested', root: 'data' },
  fields: paths({
    callId: ['call_id', 'id'],
    start: 'timestamp',
    billing: 'billing_seconds',
    duration: 'duration_seconds',
    switchDirection: ['call_direction', 'direction'],
    caller: ['caller_id_number', 'from'],
    callee: ['to', 'callee_id_number', 'request'],
    dialled: ['request', 'to'],
    authorized: ['custom_channel_vars.authorizing_id', 'authorizing_id'],
    owner: ['custom_channel_vars.owner_id', 'owner_id'],
    cause: 'hangup_cause',
    interaction: 'interaction_id',
  }),
  record: {
    start: { fields: ['start'], form: { kind: 'epoch', unit: 'gregorian' } },
    duration: { field: 'billing', form: 's' },
    direction: {
      rules: [
        // Our own telephone called: a full number goes out, another one stays inside.
        {
          when: {
            all: [
              { field: 'authorized', empty: false },
              { value: 'called', is: 'e164' },
            ],
          },
          is: 'outbound',
        },
        { when: { field: 'authorized', empty: false }, is: 'internal' },
      ],
      otherwise: 'inbound',
    },
    calling: { field: 'caller', stripPrefixes: ['sip:'], cutAt: ['@'] },
    called: { field: 'callee', stripPrefixes: ['sip:'], cutAt: ['@'] },
    account: { field: 'owner' },
    details: {
      nativeId: ['callId'],
      callGroup: ['interaction'],
      total: { field: 'duration', form: 's' },
      disposition: { field: 'cause' },
    },
  },
  filters: [{ reason: 'secondLeg', when: { field: 'switchDirection', equals: 'outbound' } }],
  dedup: { keys: [['callId', 'start']] },
  fingerprint: { paths: ['call_id', 'billing_seconds', 'hangup_cause', 'timestamp'] },
  samples: [
    {
      name: 'Gregorian seconds; both legs of a call out, a call in',
      zone: 'UTC',
      country: 'DE',
      content: `{"page_size":3,"data":[
{"id":"202609-a","call_id":"a@192.0.2.1","timestamp":63955468800,"billing_seconds":60,"duration_seconds":66,"call_direction":"inbound","caller_id_number":"+494055501401","to":"4915120001402@acme.example","request":"015120001402@acme.example","hangup_cause":"NORMAL_CLEARING","interaction_id":"i1","custom_channel_vars":{"authorizing_id":"d1","owner_id":"u1"}},
{"id":"202609-b","call_id":"b@192.0.2.1","timestamp":63955468801,"billing_seconds":60,"duration_seconds":65,"call_direction":"outbound","caller_id_number":"+494055501401","to":"4915120001402@acme.example","hangup_cause":"NORMAL_CLEARING","interaction_id":"i1"},
{"id":"202609-c","call_id":"c@192.0.2.1","timestamp":63955472400,"billing_seconds":0,"duration_seconds":20,"call_direction":"inbound","caller_id_number":"+33612001403","to":"+494055501401@acme.example","hangup_cause":"NO_ANSWER","interaction_id":"i2"}
],"status":"success"}`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['+494055501401', '+4915120001402'], 'u1'),
        sampleRecord('2026-09-01T09:00:00.000Z', 0, 'inbound', ['+33612001403', '+494055501401']),
      ],
      filtered: { secondLeg: 1 },
    },
  ],
};
