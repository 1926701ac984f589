import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { radiusSession } from './radiusSession.ts';

/**
 * RADIUS accounting of data sessions (RFC 2866, 2869) as FreeRADIUS keeps it: the `detail` file, whose `Timestamp` says when a packet came, in seconds
 * of the epoch, so that no zone is needed.
 */
export const radiusDetail: FormatDefinition = {
  ...radiusSession,
  id: 'radius-detail',
  version: 1,
  name: 'RADIUS accounting, FreeRADIUS detail file',
  about: {
    kind: 'data',
    verified: 'sample',
    knowledge: ['RFC 2866 and RFC 2869', 'detail files of the tests of FreeRADIUS'],
  },
  record: {
    ...radiusSession.record,
    // A packet comes when what it tells of ends: the start is that much before.
    start: { fields: ['Timestamp'], form: { kind: 'epoch', unit: 's' }, marks: 'end' },
  },
  fingerprint: { text: ['^\\s+Acct-Status-Type = ', '^\\s+Timestamp = \\d+'], columns: {} },
  samples: [
    {
      name: 'start, interim and stop of a session beyond 32 bits, a stop whose start was lost, abroad, a restart of the server',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `Tue Sep  1 10:00:00 2026
	User-Name = "kunde1@example.org"
	NAS-IP-Address = 192.0.2.10
	Calling-Station-Id = "491512000711"
	Called-Station-Id = "internet"
	Acct-Session-Id = "0001"
	Acct-Unique-Session-Id = "aa01"
	Acct-Status-Type = Start
	Timestamp = 1788249600

Tue Sep  1 11:00:00 2026
	User-Name = "kunde1@example.org"
	NAS-IP-Address = 192.0.2.10
	Calling-Station-Id = "491512000711"
	Called-Station-Id = "internet"
	Acct-Session-Id = "0001"
	Acct-Unique-Session-Id = "aa01"
	Acct-Status-Type = Interim-Update
	Acct-Session-Time = 3600
	Acct-Input-Octets = 1000
	Acct-Output-Octets = 4000000000
	Timestamp = 1788253200

Tue Sep  1 12:00:00 2026
	User-Name = "kunde1@example.org"
	NAS-IP-Address = 192.0.2.10
	Calling-Station-Id = "491512000711"
	Called-Station-Id = "internet"
	Acct-Session-Id = "0001"
	Acct-Unique-Session-Id = "aa01"
	Acct-Status-Type = Stop
	Acct-Session-Time = 7200
	Acct-Input-Octets = 2000
	Acct-Output-Octets = 100
	Acct-Output-Gigawords = 12
	Acct-Terminate-Cause = User-Request
	Timestamp = 1788256800

Tue Sep  1 12:30:00 2026
	User-Name = "kunde2@example.org"
	NAS-IP-Address = 192.0.2.10
	Calling-Station-Id = "491512000712"
	Called-Station-Id = "internet"
	Acct-Session-Id = "0002"
	Acct-Unique-Session-Id = "aa02"
	Acct-Status-Type = Stop
	Acct-Session-Time = 60
	Acct-Input-Octets = 5
	Acct-Output-Octets = 6
	3GPP-SGSN-MCC-MNC = "20801"
	Timestamp = 1788258600

Tue Sep  1 12:40:00 2026
	NAS-IP-Address = 192.0.2.10
	Acct-Session-Id = "0000"
	Acct-Status-Type = Accounting-On
	Timestamp = 1788259200

`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          7200000,
          'outbound',
          ['+491512000711', 'internet'],
          'kunde1@example.org',
          null,
          { service: 'data', volume: 51539609652 },
        ),
        sampleRecord(
          '2026-09-01T10:29:00.000Z',
          60000,
          'outbound',
          ['+491512000712', 'internet'],
          'kunde2@example.org',
          null,
          { service: 'data', volume: 11, network: 20801 },
        ),
      ],
      filtered: { quality: 1 },
    },
  ],
};
