import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Taqua T7000: comma separated, a header, 54 columns, times UTC. Disposition 100 is an answered call, whose time is that of the answer; the length is from
 * there to the end. Record types other than 0 are services. International calls (call type 6) have the called number without a prefix.
 */
const NAMES: Readonly<Record<string, string>> = {
  recordType: 'RecordType',
  sequence: 'SequenceNumber',
  session: 'SessionNumber',
  caller: 'CallingPartyNumber',
  called: 'CalledPartyNumber',
  arrival: 'CallArrivalTime',
  completion: 'CallCompletionTime',
  disposition: 'Disposition',
  answer: 'DispositionTime',
  termTrunk: 'TermTrunkGroup',
  origTrunk: 'OrigTrunkGroup',
  billing: 'BillingNumber',
  callType: 'CallType',
};
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss.S', 'yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm:ss'] },
  zone: { iana: 'UTC' },
});

export const taqua: FormatDefinition = {
  id: 'taqua-csv',
  version: 1,
  name: 'Taqua T7000',
  about: {
    kind: 'sbc',
    verified: 'none',
    knowledge: ['Columns of Taqua CDRs as published by a free billing system'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    header: {
      kind: 'names',
      names: Object.fromEntries(Object.entries(NAMES).map(([field, name]) => [field, [name]])),
      required: ['recordType', 'caller', 'called', 'arrival', 'completion', 'disposition', 'answer'],
    },
  },
  settings: {
    /** Trunk groups of carriers. */
    carrierTrunks: { kind: 'texts', default: [] },
  },
  record: {
    start: instant('arrival'),
    duration: { field: 'completion', form: 'endMinusAnswer' },
    answered: { field: 'disposition', equals: '100' },
    direction: {
      rules: [{ when: { field: 'origTrunk', inSetting: 'carrierTrunks' }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'caller' },
    called: { field: 'called' },
    account: { field: 'billing' },
    details: { nativeId: ['session', 'sequence'], answer: instant('answer'), end: instant('completion') },
  },
  filters: [{ reason: 'noCall', when: { not: { field: 'recordType', equals: '0' } } }],
  dedup: { keys: [['sequence', 'session', 'arrival']] },
  fingerprint: { text: ['RecordType.*CallingPartyNumber', 'CallArrivalTime'] },
  samples: [
    {
      name: 'out, in vain, a record of a service',
      zone: 'America/New_York',
      country: 'US',
      content: `RecordType,RecordVersion,SequenceNumber,SessionNumber,CallingPartyNumber,CalledPartyNumber,CallArrivalTime,CallCompletionTime,Disposition,DispositionTime,TermTrunkGroup,BillingNumber,CallType,OrigTrunkGroup
0,10,1,7001,2125550181,16505550182,2026-09-01 08:00:00.000,2026-09-01 08:01:05.500,100,2026-09-01 08:00:05.000,9,2125550180,1,2
0,10,2,7002,2125550181,16505550183,2026-09-01 08:10:00.000,2026-09-01 08:10:20.000,102,2026-09-01 08:10:20.000,9,,1,2
5,10,3,7003,2125550181,16505550183,2026-09-01 08:11:00.000,2026-09-01 08:11:20.000,100,2026-09-01 08:11:01.000,9,,1,2
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_500, 'outbound', ['+12125550181', '+16505550182'], '2125550180'),
        sampleRecord('2026-09-01T08:10:00.000Z', 0, 'outbound', ['+12125550181', '+16505550183']),
      ],
      filtered: { noCall: 1 },
    },
  ],
};
