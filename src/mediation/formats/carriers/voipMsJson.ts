import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** VoIP.ms, `getCDR` of the API: local times in the zone that was asked for, callers with a name before the number, prices with many decimals. */
export const voipMsJson: FormatDefinition = {
  id: 'voipms-json',
  version: 1,
  name: 'VoIP.ms getCDR (API)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['VoIP.ms API documentation: getCDR'] },
  structure: { kind: 'json', each: 'cdr' },
  fields: paths({
    id: 'uniqueid',
    begun: 'date',
    calling: 'callerid',
    called: 'destination',
    description: 'description',
    account: 'account',
    disposition: 'disposition',
    seconds: 'seconds',
    rate: 'rate',
    total: 'total',
  }),
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'disposition', equals: 'ANSWERED' },
    direction: {
      rules: [{ when: { field: 'description', matches: '^(Inbound|Incoming)' }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'calling', angleBrackets: true },
    called: { field: 'called' },
    account: { field: 'account' },
    costs: [
      { field: 'total', currency: 'USD' },
      { field: 'rate', kind: 'rate', currency: 'USD' },
    ],
    details: { disposition: { field: 'disposition' } },
  },
  dedup: { keys: [['id', 'begun', 'called']] },
  fingerprint: { paths: ['id', 'calling', 'called', 'seconds', 'total'] },
  samples: [
    {
      name: 'an answer: out, in, busy, a time that is none',
      zone: 'America/New_York',
      country: 'US',
      content: `{"status":"success","cdr":[
  {"date":"2026-09-01 09:00:00","callerid":"\\"STUDIO\\" <2125550211>","destination":"12125550212","description":"United States","account":"990001","disposition":"ANSWERED","duration":"00:01:10","seconds":"70","rate":"0.00900000","total":"0.01050000","uniqueid":"211"},
  {"date":"2026-11-01 01:30:00","callerid":"2125550212","destination":"2125550211","description":"Inbound DID","account":"990001","disposition":"ANSWERED","duration":"00:00:06","seconds":"6","rate":"0.00900000","total":"0.00090000","uniqueid":"212"},
  {"date":"2026-09-01 09:05:00","callerid":"2125550211","destination":"011493023125213","description":"Germany","account":"990001","disposition":"BUSY","duration":"00:00:00","seconds":"0","rate":"0.01000000","total":"0.00000000","uniqueid":"213"},
  {"date":"gestern","callerid":"2125550211","destination":"011493023125213","description":"Germany","account":"990001","disposition":"BUSY","duration":"00:00:00","seconds":"0","rate":"0.01000000","total":"0.00000000","uniqueid":"214"}
]}
`,
      records: [
        sampleRecord(
          '2026-09-01T13:00:00.000Z',
          70000,
          'outbound',
          ['+12125550211', '+12125550212'],
          '990001',
          '0.0105',
        ),
        sampleRecord('2026-11-01T05:30:00.000Z', 6000, 'inbound', ['+12125550212', '+12125550211'], '990001', '0.0009'),
        sampleRecord('2026-09-01T13:05:00.000Z', 0, 'outbound', ['+12125550211', '+493023125213'], '990001', '0'),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
