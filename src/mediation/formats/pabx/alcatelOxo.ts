import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Alcatel-Lucent OmniPCX Office, accounting printed on V24 or IP: who called first, who pays, an arrow for the way, line, date, time, duration, pulses,
 * cost, digits. `-->` goes out, `<--` comes in; CS+ and CS- are services and no calls.
 */
export const alcatelOxo: FormatDefinition = {
  id: 'alcatel-oxo-print',
  version: 1,
  name: 'Alcatel-Lucent OmniPCX Office accounting printout',
  about: { kind: 'pabx', verified: 'none', knowledge: ['OmniPCX Office manual: accounting printout'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'regex',
    pattern:
      '^ *(?<initial>\\d{2,5})? +(?<charged>\\d{2,5}) +(?<way>-->|<--|CS[+-]) +(?<line>\\d{1,3})? *(?<date>\\d\\d/\\d\\d/\\d\\d(?:\\d\\d)?) +(?<time>\\d\\d:\\d\\d(?::\\d\\d)?) +(?<duration>\\d\\d:\\d\\d:\\d\\d)(?: +(?<pulses>\\d{1,5})(?= ))?(?: +(?<cost>\\d+[.,]\\d+)(?= |$))?(?: +(?<number>[+\\d*#]{3,26}))?.*$',
    ignore: ['INITIAL', 'CHARGED', '^[ -]*$'],
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: {
      fields: ['date', 'time'],
      form: {
        kind: 'pattern',
        patterns: ['dd/MM/yy | HH:mm:ss', 'dd/MM/yy | HH:mm', 'dd/MM/yyyy | HH:mm:ss', 'dd/MM/yyyy | HH:mm'],
      },
    },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: {
      rules: [{ when: { field: 'way', equals: '<--' }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'charged', byDirection: { inbound: 'number' } },
    called: { field: 'number', byDirection: { inbound: 'charged' }, outsideDigit: { setting: 'outsideDigit' } },
    costs: [{ field: 'cost' }],
  },
  filters: [{ reason: 'noCall', when: { field: 'way', startsWith: 'CS' } }],
  dedup: { keys: [['*']] },
  fingerprint: { text: ['^ *\\d* +\\d{2,5} +(-->|<--|CS[+-]) '] },
  samples: [
    {
      name: 'out with a cost, in, a service',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `INITIAL CHARGED TYPE LINE DATE     TIME     DURATION TAXES COST   NUMBER
  101     101   -->   01 01/09/26 10:00:00 00:01:05     3   0.36   0612006601
  102     102   <--   02 01/09/26 10:05:00 00:00:30                0199006602
  101     101   CS+      01/09/26 10:06:00 00:00:00
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 65_000, 'outbound', ['101', '+33612006601'], '101', '0.36'),
        sampleRecord('2026-09-01T08:05:00.000Z', 30_000, 'inbound', ['+33199006602', '102'], '102'),
      ],
      filtered: { noCall: 1 },
    },
  ],
};
