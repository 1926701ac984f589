import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * sipgate, history of the REST API (v2): the whole list of calls, faxes and messages, where the itemised list only has what is charged. An answer is a
 * list (`items`) or one entry. Voicemails are no usage.
 */
export const sipgateHistoryJson: FormatDefinition = {
  id: 'sipgate-history-json',
  version: 1,
  name: 'sipgate history (API v2)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['types of the history in sipgate-io/sipgateio-node', 'sipgate help: what the itemised list holds'],
  },
  structure: { kind: 'json', each: 'items' },
  fields: paths({
    id: 'id',
    begun: 'created',
    type: 'type',
    direction: 'direction',
    calling: 'source',
    called: 'target',
    seconds: 'duration',
    status: 'callStatus',
    pages: 'pageCount',
    faxStatus: 'faxStatus',
    line: 'connectionIds',
    alias: 'sourceAlias',
  }),
  record: {
    service: {
      rules: [
        { when: { field: 'type', equals: 'SMS' }, is: 'sms' },
        { when: { field: 'type', equals: 'FAX' }, is: 'fax' },
      ],
      otherwise: 'voice',
    },
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'seconds', form: 's' },
    answered: {
      all: [{ not: { field: 'direction', startsWith: 'MISSED_' } }, { not: { field: 'faxStatus', equals: 'FAILED' } }],
    },
    direction: {
      rules: [
        { when: { field: 'direction', oneOf: ['OUTGOING', 'MISSED_OUTGOING'] }, is: 'outbound' },
        { when: { field: 'direction', oneOf: ['INCOMING', 'MISSED_INCOMING'] }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling' },
    called: { field: 'called' },
    account: { field: 'line' },
    pieces: { field: 'pages' },
    details: {
      disposition: {
        rules: [
          { when: { field: 'status', oneOf: ['BUSY', 'BUSY_ON_BUSY'] }, is: 'busy' },
          { when: { field: 'status', oneOf: ['REJECTED', 'REJECTED_DND'] }, is: 'rejected' },
          { when: { field: 'status', equals: 'FAILURE' }, is: 'failed' },
          { when: { field: 'status', startsWith: 'VOICEMAIL' }, is: 'voicemail' },
          { when: { field: 'direction', startsWith: 'MISSED_' }, is: 'no_answer' },
        ],
      },
    },
  },
  filters: [{ reason: 'voicemail', when: { field: 'type', equals: 'VOICEMAIL' } }],
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'alias', 'line', 'type'] },
  samples: [
    {
      name: 'a list: out, missed, SMS, fax, voicemail',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"items":[
  {"id":"1001","source":"+493023125801","target":"+4915120000802","sourceAlias":"Kanzlei","targetAlias":"","type":"CALL","created":"2026-09-01T07:15:00Z","lastModified":"2026-09-01T07:17:05Z","direction":"OUTGOING","incoming":false,"status":"PICKUP","connectionIds":["p0"],"callId":"c1","duration":125,"callStatus":"SUCCESS"},
  {"id":"1002","source":"anonymous","target":"+493023125801","sourceAlias":"unbekannt","targetAlias":"","type":"CALL","created":"2026-09-01T07:20:00.250Z","lastModified":"2026-09-01T07:20:10Z","direction":"MISSED_INCOMING","incoming":true,"status":"NOPICKUP","connectionIds":["p0"],"callId":"c2","duration":12,"callStatus":"MISSED"},
  {"id":"1003","source":"+493023125801","target":"+4915120000802","sourceAlias":"Kanzlei","targetAlias":"","type":"SMS","created":"2026-09-01T08:00:00Z","lastModified":"2026-09-01T08:00:01Z","direction":"OUTGOING","incoming":false,"status":"SENT","connectionIds":["s0"],"content":"a"},
  {"id":"1004","source":"+493023125801","target":"+493023125803","sourceAlias":"Kanzlei","targetAlias":"","type":"FAX","created":"2026-09-01T09:00:00Z","lastModified":"2026-09-01T09:01:00Z","direction":"OUTGOING","incoming":false,"status":"SENT","connectionIds":["f0"],"faxStatus":"SENT","pageCount":4},
  {"id":"1005","source":"+4915120000802","target":"+493023125801","sourceAlias":"","targetAlias":"Kanzlei","type":"VOICEMAIL","created":"2026-09-01T10:00:00Z","lastModified":"2026-09-01T10:01:00Z","direction":"INCOMING","incoming":true,"status":"NEW","connectionIds":["v0"],"duration":20}
],"totalCount":5}
`,
      records: [
        sampleRecord('2026-09-01T07:15:00.000Z', 125000, 'outbound', ['+493023125801', '+4915120000802'], 'p0'),
        sampleRecord('2026-09-01T07:20:00.250Z', 0, 'inbound', ['anonymous', '+493023125801'], 'p0'),
        sampleRecord('2026-09-01T08:00:00.000Z', 0, 'outbound', ['+493023125801', '+4915120000802'], 's0', null, {
          service: 'sms',
        }),
        sampleRecord('2026-09-01T09:00:00.000Z', 0, 'outbound', ['+493023125801', '+493023125803'], 'f0', null, {
          service: 'fax',
          volume: 4,
        }),
      ],
      filtered: { voicemail: 1 },
    },
    {
      name: 'one entry',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"id":"1006","source":"+4915120000802","target":"+493023125801","sourceAlias":"Mobil","targetAlias":"Kanzlei","type":"CALL","created":"2026-09-02T07:15:00Z","lastModified":"2026-09-02T07:17:05Z","direction":"INCOMING","incoming":true,"status":"PICKUP","connectionIds":["p0"],"callId":"c3","duration":61,"callStatus":"SUCCESS"}
`,
      records: [sampleRecord('2026-09-02T07:15:00.000Z', 61000, 'inbound', ['+4915120000802', '+493023125801'], 'p0')],
    },
  ],
};
