import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Kannel, access log of the SMS gateway: a line for each part of a message, so that lines are counted. Reports of delivery and failed
 * attempts are no messages.
 */
export const kannelLog: FormatDefinition = {
  id: 'kannel-access-log',
  version: 1,
  name: 'Kannel access log (SMS)',
  about: {
    kind: 'messaging',
    verified: 'specification',
    knowledge: ['Kannel user guide: access log', 'Freeside, kannel'],
  },
  structure: {
    kind: 'regex',
    ignore: ['Log (begins|ends)$'],
    pattern:
      '^(?<begun>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (?<status>[A-Za-z ]+) \\[SMSC:(?<centre>[^\\]]*)\\].* \\[from:(?<sender>[^\\]]*)\\] \\[to:(?<receiver>[^\\]]*)\\]',
  },
  fields: {
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: 'sms',
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'none', form: 's' },
    answered: { field: 'receiver', empty: false },
    direction: {
      rules: [
        { when: { field: 'status', startsWith: 'Receive' }, is: 'inbound' },
        { when: { field: 'status', startsWith: 'Sent' }, is: 'outbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'sender' },
    called: { field: 'receiver' },
  },
  filters: [
    { reason: 'deliveryReport', when: { field: 'status', contains: 'DLR' } },
    {
      reason: 'failed',
      when: {
        any: [
          { field: 'status', startsWith: 'FAILED' },
          { field: 'status', startsWith: 'Rejected' },
        ],
      },
    },
  ],
  dedup: { keys: [['*']] },
  fingerprint: { text: ['\\[SMSC:[^\\]]*\\] \\[SVC:'], columns: {} },
  samples: [
    {
      name: 'sent in two parts, received, report of delivery, failed, begin and end of the log',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `2026-09-01 11:59:59 Log begins
2026-09-01 12:00:00 Sent SMS [SMSC:c1] [SVC:web] [ACT:] [BINF:] [FID:7] [META:] [from:+491512000721] [to:+491512000722] [flags:-1:0:-1:0:31] [msg:5:hallo] [udh:6:050003A10201]
2026-09-01 12:00:00 Sent SMS [SMSC:c1] [SVC:web] [ACT:] [BINF:] [FID:8] [META:] [from:+491512000721] [to:+491512000722] [flags:-1:0:-1:0:31] [msg:5:[to: ]] [udh:6:050003A10202]
2026-09-01 12:01:00 Receive SMS [SMSC:c1] [SVC:] [ACT:] [BINF:] [FID:] [META:] [from:+491512000722] [to:77001] [flags:-1:0:-1:0:-1] [msg:2:ok] [udh:0:]
2026-09-01 12:01:05 Receive DLR SMS [SMSC:c1] [SVC:web] [ACT:] [BINF:] [FID:7] [META:] [from:+491512000721] [to:+491512000722] [flags:-1:-1:-1:-1:1] [msg:4:done] [udh:0:]
2026-09-01 12:02:00 FAILED Send SMS [SMSC:c1] [SVC:web] [ACT:] [BINF:] [FID:] [META:] [from:Kanzlei] [to:+491512000722] [flags:-1:0:-1:0:31] [msg:1:x] [udh:0:]
2026-09-01 23:59:59 Log ends
`,
      records: [
        sampleRecord('2026-09-01T10:00:00.000Z', 0, 'outbound', ['+491512000721', '+491512000722'], null, null, {
          service: 'sms',
        }),
        sampleRecord('2026-09-01T10:00:00.000Z', 0, 'outbound', ['+491512000721', '+491512000722'], null, null, {
          service: 'sms',
        }),
        sampleRecord('2026-09-01T10:01:00.000Z', 0, 'inbound', ['+491512000722', '77001'], '77001', null, {
          service: 'sms',
        }),
      ],
      filtered: { deliveryReport: 1, failed: 1 },
    },
  ],
};
