import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** ivozProvider, reports of calls: international numbers, the direction in a word, who of the customer it was. With names of columns or without. */
export const ivozProviderCsv: FormatDefinition = {
  id: 'ivozprovider-csv',
  version: 1,
  name: 'ivozProvider call report (CSV)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['ivozProvider manual: call CSV schedulers'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    ignore: ['^"?callid"?,'],
    extraColumns: 'ignore',
    layouts: [
      {
        columns: [
          ...[
            'callId',
            'begun',
            'seconds',
            'calling',
            'called',
            'price',
            'direction',
            'ddi',
            'endpointType',
            'endpoint',
          ],
          'endpointName',
        ],
      },
    ],
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-ddTHH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'outbound' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'inbound' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling' },
    called: { field: 'called' },
    account: { field: 'endpointName' },
    costs: [{ field: 'price' }],
  },
  dedup: { keys: [['callId', 'direction']] },
  fingerprint: {
    columns: { '1': '^\\d{4}-\\d\\d-\\d\\d', '2': '^\\d+(\\.\\d+)?$', '6': '^(in|out)bound$', '8': '^\\w*$' },
  },
  samples: [
    {
      name: 'out and in, a direction that is none',
      zone: 'Europe/Madrid',
      country: 'ES',
      content: `callid,startTime,duration,caller,callee,price,direction,ddiId,endpointType,endpointId,endpointName
a1,2026-09-01 10:00:00,62,+34911230001,+34611230002,0.0300,outbound,7,User,11,Ana
a2,2026-09-01 10:05:00,0,+34611230002,+34911230001,,inbound,7,User,11,Ana
a3,2026-09-01 10:06:00,1,+34611230002,+34911230001,,across,7,User,11,Ana
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 62000, 'outbound', ['+34911230001', '+34611230002'], 'Ana', '0.03'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'inbound', ['+34611230002', '+34911230001'], 'Ana'),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
