import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** FusionPBX, export of `v_xml_cdr`: a header of the table's columns in any order; the direction is told, times are local. */
const NAMES = [
  ...[
    'direction',
    'caller_id_name',
    'caller_id_number',
    'destination_number',
    'start_stamp',
    'answer_stamp',
    'end_stamp',
  ],
  ...['duration', 'billsec', 'hangup_cause', 'domain_name', 'accountcode', 'xml_cdr_uuid', 'uuid', 'leg'],
];

export const fusionPbx: FormatDefinition = {
  id: 'fusionpbx-csv',
  version: 1,
  name: 'FusionPBX call detail records',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['FusionPBX: table v_xml_cdr and its CSV export'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    header: {
      kind: 'names',
      names: Object.fromEntries(NAMES.map((name) => [name, [name]])),
      required: ['direction', 'caller_id_number', 'destination_number', 'start_stamp', 'billsec'],
    },
  },
  record: {
    start: {
      fields: ['start_stamp'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ssXXX', 'yyyy-MM-dd HH:mm:ss'] },
    },
    duration: { field: 'billsec', form: 's' },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
        { when: { field: 'direction', oneOf: ['local', 'internal'] }, is: 'internal' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller_id_number' },
    called: { field: 'destination_number' },
    account: { field: 'accountcode' },
    details: {
      nativeId: ['xml_cdr_uuid'],
      total: { field: 'duration', form: 's' },
      disposition: { field: 'hangup_cause' },
    },
  },
  // Tables that hold both legs: the one that arrived counts.
  filters: [{ reason: 'secondLeg', when: { field: 'leg', equals: 'b' } }],
  dedup: { keys: [['xml_cdr_uuid'], ['uuid'], ['*']] },
  fingerprint: { text: ['caller_id_number', 'start_stamp', 'billsec'] },
  samples: [
    {
      name: 'three directions, second leg, unanswered',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `xml_cdr_uuid,domain_name,accountcode,direction,leg,caller_id_name,caller_id_number,destination_number,start_stamp,answer_stamp,end_stamp,duration,billsec,hangup_cause
u-1,acme.example,acme,outbound,a,"Ann, desk",101,0612000711,2026-09-01 10:00:00,2026-09-01 10:00:05,2026-09-01 10:01:05,65,60,NORMAL_CLEARING
u-2,acme.example,acme,outbound,b,"Ann, desk",101,0612000711,2026-09-01 10:00:00,2026-09-01 10:00:05,2026-09-01 10:01:05,65,60,NORMAL_CLEARING
u-3,acme.example,,inbound,a,x,33199000712,101,2026-09-01 10:02:00+02,2026-09-01 10:02:03+02,2026-09-01 10:02:13+02,13,10,NORMAL_CLEARING
u-4,acme.example,,local,a,x,101,102,2026-09-01 10:03:00,,2026-09-01 10:03:20,20,0,NO_ANSWER
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['101', '+33612000711'], 'acme'),
        sampleRecord('2026-09-01T08:02:00.000Z', 10_000, 'inbound', ['+33199000712', '101'], '101'),
        sampleRecord('2026-09-01T08:03:00.000Z', 0, 'internal', ['101', '102'], '101'),
      ],
      filtered: { secondLeg: 1 },
    },
  ],
};
