import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** TWT (Italy), donations by telephone: priced by the call, without a length. */
export const twtDonationsCsv: FormatDefinition = {
  id: 'twt-donations-csv',
  version: 1,
  name: 'TWT donations (CSV)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['importer of Asterisell 5 (TWT DQ)'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    layouts: [{ columns: ['customer', 'begun', 'called', 'caller', 'cost', 'description'] }],
  },
  fields: { none: { at: [{ constant: '' }] } },
  record: {
    service: 'content',
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy/MM/dd HH.mm.ss'] } },
    duration: { field: 'none', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'caller', masked: ['X'] },
    called: { field: 'called', masked: ['X'] },
    costs: [{ field: 'cost', decimal: ',', currency: 'EUR' }],
  },
  dedup: { keys: [['customer', 'begun', 'caller', 'called']] },
  fingerprint: { columns: { '1': '^\\d{4}/\\d\\d/\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d$', '4': '^\\d+(,\\d+)?$' } },
  samples: [
    {
      name: 'a price for each call',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `40003;2026/09/01 21.15.00;45599;0299950321;2,0000;Donazione
40003;2026/09/01 21.16.00;45599;0299950322;5;Donazione
`,
      records: [
        sampleRecord('2026-09-01T19:15:00.000Z', 0, 'outbound', ['+390299950321', '45599'], null, '2', {
          service: 'content',
        }),
        sampleRecord('2026-09-01T19:16:00.000Z', 0, 'outbound', ['+390299950322', '45599'], null, '5', {
          service: 'content',
        }),
      ],
    },
  ],
};
