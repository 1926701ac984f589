import type { FormatDefinition } from '../../language/format.ts';
import { TAP_TAGS } from './tapTags.ts';

/**
 * RAP: what a home network returns of a roaming file that it does not accept, and the acknowledgement of that (GSMA TD.32). Neither holds usage to
 * bill; a file of this kind is recognised and says so.
 */
export const rap: FormatDefinition = {
  id: 'rap',
  version: 1,
  name: 'RAP, returned roaming accounts (GSMA TD.32)',
  about: {
    kind: 'mobile',
    verified: 'sample',
    knowledge: ['GSMA TD.32: outer tags; an acknowledgement of the test files of the libxfsx project'],
  },
  structure: { kind: 'asn1', recordPath: '/Acknowledgement|/ReturnBatch', tags: TAP_TAGS },
  fields: { kind: { at: [{ path: '#name' }] }, none: { at: [{ constant: '' }] } },
  recordTypes: [{ when: { field: 'kind', equals: 'Acknowledgement' }, role: 'notification' }, { role: 'billable' }],
  record: {
    start: { fields: ['none'], form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] } },
    duration: { field: 'none', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'none' },
    called: { field: 'none' },
  },
  filters: [{ reason: 'returnedAccount', when: { field: 'kind', equals: 'ReturnBatch' } }],
  dedup: { keys: [['*']] },
  fingerprint: { paths: ['#name'] },
  samples: [
    {
      name: 'an acknowledgement',
      zone: 'UTC',
      country: 'DE',
      written: 'hex',
      content: '7f8417195f81440546524158585f81360544455554545f813503303037',
      records: [],
    },
    {
      name: 'a returned account',
      zone: 'UTC',
      country: 'DE',
      written: 'hex',
      content: '7f8416195f81440546524158585f81360544455554545f813503303038',
      records: [],
      filtered: { returnedAccount: 1 },
    },
  ],
};
