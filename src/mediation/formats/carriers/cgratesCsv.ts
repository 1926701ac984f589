import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** CGRateS, generic file of its CSV reader as its tests have it: semicolon, no header, lines behind # are notes. */
export const cgratesCsv: FormatDefinition = {
  id: 'cgrates-csv',
  version: 1,
  name: 'CGRateS generic (CSV)',
  about: { kind: 'other', verified: 'sample', knowledge: ['files of the tests of CGRateS (filecsv)'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    commentPrefix: '#',
    layouts: [
      {
        columns: ['id', 'requestType', 'tenant', 'account', 'called', 'answered', 'seconds', '', '', ''],
      },
    ],
  },
  record: {
    start: { fields: ['answered'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'account' },
    called: { field: 'called' },
    account: { field: 'account' },
  },
  dedup: { keys: [['id', 'answered']] },
  fingerprint: { columns: { '1': '^\\*\\w+$', '5': '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$', '6': '^\\d+$' } },
  samples: [
    {
      name: 'two calls and a note, the last line without an end',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `a1;*prepaid;example.org;1001;03023125141;2026-09-01 19:54:00;62;x;"";y
#a2;*pseudoprepaid;example.org;1001;+493023125141;2026-09-01 19:54:00;12;x;"";y
a3;*rated;example.org;1001;+493023125141;2026-09-01 19:55:00;26;x;"";y`,
      records: [
        sampleRecord('2026-09-01T17:54:00.000Z', 62000, 'outbound', ['1001', '+493023125141'], '1001'),
        sampleRecord('2026-09-01T17:55:00.000Z', 26000, 'outbound', ['1001', '+493023125141'], '1001'),
      ],
    },
  ],
};
