import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Panasonic DBS 576 and ESI in their printed form: a letter for the kind of call, month/day without a year, time of start, duration, extension, trunk,
 * digits, account code. I came in, O went out, A was abandoned, D and T go on elsewhere.
 */
export const panasonicDbs: FormatDefinition = {
  id: 'panasonic-dbs-smdr',
  version: 1,
  name: 'Panasonic DBS 576 SMDR',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['Panasonic DBS 576 manual: SMDR record'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'regex',
    pattern:
      '^(?<kind>[A-Z]) (?<date>\\d\\d/\\d\\d) (?<time>\\d\\d:\\d\\d:\\d\\d) (?<duration>\\d\\d:\\d\\d:\\d\\d) +(?<extension>\\d{2,5}) +(?<trunk>\\d{2,4})(?: +(?<number>[+\\d*#]{2,24}))?(?: +(?<accountCode>\\d{1,10}))?.*$',
    ignore: ['^ *(T|Type) +Date', '^-{5,}'],
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: {
      fields: ['date', 'time'],
      form: { kind: 'pattern', patterns: ['MM/dd | HH:mm:ss'] },
      missingYear: 'arrival',
    },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    answered: { not: { field: 'kind', equals: 'A' } },
    direction: {
      rules: [{ when: { field: 'kind', oneOf: ['I', 'A', 'D'] }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'extension', byDirection: { inbound: 'number' } },
    called: { field: 'number', byDirection: { inbound: 'extension' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountCode' },
  },
  dedup: { keys: [['*']] },
  fingerprint: { text: ['^[A-Z] \\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\d\\d:\\d\\d:\\d\\d +\\d{2,5} +\\d{2,4}'] },
  samples: [
    {
      name: 'no year: the last December; abandoned',
      zone: 'America/New_York',
      country: 'US',
      arrival: '2027-01-03T00:00:00Z',
      content: `O 12/31 23:50:00 00:15:00 0101 0001 12125550191             4711
I 01/01 09:00:00 00:00:30 0102 0002 6505550192
A 01/01 09:05:00 00:00:12 0102 0002 6505550192
`,
      records: [
        sampleRecord('2027-01-01T04:50:00.000Z', 900_000, 'outbound', ['0101', '+12125550191'], '4711'),
        sampleRecord('2027-01-01T14:00:00.000Z', 30_000, 'inbound', ['+16505550192', '0102'], '0102'),
        sampleRecord('2027-01-01T14:05:00.000Z', 0, 'inbound', ['+16505550192', '0102'], '0102'),
      ],
    },
  ],
};
