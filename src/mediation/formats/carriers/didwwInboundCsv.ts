import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * DIDWW, inbound export of the API as of 2026: start, connection and end, and a row for each attempt to reach a destination. Attempts without a connection are
 * left out when another one follows; the row that connected is the call.
 */
export const didwwInboundCsv: FormatDefinition = {
  id: 'didww-2026-inbound-csv',
  version: 1,
  name: 'DIDWW inbound CDR export, API 2026 (CSV)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['DIDWW documentation: CDR export 2026-04-16 and 2026-11-19'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      required: ['begun', 'connected', 'ended', 'did', 'seconds', 'attempt'],
      names: {
        begun: ['Date/Time Start (UTC)'],
        connected: ['Date/Time Connect (UTC)'],
        ended: ['Date/Time End (UTC)'],
        status: ['Status'],
        calling: ['Source'],
        name: ['Source Name'],
        did: ['Destination DID'],
        seconds: ['Duration (sec)'],
        attempt: ['Attempt'],
        code: ['Disconnect Code'],
        response: ['Response'],
        initiator: ['Disconnect Initiator'],
      },
    },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] }, zone: { iana: 'UTC' } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'connected', empty: false },
    direction: { rules: [], otherwise: 'inbound' },
    calling: { field: 'calling', bare: 'international' },
    called: { field: 'did', bare: 'international' },
    details: {
      answer: {
        fields: ['connected'],
        form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] },
        zone: { iana: 'UTC' },
      },
      end: { fields: ['ended'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] }, zone: { iana: 'UTC' } },
      disposition: { field: 'code', form: 'sip' },
    },
  },
  filters: [
    {
      reason: 'attempt',
      when: { all: [{ field: 'connected', empty: true }, { not: { field: 'attempt', oneOf: ['', '1'] } }] },
    },
  ],
  dedup: {
    keys: [
      ['begun', 'calling', 'did', 'attempt'],
      ['begun', 'did', 'attempt'],
    ],
  },
  fingerprint: { columns: { '0': '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' } },
  samples: [
    {
      name: 'answered, two attempts of a call nobody took',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `Date/Time Start (UTC),Date/Time Connect (UTC),Date/Time End (UTC),Status,Source,Source Name,Destination DID,Duration (sec),Attempt,Disconnect Code,Response,Disconnect Initiator
2026-09-01 08:50:40,2026-09-01 08:50:47,2026-09-01 08:51:41,Answered,447700900911,,493023125911,54,1,200,Bye,Origination
2026-09-01 09:00:00,,2026-09-01 09:00:20,Unanswered,447700900911,,493023125911,0,1,480,Temporarily Unavailable,Destination
2026-09-01 09:00:00,,2026-09-01 09:00:40,Unanswered,447700900911,,493023125911,0,2,486,Busy Here,Destination
`,
      records: [
        sampleRecord('2026-09-01T08:50:40.000Z', 54000, 'inbound', ['+447700900911', '+493023125911']),
        sampleRecord('2026-09-01T09:00:00.000Z', 0, 'inbound', ['+447700900911', '+493023125911']),
      ],
      filtered: { attempt: 1 },
    },
  ],
};
