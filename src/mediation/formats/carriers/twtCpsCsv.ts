import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * TWT (Italy), CPS and VoIP calls: no header, semicolon, decimal comma, dots in the time of day. The number that looks like a serial one repeats, so the
 * key has the time and both numbers too. The second version has the caller's
 * prefix, a surcharge and the caller's name behind.
 */
export const twtCpsCsv: FormatDefinition = {
  id: 'twt-cps-csv',
  version: 1,
  name: 'TWT CPS and VoIP (CSV)',
  about: {
    kind: 'carrier',
    verified: 'sample',
    knowledge: ['importer of Asterisell 5 (TWT CPS, versions 1 and 2)', 'real rows'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    extraColumns: 'ignore',
    layouts: [
      {
        columns: [
          ...[
            'customer',
            'serial',
            'begun',
            'calling',
            'called',
            'prefix',
            'zone',
            'seconds',
            'cost',
            'urban',
            'isData',
          ],
          ...['onNet', 'portedPrefix'],
        ],
      },
    ],
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy/MM/dd HH.mm.ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', masked: ['X'] },
    called: { field: 'called', masked: ['X'] },
    costs: [{ field: 'cost', decimal: ',', currency: 'EUR' }],
    details: { nativeId: ['serial'] },
  },
  dedup: { keys: [['customer', 'serial', 'begun', 'calling', 'called']] },
  fingerprint: {
    columns: { '2': '^\\d{4}/\\d\\d/\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d$', '4': '^00', '7': '^\\d+$', '8': '^\\d+,\\d+$' },
  },
  samples: [
    {
      name: 'one serial number for two calls, hidden digits, the second version',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `40001;5000001;2026/09/01 08.28.54;0299950XXX;003934999XXX;39349;Italy Mobile;126;0,0546;0;0;0;39347
40001;5000001;2026/09/01 08.37.06;0299950301;003902999503;3902;Italy Fixed;74;0,0321;1;0;1;3902
40001;5000002;2026/10/25 02.30.00;0299950301;0049302312530;4930;Germany Berlin;0;0,0000;0;0;0;;02;0,0000;Studio
`,
      records: [
        sampleRecord(
          '2026-09-01T06:28:54.000Z',
          126000,
          'outbound',
          ['0299950XXX', '003934999XXX'],
          '0299950XXX',
          '0.0546',
        ),
        sampleRecord('2026-09-01T06:37:06.000Z', 74000, 'outbound', ['+390299950301', '+3902999503'], null, '0.0321'),
        sampleRecord('2026-10-25T00:30:00.000Z', 0, 'outbound', ['+390299950301', '+49302312530'], null, '0'),
      ],
    },
  ],
};
