import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * 1NCE, data streamer: usage of SIM cards, at most a quarter of an hour or 100 kB in a record and each counted since the one before, so that records add
 * up. Volumes in MB.
 */
export const oneNceJson: FormatDefinition = {
  id: '1nce-usage-json',
  version: 1,
  name: '1NCE data streamer, usage records',
  about: {
    kind: 'data',
    verified: 'specification',
    knowledge: ['1NCE help: data streamer, usage records; what traffic_type 5 and 6 are'],
  },
  structure: { kind: 'json' },
  fields: {
    ...paths({
      id: 'id',
      imsi: 'imsi',
      begun: 'start_timestamp',
      ended: 'end_timestamp',
      msisdn: 'sim.msisdn',
      card: ['sim.iccid', 'imsi'],
      megabytes: 'volume.total',
      kind: ['traffic_type.description', 'traffic_type'],
      kindId: ['traffic_type.id', 'traffic_type_id'],
      mcc: 'operator.country.mcc',
      mnc: 'operator.mnc',
      cost: 'cost',
    }),
    visited: { at: [{ path: 'operator.country.mcc' }], transforms: [{ op: 'template', text: '{}{mnc}' }] },
    none: { at: [{ constant: '' }] },
  },
  settings: { homeNetworks: { kind: 'texts', default: [] } },
  record: {
    service: {
      rules: [
        { when: { field: 'kindId', equals: '6' }, is: 'sms' },
        { when: { field: 'kind', matches: '^(?:MO-|MT-)?SMS' }, is: 'sms' },
      ],
      otherwise: 'data',
    },
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'ended', form: 'endMinusAnswer' },
    answered: { field: 'imsi', empty: false },
    direction: { rules: [{ when: { field: 'kind', startsWith: 'MT' }, is: 'inbound' }], otherwise: 'outbound' },
    calling: { field: 'msisdn', bare: 'international' },
    called: { field: 'none' },
    account: { field: 'card' },
    volume: { fields: ['megabytes'], unit: 'MB' },
    network: { field: 'visited', home: { setting: 'homeNetworks' } },
    costs: [{ field: 'cost', currency: 'EUR' }],
    details: {
      nativeId: ['id'],
      answer: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
      end: { fields: ['ended'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    },
  },
  dedup: { keys: [['id'], ['imsi', 'begun', 'ended', 'kind']] },
  fingerprint: { paths: ['imsi', 'begun', 'megabytes', 'mcc'] },
  samples: [
    {
      name: 'two quarters of an hour, a message, a volume that is none',
      zone: 'UTC',
      country: 'DE',
      content: `{"id":"r1","imsi":"901405100000731","organisation":{"id":1,"name":"Kunde"},"start_timestamp":"2026-09-01T10:00:00Z","end_timestamp":"2026-09-01T10:15:00Z","sim":{"msisdn":"882285100000731","iccid":"8988280000000000731"},"volume":{"rx":0.05,"tx":0.05,"total":0.1},"traffic_type":{"id":5,"description":"Data"},"operator":{"name":"A","mnc":"01","country":{"mcc":"262"}},"cost":0.00012}
{"id":"r2","imsi":"901405100000731","organisation":{"id":1,"name":"Kunde"},"start_timestamp":"2026-09-01T10:15:00Z","end_timestamp":"2026-09-01T10:17:30.5Z","sim":{"msisdn":"882285100000731","iccid":"8988280000000000731"},"volume":{"rx":0,"tx":0.000001,"total":0.000001},"traffic_type":{"id":5,"description":"Data"},"operator":{"name":"A","mnc":"01","country":{"mcc":"262"}},"cost":0}
{"id":"r3","imsi":"901405100000731","organisation":{"id":1,"name":"Kunde"},"start_timestamp":"2026-09-01T11:00:00Z","end_timestamp":"2026-09-01T11:00:00Z","sim":{"msisdn":"882285100000731","iccid":"8988280000000000731"},"volume":{"total":1},"traffic_type":{"id":6,"description":"MT-SMS"},"operator":{"name":"A","mnc":"01","country":{"mcc":"262"}},"cost":0}
{"id":"r4","imsi":"901405100000731","organisation":{"id":1,"name":"Kunde"},"start_timestamp":"2026-09-01T11:00:00Z","end_timestamp":"2026-09-01T11:00:00Z","sim":{"msisdn":"882285100000731","iccid":"8988280000000000731"},"volume":{"total":"viel"},"traffic_type":{"id":5,"description":"Data"},"operator":{"name":"A","mnc":"01","country":{"mcc":"262"}},"cost":0}
`,
      records: [
        sampleRecord(
          '2026-09-01T10:00:00.000Z',
          900000,
          'outbound',
          ['+882285100000731', null],
          '8988280000000000731',
          '0.00012',
          { service: 'data', volume: 100000, network: 26201 },
        ),
        sampleRecord(
          '2026-09-01T10:15:00.000Z',
          150500,
          'outbound',
          ['+882285100000731', null],
          '8988280000000000731',
          '0',
          { service: 'data', volume: 1, network: 26201 },
        ),
        sampleRecord('2026-09-01T11:00:00.000Z', 0, 'inbound', ['+882285100000731', null], '8988280000000000731', '0', {
          service: 'sms',
          network: 26201,
        }),
      ],

      rejected: ['mediation.volume'],
    },
  ],
};
