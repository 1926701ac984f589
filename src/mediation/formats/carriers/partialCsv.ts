import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * A German carrier's rows of calls that go on: a long call comes as parts (`partial`) and a last one (`complete`), with the same numbers and answer, also in
 * files of their own. Durations and costs of the parts are added up.
 */
export const partialCsv: FormatDefinition = {
  id: 'partial-csv-de',
  version: 1,
  name: 'German carrier, calls in parts (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['files of the tests of CGRateS (partial_csv)'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    layouts: [
      {
        columns: [
          ...[
            'calling',
            'called',
            'destination',
            'written',
            'answered',
            'flag',
            'seconds',
            'timeBand',
            'cost',
            'account',
          ],
          'state',
        ],
      },
    ],
  },
  record: {
    start: { fields: ['answered'], form: { kind: 'pattern', patterns: ['dd.MM.yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', bare: 'international' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'account' },
    costs: [{ field: 'cost' }],
    details: { state: [{ when: { field: 'state', equals: 'partial' }, is: 'partial' }] },
  },
  multiLeg: {
    groupBy: ['calling', 'called', 'answered'],
    orderBy: [],
    windowS: 172_800,
    fold: 'sum',
    complete: { field: 'state', equals: 'complete' },
  },
  dedup: { keys: [['calling', 'called', 'written', 'answered', 'seconds']] },
  fingerprint: {
    columns: {
      '3': '^\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d$',
      '6': '^\\d+$',
      '8': '^\\d+\\.\\d+$',
      '10': '^(partial|complete)$',
    },
  },
  samples: [
    {
      name: 'a whole call, one in three parts, a part whose end comes in another file',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `493023125410,00493023125411,DE-National,01.09.2026 18:58:55,01.09.2026 18:58:55,0,74,Offpeak,0.003360,990410,complete
493023125410,00493023125412,DE-National,01.09.2026 19:10:00,01.09.2026 19:00:00,1,600,Peak,0.100000,990410,partial
493023125410,00493023125413,DE-National,01.09.2026 19:12:00,01.09.2026 19:11:00,1,60,Peak,0.010000,990410,partial
493023125410,00493023125412,DE-National,01.09.2026 19:20:00,01.09.2026 19:00:00,1,600,Offpeak,0.050000,990410,partial
493023125410,00493023125412,DE-National,01.09.2026 19:20:31,01.09.2026 19:00:00,0,31,Offpeak,0.002500,990410,complete
`,
      records: [
        sampleRecord(
          '2026-09-01T16:58:55.000Z',
          74000,
          'outbound',
          ['+493023125410', '+493023125411'],
          '990410',
          '0.00336',
        ),
        sampleRecord(
          '2026-09-01T17:00:00.000Z',
          1231000,
          'outbound',
          ['+493023125410', '+493023125412'],
          '990410',
          '0.1525',
        ),
      ],
    },
  ],
};
