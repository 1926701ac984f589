import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Colt (Austria): no header, 18 to 20 columns. The calling number is international without a sign, the called one national with its 0 or
 * international behind 00.
 */
export const coltCsv: FormatDefinition = {
  id: 'colt-csv',
  version: 1,
  name: 'Colt (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['importer of Asterisell 5 (Colt Austria)', 'a real row'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    extraColumns: 'ignore',
    layouts: [
      {
        columns: [
          ...[
            'provider',
            'period',
            '',
            '',
            'calling',
            'date',
            'time',
            'place',
            'zone',
            'called',
            'seconds',
            'cost',
            '',
          ],
          ...['invoiceDate', 'currency', '', 'vat', 'timeBand'],
        ],
      },
    ],
  },
  record: {
    start: { fields: ['date', 'time'], form: { kind: 'pattern', patterns: ['dd.MM.yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', bare: 'international', masked: ['*'] },
    called: { field: 'called', masked: ['*'] },
    costs: [{ field: 'cost', currency: { field: 'currency' } }],
  },
  dedup: { keys: [['provider', 'calling', 'date', 'time', 'called', 'seconds']] },
  fingerprint: {
    columns: {
      '2': '^DAD$',
      '5': '^\\d\\d\\.\\d\\d\\.\\d{4}$',
      '6': '^\\d\\d:\\d\\d:\\d\\d$',
      '10': '^\\d+$',
      '14': '^[A-Z]{3}$',
    },
  },
  samples: [
    {
      name: 'national and abroad, hidden digits, two columns more, an empty time',
      charset: 'windows-1252',
      zone: 'Europe/Vienna',
      country: 'AT',
      content: `990001;2026900000000;DAD;DAD;431999000*;01.09.2026;11:26:54;St.Pölten;Colt LOCAL;027429990***;22;0.01019;0;02.10.2026;EUR;;VO15;P
990001;2026900000000;DAD;DAD;4319990001;01.09.2026;11:30:00;Berlin;Colt GERMANY;004930231253;60;0.02;0;02.10.2026;EUR;;VO15;P;;
990001;2026900000000;DAD;DAD;4319990001;01.09.2026;;Berlin;Colt GERMANY;004930231253;60;0.02;0;02.10.2026;EUR;;VO15;P
`,
      records: [
        sampleRecord(
          '2026-09-01T09:26:54.000Z',
          22000,
          'outbound',
          ['431999000*', '027429990***'],
          '431999000*',
          '0.01019',
        ),
        sampleRecord('2026-09-01T09:30:00.000Z', 60000, 'outbound', ['+4319990001', '+4930231253'], null, '0.02'),
      ],

      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
