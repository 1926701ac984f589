import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Vonage, messages of the Reports API (`records`): one for each part, prices as texts in euro, times with an offset without a colon. */
export const vonageSmsJson: FormatDefinition = {
  id: 'vonage-sms-json',
  version: 1,
  name: 'Vonage SMS (Reports API)',
  about: {
    kind: 'messaging',
    verified: 'none',
    knowledge: ['names of SMS records of the Vonage Reports API, as remembered'],
  },
  structure: { kind: 'json', each: 'records' },
  fields: {
    ...paths({
      id: 'message_id',
      begun: 'date_received',
      direction: 'direction',
      sender: 'from',
      receiver: 'to',
      status: 'status',
      price: 'total_price',
      currency: 'currency',
      accountId: 'account_id',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: 'sms',
    start: {
      fields: ['begun'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-ddTHH:mm:ssXXX', 'yyyy-MM-ddTHH:mm:ss.SXXX'] },
    },
    duration: { field: 'none', form: 's' },
    answered: { field: 'id', empty: false },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'sender', bare: 'international' },
    called: { field: 'receiver', bare: 'international' },
    costs: [{ field: 'price', currency: { field: 'currency' } }],
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['accountId', 'id', 'begun', 'direction', 'receiver'] },
  samples: [
    {
      name: 'out by a name, in, a time that is none',
      zone: 'UTC',
      country: 'GB',
      content: `{"request_id":"r","items_count":3,"records":[
  {"account_id":"ab01","message_id":"v1","direction":"outbound","from":"Studio","to":"447700900231","network":"23410","country":"GB","date_received":"2026-09-01T15:30:00+0000","date_finalized":"2026-09-01T15:30:02+0000","status":"delivered","currency":"EUR","total_price":"0.03330000"},
  {"account_id":"ab01","message_id":"v2","direction":"inbound","from":"447700900231","to":"447700900232","network":"23410","country":"GB","date_received":"2026-09-01T17:31:00+0200","date_finalized":"2026-09-01T17:31:00+0200","status":"delivered","currency":"EUR","total_price":"0"},
  {"account_id":"ab01","message_id":"v3","direction":"inbound","from":"447700900231","to":"447700900232","network":"23410","country":"GB","date_received":"2026-09-01","date_finalized":null,"status":"delivered","currency":"EUR","total_price":"0"}
]}
`,
      records: [
        sampleRecord('2026-09-01T15:30:00.000Z', 0, 'outbound', ['Studio', '+447700900231'], 'Studio', '0.0333', {
          service: 'sms',
        }),
        sampleRecord('2026-09-01T15:31:00.000Z', 0, 'inbound', ['+447700900231', '+447700900232'], null, '0', {
          service: 'sms',
        }),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
