import type { Condition } from '../../language/condition.ts';
import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Panasonic KX-TDA, KX-NCP, KX-NS: a page printed line by line (heading and rule every 60 rows), columns by place. The time is the END of the
 * call, to the minute, without a zone. Pattern A has 80 places with the time of ringing, B 80 with the charge instead, C 120 with wider columns.
 * `<I>` marks calls that come in, `<D>` the number they were dialled in by, `EXT` calls inside; logging in and hotel services
 * stand between them. The trunk's places shift between models, so rows are taken apart by what stands in them. Rows have no number of
 * their own: two that are alike are one.
 */
/** Rows of a telephone and no call: no duration, and words instead of digits. */
const NO_CALL: Condition = {
  all: [{ field: 'duration', empty: true }, { not: { field: 'dialled', matches: '[0-9]{2,}|<I>' } }],
};

/** The row of a pattern: what stands between dialled digits and account code differs. */
function row(middle: string): string {
  return [
    '^(?<date>\\d\\d/\\d\\d/\\d\\d) +(?<time>\\d\\d:\\d\\d(?:[AP]M)?) +(?<extension>\\d{2,5}) +(?:(?<trunk>\\d{2,4}) +)?',
    `(?<dialled>[^ ].*?)${middle}(?: +(?<accountCode>\\d{1,10}))?(?: +(?<condition>[A-Z][A-Z0-9]))? *$`,
  ].join('');
}

function panasonic(
  own: Pick<FormatDefinition, 'id' | 'name' | 'fingerprint' | 'samples'>,
  { middle, verified, currency }: { middle: string; verified: 'sample' | 'specification'; currency: string[] },
): FormatDefinition {
  return {
    ...own,
    version: 1,
    about: { kind: 'pabx', verified, knowledge: ['Panasonic KX-NS1000 Feature Guide, SMDR; KX-TDA200 manual'] },
    encoding: { charsets: ['utf-8', 'windows-1252'] },
    structure: { kind: 'regex', pattern: row(middle), ignore: ['^ *Date +Time', '^ *-{10,}'] },
    fields: {
      incoming: { at: [{ group: 'dialled' }], transforms: [{ op: 'replace', pattern: '^.*<I>', by: '' }] },
      outgoing: { at: [{ group: 'dialled' }], transforms: [{ op: 'replace', pattern: '^EXT', by: '' }] },
    },
    settings: { outsideDigit: { kind: 'text', default: '' } },
    record: {
      start: {
        fields: ['date', 'time'],
        form: { kind: 'pattern', patterns: ['MM/dd/yy | hh:mma', 'MM/dd/yy | HH:mm'] },
        marks: 'end',
      },
      duration: { field: 'duration', form: "hh:mm'ss" },
      direction: {
        rules: [
          { when: { field: 'dialled', contains: '<I>' }, is: 'inbound' },
          { when: { field: 'dialled', startsWith: 'EXT' }, is: 'internal' },
        ],
        otherwise: 'outbound',
      },
      calling: { field: 'extension', byDirection: { inbound: 'incoming' } },
      called: { field: 'outgoing', byDirection: { inbound: 'extension' }, outsideDigit: { setting: 'outsideDigit' } },
      account: { field: 'accountCode' },
      costs: currency.length === 0 ? [] : [{ field: 'charge', strip: currency }],
    },
    filters: [{ reason: 'noCall', when: NO_CALL }],
    dedup: { keys: [['*']] },
  };
}

/** A sign of all patterns: date, time to the minute, extension, and minutes before an apostrophe. */
const ROW = "^\\d\\d/\\d\\d/\\d\\d +\\d\\d:\\d\\d(?:[AP]M)? +\\d{2,5} .*\\d\\d:\\d\\d'\\d\\d";

