import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Vonage, calls of the Voice API: rate, price and duration are texts, numbers international without a sign, legs share a conversation. */
export const vonageCallsJson: FormatDefinition = {
  id: 'vonage-calls-json',
  version: 1,
  name: 'Vonage calls (Voice API)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['Vonage API reference: Voice, call'] },
  structure: { kind: 'json', each: '_embedded.calls' },
  fields: paths({
    id: 'uuid',
    conversation: 'conversation_uuid',
    status: 'status',
    direction: 'direction',
    begun: 'start_time',
    ended: 'end_time',
    seconds: 'duration',
    price: 'price',
    calling: ['from.number', 'from.uri', 'from.user', 'from'],
    called: ['to.number', 'to.uri', 'to.user', 'to'],
  }),
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'status', equals: 'completed' },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    called: { field: 'called', bare: 'international', stripPrefixes: ['sip:'], cutAt: ['@'] },
    costs: [{ field: 'price', currency: 'EUR' }],
    details: {
      callGroup: ['conversation'],
      end: { fields: ['ended'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
      disposition: { field: 'status' },
    },
  },
  filters: [{ reason: 'notEnded', when: { field: 'status', oneOf: ['started', 'ringing', 'answered'] } }],
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'conversation', 'status', 'direction'] },
  samples: [
    {
      name: 'a page: out, in, busy, still ringing',
      zone: 'UTC',
      country: 'GB',
      content: `{"count":4,"page_size":10,"record_index":0,"_embedded":{"calls":[
  {"uuid":"u-1","conversation_uuid":"CON-1","to":{"type":"phone","number":"447700900121"},"from":{"type":"phone","number":"441632960122"},"status":"completed","direction":"outbound","rate":"0.0127","price":"0.0254","duration":"120","start_time":"2026-09-01T10:00:00.000Z","end_time":"2026-09-01T10:02:00.000Z","network":"23410"},
  {"uuid":"u-2","conversation_uuid":"CON-2","to":{"type":"phone","number":"441632960122"},"from":{"type":"phone","number":"447700900121"},"status":"completed","direction":"inbound","rate":"0.0040","price":"0.0004","duration":"6","start_time":"2026-09-01T10:10:00Z","end_time":"2026-09-01T10:10:06Z","network":"23410"},
  {"uuid":"u-3","conversation_uuid":"CON-1","to":{"type":"sip","uri":"sip:studio@example.com"},"from":{"type":"phone","number":"441632960122"},"status":"busy","direction":"outbound","rate":"0","price":"0","duration":"0","start_time":"2026-09-01T10:20:00Z","end_time":"2026-09-01T10:20:01Z","network":null},
  {"uuid":"u-4","conversation_uuid":"CON-4","to":{"type":"phone","number":"447700900121"},"from":{"type":"phone","number":"441632960122"},"status":"ringing","direction":"outbound","rate":null,"price":null,"duration":null,"start_time":null,"end_time":null,"network":null}
]}}
`,
      records: [
        sampleRecord(
          '2026-09-01T10:00:00.000Z',
          120000,
          'outbound',
          ['+441632960122', '+447700900121'],
          null,
          '0.0254',
        ),
        sampleRecord('2026-09-01T10:10:00.000Z', 6000, 'inbound', ['+447700900121', '+441632960122'], null, '0.0004'),
        sampleRecord('2026-09-01T10:20:00.000Z', 0, 'outbound', ['+441632960122', 'studio'], null, '0'),
      ],
      filtered: { notEnded: 1 },
    },
  ],
};
