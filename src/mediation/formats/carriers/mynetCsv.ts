import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** MyNET (Italy): microseconds and an offset in the time. A call to a freephone number (`green_number`) is paid by that number. */
export const mynetCsv: FormatDefinition = {
  id: 'mynet-csv',
  version: 1,
  name: 'MyNET (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['importer of Asterisell 5 (MyNET)', 'a real row'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    header: {
      kind: 'names',
      required: ['begun', 'calling', 'called', 'green', 'seconds', 'cost'],
      names: {
        begun: ['time_stamp'],
        calling: ['caller'],
        called: ['callee'],
        green: ['green_number'],
        seconds: ['duration'],
        zone: ['price_code'],
        cost: ['provider_price'],
      },
    },
  },
  record: {
    start: {
      fields: ['begun'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss.SXXX', 'yyyy-MM-dd HH:mm:ssXXX'] },
    },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [{ when: { field: 'green', empty: false }, is: 'forwarded' }], otherwise: 'outbound' },
    calling: { field: 'calling', bare: 'international', masked: ['*'], byDirection: { forwarded: 'green' } },
    called: { field: 'called', bare: 'international', masked: ['*'] },
    costs: [{ field: 'cost' }],
  },
  dedup: { keys: [['begun', 'calling', 'called']] },
  fingerprint: { columns: { '0': '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d:\\d\\d$' } },
  samples: [
    {
      name: 'a part of a second, hidden digits, to a freephone number, without seconds',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `time_stamp,caller,callee,green_number,duration,price_code,provider_price
2026-09-04 14:25:16.361000+00:00,390299950341,393499950***,,0,ITALY MOBILE,0
2026-09-04 16:25:16+02:00,390299950341,393499950342,,75,ITALY MOBILE,0.0125
2026-09-04 14:30:00.500000+00:00,390299950343,390299950344,39800999345,20,ITALY FIXED,0.002
2026-09-04 14:30+00:00,390299950343,390299950344,,20,ITALY FIXED,0.002
`,
      records: [
        sampleRecord('2026-09-04T14:25:16.361Z', 0, 'outbound', ['+390299950341', '393499950***'], null, '0'),
        sampleRecord('2026-09-04T14:25:16.000Z', 75000, 'outbound', ['+390299950341', '+393499950342'], null, '0.0125'),
        sampleRecord('2026-09-04T14:30:00.500Z', 20000, 'forwarded', ['+39800999345', '+390299950344'], null, '0.002'),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