export const panasonicPatternA = panasonic(
  {
    id: 'panasonic-kx-pattern-a',
    name: 'Panasonic KX SMDR, pattern A (80 places, ringing)',
    fingerprint: { text: [`${ROW}(?: +\\d{1,10})?(?: +[A-Z]\\w)? *\\r?$`] },
    samples: [
      {
        name: 'page heading; unanswered, inbound and outbound by the time of their end, inside, services',
        zone: 'Europe/Berlin',
        country: 'DE',
        content: `  Date     Time    Ext CO        Dial Number        Ring Duration  Acc code  CD
--------------------------------------------------------------------------------
09/01/26 10:03AM  1200 01 <I>04055500301            5'15 00:00'00            NA
09/01/26 10:07AM  1200 01 <I>04055500302            0'05 00:01'05 9876543210
09/01/26 12:00AM  1200 01 015120000303                   00:02'05 4711
09/01/26 08:33AM  1234    In the office
09/01/26 03:35PM  1234    LOG IN
09/01/26 03:50PM  1234    EXT1235                        00:01'05
`,
        records: [
          sampleRecord('2026-09-01T08:03:00.000Z', 0, 'inbound', ['+494055500301', '1200'], '1200'),
          sampleRecord('2026-09-01T08:05:55.000Z', 65_000, 'inbound', ['+494055500302', '1200'], '9876543210'),
          sampleRecord('2026-08-31T21:57:55.000Z', 125_000, 'outbound', ['1200', '+4915120000303'], '4711'),
          sampleRecord('2026-09-01T13:48:55.000Z', 65_000, 'internal', ['1234', '1235'], '1234'),
        ],
        filtered: { noCall: 2 },
      },
    ],
  },
  { middle: "(?: +(?<ring>\\d+'\\d\\d))?(?: +(?<duration>\\d\\d:\\d\\d'\\d\\d))?", verified: 'sample', currency: [] },
);

export const panasonicPatternB = panasonic(
  {
    id: 'panasonic-kx-pattern-b',
    name: 'Panasonic KX SMDR, pattern B (80 places, charge)',
    fingerprint: { text: [`${ROW} +\\d{5}\\.\\d\\d[A-Z]{2}(?: |\\r?$)`, ' \\d{5}\\.\\d\\d[A-Z]{2}'] },
    samples: [
      {
        name: 'charge of the trunk, a row without',
        zone: 'Europe/Berlin',
        country: 'DE',
        content: `  Date     Time    Ext CO        Dial Number     Duration     Cost      Acc code  CD
--------------------------------------------------------------------------------
09/01/26 10:07AM  1200 01 015120000311         00:01'05 00000.56EU 4711       TR
09/01/26 10:09AM  1201 02 <D>4071<I>04055500312 00:00'30
`,
        records: [
          sampleRecord('2026-09-01T08:05:55.000Z', 65_000, 'outbound', ['1200', '+4915120000311'], '4711', '0.56'),
          sampleRecord('2026-09-01T08:08:30.000Z', 30_000, 'inbound', ['+494055500312', '1201'], '1201'),
        ],
      },
    ],
  },
  {
    middle: "(?: +(?<duration>\\d\\d:\\d\\d'\\d\\d))?(?: +(?<charge>\\d{5}\\.\\d\\d[A-Z]{2}))?",
    verified: 'specification',
    currency: ['EU', 'GB', 'US', 'CH'],
  },
);

export const panasonicPatternC = panasonic(
  {
    id: 'panasonic-kx-pattern-c',
    name: 'Panasonic KX SMDR, pattern C (120 places)',
    fingerprint: { text: [`${ROW} +\\d{5}\\.\\d\\d[A-Z]{3}(?: |\\r?$)`, ' \\d{5}\\.\\d\\d[A-Z]{3}'] },
    samples: [
      {
        name: 'wide columns, clock of 24 hours',
        zone: 'Europe/Paris',
        country: 'FR',
        content: `09/01/26 14:07    1200 0001 0612000321                                         0'07 00:03'00 00001.20EUR 4711
09/01/26 14:20    1200 0002 <I>0199000322                                      0'03 00:00'10 00000.00EUR
`,
        records: [
          sampleRecord('2026-09-01T12:04:00.000Z', 180_000, 'outbound', ['1200', '+33612000321'], '4711', '1.2'),
          sampleRecord('2026-09-01T12:19:50.000Z', 10_000, 'inbound', ['+33199000322', '1200'], '1200', '0'),
        ],
      },
    ],
  },
  {
    middle:
      "(?: +(?<ring>\\d+'\\d\\d))?(?: +(?<duration>\\d\\d:\\d\\d'\\d\\d))?(?: +(?<charge>\\d{5}\\.\\d\\d[A-Z]{3}))?",
    verified: 'specification',
    currency: ['EUR', 'GBP', 'USD', 'CHF'],
  },
);
