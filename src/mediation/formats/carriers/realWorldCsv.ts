import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * RealWorld (Australia): a header to which columns are only ever added, two durations of which the billable one counts. Rows may change until the
 * invoice is issued.
 */
export const realWorldCsv: FormatDefinition = {
  id: 'realworld-csv',
  version: 1,
  name: 'RealWorld (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['RealWorld help desk: call records', 'published rows'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      required: ['begun', 'calling', 'called', 'seconds', 'cost'],
      names: {
        begun: ['Call Date'],
        calling: ['Call From'],
        called: ['Call To'],
        total: ['Total Duration'],
        seconds: ['Billable Duration'],
        status: ['Answer Status'],
        class: ['Billing Classification'],
        cost: ['Cost ex'],
        network: ['Network'],
        trunk: ['RWTS Account code'],
        account: ['Customer Account Code'],
        origin: ['Originating Number'],
      },
    },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['dd/MM/yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', masked: ['X'] },
    called: { field: 'called', masked: ['X'] },
    account: { field: 'account' },
    costs: [{ field: 'cost', currency: 'AUD' }],
    details: { total: { field: 'total', form: 's' }, disposition: { field: 'status' } },
  },
  dedup: { keys: [['begun', 'calling', 'called', 'trunk']], onConflict: 'keepLast' },
  fingerprint: { columns: { '0': '^\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d$' } },
  samples: [
    {
      name: 'two durations, hidden digits, not answered, a column more, the month in front',
      zone: 'Australia/Sydney',
      country: 'AU',
      content: `Call Date,Call From,Call To,Total Duration,Billable Duration,Answer Status,Billing Classification,Cost ex,Network,RWTS Account code,Customer Account Code,Originating Number,Colour
01/09/2026 17:49:34,0255500XXX,6149157XXXX,154,144,ANSWERED,Mobile Calls,0.17,VoIP,trunk-1,,,
01/09/2026 17:55:00,0255501501,61255501502,20,0,NO ANSWER,Local Calls,0,VoIP,trunk-1,K-77,0255501501,
09/13/2026 17:55:00,0255501501,61255501502,20,1,ANSWERED,Local Calls,0,VoIP,trunk-1,K-77,0255501501,
`,
      records: [
        sampleRecord(
          '2026-09-01T07:49:34.000Z',
          144000,
          'outbound',
          ['0255500XXX', '6149157XXXX'],
          '0255500XXX',
          '0.17',
        ),
        sampleRecord('2026-09-01T07:55:00.000Z', 0, 'outbound', ['+61255501501', '+61255501502'], 'K-77', '0'),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
