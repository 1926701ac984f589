import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** DIDWW, export of the API as of 2017: calls to numbers, three amounts in dollars that add up, UTC. Destinations are numbers or SIP addresses. */
export const didwwCsv: FormatDefinition = {
  id: 'didww-2017-csv',
  version: 1,
  name: 'DIDWW CDR export, API 2017 (CSV)',
  about: {
    kind: 'carrier',
    verified: 'sample',
    knowledge: ['DIDWW documentation: CDR export 2017-09-18 and its example'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    header: {
      kind: 'names',
      required: ['begun', 'calling', 'did', 'destination', 'seconds', 'termination'],
      names: {
        begun: ['Date/Time (UTC)'],
        calling: ['Source'],
        did: ['DID'],
        destination: ['Destination'],
        seconds: ['Duration (secs)'],
        initiator: ['Disconnect Initiator'],
        code: ['Disconnect Code'],
        response: ['Response'],
        tollFree: ['TollFree Amount (USD)'],
        termination: ['Termination Amount (USD)'],
        channels: ['Metered Channels Amount (USD)'],
        customer: ['Customer ID'],
        points: ['Sell Amount (Points)'],
      },
    },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] }, zone: { iana: 'UTC' } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'inbound' },
    calling: { field: 'calling', bare: 'international' },
    called: { field: 'did', bare: 'international' },
    account: { field: 'customer' },
    costs: [
      { field: 'tollFree', currency: 'USD' },
      { field: 'termination', currency: 'USD' },
      { field: 'channels', currency: 'USD' },
    ],
    details: { disposition: { field: 'code', form: 'sip' } },
  },
  dedup: {
    keys: [
      ['begun', 'did', 'destination', 'seconds', 'calling'],
      ['begun', 'did', 'destination', 'seconds'],
    ],
  },
  fingerprint: { columns: { '0': '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' } },
  samples: [
    {
      name: 'answered, not answered, without a caller',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `Date/Time (UTC),Source,DID,Destination,Duration (secs),Disconnect Initiator,Disconnect Code,Response,TollFree Amount (USD),Termination Amount (USD),Metered Channels Amount (USD),Customer ID,Sell Amount (Points)
2026-09-01 08:50:47,447700900901,493023125901,sip:pbx@example.com,54,Origination,200,Bye,0.000,0.004,0.003,K1,0.000
2026-09-01 09:11:42,,493023125901,iax:1@example.com,0,Destination,404,Not Found,0.000,0.000,0.000,,0.000
2026-09-01 09:12,447700900901,493023125901,sip:pbx@example.com,5,Origination,200,Bye,0.000,0.000,0.000,,0.000
`,
      records: [
        sampleRecord('2026-09-01T08:50:47.000Z', 54000, 'inbound', ['+447700900901', '+493023125901'], 'K1', '0.007'),
        sampleRecord('2026-09-01T09:11:42.000Z', 0, 'inbound', [null, '+493023125901'], null, '0'),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
