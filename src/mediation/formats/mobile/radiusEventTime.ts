import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { radiusSession } from './radiusSession.ts';

/** RADIUS accounting of data sessions in files that only tell the time of the event itself (`Event-Timestamp`, RFC 2869, 5.3), with the name of its zone. */
export const radiusEventTime: FormatDefinition = {
  ...radiusSession,
  id: 'radius-event-time',
  version: 1,
  name: 'RADIUS accounting with Event-Timestamp',
  about: {
    kind: 'data',
    verified: 'sample',
    knowledge: ['RFC 2866 and RFC 2869', 'attribute files of the tests of FreeRADIUS'],
  },
  record: {
    ...radiusSession.record,
    start: {
      fields: ['Event-Timestamp'],
      form: { kind: 'pattern', patterns: ['MMM d yyyy HH:mm:ss zzz', 'MMM d yyyy HH:mm:ss'] },
      zoneNames: { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' },
      marks: 'end',
    },
  },
  fingerprint: { text: ['^\\s*Acct-Status-Type = ', '^\\s*Event-Timestamp = '], columns: {} },
  samples: [
    {
      name: 'start and stop in single quotes, notes, an answer that is no accounting',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `#
#  Input packet
#
Packet-Type = Accounting-Request
User-Name = 'kunde3@example.org'
NAS-IP-Address = 192.0.2.20
Acct-Status-Type = Start
Acct-Session-Id = '00000031'
Event-Timestamp = 'Sep  1 2026 08:27:00 CEST'

#
#  Expected answer
#
Packet-Type == Accounting-Response

Packet-Type = Accounting-Request
User-Name = 'kunde3@example.org'
NAS-IP-Address = 192.0.2.20
Acct-Status-Type = Stop
Acct-Input-Octets = 15
Acct-Output-Octets = 15
Acct-Input-Gigawords = 1
Acct-Output-Gigawords = 1
Acct-Session-Id = '00000031'
Acct-Session-Time = 120
Event-Timestamp = 'Sep  1 2026 08:29:00 CEST'

`,
      records: [
        sampleRecord(
          '2026-09-01T06:27:00.000Z',
          120000,
          'outbound',
          ['kunde3@example.org', null],
          'kunde3@example.org',
          null,
          { service: 'data', volume: 8589934622 },
        ),
      ],
    },
  ],
};
