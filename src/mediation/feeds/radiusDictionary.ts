/**
 * Names, types and words of RADIUS attributes as dictionaries everywhere have them: RFC 2865, 2866, 2867, 2869, 3162, and the vendors whose
 * accounting carries calls (Cisco 9, Acme Packet 9148, Sonus 2879 is binary text, AudioCodes 5003). Others are told by number.
 */

export type RadiusType = 'string' | 'integer' | 'ipaddr' | 'ipv6addr' | 'date' | 'octets';

export interface RadiusAttribute {
  readonly name: string;
  readonly type: RadiusType;
  readonly words?: Readonly<Record<number, string>>;
}

const ACCT_STATUS: Readonly<Record<number, string>> = {
  1: 'Start',
  2: 'Stop',
  3: 'Interim-Update',
  7: 'Accounting-On',
  8: 'Accounting-Off',
  9: 'Tunnel-Start',
  10: 'Tunnel-Stop',
  11: 'Tunnel-Reject',
  12: 'Tunnel-Link-Start',
  13: 'Tunnel-Link-Stop',
  14: 'Tunnel-Link-Reject',
  15: 'Failed',
};
const SERVICE_TYPE: Readonly<Record<number, string>> = {
  1: 'Login-User',
  2: 'Framed-User',
  3: 'Callback-Login-User',
  4: 'Callback-Framed-User',
  5: 'Outbound-User',
  6: 'Administrative-User',
  7: 'NAS-Prompt-User',
  8: 'Authenticate-Only',
  10: 'Call-Check',
  15: 'Sip-Session',
};
const AUTHENTIC: Readonly<Record<number, string>> = { 1: 'RADIUS', 2: 'Local', 3: 'Remote', 4: 'Diameter' };
const TERMINATE_CAUSE: Readonly<Record<number, string>> = Object.fromEntries(
  [
    ...[
      'User-Request',
      'Lost-Carrier',
      'Lost-Service',
      'Idle-Timeout',
      'Session-Timeout',
      'Admin-Reset',
      'Admin-Reboot',
    ],
    ...['Port-Error', 'NAS-Error', 'NAS-Request', 'NAS-Reboot', 'Port-Unneeded', 'Port-Preempted', 'Port-Suspended'],
    ...['Service-Unavailable', 'Callback', 'User-Error', 'Host-Request'],
  ].map((word, index) => [index + 1, word]),
);
const PORT_TYPE: Readonly<Record<number, string>> = {
  0: 'Async',
  1: 'Sync',
  2: 'ISDN',
  5: 'Virtual',
  15: 'Ethernet',
  16: 'xDSL',
  18: 'Wireless-Other',
  19: 'Wireless-802.11',
};

const words = (name: string): RadiusAttribute => ({ name, type: 'string' });
const number = (name: string, values?: Readonly<Record<number, string>>): RadiusAttribute =>
  values === undefined ? { name, type: 'integer' } : { name, type: 'integer', words: values };
const address = (name: string): RadiusAttribute => ({ name, type: 'ipaddr' });
const octets = (name: string): RadiusAttribute => ({ name, type: 'octets' });

export const ATTRIBUTES: ReadonlyMap<number, RadiusAttribute> = new Map([
  [1, words('User-Name')],
  [4, address('NAS-IP-Address')],
  [5, number('NAS-Port')],
  [6, number('Service-Type', SERVICE_TYPE)],
  [7, number('Framed-Protocol', { 1: 'PPP', 2: 'SLIP', 7: 'GPRS-PDP-Context' })],
  [8, address('Framed-IP-Address')],
  [9, address('Framed-IP-Netmask')],
  [11, words('Filter-Id')],
  [14, address('Login-IP-Host')],
  [15, number('Login-Service')],
  [18, words('Reply-Message')],
  [22, words('Framed-Route')],
  [25, octets('Class')],
  [27, number('Session-Timeout')],
  [28, number('Idle-Timeout')],
  [30, words('Called-Station-Id')],
  [31, words('Calling-Station-Id')],
  [32, words('NAS-Identifier')],
  [33, octets('Proxy-State')],
  [40, number('Acct-Status-Type', ACCT_STATUS)],
  [41, number('Acct-Delay-Time')],
  [42, number('Acct-Input-Octets')],
  [43, number('Acct-Output-Octets')],
  [44, words('Acct-Session-Id')],
  [45, number('Acct-Authentic', AUTHENTIC)],
  [46, number('Acct-Session-Time')],
  [47, number('Acct-Input-Packets')],
  [48, number('Acct-Output-Packets')],
  [49, number('Acct-Terminate-Cause', TERMINATE_CAUSE)],
  [50, words('Acct-Multi-Session-Id')],
  [51, number('Acct-Link-Count')],
  [52, number('Acct-Input-Gigawords')],
  [53, number('Acct-Output-Gigawords')],
  [55, { name: 'Event-Timestamp', type: 'date' }],
  [61, number('NAS-Port-Type', PORT_TYPE)],
  [64, octets('Tunnel-Type')],
  [66, octets('Tunnel-Client-Endpoint')],
  [77, words('Connect-Info')],
  [85, number('Acct-Interim-Interval')],
  [87, words('NAS-Port-Id')],
  [88, words('Framed-Pool')],
  [89, octets('Chargeable-User-Identity')],
  [95, { name: 'NAS-IPv6-Address', type: 'ipv6addr' }],
  [96, octets('Framed-Interface-Id')],
  [97, octets('Framed-IPv6-Prefix')],
]);

