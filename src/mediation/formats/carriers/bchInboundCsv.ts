import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * BCH Digital, inbound numbers: one row tells both legs, the caller's to the number (`a…`) and the number's to where it leads (`b…`), each with
 * its own time, length and cost in pence. A length below zero is a call that did not come about; an empty caller is withheld.
 */
const COLUMNS = [
  ...['aDate', 'aTime', 'aDDI', 'aCLI', 'aSeconds', 'aTimeBand', 'aCost', 'bDate', 'bTime', 'bDDI', 'bType', 'bTypeID'],
  ...['bRingtime', 'bResult', 'bSeconds', 'bCost'],
];

export const bchInboundCsv: FormatDefinition = {
  id: 'bch-inbound-csv',
  version: 1,
  name: 'BCH Digital inbound numbers (CSV)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['BCH Digital support: voice CDR format (support.bchdigital.com)'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    ignore: ['^"?aDate"?,'],
    layouts: [{ columns: COLUMNS }],
    extraColumns: 'ignore',
  },
  fields: { withheld: { at: [{ column: 'aCLI' }, { constant: 'anonymous' }] } },
  record: {
    start: { fields: ['aDate', 'aTime'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'aSeconds', form: 's', negative: 'unanswered' },
    direction: { rules: [], otherwise: 'inbound' },
    calling: { field: 'withheld' },
    called: { field: 'aDDI' },
    costs: [{ field: 'aCost', unit: 'minor', currency: 'GBP' }],
    details: {
      disposition: {
        rules: [
          { when: { field: 'bResult', equals: '19' }, is: 'answered' },
          { when: { field: 'bResult', equals: '20' }, is: 'busy' },
          { when: { field: 'bResult', oneOf: ['17', '18'] }, is: 'no_answer' },
          { when: { field: 'bResult', empty: false }, is: 'failed' },
        ],
      },
    },
  },
  legs: [
    {},
    {
      when: { field: 'bDDI', empty: false },
      start: { fields: ['bDate', 'bTime'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
      duration: { field: 'bSeconds', form: 's', negative: 'unanswered' },
      direction: { rules: [], otherwise: 'forwarded' },
      calling: { field: 'aDDI' },
      called: { field: 'bDDI' },
      costs: [{ field: 'bCost', unit: 'minor', currency: 'GBP' }],
    },
  ],
  dedup: { keys: [['aDate', 'aTime', 'aDDI', 'withheld', 'aSeconds']] },
  fingerprint: {
    columns: {
      '0': '^\\d{4}-\\d\\d-\\d\\d$',
      '1': '^\\d\\d:\\d\\d:\\d\\d$',
      '4': '^-?\\d+$',
      '5': '^[DEW]$',
      '13': '^\\d*$',
    },
  },
  samples: [
    {
      name: 'two legs of one row, a withheld caller, not answered, engaged',
      zone: 'Europe/London',
      country: 'GB',
      content: `aDate,aTime,aDDI,aCLI,aSeconds,aTimeBand,aCost,bDate,bTime,bDDI,bType,bTypeID,bRingtime,bResult,bSeconds,bCost
2026-09-01,09:00:00,08081570201,01632960202,75,D,1.25,2026-09-01,09:00:05,02079460203,1,10,5,19,70,0.9
2026-09-01,09:10:00,08081570201,,-1,D,0,2026-09-01,09:10:01,02079460203,1,10,30,18,0,0
2026-09-01,20:00:00,08081570201,07700900204,12,E,0.2,,,,,,,,,
2026-09-05,10:00:00,08081570201,07700900204,3,W,0.1,2026-09-05,10:00:01,02079460203,1,10,1,20,-1,0
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 75000, 'inbound', ['+441632960202', '+448081570201'], null, '0.0125'),
        sampleRecord('2026-09-01T08:00:05.000Z', 70000, 'forwarded', ['+448081570201', '+442079460203'], null, '0.009'),
        sampleRecord('2026-09-01T08:10:00.000Z', 0, 'inbound', ['anonymous', '+448081570201'], null, '0'),
        sampleRecord('2026-09-01T08:10:01.000Z', 0, 'forwarded', ['+448081570201', '+442079460203'], null, '0'),
        sampleRecord('2026-09-01T19:00:00.000Z', 12000, 'inbound', ['+447700900204', '+448081570201'], null, '0.002'),
        sampleRecord('2026-09-05T09:00:00.000Z', 3000, 'inbound', ['+447700900204', '+448081570201'], null, '0.001'),
        sampleRecord('2026-09-05T09:00:01.000Z', 0, 'forwarded', ['+448081570201', '+442079460203'], null, '0'),
      ],
    },
  ],
};
