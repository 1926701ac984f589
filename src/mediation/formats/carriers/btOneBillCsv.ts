import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** BT One Bill, calls downloaded by customers: a header, the duration in hours, minutes and seconds, costs in pounds to a tenth of a penny. */
export const btOneBillCsv: FormatDefinition = {
  id: 'bt-one-bill-csv',
  version: 1,
  name: 'BT One Bill calls (CSV)',
  about: {
    kind: 'carrier',
    verified: 'none',
    knowledge: ['names of the columns as a call analyser describes them (daisy2000.com, PhoneAnalyser)'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      required: ['line', 'date', 'time', 'called', 'duration', 'cost'],
      names: {
        chargeCode: ['Charge Code'],
        installation: ['Installation No', 'Installation No.', 'Installation Number'],
        line: ['Line No', 'Line No.', 'Line Number'],
        chargeCard: ['Charge Card No', 'Charge Card No.'],
        date: ['Date'],
        time: ['Time'],
        destination: ['Destination'],
        called: ['Called No', 'Called No.', 'Called Number'],
        duration: ['Duration'],
        rebate: ['Txt Direct Rebate'],
        cost: ['Cost', 'Cost (£)'],
      },
    },
  },
  record: {
    start: {
      fields: ['date', 'time'],
      form: {
        kind: 'pattern',
        patterns: ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'dd/MM/yy HH:mm:ss', 'dd/MM/yy HH:mm'],
      },
    },
    duration: { field: 'duration', form: 'clock' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'line' },
    called: { field: 'called' },
    account: { field: 'installation' },
    costs: [{ field: 'cost', thousands: ',', strip: ['£'], currency: 'GBP' }],
  },
  dedup: { keys: [['line', 'date', 'time', 'called', 'duration']] },
  fingerprint: { columns: {} },
  samples: [
    {
      name: 'minutes without seconds, a tenth of a penny, thousands in quotes, a date of words',
      zone: 'Europe/London',
      country: 'GB',
      content: `Charge Code,Installation No,Line No,Charge Card No,Date,Time,Destination,Called No,Duration,Txt Direct Rebate,Cost
DD,LN12,01632960120,,01/09/2026,09:15,Leeds,01132960121,00:02:05,0,0.041
DD,LN12,01632960120,,01/09/2026,09:20:30,Mobile,07700900122,1:00:00,0,"1,200.500"
DD,LN12,01632960120,,1 September,09:20,Mobile,07700900122,10,0,0.1
`,
      records: [
        sampleRecord(
          '2026-09-01T08:15:00.000Z',
          125000,
          'outbound',
          ['+441632960120', '+441132960121'],
          'LN12',
          '0.041',
        ),
        sampleRecord(
          '2026-09-01T08:20:30.000Z',
          3600000,
          'outbound',
          ['+441632960120', '+447700900122'],
          'LN12',
          '1200.5',
        ),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