const CISCO: readonly [number, string][] = [
  [1, 'Cisco-AVPair'],
  [2, 'Cisco-NAS-Port'],
  [23, 'h323-remote-address'],
  [24, 'h323-conf-id'],
  [25, 'h323-setup-time'],
  [26, 'h323-call-origin'],
  [27, 'h323-call-type'],
  [28, 'h323-connect-time'],
  [29, 'h323-disconnect-time'],
  [30, 'h323-disconnect-cause'],
  [31, 'h323-voice-quality'],
  [33, 'h323-gw-id'],
  [34, 'h323-call-treatment'],
  [35, 'h323-incoming-conf-id'],
  [101, 'h323-credit-amount'],
  [102, 'h323-credit-time'],
  [103, 'h323-return-code'],
  [109, 'h323-billing-model'],
  [110, 'h323-currency'],
  [111, 'subscriber'],
  [112, 'gw-rxd-cdn'],
  [113, 'gw-final-xlated-cdn'],
];

const ACME: readonly [number, string, RadiusType][] = [
  [1, 'Acme-FlowID_FS1_F', 'string'],
  [2, 'Acme-FlowType_FS1_F', 'string'],
  [3, 'Acme-Session-Ingress-CallId', 'string'],
  [4, 'Acme-Session-Egress-CallId', 'string'],
  [40, 'Acme-Session-Generic-Id', 'string'],
  [41, 'Acme-Session-Ingress-Realm', 'string'],
  [42, 'Acme-Session-Egress-Realm', 'string'],
  [43, 'Acme-Session-Protocol-Type', 'string'],
  [57, 'Acme-Local-Time-Zone', 'string'],
  [58, 'Acme-Post-Dial-Delay', 'integer'],
  [59, 'Acme-CDR-Sequence-Number', 'integer'],
  [60, 'Acme-Session-Disposition', 'integer'],
  [61, 'Acme-Disconnect-Initiator', 'integer'],
  [62, 'Acme-Disconnect-Cause', 'integer'],
  [63, 'Acme-Intermediate_Time', 'string'],
  [64, 'Acme-Primary-Routing-Number', 'string'],
  [65, 'Acme-Originating-Trunk-Group', 'string'],
  [66, 'Acme-Terminating-Trunk-Group', 'string'],
  [67, 'Acme-Originating-Trunk-Context', 'string'],
  [68, 'Acme-Terminating-Trunk-Context', 'string'],
  [69, 'Acme-P-Asserted-ID', 'string'],
  [70, 'Acme-SIP-Diversion', 'string'],
  [71, 'Acme-SIP-Status', 'integer'],
  [74, 'Acme-Ingress-Local-Addr', 'string'],
  [75, 'Acme-Ingress-Remote-Addr', 'string'],
  [76, 'Acme-Egress-Local-Addr', 'string'],
  [77, 'Acme-Egress-Remote-Addr', 'string'],
  [134, 'Acme-Session-Forked-Call-Id', 'string'],
];

/** AudioCodes gives its own number to calls; the rest of its accounting are Cisco's attributes. */
const AUDIOCODES: readonly [number, string][] = [
  [1, 'ACL-Auth-Level'],
  [35, 'ACL-Call-Origin'],
];

/** Attributes of vendors, by vendor and number. */
export const VENDOR_ATTRIBUTES: ReadonlyMap<number, ReadonlyMap<number, RadiusAttribute>> = new Map([
  [9, new Map(CISCO.map(([id, name]) => [id, words(name)] as const))],
  [9148, new Map(ACME.map(([id, name, type]) => [id, { name, type }] as const))],
  [5003, new Map(AUDIOCODES.map(([id, name]) => [id, words(name)] as const))],
]);
