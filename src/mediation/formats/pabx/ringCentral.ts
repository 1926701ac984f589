import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * RingCentral call log: a page with `records`, or one record by itself (webhooks). `duration` is the text `pending` while a call lasts: such a record
 * is left out, it comes again. What was bought beyond the plan is the cost.
 */
const FIELDS = paths({
  id: 'id',
  sessionId: ['telephonySessionId', 'sessionId'],
  start: 'startTime',
  duration: 'duration',
  type: 'type',
  direction: 'direction',
  action: 'action',
  result: 'result',
  from: ['from.phoneNumber', 'from.extensionNumber'],
  to: ['to.phoneNumber', 'to.extensionNumber'],
  extension: ['extension.extensionNumber', 'from.extensionNumber'],
  cost: 'billing.costPurchased',
});

function ringCentral(
  own: Pick<FormatDefinition, 'id' | 'name' | 'structure' | 'fingerprint' | 'samples'>,
): FormatDefinition {
  return {
    ...own,
    version: 1,
    about: {
      kind: 'pabx',
      verified: 'sample',
      knowledge: ['RingCentral Developer Guide: Call log', 'a record of the developer sandbox'],
    },
    fields: FIELDS,
    record: {
      service: { rules: [{ when: { field: 'type', equals: 'Fax' }, is: 'fax' }], otherwise: 'voice' },
      start: { fields: ['start'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
      duration: { field: 'duration', form: 's' },
      answered: { field: 'result', oneOf: ['Accepted', 'Call connected', 'Sent', 'Received', 'Voicemail'] },
      direction: {
        rules: [
          { when: { field: 'action', contains: 'Forward' }, is: 'forwarded' },
          { when: { field: 'direction', equals: 'Outbound' }, is: 'outbound' },
          { when: { field: 'direction', equals: 'Inbound' }, is: 'inbound' },
        ],
        otherwise: 'reject',
      },
      calling: { field: 'from' },
      called: { field: 'to' },
      account: { field: 'extension' },
      costs: [{ field: 'cost' }],
      details: { nativeId: ['id'], callGroup: ['sessionId'], disposition: { field: 'result' } },
    },
    filters: [{ reason: 'stillOpen', when: { field: 'duration', equals: 'pending' } }],
    dedup: { keys: [['id']] },
  };
}

export const ringCentralCallLog = ringCentral({
  id: 'ringcentral-call-log',
  name: 'RingCentral call log',
  structure: { kind: 'json', records: 'nested', root: 'records' },
  fingerprint: { paths: ['id', 'sessionId', 'startTime', 'direction', 'action', 'result'] },
  samples: [
    {
      name: 'outbound with a cost, inbound, fax, one that still lasts',
      zone: 'UTC',
      country: 'US',
      content: `{"uri":"x","records":[
{"id":"R1","sessionId":"1","startTime":"2026-09-01T08:33:26.354Z","duration":77,"type":"Voice","direction":"Outbound","action":"VoIP Call","result":"Call connected","to":{"phoneNumber":"+12125550121"},"from":{"phoneNumber":"+16505550122","extensionNumber":"101"},"extension":{"extensionNumber":"101"},"billing":{"costIncluded":0.0,"costPurchased":0.042}},
{"id":"R2","sessionId":"2","startTime":"2026-09-01T08:40:00Z","duration":12,"type":"Voice","direction":"Inbound","action":"Phone Call","result":"Missed","to":{"phoneNumber":"+16505550122"},"from":{"phoneNumber":"+12125550121"},"billing":{"costIncluded":0.0,"costPurchased":0.0}},
{"id":"R3","sessionId":"3","startTime":"2026-09-01T08:50:00Z","duration":30,"type":"Fax","direction":"Outbound","action":"Unknown","result":"Sent","to":{"phoneNumber":"+12125550123"},"from":{"phoneNumber":"+16505550122"}},
{"id":"R4","sessionId":"4","startTime":"2026-09-01T08:55:00Z","duration":"pending","type":"Voice","direction":"Outbound","action":"VoIP Call","result":"In Progress","to":{"phoneNumber":"+12125550121"},"from":{"phoneNumber":"+16505550122"}}
],"paging":{"page":1}}`,
      records: [
        sampleRecord('2026-09-01T08:33:26.354Z', 77_000, 'outbound', ['+16505550122', '+12125550121'], '101', '0.042'),
        sampleRecord('2026-09-01T08:40:00.000Z', 0, 'inbound', ['+12125550121', '+16505550122'], null, '0'),
        sampleRecord('2026-09-01T08:50:00.000Z', 30_000, 'outbound', ['+16505550122', '+12125550123'], null, null, {
          service: 'fax',
        }),
      ],
      filtered: { stillOpen: 1 },
    },
  ],
});

export const ringCentralCall = ringCentral({
  id: 'ringcentral-call',
  name: 'RingCentral call log record',
  structure: { kind: 'json' },
  fingerprint: { paths: ['id', 'sessionId', 'startTime', 'direction', 'action', 'result'] },
  samples: [
    {
      name: 'a record by itself',
      zone: 'UTC',
      country: 'US',
      content: `{"id":"R1","sessionId":"1","startTime":"2026-09-01T08:33:26.354Z","duration":77,"type":"Voice","direction":"Inbound","action":"Phone Call","result":"Accepted","to":{"phoneNumber":"+16505550122"},"from":{"phoneNumber":"+12125550121","name":"x"}}`,
      records: [sampleRecord('2026-09-01T08:33:26.354Z', 77_000, 'inbound', ['+12125550121', '+16505550122'])],
    },
  ],
});
