import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * ESI telephone systems, SMDR as comma separated text, all quoted: type, date MMDDYYYY, time of start HHMMSS, duration HHMMSS, extension, number,
 * name, line. Date and times have no separators.
 */
export const esiSmdr: FormatDefinition = {
  id: 'esi-smdr',
  version: 1,
  name: 'ESI SMDR',
  about: { kind: 'pabx', verified: 'sample', knowledge: ['ESI: SMDR output', 'a row of eight columns'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    missingColumns: 'empty',
    extraColumns: 'ignore',
    layouts: [{ columns: ['type', 'date', 'time', 'duration', 'extension', 'number', 'name', 'line', 'accountCode'] }],
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: { fields: ['date', 'time'], form: { kind: 'pattern', patterns: ['MMddyyyy | HHmmss'] } },
    duration: { field: 'duration', form: 'hhmmss' },
    direction: {
      rules: [
        { when: { field: 'type', equals: 'I' }, is: 'inbound' },
        { when: { field: 'type', equals: 'O' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'extension', byDirection: { inbound: 'number' } },
    called: { field: 'number', byDirection: { inbound: 'extension' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountCode' },
  },
  dedup: { keys: [['*']] },
  fingerprint: { columns: { '0': '^[A-Z]$', '1': '^[01]\\d[0-3]\\d20\\d\\d$', '2': '^\\d{6}$', '3': '^\\d{6}$' } },
  samples: [
    {
      name: 'inbound and outbound, an hour long',
      zone: 'America/Chicago',
      country: 'US',
      content: `"I","09012026","000852","000059","101","9725550111","ESTECH SYS INC. ","54"
"O","09012026","153000","010000","102","12145550112","","55"
`,
      records: [
        sampleRecord('2026-09-01T05:08:52.000Z', 59_000, 'inbound', ['+19725550111', '101'], '101'),
        sampleRecord('2026-09-01T20:30:00.000Z', 3_600_000, 'outbound', ['102', '+12145550112'], '102'),
      ],
    },
  ],
};
