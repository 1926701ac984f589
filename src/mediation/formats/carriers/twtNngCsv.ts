import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * TWT (Italy), freephone and shared-cost numbers: a row tells the leg from the caller to the number (collection) and the one to where the number
 * leads (termination), each with its cost. The called number pays both.
 */
export const twtNngCsv: FormatDefinition = {
  id: 'twt-nng-csv',
  version: 1,
  name: 'TWT freephone numbers (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['importer of Asterisell 5 (TWT NNG)', 'real rows'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    layouts: [
      {
        columns: [
          ...['customer', 'serial', 'begun', 'number', 'caller', 'delivery', 'prefix', 'operator', 'seconds'],
          ...['deliveryCost', 'callerCost', 'callerCode', 'callerZone', 'deliveryCode', 'deliveryZone'],
        ],
      },
    ],
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy/MM/dd HH.mm.ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'inbound' },
    calling: { field: 'caller', masked: ['X'] },
    called: { field: 'number', masked: ['X'] },
    costs: [{ field: 'callerCost', decimal: ',', currency: 'EUR' }],
    details: { nativeId: ['serial'], callGroup: ['serial'] },
  },
  legs: [
    {},
    {
      direction: { rules: [], otherwise: 'forwarded' },
      calling: { field: 'number', masked: ['X'] },
      called: { field: 'delivery', masked: ['X'] },
      costs: [{ field: 'deliveryCost', decimal: ',', currency: 'EUR' }],
    },
  ],
  dedup: { keys: [['customer', 'serial', 'begun', 'caller', 'number']] },
  fingerprint: {
    columns: {
      '2': '^\\d{4}/\\d\\d/\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d$',
      '8': '^\\d+$',
      '9': '^\\d+,\\d+$',
      '10': '^\\d+,\\d+$',
    },
  },
  samples: [
    {
      name: 'both legs and their costs, hidden digits',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `40002;6000001;2026/09/01 10.32.29;800999311;0299950312;003902999503;3902;Italy Fixed;13;0,0011;0,0026;3902;Italy Fixed;3902;Italy Fixed
40002;6000002;2026/09/01 10.40.00;800999XXX;0399950XXX;003902999XXX;3902;Italy Fixed;61;0,0100;0,0200;3902;Italy Fixed;3902;Italy Fixed
`,
      records: [
        sampleRecord('2026-09-01T08:32:29.000Z', 13000, 'inbound', ['+390299950312', '+39800999311'], null, '0.0026'),
        sampleRecord('2026-09-01T08:32:29.000Z', 13000, 'forwarded', ['+39800999311', '+3902999503'], null, '0.0011'),
        sampleRecord('2026-09-01T08:40:00.000Z', 61000, 'inbound', ['0399950XXX', '800999XXX'], '800999XXX', '0.02'),
        sampleRecord(
          '2026-09-01T08:40:00.000Z',
          61000,
          'forwarded',
          ['800999XXX', '003902999XXX'],
          '800999XXX',
          '0.01',
        ),
      ],
    },
  ],
};
