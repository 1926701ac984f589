import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Avaya Aura Communication Manager. The date stands in a record of its own (`MM/DD`), sent when the line comes up and at midnight, without a year; a call
 * tells the time of its END to the minute, and how long it took in hours, minutes and tenths of a minute. Two of the layouts an administrator can
 * choose: TELESEER, and the one of international ISDN. Condition codes tell the direction: 9 came in, G rang at the called side, 0 stayed inside.
 */
type Place = readonly [name: string, from: number, to: number];

function avaya(
  own: Pick<FormatDefinition, 'id' | 'name' | 'fingerprint' | 'samples'>,
  places: readonly Place[],
): FormatDefinition {
  return {
    ...own,
    version: 1,
    about: {
      kind: 'pabx',
      verified: 'specification',
      knowledge: ['Avaya: Administrator Guide for Communication Manager, CDR data formats'],
    },
    encoding: { charsets: ['utf-8', 'windows-1252'], stripNul: true },
    structure: {
      kind: 'fixed',
      columns: [
        { name: 'date', start: 0, length: 5 },
        { name: 'whole', start: 0, length: 12 },
        ...places.map(([name, from, to]) => ({ name, start: from - 1, length: to - from + 1 })),
      ],
    },
    fields: { day: { at: [{ context: 'date' }] }, line: { at: [{ start: 0, length: 132 }] } },
    recordTypes: [
      { when: { field: 'whole', matches: '^\\d\\d/\\d\\d$' }, role: 'section', gives: ['date'] },
      { role: 'billable' },
    ],
    settings: {
      outsideDigit: { kind: 'text', default: '' },
    },
    record: {
      start: {
        fields: ['day', 'time'],
        form: { kind: 'pattern', patterns: ['MM/dd | HHmm'] },
        missingYear: 'arrival',
        marks: 'end',
      },
      duration: { field: 'duration', form: 'hhmmt' },
      // E: ineffective, H: abandoned while it rang, I: busy, 6: no line, D and B: other attempts.
      answered: { not: { field: 'condition', oneOf: ['E', 'H', 'I', '6'] } },
      direction: {
        rules: [
          { when: { field: 'condition', oneOf: ['9', 'G', 'H'] }, is: 'inbound' },
          { when: { field: 'condition', equals: '0' }, is: 'internal' },
          {
            when: {
              all: [
                { field: 'inCircuit', empty: false },
                { field: 'outCircuit', empty: true },
              ],
            },
            is: 'inbound',
          },
        ],
        otherwise: 'outbound',
      },
      calling: { field: 'calling' },
      called: { field: 'dialled', outsideDigit: { setting: 'outsideDigit' } },
      account: { field: 'accountCode' },
    },
    // Lines have no number: with the day, all that stands in them.
    dedup: { keys: [['day', 'line']] },
  };
}

const TELESEER: readonly Place[] = [
  ['time', 4, 7],
  ['duration', 8, 11],
  ['condition', 12, 12],
  ['accessDialled', 13, 15],
  ['accessUsed', 16, 18],
  ['dialled', 19, 33],
  ['calling', 34, 38],
  ['accountCode', 39, 53],
  ['inCircuit', 56, 58],
  ['outCircuit', 59, 61],
  ['authorization', 63, 69],
];
const INT_ISDN: readonly Place[] = [
  ['time', 1, 4],
  ['duration', 6, 9],
  ['condition', 11, 11],
  ['accessDialled', 13, 16],
  ['accessUsed', 18, 21],
  ['dialled', 23, 37],
  ['calling', 39, 48],
  ['accountCode', 50, 64],
  ['authorization', 66, 72],
  ['inCircuit', 78, 80],
  ['outCircuit', 82, 84],
];

function line(places: readonly Place[], values: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, from, to] of places) {
    const width = to - from + 1;
    const right = name === 'dialled' || name === 'calling';
    const value = values[name] ?? '';
    text = text.padEnd(from - 1) + (right ? value.padStart(width) : value.padEnd(width));
  }
  return `${text}\r\n`;
}

const content = (places: readonly Place[], caller: string): string =>
  [
    '08/31\r\n',
    line(places, {
      time: '2359',
      duration: '0015',
      condition: '7',
      dialled: '015120006101',
      calling: '4101',
      accountCode: '77',
      outCircuit: '001',
    }),
    '09/01\r\n',
    line(places, {
      time: '0001',
      duration: '0031',
      condition: '9',
      dialled: '4102',
      calling: caller,
      inCircuit: '002',
    }),
    line(places, { time: '1005', duration: '0000', condition: 'E', dialled: '015120006103', calling: '4101' }),
    line(places, { time: '1010', duration: '1020', condition: '0', dialled: '4102', calling: '4101' }),
  ].join('');

const records = (caller: string) => [
  sampleRecord('2026-08-31T21:57:30.000Z', 90_000, 'outbound', ['4101', '+4915120006101'], '77'),
  sampleRecord('2026-08-31T21:57:54.000Z', 186_000, 'inbound', [caller, '4102'], '4102'),
  sampleRecord('2026-09-01T08:05:00.000Z', 0, 'outbound', ['4101', '+4915120006103'], '4101'),
  sampleRecord('2026-09-01T07:08:00.000Z', 3_720_000, 'internal', ['4101', '4102'], '4101'),
];

export const avayaTeleseer = avaya(
  {
    id: 'avaya-cm-teleseer',
    name: 'Avaya Aura Communication Manager, TELESEER',
    fingerprint: { text: ['^\\d\\d/\\d\\d *\\r?$', '^ {3}[0-2]\\d[0-5]\\d\\d[0-5]\\d\\d[0-9A-I]'] },
    samples: [
      {
        name: 'date records over midnight, tenths of minutes, condition codes',
        zone: 'Europe/Berlin',
        country: 'DE',
        arrival: '2026-09-01T12:00:00Z',
        content: content(TELESEER, '4077'),
        records: records('4077'),
      },
    ],
  },
  TELESEER,
);

export const avayaIntIsdn = avaya(
  {
    id: 'avaya-cm-int-isdn',
    name: 'Avaya Aura Communication Manager, international ISDN',
    fingerprint: { text: ['^\\d\\d/\\d\\d *\\r?$', '^[0-2]\\d[0-5]\\d \\d[0-5]\\d\\d [0-9A-I] '] },
    samples: [
      {
        name: 'date records over midnight, tenths of minutes, condition codes',
        zone: 'Europe/Berlin',
        country: 'DE',
        arrival: '2026-09-01T12:00:00Z',
        content: content(INT_ISDN, '0405550610'),
        records: records('+49405550610'),
      },
    ],
  },
  INT_ISDN,
);
