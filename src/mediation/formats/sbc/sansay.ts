import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Sansay VSXi `V1.10`: semicolons, one at the end too; times as C prints them, in the zone of a column of their own that counts minutes WEST of
 * Greenwich. Routes tried before the last one are records marked `I`. Numbers are plain, with or without country code.
 */
const TIME = { kind: 'pattern' as const, patterns: ['EEE MMM d HH:mm:ss yyyy', 'EEE MMM dd HH:mm:ss yyyy'] };
const ZONE = { field: 'minutesWest', form: 'minutesWest' as const };

export const sansay: FormatDefinition = {
  id: 'sansay-vsxi',
  version: 1,
  name: 'Sansay VSXi CDR',
  about: { kind: 'sbc', verified: 'sample', knowledge: ['Sansay VSX CDR V1.10, field list', 'a row of 61 columns'] },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    quote: null,
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      {
        columns: [
          ...['sequence', 'version', 'recordType', 'connectionType', 'sessionId', 'releaseCause', 'start', 'answer'],
          ...['release', 'minutesWest', 'causeText', 'cause', 'released', 'origTrunk', 'origProtocol', 'source'],
          ...['sourceHost', 'dest', 'destHost', 'origCallId', '', '', '', '', '', '', '', '', '', '', '', ''],
          ...['termTrunk', 'termProtocol', 'termSource', 'termSourceHost', 'termDest', 'termDestHost', 'termCallId'],
          ...['', '', '', '', '', '', '', '', '', '', '', '', 'finalRoute', 'routing', 'seconds', 'pdd', 'ring'],
          ...['durationMs', 'confId', 'ani'],
        ],
      },
    ],
  },
  fields: {
    start: { at: [{ column: 'start' }], nulls: ['NA'] },
    answer: { at: [{ column: 'answer' }], nulls: ['NA'] },
    release: { at: [{ column: 'release' }], nulls: ['NA'] },
    caller: { at: [{ column: 'source' }, { column: 'ani' }] },
    called: { at: [{ column: 'dest' }, { column: 'routing' }] },
  },
  settings: {
    /** Trunk ids of carriers. */
    carrierTrunks: { kind: 'texts', default: [] },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['start'], form: TIME, zone: ZONE },
    duration: { field: 'durationMs', form: 'ms' },
    answered: { field: 'answer', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'origTrunk', inSetting: 'carrierTrunks' },
              { not: { field: 'termTrunk', inSetting: 'carrierTrunks' } },
            ],
          },
          is: 'inbound',
        },
        { when: { field: 'termTrunk', empty: false }, is: 'outbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' } },
    account: { field: 'origTrunk', byDirection: { inbound: 'termTrunk' } },
    details: {
      nativeId: ['sequence'],
      callGroup: ['sessionId'],
      answer: { fields: ['answer'], form: TIME, zone: ZONE },
      end: { fields: ['release'], form: TIME, zone: ZONE },
      disposition: { field: 'cause', form: 'q850' },
    },
  },
  filters: [
    { reason: 'noCall', when: { not: { field: 'recordType', equals: 'R' } } },
    { reason: 'routeTried', when: { field: 'finalRoute', equals: 'I' } },
  ],
  dedup: { keys: [['sequence', 'sessionId']] },
  fingerprint: { columns: { '1': '^V1\\.\\d+$', '2': '^[RA]$', '9': '^-?\\d+$' } },
  samples: [
    {
      name: 'zone in a column, a route tried in vain, unanswered',
      zone: 'UTC',
      country: 'US',
      settings: { carrierTrunks: ['000900'] },
      content: `002452502;V1.10;R;WithMedia;181-1@192.0.2.28;0001;Tue Sep  1 11:38:34 2026;Tue Sep  1 11:38:41 2026;Tue Sep  1 11:38:48 2026;480;EndedByRemoteUser;3;T;000200;SIP;12125550131;192.0.2.38;16505550132;192.0.2.28;f0;192.0.2.38;18044;192.0.2.28;10756;G.729b;240;460;6066;14060;0;0;0;000900;SIP;;192.0.2.28;16505550132;192.0.2.38;e8;192.0.2.38;19236;192.0.2.28;10758;G.729b;460;240;14060;6066;0;0;0;F;16505550132;7;2;5;7015;00000011;12125550131;
002452503;V1.10;R;WithMedia;181-2@192.0.2.28;0404;Tue Sep  1 11:39:00 2026;NA;Tue Sep  1 11:39:01 2026;480;x;34;T;000200;SIP;12125550131;192.0.2.38;16505550133;192.0.2.28;f1;;;;;;;;;;;;;000901;SIP;;;;;;;;;;;;;;;;;;I;16505550133;0;0;0;0;00000012;;
002452504;V1.10;R;WithMedia;181-2@192.0.2.28;0002;Tue Sep  1 11:39:00 2026;NA;Tue Sep  1 11:39:20 2026;480;x;19;O;000200;SIP;12125550131;192.0.2.38;16505550133;192.0.2.28;f1;;;;;;;;;;;;;000900;SIP;;;;;;;;;;;;;;;;;;F;16505550133;0;0;0;0;00000012;;
`,
      records: [
        sampleRecord('2026-09-01T19:38:34.000Z', 7_015, 'outbound', ['+12125550131', '+16505550132'], '000200'),
        sampleRecord('2026-09-01T19:39:00.000Z', 0, 'outbound', ['+12125550131', '+16505550133'], '000200'),
      ],
      filtered: { routeTried: 1 },
    },
  ],
};
