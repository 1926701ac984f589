import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Yeti softswitch, CDR export by PostgreSQL COPY, mostly packed: the columns are the user's choice, so a header there must be; booleans `t` and `f`, times
 * with an offset. Attempts that were routed on are rows that are not the last of their call.
 */
const NAMES = [
  ...['id', 'time_start', 'time_connect', 'time_end', 'duration', 'success', 'is_last_cdr', 'src_prefix_in'],
  ...['dst_prefix_in', 'src_prefix_out', 'dst_prefix_out', 'customer_price', 'vendor_price', 'customer_external_id'],
  ...['customer_acc_external_id', 'local_tag', 'disconnect_code', 'lega_disconnect_code'],
];

export const yeti: FormatDefinition = {
  id: 'yeti-csv',
  version: 1,
  name: 'Yeti switch CDR export',
  about: { kind: 'sbc', verified: 'none', knowledge: ['Yeti documentation: CDR export'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: Object.fromEntries(NAMES.map((name) => [name, [name]])),
      required: ['time_start', 'duration', 'src_prefix_in', 'dst_prefix_in'],
    },
  },
  fields: { reached: { at: [{ column: 'dst_prefix_out' }, { column: 'dst_prefix_in' }] } },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'international' },
  },
  record: {
    start: {
      fields: ['time_start'],
      form: {
        kind: 'pattern',
        patterns: [
          'yyyy-MM-dd HH:mm:ss.SXXX',
          'yyyy-MM-dd HH:mm:ssXXX',
          'yyyy-MM-dd HH:mm:ss.S',
          'yyyy-MM-dd HH:mm:ss',
        ],
      },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'duration', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'src_prefix_in', bare: { setting: 'bareNumbers' } },
    called: { field: 'reached', bare: { setting: 'bareNumbers' } },
    account: { field: 'customer_acc_external_id' },
    costs: [{ field: 'vendor_price' }],
    details: { callGroup: ['local_tag'] },
  },
  filters: [{ reason: 'routeTried', when: { field: 'is_last_cdr', equals: 'f' } }],
  dedup: { keys: [['id'], ['local_tag', 'time_start'], ['*']] },
  fingerprint: { text: ['src_prefix_in', 'dst_prefix_in', 'time_start'] },
  samples: [
    {
      name: 'a route tried before the one that answered',
      zone: 'UTC',
      country: 'DE',
      content: `id,time_start,time_connect,time_end,duration,success,is_last_cdr,src_prefix_in,dst_prefix_in,dst_prefix_out,vendor_price,customer_acc_external_id,local_tag
1,2026-09-01 08:00:00.123+00,,2026-09-01 08:00:01+00,0,f,f,494055507201,4915120007202,,0,77,tag1
2,2026-09-01 08:00:01.5+00,2026-09-01 08:00:05+00,2026-09-01 08:01:05+00,60,t,t,494055507201,4915120007202,4915120007202,0.0312,77,tag1
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:01.500Z',
          60_000,
          'outbound',
          ['+494055507201', '+4915120007202'],
          '77',
          '0.0312',
        ),
      ],
      filtered: { routeTried: 1 },
    },
  ],
};
