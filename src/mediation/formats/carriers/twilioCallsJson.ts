import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { TWILIO_CALLS } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Twilio, calls of the REST API (2010-04-01): a page (`calls`) or one call. Times are RFC 2822, prices negative texts and empty until the call is rated. A trunk's
 * `terminating` call leaves the customer's system, an `originating` one arrives there.
 */
export const twilioCallsJson: FormatDefinition = {
  id: 'twilio-calls-json',
  version: 1,
  name: 'Twilio calls (API)',
  about: {
    kind: 'carrier',
    verified: 'sample',
    knowledge: ['Twilio API reference: Call resource and its example'],
  },
  structure: { kind: 'json', each: 'calls' },
  pull: TWILIO_CALLS,
  fields: paths({
    id: 'sid',
    group: ['parent_call_sid', 'sid'],
    accountSid: 'account_sid',
    begun: ['start_time', 'date_created'],
    ended: 'end_time',
    seconds: 'duration',
    status: 'status',
    direction: 'direction',
    calling: 'from',
    called: 'to',
    price: 'price',
    currency: 'price_unit',
    version: 'api_version',
  }),
  record: {
    start: { fields: ['begun'], form: { kind: 'rfc2822' } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'status', equals: 'completed' },
    direction: {
      rules: [
        { when: { field: 'direction', oneOf: ['inbound', 'trunking-originating'] }, is: 'inbound' },
        { when: { field: 'direction', startsWith: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'trunking-terminating' }, is: 'outbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', stripPrefixes: ['client:', 'sip:'], cutAt: ['@'] },
    called: { field: 'called', stripPrefixes: ['client:', 'sip:'], cutAt: ['@'] },
    costs: [{ field: 'price', negative: 'charge', currency: { field: 'currency' } }],
    details: {
      callGroup: ['group'],
      end: { fields: ['ended'], form: { kind: 'rfc2822' } },
      disposition: { field: 'status' },
      state: [{ when: { field: 'price', empty: true }, is: 'provisional' }],
    },
  },
  filters: [
    { reason: 'notEnded', when: { field: 'status', oneOf: ['queued', 'initiated', 'ringing', 'in-progress'] } },
  ],
  dedup: { keys: [['id']], onConflict: 'keepLast' },
  fingerprint: { paths: ['id', 'accountSid', 'status', 'direction', 'begun'] },
  samples: [
    {
      name: 'a page: in, out with a negative price, nobody answered, a client, still ringing',
      zone: 'UTC',
      country: 'US',
      content: `{"page":0,"page_size":50,"calls":[
  {"sid":"CA01","account_sid":"AC01","parent_call_sid":null,"date_created":"Tue, 01 Sep 2026 20:36:28 +0000","start_time":"Tue, 01 Sep 2026 20:36:29 +0000","end_time":"Tue, 01 Sep 2026 20:36:44 +0000","from":"+12125550161","to":"+12125550162","status":"completed","direction":"inbound","duration":"15","price":"-0.00850","price_unit":"USD","api_version":"2010-04-01"},
  {"sid":"CA02","account_sid":"AC01","parent_call_sid":"CA01","date_created":"Tue, 01 Sep 2026 20:36:30 +0000","start_time":"Tue, 01 Sep 2026 20:36:31 +0000","end_time":"Tue, 01 Sep 2026 20:37:31 +0000","from":"+12125550162","to":"+442079460163","status":"completed","direction":"outbound-dial","duration":"60","price":"-0.03000","price_unit":"USD","api_version":"2010-04-01"},
  {"sid":"CA03","account_sid":"AC01","parent_call_sid":null,"date_created":"Tue, 01 Sep 2026 21:00:00 +0000","start_time":null,"end_time":null,"from":"+12125550162","to":"+442079460163","status":"no-answer","direction":"outbound-api","duration":"0","price":null,"price_unit":"USD","api_version":"2010-04-01"},
  {"sid":"CA04","account_sid":"AC01","parent_call_sid":null,"date_created":"Tue, 01 Sep 2026 21:10:00 +0000","start_time":"Tue, 01 Sep 2026 21:10:02 +0000","end_time":"Tue, 01 Sep 2026 21:10:12 +0000","from":"client:studio","to":"sip:desk@example.com","status":"completed","direction":"trunking-terminating","duration":"10","price":null,"price_unit":"USD","api_version":"2010-04-01"},
  {"sid":"CA05","account_sid":"AC01","parent_call_sid":null,"date_created":"Tue, 01 Sep 2026 21:20:00 +0000","start_time":null,"end_time":null,"from":"+12125550162","to":"+442079460163","status":"ringing","direction":"outbound-api","duration":null,"price":null,"price_unit":"USD","api_version":"2010-04-01"}
]}
`,
      records: [
        sampleRecord('2026-09-01T20:36:29.000Z', 15000, 'inbound', ['+12125550161', '+12125550162'], null, '0.0085'),
        sampleRecord('2026-09-01T20:36:31.000Z', 60000, 'outbound', ['+12125550162', '+442079460163'], null, '0.03'),
        sampleRecord('2026-09-01T21:00:00.000Z', 0, 'outbound', ['+12125550162', '+442079460163']),
        sampleRecord('2026-09-01T21:10:02.000Z', 10000, 'outbound', ['studio', 'desk'], 'studio'),
      ],
      filtered: { notEnded: 1 },
    },
    {
      name: 'one call',
      zone: 'UTC',
      country: 'US',
      content: `{
  "sid": "CA06",
  "account_sid": "AC01",
  "date_created": "Wed, 02 Sep 2026 09:00:00 +0000",
  "start_time": "Wed, 02 Sep 2026 09:00:01 +0000",
  "from": "+12125550161",
  "to": "+12125550162",
  "status": "completed",
  "direction": "inbound",
  "duration": "7",
  "price": "-0.00850",
  "price_unit": "USD"
}
`,
      records: [
        sampleRecord('2026-09-02T09:00:01.000Z', 7000, 'inbound', ['+12125550161', '+12125550162'], null, '0.0085'),
      ],
    },
  ],
};
