import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * NEC SL1100, SL2100 SMDR: printed pages. The date stands in the heading of the page (`MM/DD/YYYY … PAGE 001`), a row begins with its class: POT…, IVOT
 * go out, PIN, IVIN come in, PTRS and ITRS were transferred, ICM stayed inside, ALB and BRD did not come about; `NEXT` carries the name that belongs to
 * the row before.
 */
export const necSl: FormatDefinition = {
  id: 'nec-sl-smdr',
  version: 1,
  name: 'NEC SL1100 / SL2100 SMDR',
  about: { kind: 'pabx', verified: 'none', knowledge: ['NEC SL1100 Programming Manual: SMDR'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'regex',
    pattern: [
      '^ *(?:(?<day>\\d\\d/\\d\\d/\\d{4}).*PAGE.*|NEXT +(?<next>.*)',
      '|(?<class>[A-Z]{3,4}) +(?<time>\\d\\d:\\d\\d(?::\\d\\d)?) +(?:(?<date>\\d\\d/\\d\\d(?:/\\d{2,4})?) +)?(?<line>\\d{1,4}|[A-Z]\\d+)? +',
      '(?:(?<duration>\\d{1,2}:\\d\\d:\\d\\d|\\*+) +)?(?<station>\\d{2,8})?(?: +(?<number>[+\\d*#]{2,36}))?(?: +(?<accountCode>\\d{1,16}))? *)$',
    ].join(''),
    ignore: ['^ *CLASS +TIME', '^[ -]*$', '\\*\\*\\*'],
  },
  fields: { page: { at: [{ context: 'day' }] } },
  recordTypes: [
    { when: { field: 'day', empty: false }, role: 'section', gives: ['day'] },
    { when: { field: 'class', empty: true }, role: 'continuation', gives: ['next'] },
    { when: { field: 'class', oneOf: ['ALB', 'BRD', 'BFL'] }, role: 'quality' },
    { role: 'billable' },
  ],
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: {
      fields: ['page', 'time'],
      form: { kind: 'pattern', patterns: ['MM/dd/yyyy | HH:mm:ss', 'MM/dd/yyyy | HH:mm'] },
    },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: {
      rules: [
        { when: { field: 'class', matches: '^(POT|IVOT)' }, is: 'outbound' },
        { when: { field: 'class', matches: '^(PIN|IVIN)' }, is: 'inbound' },
        { when: { field: 'class', equals: 'ICM' }, is: 'internal' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'station', byDirection: { inbound: 'number' } },
    called: { field: 'number', byDirection: { inbound: 'station' }, outsideDigit: { setting: 'outsideDigit' } },
    account: { field: 'accountCode' },
  },
  dedup: {
    keys: [
      ['page', 'class', 'time', 'line', 'duration', 'station', 'number'],
      ['page', 'class', 'time', 'station'],
    ],
  },
  fingerprint: { text: ['^ *CLASS +TIME +', '\\d\\d/\\d\\d/\\d{4}.*PAGE'] },
  samples: [
    {
      name: 'headings of pages, out, in with a name behind it, line busy',
      zone: 'Europe/London',
      country: 'GB',
      content: `    09/01/2026                                        PAGE 001
 CLASS TIME     DATE  LINE  DURATION  STATION      DIALLED No./CLI            ACCOUNT
 POT   10:00:05       001   00:01:05  101          02079460301                4711
 PIN   10:05:00       002   00:00:30  102          01632960302
 NEXT  JOHN SMITH
 ALB   10:06:00             00:00:00  101          02079460301
    09/02/2026                                        PAGE 002
 CLASS TIME     DATE  LINE  DURATION  STATION      DIALLED No./CLI            ACCOUNT
 IVOT  00:10:00       003   00:00:09  103          0033612000303
`,
      records: [
        sampleRecord('2026-09-01T09:00:05.000Z', 65_000, 'outbound', ['101', '+442079460301'], '4711'),
        sampleRecord('2026-09-01T09:05:00.000Z', 30_000, 'inbound', ['+441632960302', '102'], '102'),
        sampleRecord('2026-09-01T23:10:00.000Z', 9_000, 'outbound', ['103', '+33612000303'], '103'),
      ],
      filtered: { quality: 1 },
    },
  ],
};
