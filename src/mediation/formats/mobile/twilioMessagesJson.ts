import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { TWILIO_MESSAGES } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Twilio, messages of the REST API: segments are counted, prices are negative texts and empty until the message is rated. */
export const twilioMessagesJson: FormatDefinition = {
  id: 'twilio-messages-json',
  version: 1,
  name: 'Twilio messages (API)',
  about: { kind: 'messaging', verified: 'specification', knowledge: ['Twilio API reference: Message resource'] },
  structure: { kind: 'json', each: 'messages' },
  pull: TWILIO_MESSAGES,
  fields: {
    ...paths({
      id: 'sid',
      accountSid: 'account_sid',
      begun: ['date_sent', 'date_created'],
      segments: 'num_segments',
      status: 'status',
      direction: 'direction',
      sender: 'from',
      receiver: 'to',
      price: 'price',
      currency: 'price_unit',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: { rules: [{ when: { field: 'id', startsWith: 'MM' }, is: 'mms' }], otherwise: 'sms' },
    start: { fields: ['begun'], form: { kind: 'rfc2822' } },
    duration: { field: 'none', form: 's' },
    answered: { not: { field: 'status', oneOf: ['failed', 'canceled'] } },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
        { when: { field: 'direction', startsWith: 'outbound' }, is: 'outbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'sender', stripPrefixes: ['whatsapp:'] },
    called: { field: 'receiver', stripPrefixes: ['whatsapp:'] },
    pieces: { field: 'segments' },
    costs: [{ field: 'price', negative: 'charge', currency: { field: 'currency' } }],
    details: { state: [{ when: { field: 'price', empty: true }, is: 'provisional' }] },
  },
  filters: [{ reason: 'notSent', when: { field: 'status', oneOf: ['queued', 'accepted', 'scheduled', 'sending'] } }],
  dedup: { keys: [['id']], onConflict: 'keepLast' },
  fingerprint: { paths: ['id', 'accountSid', 'segments', 'direction'] },
  samples: [
    {
      name: 'two segments, a picture received, failed, not sent yet',
      zone: 'UTC',
      country: 'US',
      content: `{"messages":[
  {"sid":"SM01","account_sid":"AC01","date_created":"Tue, 01 Sep 2026 20:36:28 +0000","date_sent":"Tue, 01 Sep 2026 20:36:30 +0000","num_segments":"2","num_media":"0","status":"delivered","direction":"outbound-api","from":"+12125550191","to":"+12125550192","price":"-0.01660","price_unit":"USD"},
  {"sid":"MM02","account_sid":"AC01","date_created":"Tue, 01 Sep 2026 20:40:00 +0000","date_sent":"Tue, 01 Sep 2026 20:40:00 +0000","num_segments":"1","num_media":"1","status":"received","direction":"inbound","from":"whatsapp:+12125550192","to":"whatsapp:+12125550191","price":null,"price_unit":"USD"},
  {"sid":"SM03","account_sid":"AC01","date_created":"Tue, 01 Sep 2026 20:41:00 +0000","date_sent":null,"num_segments":"1","num_media":"0","status":"failed","direction":"outbound-reply","from":"+12125550191","to":"+12125550192","price":null,"price_unit":"USD"},
  {"sid":"SM04","account_sid":"AC01","date_created":"Tue, 01 Sep 2026 20:42:00 +0000","date_sent":null,"num_segments":"1","num_media":"0","status":"queued","direction":"outbound-api","from":"+12125550191","to":"+12125550192","price":null,"price_unit":"USD"}
]}
`,
      records: [
        sampleRecord('2026-09-01T20:36:30.000Z', 0, 'outbound', ['+12125550191', '+12125550192'], null, '0.0166', {
          service: 'sms',
          volume: 2,
        }),
        sampleRecord('2026-09-01T20:40:00.000Z', 0, 'inbound', ['+12125550192', '+12125550191'], null, null, {
          service: 'mms',
          volume: 1,
        }),
        sampleRecord('2026-09-01T20:41:00.000Z', 0, 'outbound', ['+12125550191', '+12125550192'], null, null, {
          service: 'sms',
        }),
      ],
      filtered: { notSent: 1 },
    },
  ],
};
