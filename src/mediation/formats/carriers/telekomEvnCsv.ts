import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Deutsche Telekom, RechnungOnline, itemised list (EVN): a head of the invoice and positions with columns of their own. Voice, data (with the access point)
 * and messages (with a number of pieces) share the columns. The called number may lack its last digits (§ 11 TDDDG), so the key is everything else too.
 */
export const telekomEvnCsv: FormatDefinition = {
  id: 'telekom-evn-csv',
  version: 1,
  name: 'Deutsche Telekom RechnungOnline EVN (CSV)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['Erläuterung zum Inhalt der CSV-Dateien – EVN, 1 April 2010 (doczz.net)'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      {
        columns: [
          ...['evn', 'invoice', 'card', 'number', 'numberType', 'issuer', 'class', 'extra', 'otherService', 'zone'],
          ...['begun', 'seconds', 'net', 'gross', 'amount', 'unit', 'apn', 'called', 'calledNetwork', 'roaming'],
        ],
      },
    ],
  },
  recordTypes: [
    // The head's third column is the date of the invoice; a line of names has no numbers.
    { when: { field: 'card', matches: '^\\d\\d\\.\\d\\d\\.\\d{4}$' }, role: 'fileHeader', gives: ['invoice'] },
    { when: { not: { field: 'evn', matches: '^\\d+$' } }, role: 'comment' },
    { role: 'billable' },
  ],
  record: {
    service: {
      rules: [
        { when: { field: 'apn', empty: false }, is: 'data' },
        {
          when: {
            any: [
              { field: 'extra', contains: 'MMS' },
              { field: 'zone', contains: 'MMS' },
            ],
          },
          is: 'mms',
        },
        {
          when: {
            any: [
              { field: 'extra', contains: 'SMS' },
              { field: 'zone', contains: 'SMS' },
            ],
          },
          is: 'sms',
        },
      ],
      otherwise: 'voice',
    },
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['dd.MM.yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    answered: { any: [{ not: { field: 'seconds', oneOf: ['', '0'] } }, { field: 'amount', empty: false }] },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'number' },
    called: { field: 'called', masked: ['x', 'X', '*'] },
    costs: [{ field: 'net', decimal: ',', thousands: '.', currency: 'EUR' }],
    volume: { fields: ['amount'], unit: 'kB', decimal: ',' },
    pieces: { field: 'amount' },
  },
  dedup: {
    keys: [
      ['invoice', 'card', 'number', 'begun', 'seconds', 'called', 'net'],
      ['invoice', 'number', 'begun', 'seconds', 'net'],
      ['*'],
    ],
  },
  fingerprint: { text: ['^"?\\d{5,14}"?;"?\\d{5,14}"?;"?\\d\\d\\.\\d\\d\\.\\d{4}"?;'], columns: {} },
  samples: [
    {
      name: 'head, names, a call, a shortened number, data, messages, a time that is none',
      charset: 'windows-1252',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `90000000000001;90000000000002;01.10.2026;Rechnung;9000000000003;44;Müller GmbH;44;Müller GmbH
EVN-Nummer;Rechnungsnummer;Kartennummer;Rufnummer;Rufnummerntyp;Rechnungssteller;Klassifikationsnummer;Zusatzinformationen;Dienste;Tarifzone;Startzeitpunkt;Dauer;Nettobetrag;Bruttobetrag;Menge;Einheit;Ziel_APN;Zielrufnummer;Zielnetz;Roaming
90000000000001;90000000000002;8949;01512000701;1;Telekom;11;;;Inland;01.09.2026 09:00:00;125;0,0840;0,1000;;;;03023125702;Festnetz;
90000000000001;90000000000002;8949;01512000701;1;Telekom;11;;;Inland;25.10.2026 02:30:00;60;1.000,5000;1.190,5950;;;;03023125xxx;Festnetz;
90000000000001;90000000000002;8949;01512000701;1;Telekom;31;;;Data Inland;01.09.2026 10:00:00;3600;0,0000;0,0000;1024,5;KB;internet.telekom;;;
90000000000001;90000000000002;8949;01512000701;1;Telekom;21;SMS;;SMS Inland;01.09.2026 11:00:00;0;0,0756;0,0900;2;Stück;;01512000703;T-Mobile;
90000000000001;90000000000002;8949;01512000701;1;Telekom;11;;;Inland;01.09. 09:00;125;0,0840;0,1000;;;;03023125702;Festnetz;
`,
      records: [
        sampleRecord('2026-09-01T07:00:00.000Z', 125000, 'outbound', ['+491512000701', '+493023125702'], null, '0.084'),
        sampleRecord('2026-10-25T00:30:00.000Z', 60000, 'outbound', ['+491512000701', '03023125xxx'], null, '1000.5'),
        sampleRecord('2026-09-01T08:00:00.000Z', 3600000, 'outbound', ['+491512000701', null], null, '0', {
          service: 'data',
          volume: 1024500,
        }),
        sampleRecord('2026-09-01T09:00:00.000Z', 0, 'outbound', ['+491512000701', '+491512000703'], null, '0.0756', {
          service: 'sms',
          volume: 2,
        }),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
