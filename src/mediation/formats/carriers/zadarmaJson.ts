import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Zadarma, `statistics` of the API: calls of SIP lines in the zone of the account, the cost of a minute and of the call, the currency. */
export const zadarmaJson: FormatDefinition = {
  id: 'zadarma-json',
  version: 1,
  name: 'Zadarma statistics (API)',
  about: {
    kind: 'carrier',
    verified: 'none',
    knowledge: ['names of /v1/statistics/ of the Zadarma API, as remembered'],
  },
  structure: { kind: 'json', each: 'stats' },
  fields: paths({
    id: 'id',
    line: 'sip',
    begun: 'callstart',
    calling: 'from',
    called: 'to',
    description: 'description',
    disposition: 'disposition',
    seconds: 'billseconds',
    rate: 'cost',
    cost: 'billcost',
    currency: 'currency',
  }),
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'disposition', equals: 'answered' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling', bare: 'international' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'line' },
    costs: [
      { field: 'cost', currency: { field: 'currency' } },
      { field: 'rate', kind: 'rate', currency: { field: 'currency' } },
    ],
    details: { disposition: { field: 'disposition' } },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'line', 'begun', 'cost'] },
  samples: [
    {
      name: 'an answer: answered, busy, a length that is none',
      zone: 'Europe/Madrid',
      country: 'ES',
      content: `{"status":"success","start":"2026-09-01 00:00:00","end":"2026-09-01 23:59:59","stats":[
  {"id":"z1","sip":"990021","callstart":"2026-09-01 10:00:00","from":34911230021,"to":493023125221,"description":"Germany, Berlin","disposition":"answered","billseconds":61,"cost":0.0150,"billcost":0.0300,"currency":"EUR"},
  {"id":"z2","sip":"990021","callstart":"2026-09-01 10:05:00","from":34911230021,"to":493023125221,"description":"Germany, Berlin","disposition":"busy","billseconds":0,"cost":0.0150,"billcost":0,"currency":"EUR"},
  {"id":"z3","sip":"990021","callstart":"2026-09-01 10:05:00","from":34911230021,"to":493023125221,"description":"Germany, Berlin","disposition":"busy","billseconds":"-","cost":0.0150,"billcost":0,"currency":"EUR"}
]}
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          61000,
          'outbound',
          ['+34911230021', '+493023125221'],
          '990021',
          '0.03',
        ),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'outbound', ['+34911230021', '+493023125221'], '990021', '0'),
      ],

      rejected: ['mediation.duration'],
    },
  ],
};
