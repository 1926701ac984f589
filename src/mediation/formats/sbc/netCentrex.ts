import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * NetCentrex (Comverse) CCS: 51 columns divided by semicolons, times epoch seconds UTC, a row for each leg of a call that was redirected, of which the
 * one with a duration was answered. Numbers are `e164:` and a code of service routing before the number: `O`, six zeros, or six digits that begin
 * with 1. Simulated calls are not billed.
 */
const instant = (field: string): TimestampDefinition => ({ fields: [field], form: { kind: 'epoch', unit: 's' } });
const withoutPivot = (column: string) => ({
  at: [{ column }],
  transforms: [{ op: 'replace' as const, pattern: '^e164:(?:O|000000|1\\d{5}(?=\\d{7,}))?', by: '' }],
});
const REST = Array.from({ length: 21 }, () => '');

export const netCentrex: FormatDefinition = {
  id: 'netcentrex-ccs',
  version: 1,
  name: 'NetCentrex / Comverse CCS',
  about: {
    kind: 'sbc',
    verified: 'specification',
    knowledge: ['NetCentrex CCS: CDR fields 00 to 50, as published by a free billing system'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    quote: null,
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      {
        columns: [
          ...['su', 'suIp', 'conferenceId', 'callId', 'leg', 'authorized', 'start', 'duration', 'caller', 'callee'],
          ...['sourceIp', 'destIp', 'selector', '', '', '', 'trunkGroup', 'trunk', '', '', '', '', '', '', 'malicious'],
          ...['service', 'cause', 'simulation', 'type', 'release', ...REST],
        ],
      },
    ],
  },
  fields: { caller: withoutPivot('caller'), callee: withoutPivot('callee') },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: instant('authorized'),
    duration: { field: 'duration', form: 's' },
    direction: {
      rules: [
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'callee', bare: { setting: 'bareNumbers' } },
    account: { field: 'selector' },
    details: {
      nativeId: ['callId', 'leg'],
      callGroup: ['conferenceId'],
      answer: instant('start'),
      end: instant('release'),
      disposition: { field: 'cause', form: 'q850' },
    },
  },
  filters: [{ reason: 'simulated', when: { field: 'simulation', equals: '1' } }],
  dedup: { keys: [['conferenceId', 'callId', 'leg']] },
  fingerprint: { columns: { '1': '^ipv4:', '5': '^\\d{10}', '8': '^(e164|h323|email|O)' } },
  samples: [
    {
      name: 'codes before the numbers; answered, redirected leg, simulated',
      zone: 'UTC',
      country: 'FR',
      settings: { bareNumbers: 'international' },
      content: `su01;ipv4:192.0.2.1:2518;910a4b12 cd67d93f;aa;0;1788249600;1788249606;60;e164:00000033199005001;e164:10010133612005002;ipv4:192.0.2.5;ipv4:192.0.2.6;acme;;;;;;;;;;;;0;0;16;0;C;1788249666
su01;ipv4:192.0.2.1:2518;910a4b12 cd67d940;ab;0;1788249700;0;0;e164:00000033199005001;e164:O33612005003;ipv4:192.0.2.5;ipv4:192.0.2.6;acme;;;;;;;;;;;;0;0;19;0;C;1788249720
su01;ipv4:192.0.2.1:2518;910a4b12 cd67d940;ab;1;1788249720;1788249721;9;e164:00000033199005001;e164:O33612005004;ipv4:192.0.2.5;ipv4:192.0.2.6;acme;;;;;;;;;;;;0;0;16;1;C;1788249730
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['+33199005001', '+33612005002'], 'acme'),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'outbound', ['+33199005001', '+33612005003'], 'acme'),
      ],
      filtered: { simulated: 1 },
    },
  ],
};
