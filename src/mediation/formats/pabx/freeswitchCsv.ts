import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * FreeSWITCH mod_cdr_csv with the template `example` that it comes with: 15 columns, all quoted, local time. The template is the
 * administrator's; other ones are formats of their own (template `asterisk` is Asterisk's). Templates with both legs write two rows for a call.
 * Files that a spreadsheet saved again have lost their seconds.
 */
export const freeswitchCsv: FormatDefinition = {
  id: 'freeswitch-csv',
  version: 1,
  name: 'FreeSWITCH mod_cdr_csv',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['FreeSWITCH Explained: CDR, cdr_csv.conf.xml', 'rows of 15 columns'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    layouts: [
      {
        columns: [
          ...['callerName', 'caller', 'called', 'context', 'start', 'answer', 'end', 'duration', 'billsec'],
          ...['hangupCause', 'uuid', 'blegUuid', 'accountcode', 'readCodec', 'writeCodec'],
        ],
      },
    ],
  },
  settings: {
    /** Contexts that calls from carriers arrive in. */
    carrierContexts: { kind: 'texts', default: ['public'] },
    outsideDigit: { kind: 'text', default: '' },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'yyyy/M/d H:mm:ss', 'yyyy/M/d H:mm'] },
    },
    duration: { field: 'billsec', form: 's' },
    answered: { field: 'answer', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'context', inSetting: 'carrierContexts' },
              { value: 'calling', is: 'e164' },
              { not: { value: 'called', is: 'e164' } },
            ],
          },
          is: 'inbound',
        },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
        { when: { value: 'calling', is: 'e164' }, is: 'inbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountcode' },
    details: {
      callGroup: ['uuid'],
      total: { field: 'duration', form: 's' },
      disposition: { field: 'hangupCause' },
    },
  },
  // The same leg may be written again with another cause: the first row counts.
  dedup: { keys: [['uuid'], ['*']] },
  fingerprint: {
    columns: {
      '4': '^\\d{4}[-/]\\d\\d?[-/]\\d\\d? \\d\\d?:\\d\\d(:\\d\\d)?$',
      '8': '^\\d+$',
      '9': '^[A-Z][A-Z_]+$',
      '10': '^[0-9a-f]{8}-[0-9a-f-]{27}$',
    },
  },
  samples: [
    {
      name: 'one number in four ways, unanswered, inbound, without seconds',
      zone: 'Europe/Madrid',
      country: 'ES',
      content: `"9008","9008","+34612000701","public","2026-09-01 17:01:32","","2026-09-01 17:01:32","0","0","NORMAL_CLEARING","e29ff0ae-e752-11e3-8bff-65b6c3cdac70","","","",""
"9008","9008","0034612000701","default","2026-09-01 17:02:00","2026-09-01 17:02:05","2026-09-01 17:02:35","35","30","NORMAL_CLEARING","e29ff0ae-e752-11e3-8bff-65b6c3cdac71","","acme","PCMA","PCMA"
"9008","9008","34612000701","default","2026-09-01 17:03:00","2026-09-01 17:03:05","2026-09-01 17:03:15","15","10","NORMAL_CLEARING","e29ff0ae-e752-11e3-8bff-65b6c3cdac72","","","PCMA","PCMA"
"","612000702","9008","public","2026/9/1 17:04","2026/9/1 17:04","2026/9/1 17:05","60","55","NORMAL_CLEARING","e29ff0ae-e752-11e3-8bff-65b6c3cdac73","","","PCMA","PCMA"
`,
      records: [
        sampleRecord('2026-09-01T15:01:32.000Z', 0, 'outbound', ['9008', '+34612000701'], '9008'),
        sampleRecord('2026-09-01T15:02:00.000Z', 30_000, 'outbound', ['9008', '+34612000701'], 'acme'),
        sampleRecord('2026-09-01T15:03:00.000Z', 10_000, 'outbound', ['9008', '+34612000701'], '9008'),
        sampleRecord('2026-09-01T15:04:00.000Z', 55_000, 'inbound', ['+34612000702', '9008'], '9008'),
      ],
    },
  ],
};
