import type { FormatDefinition } from '../../language/format.ts';

/**
 * What all RADIUS accounting of data sessions shares: attributes by name, a session in Start, Interim-Update and Stop, counters that go on from the start
 * and have their upper 32 bits in an attribute of their own (RFC 2869, 5.1). Without a Stop the last Interim counts. The server sends a packet
 * again that was not acknowledged.
 */

/** The most that `Acct-*-Gigawords` may count: a petabyte is 233 of them. */
const MOST_GIGAWORDS = 1023;
/** Gigawords in decimal → hexadecimal digits, which eight zeros behind make bytes. */
const GIGAWORDS = Object.fromEntries(
  Array.from({ length: MOST_GIGAWORDS + 1 }, (_, words) => [String(words), words.toString(16)]),
);
const gigawords = (attribute: string) => ({
  at: [{ column: attribute }],
  transforms: [
    { op: 'map' as const, table: GIGAWORDS, otherwise: 'reject' as const },
    { op: 'template' as const, text: '{}00000000' },
    { op: 'hexToInt' as const },
  ],
});
const attribute = (...names: string[]) => ({ at: names.map((column) => ({ column })) });

export const radiusSession: Omit<FormatDefinition, 'id' | 'version' | 'name' | 'fingerprint' | 'samples' | 'record'> & {
  readonly record: Omit<FormatDefinition['record'], 'start'>;
} = {
  structure: {
    kind: 'keyValue',
    form: 'lines',
    heading: 'received',
    commentPrefix: '#',
    quotes: ['"', "'"],
  },
  fields: {
    status: attribute('Acct-Status-Type'),
    session: attribute('Acct-Unique-Session-Id', 'Acct-Session-Id'),
    server: attribute('NAS-IP-Address', 'NAS-IPv6-Address', 'NAS-Identifier'),
    seconds: attribute('Acct-Session-Time'),
    user: attribute('User-Name'),
    station: attribute('Calling-Station-Id', 'User-Name'),
    accessPoint: attribute('Called-Station-Id'),
    octetsIn: attribute('Acct-Input-Octets'),
    octetsOut: attribute('Acct-Output-Octets'),
    gigawordsIn: gigawords('Acct-Input-Gigawords'),
    gigawordsOut: gigawords('Acct-Output-Gigawords'),
    visited: attribute('3GPP-SGSN-MCC-MNC'),
    Timestamp: attribute('Timestamp'),
    'Event-Timestamp': attribute('Event-Timestamp'),
  },
  settings: { homeNetworks: { kind: 'texts', default: [] } },
  recordTypes: [
    { when: { field: 'status', oneOf: ['Start', '1'] }, role: 'start' },
    { when: { field: 'status', oneOf: ['Interim-Update', 'Alive', '3'] }, role: 'interim' },
    { when: { field: 'status', oneOf: ['Stop', '2'] }, role: 'stop' },
    // The server or its accounting goes on or off; a failure; what is no accounting.
    { when: { field: 'status', empty: false }, role: 'quality' },
    { role: 'comment' },
  ],
  multiLeg: {
    groupBy: ['session', 'server'],
    windowS: 172_800,
    fold: 'startStop',
    // A stop tells everything, also where the start was lost.
    complete: { field: 'status', oneOf: ['Stop', '2'] },
    incomplete: 'store',
    counters: 'cumulative',
  },
  record: {
    service: 'data',
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'session', empty: false },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'station', bare: 'international' },
    called: { field: 'accessPoint', bare: 'text' },
    account: { field: 'user' },
    volume: { fields: ['octetsIn', 'octetsOut', 'gigawordsIn', 'gigawordsOut'] },
    network: { field: 'visited', home: { setting: 'homeNetworks' } },
    details: { nativeId: ['session'] },
  },
  dedup: {
    keys: [
      ['session', 'server', 'status', 'seconds'],
      ['session', 'server', 'status'],
    ],
  },
};
