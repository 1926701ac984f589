import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Telnyx, detail records of messages (`/v2/detail_records`, `record_type` message): parts are counted, a failed message costs nothing. */
export const telnyxMessagesJson: FormatDefinition = {
  id: 'telnyx-messages-json',
  version: 1,
  name: 'Telnyx message detail records (API)',
  about: { kind: 'messaging', verified: 'specification', knowledge: ['Telnyx API reference: detail records, message'] },
  structure: { kind: 'json', each: 'data' },
  fields: {
    ...paths({
      id: 'uuid',
      type: 'record_type',
      messageType: 'message_type',
      begun: ['sent_at', 'created_at'],
      direction: 'direction',
      sender: 'cli',
      receiver: 'cld',
      parts: 'parts',
      status: 'status',
      cost: 'cost',
      currency: 'currency',
      profile: 'profile_name',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: { rules: [{ when: { field: 'messageType', equals: 'MMS' }, is: 'mms' }], otherwise: 'sms' },
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'none', form: 's' },
    answered: { not: { field: 'status', oneOf: ['failed', 'sending_failed', 'delivery_failed'] } },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'sender', bare: 'international' },
    called: { field: 'receiver', bare: 'international' },
    account: { field: 'profile' },
    pieces: { field: 'parts' },
    costs: [{ field: 'cost', currency: { field: 'currency' } }],
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'type', 'sender', 'receiver', 'parts'] },
  samples: [
    {
      name: 'a message in three parts, a picture, a failed one, a direction that is none',
      zone: 'UTC',
      country: 'US',
      content: `{"data":[
  {"uuid":"m1","record_type":"message","message_type":"SMS","created_at":"2026-09-01T10:00:00.100Z","sent_at":"2026-09-01T10:00:01.000Z","direction":"outbound","cli":"+12125550181","cld":"+12125550182","parts":3,"status":"delivered","cost":"0.0120","currency":"USD","profile_name":"news"},
  {"uuid":"m2","record_type":"message","message_type":"MMS","created_at":"2026-09-01T10:01:00Z","sent_at":null,"direction":"inbound","cli":"+12125550182","cld":"+12125550181","parts":1,"status":"received","cost":"0.0050","currency":"USD","profile_name":"news"},
  {"uuid":"m3","record_type":"message","message_type":"SMS","created_at":"2026-09-01T10:02:00Z","sent_at":null,"direction":"outbound","cli":"NEWS","cld":"+12125550182","parts":2,"status":"delivery_failed","cost":"0","currency":"USD","profile_name":null},
  {"uuid":"m4","record_type":"message","message_type":"SMS","created_at":"2026-09-01T10:02:00Z","sent_at":null,"direction":"","cli":"NEWS","cld":"+12125550182","parts":2,"status":"queued","cost":"0","currency":"USD","profile_name":null}
],"meta":{"page_number":1}}
`,
      records: [
        sampleRecord('2026-09-01T10:00:01.000Z', 0, 'outbound', ['+12125550181', '+12125550182'], 'news', '0.012', {
          service: 'sms',
          volume: 3,
        }),
        sampleRecord('2026-09-01T10:01:00.000Z', 0, 'inbound', ['+12125550182', '+12125550181'], 'news', '0.005', {
          service: 'mms',
          volume: 1,
        }),
        sampleRecord('2026-09-01T10:02:00.000Z', 0, 'outbound', ['NEWS', '+12125550182'], 'NEWS', '0', {
          service: 'sms',
        }),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
