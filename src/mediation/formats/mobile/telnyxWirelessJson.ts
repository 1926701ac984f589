import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Telnyx, records of SIM cards (`/v2/reports/wdrs`): volumes with a unit of their own; the record is made when the session ends. */
export const telnyxWirelessJson: FormatDefinition = {
  id: 'telnyx-wireless-json',
  version: 1,
  name: 'Telnyx wireless detail records (API)',
  about: {
    kind: 'data',
    verified: 'specification',
    knowledge: ['Telnyx API: reports/wdrs, model of the record', 'Telnyx documentation: wireless detail records'],
  },
  structure: { kind: 'json', each: 'data' },
  fields: {
    ...paths({
      id: 'id',
      ended: 'created_at',
      seconds: 'duration_seconds',
      number: 'phone_number',
      card: 'sim_card_id',
      imsi: 'imsi',
      mcc: 'mcc',
      mnc: 'mnc',
      up: 'uplink_data.amount',
      down: 'downlink_data.amount',
      upUnit: 'uplink_data.unit',
      downUnit: 'downlink_data.unit',
      cost: 'cost.amount',
      currency: 'cost.currency',
      type: 'record_type',
    }),
    visited: { at: [{ path: 'mcc' }], transforms: [{ op: 'template', text: '{}{mnc}' }] },
    none: { at: [{ constant: '' }] },
  },
  settings: { homeNetworks: { kind: 'texts', default: [] } },
  record: {
    service: 'data',
    start: { fields: ['ended'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET }, marks: 'end' },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'id', empty: false },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'number' },
    called: { field: 'none' },
    account: { field: 'card' },
    volume: { fields: ['up', 'down'], unitFields: ['upUnit', 'downUnit'], unit: 'MB' },
    network: { field: 'visited', home: { setting: 'homeNetworks' } },
    costs: [{ field: 'cost', currency: { field: 'currency' } }],
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'card', 'up', 'down', 'seconds'] },
  samples: [
    {
      name: 'three sessions of a page, units, one that is none',
      zone: 'UTC',
      country: 'US',
      content: `{"data":[
  {"id":"w1","record_type":"wdr","created_at":"2026-09-01T10:10:00Z","duration_seconds":600,"imsi":"311210000000741","mcc":"204","mnc":"01","phone_number":"+12125550174","sim_card_id":"s1","sim_group_id":"g","uplink_data":{"amount":1.5,"unit":"MB"},"downlink_data":{"amount":20.25,"unit":"MB"},"cost":{"amount":"0.2175","currency":"USD"},"rate":{"amount":"0.01","currency":"USD"}},
  {"id":"w2","record_type":"wdr","created_at":"2026-09-01T11:00:00.5Z","duration_seconds":0,"imsi":"311210000000741","mcc":"311","mnc":"480","phone_number":"+12125550174","sim_card_id":"s1","sim_group_id":"g","uplink_data":{"amount":0,"unit":"MB"},"downlink_data":{"amount":0,"unit":"MB"},"cost":{"amount":"0","currency":"USD"},"rate":null},
  {"id":"w3","record_type":"wdr","created_at":"2026-09-01T12:00:00Z","duration_seconds":5,"imsi":"311210000000741","mcc":"311","mnc":"480","phone_number":"+12125550174","sim_card_id":"s1","sim_group_id":"g","uplink_data":{"amount":9,"unit":"KB"},"downlink_data":{"amount":0,"unit":"MB"},"cost":null,"rate":null},
  {"id":"w4","record_type":"wdr","created_at":"2026-09-01T13:00:00Z","duration_seconds":5,"imsi":"311210000000741","mcc":"311","mnc":"480","phone_number":"+12125550174","sim_card_id":"s1","sim_group_id":"g","uplink_data":{"amount":9,"unit":"furlong"},"downlink_data":{"amount":0,"unit":"MB"},"cost":null,"rate":null}
],"meta":{"page_number":1,"total_pages":1}}
`,
      records: [
        sampleRecord('2026-09-01T10:00:00.000Z', 600000, 'outbound', ['+12125550174', null], 's1', '0.2175', {
          service: 'data',
          volume: 21750000,
          network: 20401,
        }),
        sampleRecord('2026-09-01T11:00:00.500Z', 0, 'outbound', ['+12125550174', null], 's1', '0', {
          service: 'data',
          network: 311480,
        }),
        sampleRecord('2026-09-01T11:59:55.000Z', 5000, 'outbound', ['+12125550174', null], 's1', null, {
          service: 'data',
          volume: 9000,
          network: 311480,
        }),
      ],

      rejected: ['mediation.volume'],
    },
  ],
};
