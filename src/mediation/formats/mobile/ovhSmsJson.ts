import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { OVH_SMS } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** OVHcloud SMS, `sms/{service}/outgoing` of the API: counted in parts (`numberOfSms`); senders are names or numbers, the cost is credits. */
export const ovhSmsJson: FormatDefinition = {
  id: 'ovh-sms-json',
  version: 1,
  name: 'OVHcloud SMS sent (API)',
  about: { kind: 'messaging', verified: 'specification', knowledge: ['OVHcloud API schema: sms.Outgoing'] },
  structure: { kind: 'json' },
  pull: OVH_SMS,
  fields: {
    ...paths({
      id: 'id',
      sent: 'creationDatetime',
      sender: 'sender',
      receiver: 'receiver',
      parts: 'numberOfSms',
      credits: 'credits',
      receipt: 'deliveryReceipt',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: 'sms',
    start: { fields: ['sent'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'none', form: 's' },
    answered: { field: 'receiver', empty: false },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'sender' },
    called: { field: 'receiver' },
    pieces: { field: 'parts' },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'parts', 'receiver', 'credits'] },
  samples: [
    {
      name: 'one part, three parts, a name as sender',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `[{"id":41,"sender":"0033612000071","receiver":"+33612000072","message":"a","messageLength":1,"numberOfSms":1,"credits":1.0,"creationDatetime":"2026-09-01T12:00:00+02:00","deliveryReceipt":1,"ptt":1,"tag":"","tariffCode":"SMS-FR"},
{"id":42,"sender":"Kanzlei","receiver":"+33612000072","message":"b","messageLength":400,"numberOfSms":3,"credits":3.0,"creationDatetime":"2026-09-01T12:01:00+02:00","deliveryReceipt":0,"ptt":1002,"tag":"","tariffCode":"SMS-FR"}]
`,
      records: [
        sampleRecord('2026-09-01T10:00:00.000Z', 0, 'outbound', ['+33612000071', '+33612000072'], null, null, {
          service: 'sms',
          volume: 1,
        }),
        sampleRecord('2026-09-01T10:01:00.000Z', 0, 'outbound', ['Kanzlei', '+33612000072'], 'Kanzlei', null, {
          service: 'sms',
          volume: 3,
        }),
      ],
    },
  ],
};
