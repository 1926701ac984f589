import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Mitel MiVoice Business (3300, SX-200) SMDR: lines of 90 to 120 places in several layouts (standard, extended digits, ANI/DNIS, call ids), of
 * which the order is the same: flag, month/day without a year, start, duration, calling party, time to answer, digits dialled,
 * status, called party. `T` and digits is a trunk: a call from one comes in, to one goes out, over two it is sent out again.
 */
export const mitelMiVoice: FormatDefinition = {
  id: 'mitel-mivoice-smdr',
  version: 1,
  name: 'Mitel MiVoice Business SMDR',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Mitel: SMDR, Recorded Information', 'SX-2000 SMDR records', 'rows of the extended layout'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'], stripNul: true },
  structure: {
    kind: 'regex',
    pattern: [
      '^[ %+-]?(?<date>\\d\\d/\\d\\d) +(?<time>\\d\\d:\\d\\d(?::\\d\\d)?)(?<pm>[p ]) *(?<duration>\\d{2,4}:\\d\\d:\\d\\d)',
      ' +(?<calling>[A-Z]?\\d{1,7}|ATT\\d*)(?: +\\*(?= ))?(?: +(?<answerS>\\d{3,4}|\\*{3,4}))?',
      '(?: +(?<dialled>[0-9*#]{1,26}))?(?: +(?<status>[ABEITUDR])(?= |$))?(?: +C(?= ))?(?: +(?<called>[A-Z]?\\d{1,7})(?= |$))?',
      '(?: +(?<third>[A-Z]?\\d{1,7})(?= ))?(?: +(?<code>\\d{3})(?= ))?(?: +(?<ani>\\d{7,15})(?= ))?(?<rest>.*)$',
    ].join(''),
  },
  fields: {
    clock: { at: [{ group: 'time' }], transforms: [{ op: 'template', text: '{}{pm}' }] },
    callId: {
      at: [{ group: 'rest' }],
      transforms: [{ op: 'replace', pattern: '^.*?\\b([A-Z]\\d{7}(?: [A-Z])?)?$', by: '$1' }],
    },
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: {
      fields: ['date', 'clock'],
      form: {
        kind: 'pattern',
        patterns: ['MM/dd | HH:mm:ss', 'MM/dd | HH:mm', 'MM/dd | hh:mm:ssa', 'MM/dd | hh:mma'],
      },
      missingYear: 'arrival',
    },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'calling', matches: '^[TX]' },
              { field: 'called', matches: '^[TX]' },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'calling', matches: '^[TX]' }, is: 'inbound' },
        { when: { field: 'called', matches: '^[TX]' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'calling', byDirection: { inbound: 'ani' } },
    called: {
      field: 'dialled',
      byDirection: { inbound: 'called', internal: 'called' },
      outsideDigit: { setting: 'outsideDigit' },
    },
    details: { nativeId: ['callId'] },
  },
  dedup: { keys: [['*']] },
  fingerprint: {
    text: ['^[ %+-]?\\d\\d/\\d\\d +\\d\\d:\\d\\d(:\\d\\d)?[p ] *\\d{2,4}:\\d\\d:\\d\\d +(T|ATT|[A-Z]?\\d)'],
  },
  samples: [
    {
      name: 'no year over New Year; outbound, inbound with the caller, internal, long digits',
      zone: 'Europe/Berlin',
      country: 'DE',
      arrival: '2027-01-02T06:00:00Z',
      settings: { outsideDigit: '0' },
      content: `12/31 23:59:30 0000:01:00 2002 0004 0015120000601 A T12
01/01 08:13:07 0000:00:15 2002 0004 2001 I 2001 000
 01/01 09:34:38 00:00:53 T1 0003 4216 A 4216
01/01 09:40:00 0000:00:20 T1 0000 04055500603 4216 T3 010 04055500603 4216 M0100376 A
01/01 01:05p 00:02:00 2003 0002 004055500602 A T7
`,
      records: [
        sampleRecord('2026-12-31T22:59:30.000Z', 60_000, 'outbound', ['2002', '+4915120000601'], '2002'),
        sampleRecord('2027-01-01T07:13:07.000Z', 15_000, 'internal', ['2002', '2001'], '2002'),
        sampleRecord('2027-01-01T08:34:38.000Z', 53_000, 'inbound', [null, '4216'], '4216'),
        sampleRecord('2027-01-01T08:40:00.000Z', 20_000, 'inbound', ['+494055500603', '4216'], '4216'),
        sampleRecord('2027-01-01T12:05:00.000Z', 120_000, 'outbound', ['2003', '+494055500602'], '2003'),
      ],
    },
  ],
};
