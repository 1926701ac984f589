import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Plivo, calls of the API: a page (`objects`) or one call, lengths of the call and of what is billed, amounts as texts in dollars, times with an offset. */
export const plivoJson: FormatDefinition = {
  id: 'plivo-calls-json',
  version: 1,
  name: 'Plivo calls (API)',
  about: { kind: 'carrier', verified: 'none', knowledge: ['names of the call object of the Plivo API, as remembered'] },
  structure: { kind: 'json', each: 'objects' },
  fields: paths({
    id: 'call_uuid',
    group: ['parent_call_uuid', 'call_uuid'],
    begun: ['initiation_time', 'answer_time', 'end_time'],
    answered: 'answer_time',
    ended: 'end_time',
    total: 'call_duration',
    seconds: 'bill_duration',
    direction: 'call_direction',
    calling: 'from_number',
    called: 'to_number',
    price: 'total_amount',
    rate: 'total_rate',
    state: 'call_state',
  }),
  record: {
    start: {
      fields: ['begun'],
      form: {
        kind: 'pattern',
        patterns: ['yyyy-MM-dd HH:mm:ssXXX', 'yyyy-MM-dd HH:mm:ss.SXXX', 'yyyy-MM-dd HH:mm:ss'],
      },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'answered', empty: false },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    called: { field: 'called', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    costs: [
      { field: 'price', currency: 'USD' },
      { field: 'rate', kind: 'rate', currency: 'USD' },
    ],
    details: { callGroup: ['group'] },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'direction', 'seconds', 'price'] },
  samples: [
    {
      name: 'a page: out, in without an answer, a direction that is none',
      zone: 'UTC',
      country: 'US',
      content: `{"api_id":"a","meta":{"limit":20},"objects":[
  {"answer_time":"2026-09-01 12:00:05+00:00","bill_duration":60,"call_direction":"outbound","call_duration":55,"call_state":"ANSWER","call_uuid":"p1","end_time":"2026-09-01 12:01:00+00:00","from_number":"12125550201","initiation_time":"2026-09-01 12:00:00+00:00","parent_call_uuid":null,"to_number":"493023125202","total_amount":"0.01200","total_rate":"0.01200"},
  {"answer_time":null,"bill_duration":0,"call_direction":"inbound","call_duration":0,"call_state":"BUSY","call_uuid":"p2","end_time":"2026-09-01 14:10:00+02:00","from_number":"493023125202","initiation_time":"2026-09-01 14:09:50+02:00","parent_call_uuid":null,"to_number":"12125550201","total_amount":"0.00000","total_rate":"0.00850"},
  {"answer_time":null,"bill_duration":0,"call_direction":"","call_duration":0,"call_uuid":"p3","end_time":"2026-09-01 14:10:00+02:00","from_number":"493023125202","to_number":"12125550201","total_amount":"0.00000","total_rate":"0.00850"}
]}
`,
      records: [
        sampleRecord('2026-09-01T12:00:00.000Z', 60000, 'outbound', ['+12125550201', '+493023125202'], null, '0.012'),
        sampleRecord('2026-09-01T12:09:50.000Z', 0, 'inbound', ['+493023125202', '+12125550201'], null, '0'),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
