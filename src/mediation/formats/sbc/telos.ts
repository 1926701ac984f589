import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Telos switches, XML: `CDRecord` elements with times of seizure, answer and disconnection; record type 2 is a short message. */
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: {
    kind: 'pattern',
    patterns: ['yyyy-MM-ddTHH:mm:ssXXX', 'yyyy-MM-ddTHH:mm:ss', 'yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm:ss'],
  },
});

export const telosXml: FormatDefinition = {
  id: 'telos-xml',
  version: 1,
  name: 'Telos (XML)',
  about: {
    kind: 'sbc',
    verified: 'none',
    knowledge: ['Names of the elements as published by a free billing system'],
  },
  structure: { kind: 'xml', recordPath: '//Telos_CDRS/CDRecord' },
  fields: {
    type: { at: [{ path: 'record_type' }] },
    sequence: { at: [{ path: 'seq_num' }] },
    caller: { at: [{ path: 'a_party_num' }] },
    called: { at: [{ path: 'b_party_num' }] },
    seize: { at: [{ path: 'seize' }] },
    answer: { at: [{ path: 'answer' }] },
    disc: { at: [{ path: 'disc' }] },
  },
  record: {
    service: { rules: [{ when: { field: 'type', equals: '2' }, is: 'sms' }], otherwise: 'voice' },
    start: instant('seize'),
    duration: { field: 'disc', form: 'endMinusAnswer' },
    answered: { field: 'answer', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { value: 'calling', is: 'e164' },
              { value: 'called', is: 'text' },
            ],
          },
          is: 'inbound',
        },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'caller' },
    called: { field: 'called' },
    details: { nativeId: ['sequence'], answer: instant('answer'), end: instant('disc') },
  },
  dedup: { keys: [['sequence', 'seize', 'caller']] },
  fingerprint: { text: ['<Telos_CDRS'] },
  samples: [
    {
      name: 'a call, one in vain, a message',
      zone: 'America/Toronto',
      country: 'CA',
      content: `<?xml version="1.0"?>
<Telos_CDRS>
<CDRecord><record_type>1</record_type><seq_num>1</seq_num><a_party_num>4165550171</a_party_num><b_party_num>16045550172</b_party_num><seize>2026-09-01 10:00:00</seize><answer>2026-09-01 10:00:05</answer><disc>2026-09-01 10:01:05</disc></CDRecord>
<CDRecord><record_type>1</record_type><seq_num>2</seq_num><a_party_num>4165550171</a_party_num><b_party_num>16045550173</b_party_num><seize>2026-09-01 10:02:00</seize><answer></answer><disc>2026-09-01 10:02:20</disc></CDRecord>
<CDRecord><record_type>2</record_type><seq_num>3</seq_num><a_party_num>4165550171</a_party_num><b_party_num>16045550172</b_party_num><seize>2026-09-01 10:03:00</seize></CDRecord>
</Telos_CDRS>
`,
      records: [
        sampleRecord('2026-09-01T14:00:00.000Z', 60_000, 'outbound', ['+14165550171', '+16045550172']),
        sampleRecord('2026-09-01T14:02:00.000Z', 0, 'outbound', ['+14165550171', '+16045550173']),
        sampleRecord('2026-09-01T14:03:00.000Z', 0, 'outbound', ['+14165550171', '+16045550172'], null, null, {
          service: 'sms',
        }),
      ],
    },
  ],
};
