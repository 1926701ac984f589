import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Telnyx, batch report of calls with the fields one has chosen: what is missing is empty. Times in UTC. */
export const telnyxCallsCsv: FormatDefinition = {
  id: 'telnyx-calls-csv',
  version: 1,
  name: 'Telnyx CDR report (CSV)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['Telnyx API reference: available CDR report fields'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      required: ['begun', 'calling', 'called', 'seconds', 'direction'],
      names: {
        begun: ['start_timestamp_utc', 'start_timestamp'],
        answered: ['answer_timestamp'],
        ended: ['end_timestamp'],
        calling: ['origination_number'],
        called: ['terminating_number'],
        direction: ['direction'],
        connection: ['connection_id'],
        cause: ['hangup_code'],
        callId: ['sip_call_id'],
        seconds: ['billable_time'],
        cost: ['cost'],
        rate: ['rate'],
        group: ['billing_group_id'],
      },
    },
  },
  record: {
    start: {
      fields: ['begun'],
      form: {
        kind: 'pattern',
        patterns: [
          'yyyy-MM-ddTHH:mm:ssXXX',
          'yyyy-MM-ddTHH:mm:ss.SXXX',
          'yyyy-MM-dd HH:mm:ss',
          'yyyy-MM-dd HH:mm:ss.S',
        ],
      },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { field: 'direction', oneOf: ['outbound', 'outgoing', 'Outbound'] }, is: 'outbound' },
        { when: { field: 'direction', oneOf: ['inbound', 'incoming', 'Inbound'] }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    called: { field: 'called', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    account: { field: 'connection' },
    costs: [{ field: 'cost', currency: 'USD' }],
    details: { nativeId: ['callId'] },
  },
  dedup: {
    keys: [
      ['callId', 'begun', 'calling', 'called'],
      ['begun', 'calling', 'called', 'direction', 'seconds'],
    ],
  },
  fingerprint: { columns: {} },
  samples: [
    {
      name: 'both ways of a time, a SIP user, a direction that is none',
      zone: 'America/Chicago',
      country: 'US',
      content: `origination_number,terminating_number,start_timestamp_utc,direction,connection_id,hangup_code,sip_call_id,billable_time,cost,rate
+12125550151,+493023125921,2026-09-01T14:00:00Z,outbound,7001,16,call-1,60,0.0070,0.0070
+493023125921,+12125550151,2026-09-01 15:00:00,inbound,7001,16,call-2,6,0.0003,0.0030
sip:studio@example.com,+493023125921,2026-09-01 15:10:00.125,outbound,7001,17,call-3,0,0,0.0070
+493023125921,+12125550151,2026-09-01 15:00:00,sideways,7001,16,call-4,6,0.0003,0.0030
`,
      records: [
        sampleRecord('2026-09-01T14:00:00.000Z', 60000, 'outbound', ['+12125550151', '+493023125921'], '7001', '0.007'),
        sampleRecord('2026-09-01T15:00:00.000Z', 6000, 'inbound', ['+493023125921', '+12125550151'], '7001', '0.0003'),
        sampleRecord('2026-09-01T15:10:00.125Z', 0, 'outbound', ['studio', '+493023125921'], '7001', '0'),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
