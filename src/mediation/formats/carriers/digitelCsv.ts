import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Digitel (Italy): a header, numbers filled up with blanks, durations with zeros. The row number begins again in every file, so it is no key. */
export const digitelCsv: FormatDefinition = {
  id: 'digitel-csv',
  version: 1,
  name: 'Digitel (CSV)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['importer of Asterisell 5 (Digitel)', 'real rows'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    header: {
      kind: 'names',
      required: ['begun', 'calling', 'called', 'seconds', 'cost'],
      names: {
        row: ['N.'],
        begun: ['DataOra'],
        calling: ['Start'],
        called: ['End'],
        seconds: ['Durata Secondi'],
        cost: ['Prezzo in euro'],
        description: ['Descrizione'],
      },
    },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['dd/MM/yyyy HH.mm.ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called' },
    costs: [{ field: 'cost', decimal: ',', currency: 'EUR' }],
  },
  dedup: { keys: [['begun', 'calling', 'called', 'seconds']] },
  fingerprint: { columns: { '1': '^\\d\\d/\\d\\d/\\d{4} \\d\\d\\.\\d\\d\\.\\d\\d$' } },
  samples: [
    {
      name: 'filled up numbers, the hour that comes twice, a duration that is none, an empty line at the end',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `N.;DataOra;Start;End;Durata Secondi;Prezzo in euro;Descrizione
00001;01/09/2026 09.12.00;0299950331      ;+393499950332       ;0000011;0,003483;Cellulare
00002;25/10/2026 02.30.00;0299950331      ;+39800999333        ;0000024;0,000000;Numero Verde
00003;01/09/2026 09.13.00;0299950331      ;+393499950332       ;11 sec ;0,003483;Cellulare

`,
      records: [
        sampleRecord(
          '2026-09-01T07:12:00.000Z',
          11000,
          'outbound',
          ['+390299950331', '+393499950332'],
          null,
          '0.003483',
        ),
        sampleRecord('2026-10-25T00:30:00.000Z', 24000, 'outbound', ['+390299950331', '+39800999333'], null, '0'),
      ],

      rejected: ['mediation.duration'],
    },
  ],
};
