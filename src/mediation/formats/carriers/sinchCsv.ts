import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Sinch, voice records of the dashboard: semicolon, results in words, an amount with its currency, and what the caller put along as JSON. */
export const sinchCsv: FormatDefinition = {
  id: 'sinch-csv',
  version: 1,
  name: 'Sinch Voice (CSV)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['Sinch documentation: voice REST API, CDR'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      required: ['id', 'begun', 'result', 'seconds', 'calling', 'called', 'amount'],
      names: {
        id: ['CallId'],
        begun: ['CallTime'],
        result: ['Result'],
        reason: ['Reason'],
        seconds: ['Duration'],
        answered: ['AnswerTime'],
        calling: ['From'],
        called: ['To'],
        amount: ['Amount'],
        currency: ['Currency'],
        custom: ['Custom'],
        application: ['ApplicationKey'],
        user: ['UserId'],
        country: ['ToCountryId'],
      },
    },
  },
  record: {
    start: {
      fields: ['begun'],
      form: {
        kind: 'pattern',
        patterns: ['yyyy-MM-ddTHH:mm:ssXXX', 'yyyy-MM-ddTHH:mm:ss.SXXX', 'yyyy-MM-dd HH:mm:ss'],
      },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'result', equals: 'ANSWERED' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', bare: 'international' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'user' },
    costs: [{ field: 'amount', currency: { field: 'currency' } }],
    details: {
      disposition: {
        rules: [
          { when: { field: 'result', equals: 'BUSY' }, is: 'busy' },
          { when: { field: 'reason', oneOf: ['CANCEL', 'CALLERHANGUP'] }, is: 'cancelled' },
          { when: { field: 'reason', equals: 'BLOCKED' }, is: 'rejected' },
          { when: { field: 'result', equals: 'FAILED' }, is: 'failed' },
        ],
      },
    },
  },
  dedup: { keys: [['id']] },
  fingerprint: { columns: {} },
  samples: [
    {
      name: 'answered with JSON along, busy, a duration that is none',
      zone: 'Europe/Stockholm',
      country: 'SE',
      content: `CallId;UserSpaceId;CallTime;Result;Reason;Duration;AnswerTime;From;To;Amount;Currency;Custom;ApplicationKey;UserId;ToCountryId
c-1;us;2026-09-01T14:00:00Z;ANSWERED;N/A;61;2026-09-01T14:00:09Z;+46701740601;+493023125931;0.0240;USD;"{""room"":""a;b""}";app;user-1;DE
c-2;us;2026-09-01T14:05:00Z;BUSY;N/A;0;;+46701740601;+493023125931;0;USD;;app;user-1;DE
c-3;us;2026-09-01T14:05:00Z;ANSWERED;N/A;1m;;+46701740601;+493023125931;0;USD;;app;user-1;DE
`,
      records: [
        sampleRecord(
          '2026-09-01T14:00:00.000Z',
          61000,
          'outbound',
          ['+46701740601', '+493023125931'],
          'user-1',
          '0.024',
        ),
        sampleRecord('2026-09-01T14:05:00.000Z', 0, 'outbound', ['+46701740601', '+493023125931'], 'user-1', '0'),
      ],

      rejected: ['mediation.duration'],
    },
  ],
};
