import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** outbox (Germany): start, SIP account, both numbers, destination, seconds, price. Large files come zipped. */
export const outboxCsv: FormatDefinition = {
  id: 'outbox-csv',
  version: 1,
  name: 'outbox AG (CSV)',
  about: { kind: 'carrier', verified: 'none', knowledge: ['outbox FAQ: names of the columns (faq.outbox.de, 1070)'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    header: {
      kind: 'names',
      required: ['begun', 'account', 'calling', 'called', 'seconds', 'price'],
      names: {
        begun: ['Callstart'],
        account: ['Account'],
        calling: ['A-Rufnummer'],
        called: ['B-Rufnummer'],
        destination: ['Destinations-ID'],
        seconds: ['Sekunden'],
        price: ['Preis'],
      },
    },
  },
  fields: {
    // Written with a point or a comma, as the account is set.
    amount: { at: [{ column: 'price' }], transforms: [{ op: 'replace', pattern: ',', by: '.' }] },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'dd.MM.yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called' },
    account: { field: 'account' },
    costs: [{ field: 'amount' }],
  },
  dedup: { keys: [['begun', 'account', 'calling', 'called', 'seconds']] },
  fingerprint: { columns: {} },
  samples: [
    {
      name: 'both ways of a date and of a price, without a start',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `Callstart;Account;A-Rufnummer;B-Rufnummer;Destinations-ID;Sekunden;Preis
2026-09-01 09:00:00;sip4711;+493023125601;+493023125602;49;61;0.0102
01.09.2026 10:00:00;sip4711;493023125601;4366099950;43;5;0,1
;sip4711;493023125601;4366099950;43;5;0,1
`,
      records: [
        sampleRecord(
          '2026-09-01T07:00:00.000Z',
          61000,
          'outbound',
          ['+493023125601', '+493023125602'],
          'sip4711',
          '0.0102',
        ),
        sampleRecord('2026-09-01T08:00:00.000Z', 5000, 'outbound', ['+493023125601', '+4366099950'], 'sip4711', '0.1'),
      ],

      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
