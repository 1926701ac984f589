import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Unify OpenScape Business and Office, HiPath 3000: call detail records divided by `|`. "Compressed" has no header, "uncompressed" has one in
 * German or English. The time is the END of the call. The ninth column tells what the row is: 1 outgoing, 2 incoming.
 */
const COLUMNS = [
  ...['date', 'time', 'trunk', 'station', 'ring', 'duration', 'number', 'amount', 'info', 'accountCode'],
  ...['rest1', 'rest2', 'rest3', 'rest4', 'rest5'],
];

export const openscapeBusiness: FormatDefinition = {
  id: 'openscape-business',
  version: 1,
  name: 'Unify OpenScape Business / HiPath 3000 CDR',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Unify: OpenScape Business V1, call detail records', 'rows with and without header'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: '|',
    quote: null,
    ignore: ['^(Datum|Date) *\\|'],
    missingColumns: 'empty',
    extraColumns: 'ignore',
    layouts: [{ columns: COLUMNS }],
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: {
      fields: ['date', 'time'],
      form: { kind: 'pattern', patterns: ['dd.MM.yy | HH:mm:ss', 'dd.MM.yyyy | HH:mm:ss'] },
      marks: 'end',
    },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: {
      rules: [
        { when: { field: 'info', oneOf: ['1', '3', '5', '7'] }, is: 'outbound' },
        { when: { field: 'info', oneOf: ['2', '4', '6', '8'] }, is: 'inbound' },
        // The old short form does not tell: an outgoing call has no ringing time.
        { when: { field: 'ring', oneOf: ['', '00:00'] }, is: 'outbound' },
      ],
      otherwise: 'inbound',
    },
    calling: { field: 'station', byDirection: { inbound: 'number' } },
    called: { field: 'number', byDirection: { inbound: 'station' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountCode' },
    costs: [{ field: 'amount', decimal: ',' }],
  },
  dedup: { keys: [['*']] },
  fingerprint: {
    columns: {
      '0': '^\\d\\d\\.\\d\\d\\.\\d\\d(\\d\\d)?$',
      '1': '^\\d\\d:\\d\\d:\\d\\d$',
      '4': '^(\\d\\d:\\d\\d)?$',
      '5': '^(\\d\\d:\\d\\d:\\d\\d)?$',
    },
  },
  samples: [
    {
      name: 'compressed: outgoing by the time of its end, over midnight, incoming, unanswered',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { outsideDigit: '0' },
      content: `01.09.26|13:11:35|201|33388||00:00:07|0015120000401||1|4711|||||
01.09.26|00:00:30|201|33388||00:02:00|004055500402||1||||||
01.09.26|13:20:00|202|33389|00:04|00:00:40|04055500403||2||||||
01.09.26|13:22:00|202|33389|00:20|00:00:00|04055500404||2||||||
`,
      records: [
        sampleRecord('2026-09-01T11:11:28.000Z', 7_000, 'outbound', ['33388', '+4915120000401'], '4711'),
        sampleRecord('2026-08-31T21:58:30.000Z', 120_000, 'outbound', ['33388', '+494055500402'], '33388'),
        sampleRecord('2026-09-01T11:19:20.000Z', 40_000, 'inbound', ['+494055500403', '33389'], '33389'),
        sampleRecord('2026-09-01T11:22:00.000Z', 0, 'inbound', ['+494055500404', '33389'], '33389'),
      ],
    },
    {
      name: 'uncompressed: with a header and an amount',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `Datum|Uhrzeit|Lt|Tln|Ruf|Dauer|Rufnummer|Betrag|I|
01.09.26|12:53:45|201|33388|00:00|00:01:04|015120000405|0,34|1|
`,
      records: [
        sampleRecord('2026-09-01T10:52:41.000Z', 64_000, 'outbound', ['33388', '+4915120000405'], '33388', '0.34'),
      ],
    },
  ],
};
