import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * A Dutch carrier's fixed columns: a header and a trailer of 183 bytes around records of 156, told apart by their first three. Times and durations
 * count hundredths of a second. The trailer tells how many records there are and how long they last together.
 */
export const nlFixedWidth: FormatDefinition = {
  id: 'nl-fixed-width',
  version: 1,
  name: 'Dutch carrier, fixed columns (HDR, CDR, TRL)',
  about: {
    kind: 'carrier',
    verified: 'sample',
    knowledge: [
      'a real file; its places found from its own totals (the configuration published with it is off by one)',
    ],
  },
  structure: {
    kind: 'fixed',
    leastLength: 135,
    columns: [
      { name: 'type', start: 0, length: 3 },
      { name: 'sequence', start: 3, length: 7 },
      { name: 'begun', start: 14, length: 16 },
      { name: 'calling', start: 30, length: 19 },
      { name: 'called', start: 52, length: 28 },
      { name: 'duration', start: 127, length: 8 },
      { name: 'network', start: 148, length: 4 },
      { name: 'fileName', start: 95, length: 40 },
      { name: 'fileSequence', start: 135, length: 6 },
      { name: 'count', start: 141, length: 8 },
      { name: 'total', start: 149, length: 12 },
    ],
  },
  recordTypes: [
    { when: { field: 'type', equals: 'HDR' }, role: 'fileHeader', gives: ['fileName', 'fileSequence'] },
    { when: { field: 'type', equals: 'CDR' }, role: 'billable' },
    { when: { field: 'type', equals: 'TRL' }, role: 'fileTrailer', gives: ['count', 'total'] },
  ],
  fileControl: {
    expectedRecords: 'count',
    expectedDuration: { field: 'total', form: 'hhmmsscc' },
    sequence: 'fileSequence',
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyyMMddHHmmssSS'] } },
    duration: { field: 'duration', form: 'hhmmsscc' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called' },
  },
  dedup: { keys: [['begun', 'calling', 'called', 'duration']] },
  fingerprint: { text: ['^HDR\\d{4}', '^CDR\\d{7}'], columns: {} },
  samples: [
    {
      name: 'header, three calls, trailer with their number and length together',
      zone: 'Europe/Amsterdam',
      country: 'NL',
      content: [
        `${'HDR0001NLX     ABC'.padEnd(55)}${'Voorbeeld B.V.'.padEnd(40)}${'NLX-20260902-41.CDR'.padEnd(40)}00004120260902100255${' '.repeat(28)}`,
        `${'CDR0000010  0 20260901181506250209990401'.padEnd(49)}0040209990402${' '.repeat(21)}004${' '.repeat(41)}000018009980010001ISDN  `,
        `${'CDR0000020  0 20261025023000000209990401'.padEnd(49)}00400493023125340${' '.repeat(17)}004${' '.repeat(41)}010000509980010001ISDN  `,
        `${'CDR0000030  0 20260901190000000209990401'.padEnd(49)}0040209990402${' '.repeat(21)}004${' '.repeat(41)}000010009980010001PSTN  `,
        `${'TRL0001NLX     ABC'.padEnd(55)}${'Voorbeeld B.V.'.padEnd(40)}${'NLX-20260902-41.CDR'.padEnd(40)}00004100000003000001002850${' '.repeat(22)}`,
        '',
      ].join('\n'),
      records: [
        sampleRecord('2026-09-01T16:15:06.250Z', 18000, 'outbound', ['+31209990401', '+31209990402']),
        sampleRecord('2026-10-25T00:30:00.000Z', 3600500, 'outbound', ['+31209990401', '+493023125340']),
        sampleRecord('2026-09-01T17:00:00.000Z', 10000, 'outbound', ['+31209990401', '+31209990402']),
      ],
    },
  ],
};
