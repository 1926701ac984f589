import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * RADIUS accounting of voice with Cisco's attributes (VSA 9), as Cisco gateways, GNU Gatekeeper, Dialogic and others send it, in a detail file: values
 * carry their own name again (`h323-call-type=VoIP`), times name their zone by abbreviation, the cause is hexadecimal. Each leg has a start and a
 * stop of which the stop says all; `answer` is the leg that came in and repeats the one that went out.
 */
const instant = (field: string): TimestampDefinition => ({
  fields: [field],
  form: { kind: 'pattern', patterns: ['[*.]HH:mm:ss.S zzz EEE MMM d yyyy', '[*.]HH:mm:ss zzz EEE MMM d yyyy'] },
});

export const ciscoVoipRadius: FormatDefinition = {
  id: 'radius-h323-voip',
  version: 1,
  name: 'RADIUS accounting of voice (Cisco h323 attributes), detail file',
  about: {
    kind: 'sbc',
    verified: 'sample',
    knowledge: ['RFC 2866', 'Cisco: RADIUS VSA Voice Implementation Guide', 'a start and a stop of GNU Gatekeeper'],
  },
  structure: { kind: 'keyValue', form: 'lines', heading: 'received', innerPairs: true },
  fields: {
    status: { at: [{ column: 'Acct-Status-Type' }] },
    conference: { at: [{ column: 'h323-conf-id' }] },
    origin: { at: [{ column: 'h323-call-origin' }] },
    setup: { at: [{ column: 'h323-setup-time' }] },
    connect: { at: [{ column: 'h323-connect-time' }] },
    disconnect: { at: [{ column: 'h323-disconnect-time' }] },
    cause: { at: [{ column: 'h323-disconnect-cause' }], transforms: [{ op: 'hexToInt' }] },
    session: { at: [{ column: 'Acct-Session-Id' }] },
    seconds: { at: [{ column: 'Acct-Session-Time' }] },
    caller: { at: [{ column: 'Calling-Station-Id' }] },
    called: { at: [{ column: 'Called-Station-Id' }] },
    user: { at: [{ column: 'User-Name' }] },
    gateway: { at: [{ column: 'NAS-IP-Address' }] },
  },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: instant('setup'),
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' }, cutAt: ['#', '@'] },
    called: { field: 'called', bare: { setting: 'bareNumbers' }, cutAt: ['#', '@'] },
    account: { field: 'user' },
    details: {
      nativeId: ['session'],
      callGroup: ['conference'],
      answer: instant('connect'),
      end: instant('disconnect'),
      disposition: { field: 'cause', form: 'q850' },
    },
  },
  filters: [
    { reason: 'notTheEnd', when: { field: 'status', oneOf: ['Start', 'Interim-Update', 'Alive'] } },
    { reason: 'noCall', when: { not: { field: 'status', equals: 'Stop' } } },
    { reason: 'otherLeg', when: { field: 'origin', equals: 'answer' } },
  ],
  dedup: {
    keys: [
      ['conference', 'session', 'gateway'],
      ['session', 'setup'],
    ],
  },
  fingerprint: { text: ['^\\s+h323-conf-id = ', '^\\s+Acct-Status-Type = '] },
  samples: [
    {
      name: 'start and stop, both legs, in vain',
      zone: 'UTC',
      country: 'DE',
      content: `Tue Sep  1 10:00:00 2026
	h323-conf-id = "h323-conf-id=AA01 BB02"
	h323-call-origin = "h323-call-origin=originate"
	Acct-Status-Type = Start
	h323-setup-time = "h323-setup-time=10:00:00.000 CEST Tue Sep 1 2026"
	User-Name = "acme"
	NAS-IP-Address = 192.0.2.17
	Calling-Station-Id = "101"
	Acct-Session-Id = "0001"
	Called-Station-Id = "015120007001"

Tue Sep  1 10:02:00 2026
	h323-conf-id = "h323-conf-id=AA01 BB02"
	h323-call-origin = "h323-call-origin=originate"
	h323-disconnect-cause = "h323-disconnect-cause=10"
	Acct-Status-Type = Stop
	h323-setup-time = "h323-setup-time=10:00:00.000 CEST Tue Sep 1 2026"
	h323-connect-time = "h323-connect-time=10:00:15.000 CEST Tue Sep 1 2026"
	h323-disconnect-time = "h323-disconnect-time=10:01:54.000 CEST Tue Sep 1 2026"
	User-Name = "acme"
	Acct-Session-Time = 99
	NAS-IP-Address = 192.0.2.17
	Calling-Station-Id = "101"
	Acct-Session-Id = "0001"
	Called-Station-Id = "015120007001"

Tue Sep  1 10:02:00 2026
	h323-conf-id = "h323-conf-id=AA01 BB02"
	h323-call-origin = "h323-call-origin=answer"
	Acct-Status-Type = Stop
	h323-setup-time = "h323-setup-time=10:00:00.000 CEST Tue Sep 1 2026"
	Acct-Session-Time = 99
	NAS-IP-Address = 192.0.2.17
	Acct-Session-Id = "0002"
	Called-Station-Id = "015120007001"

Tue Sep  1 10:05:00 2026
	h323-conf-id = "h323-conf-id=AA01 BB03"
	h323-call-origin = "h323-call-origin=proxy"
	h323-disconnect-cause = "h323-disconnect-cause=11"
	Acct-Status-Type = Stop
	h323-setup-time = "h323-setup-time=*08:05:00.000 GMT Tue Sep 1 2026"
	User-Name = "acme"
	Acct-Session-Time = 0
	NAS-IP-Address = 192.0.2.17
	Calling-Station-Id = "101"
	Acct-Session-Id = "0003"
	Called-Station-Id = "015120007002"

`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 99_000, 'outbound', ['101', '+4915120007001'], 'acme'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'outbound', ['101', '+4915120007002'], 'acme'),
      ],
      filtered: { notTheEnd: 1, otherLeg: 1 },
    },
  ],
};
