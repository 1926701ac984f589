import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Dstny France, list of calls: only the letters of five columns are published (B date, G caller, K called, O seconds, P price), so the others are not looked at. */
export const dstnyCsv: FormatDefinition = {
  id: 'dstny-csv',
  version: 1,
  name: 'Dstny France (CSV)',
  about: {
    kind: 'carrier',
    verified: 'none',
    knowledge: [
      'Dstny France: relevé de communications, letters of five columns (dstny.fr); how they are written is not said',
    ],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: { kind: 'delimited', delimiter: ';', header: { kind: 'skip', lines: 1 } },
  fields: {
    begun: { at: [{ index: 1 }] },
    calling: { at: [{ index: 6 }] },
    called: { at: [{ index: 10 }] },
    seconds: { at: [{ index: 14 }] },
    price: { at: [{ index: 15 }] },
  },
  record: {
    start: {
      fields: ['begun'],
      form: { kind: 'pattern', patterns: ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'yyyy-MM-dd HH:mm:ss'] },
    },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called' },
    costs: [{ field: 'price', decimal: ',', strip: ['€'] }],
  },
  dedup: { keys: [['begun', 'calling', 'called', 'seconds']] },
  fingerprint: {
    columns: {
      '1': '^\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d',
      '6': '^\\+?\\d{4,15}$',
      '10': '^\\+?\\d{2,15}$',
      '14': '^\\d+$',
      '15': '^\\d+(,\\d+)?',
    },
  },
  samples: [
    {
      name: 'columns by their letters, with seconds and without, a price with a point',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `A;Date;C;D;E;F;Appelant;H;I;J;Appelé;L;M;N;Durée;Prix;Q
x;01/09/2026 09:15:00;;;;;0199000101;;;;0612000102;;;;75;0,0525;
x;01/09/2026 09:20;;;;;33199000101;;;;0049302312594;;;;0;0;
x;01/09/2026 09:25;;;;;33199000101;;;;0049302312594;;;;3;0.5;
`,
      records: [
        sampleRecord('2026-09-01T07:15:00.000Z', 75000, 'outbound', ['+33199000101', '+33612000102'], null, '0.0525'),
        sampleRecord('2026-09-01T07:20:00.000Z', 0, 'outbound', ['+33199000101', '+49302312594'], null, '0'),
      ],

      rejected: ['mediation.amount'],
    },
  ],
};
