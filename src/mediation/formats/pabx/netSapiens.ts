import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * NetSapiens SNAPsolution, CDR export: a header and 13 columns told by their place. The local party stands before the remote one whatever the direction,
 * which begins with `o` (origination) for a call out and `t` (termination) for one in.
 */
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: {
    kind: 'pattern',
    patterns: ['yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm:ss', 'MM/dd/yyyy hh:mm:ss a', 'yyyy-MM-ddTHH:mm:ssXXX'],
  },
});

export const netSapiens: FormatDefinition = {
  id: 'netsapiens-csv',
  version: 1,
  name: 'NetSapiens CDR export',
  about: {
    kind: 'pabx',
    verified: 'none',
    knowledge: [
      'Columns of NetSapiens CDRs as published by a free billing system',
      'NetSapiens API: CDR field mappings',
    ],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    ignore: ['^"?[Dd]irection'],
    layouts: [
      {
        columns: [
          ...['direction', 'domain', 'user', 'local', 'start', 'answer', 'duration', 'remote', 'dialled', 'callId'],
          ...['origIp', 'termIp', 'release'],
        ],
      },
    ],
  },
  record: {
    start: instant('start'),
    duration: { field: 'duration', form: 's' },
    answered: { field: 'answer', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'direction', matches: '^[oO]' },
              { field: 'remote', matches: '^\\d{1,6}$' },
            ],
          },
          is: 'internal',
        },
        { when: { field: 'direction', matches: '^[oO]' }, is: 'outbound' },
        { when: { field: 'direction', matches: '^[tT]' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'local', byDirection: { inbound: 'remote' }, stripPrefixes: ['sip:'], cutAt: ['@'] },
    called: { field: 'remote', byDirection: { inbound: 'local' }, stripPrefixes: ['sip:'], cutAt: ['@'] },
    account: { field: 'user' },
    details: { answer: instant('answer'), disposition: { field: 'release' } },
  },
  dedup: { keys: [['callId', 'direction', 'user']] },
  fingerprint: {
    columns: { '0': '^([Oo]rig|[Tt]erm)', '4': '\\d\\d:\\d\\d', '6': '^\\d+$', '9': '^\\d+-?[0-9a-fA-F]{8}' },
  },
  samples: [
    {
      name: 'out, in, nobody took it, inside',
      zone: 'America/Los_Angeles',
      country: 'US',
      content: `Direction,Domain,User,Local,Start,Answer,Duration,Remote,Dialed,CallID,OrigIP,TermIP,Release
orig,acme.example,101,6505550191,2026-09-01 10:00:00,2026-09-01 10:00:05,60,12125550192,912125550192,17882-0a1b2c3d4e5f,192.0.2.1,192.0.2.2,Normal
term,acme.example,101,6505550191,2026-09-01 10:05:00,2026-09-01 10:05:03,9,12125550192,6505550191,17883-0a1b2c3d4e5f,192.0.2.2,192.0.2.1,Normal
term,acme.example,101,6505550191,2026-09-01 10:06:00,,0,12125550192,6505550191,17884-0a1b2c3d4e5f,192.0.2.2,192.0.2.1,Cancel
orig,acme.example,101,101,2026-09-01 10:07:00,2026-09-01 10:07:01,5,102,102,17885-0a1b2c3d4e5f,192.0.2.1,192.0.2.1,Normal
`,
      records: [
        sampleRecord('2026-09-01T17:00:00.000Z', 60_000, 'outbound', ['+16505550191', '+12125550192'], '101'),
        sampleRecord('2026-09-01T17:05:00.000Z', 9_000, 'inbound', ['+12125550192', '+16505550191'], '101'),
        sampleRecord('2026-09-01T17:06:00.000Z', 0, 'inbound', ['+12125550192', '+16505550191'], '101'),
        sampleRecord('2026-09-01T17:07:00.000Z', 5_000, 'internal', ['101', '102'], '101'),
      ],
    },
  ],
};
