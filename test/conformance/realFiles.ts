/**
 * What real files of real systems must come to, written from the description of each format and, for sums, from the files' own trailers or a sum over
 * the raw column. The files belong to others and are not part of this project: paths are within the folder that SAMPLES names.
 */

export interface RealFile {
  readonly path: string;
  readonly format: string;
  readonly country: string;
  readonly zone?: string;
  readonly settings?: Readonly<Record<string, readonly string[]>>;
  /** When it came, for records without a year. */
  readonly arrival?: string;
  /** Records of the file, all of them. */
  readonly records: number;
  /** Usage records by direction. */
  readonly directions: Readonly<Record<string, number>>;
  readonly filtered?: Readonly<Record<string, number>>;
  /** Rejects by code, in order. */
  readonly rejected?: readonly string[];
  /** Records that are parts of others, and parts that a later file may complete. */
  readonly joined?: number;
  readonly waiting?: number;
  /** Why the file is put aside whole. */
  readonly quarantine?: string;
  /** Seconds of all usage records together. */
  readonly seconds?: number;
  /** Fields of the first usage record. */
  readonly first?: Readonly<Record<string, unknown>>;
}

const CARRIERS: readonly RealFile[] = [
  {
    path: 'asterisell-carriers/colt-at.csv',
    format: 'colt-csv',
    country: 'AT',
    zone: 'Europe/Vienna',
    records: 1,
    directions: { outbound: 1 },
    seconds: 22,
    // Called numbers are national; their last digits are hidden.
    first: { start: '2016-08-01T09:26:54.000Z', called: '+43274290136', cost: '0.01019' },
  },
  {
    path: 'asterisell-carriers/digitel.csv',
    format: 'digitel-csv',
    country: 'IT',
    zone: 'Europe/Rome',
    records: 3,
    directions: { outbound: 3 },
    seconds: 52,
    first: { start: '2016-04-07T07:12:00.000Z', called: '+393487247930', cost: '0.003483' },
  },
  {
    path: 'asterisell-carriers/twt-cps-v1.csv',
    format: 'twt-cps-csv',
    country: 'IT',
    zone: 'Europe/Rome',
    // Both rows have one serial number: it is no key by itself.
    records: 2,
    directions: { outbound: 2 },
    seconds: 200,
    first: { start: '2014-11-05T07:28:54.000Z', called: '+3934710', cost: '0.0546' },
  },
  {
    path: 'carrier-fixed-width-nl/DDB-Some-10022-20120711-309.CDR',
    format: 'nl-fixed-width',
    country: 'NL',
    zone: 'Europe/Amsterdam',
    records: 33,
    directions: { outbound: 33 },
    // Its trailer: 33 records, 00:30:55.00.
    seconds: 1855,
  },
  {
    path: 'carrier-partial-csv-de/partial_cdr_1.csv',
    format: 'partial-csv-de',
    country: 'DE',
    records: 2,
    directions: { outbound: 1 },
    waiting: 1,
    seconds: 74,
  },
  {
    path: 'cgrates-csv/semicolon.csv',
    format: 'cgrates-csv',
    country: 'DE',
    records: 3,
    directions: { outbound: 3 },
    seconds: 211,
  },
  {
    path: 'nrtrde-ascii/nrtrde.csv',
    format: 'nrtrde-ascii',
    country: 'GR',
    records: 4,
    directions: { inbound: 4 },
    // The header counts 1524 events, the file has four.
    quarantine: 'mediation.controlRecords',
  },
  {
    path: 'tap3/tap_3_12_valid.ber',
    format: 'tap3',
    country: 'DE',
    records: 4,
    directions: { inbound: 1, outbound: 3 },
    seconds: 866,
  },
  {
    path: 'twilio/call.json',
    format: 'twilio-calls-json',
    country: 'US',
    records: 1,
    directions: { inbound: 1 },
    seconds: 15,
    first: { start: '2010-08-31T20:36:29.000Z', calling: '+15017122661', cost: '0.03' },
  },
];

const TELEPHONE_SYSTEMS: readonly RealFile[] = [
  {
    path: '3cx/cdr-fr-2020-1404rows.csv',
    format: '3cx-csv',
    country: 'FR',
    records: 1404,
    directions: { outbound: 576, inbound: 394, internal: 384, forwarded: 50 },
  },
  { path: '3cx/cdr.log', format: '3cx-csv', country: 'IE', records: 1, directions: { inbound: 1 }, seconds: 336 },
  {
    path: '3cx/cdr-v20-per-call-file.csv',
    format: '3cx-csv',
    country: 'SE',
    records: 1,
    directions: { outbound: 1 },
    seconds: 25,
  },
  {
    path: 'asterisk-cdr-csv/Master.csv',
    format: 'asterisk-master-csv',
    country: 'RU',
    settings: { trunks: ['SIP/211'] },
    records: 84,
    directions: { inbound: 30 },
    filtered: { localChannel: 26, unanswered: 28 },
  },
  {
    path: 'avaya-ip-office/smdr-r11-35fields.csv',
    format: 'avaya-ip-office-smdr',
    country: 'GB',
    zone: 'Europe/London',
    records: 1,
    directions: { outbound: 1 },
    seconds: 225,
    first: { start: '2024-02-10T14:30:00.000Z', called: '+442075551234', account: 'ACCT001' },
  },
  {
    // 13 and 21 seconds of one call.
    path: 'avaya-ip-office/smdr-transfer.csv',
    format: 'avaya-ip-office-smdr',
    country: 'GB',
    zone: 'Europe/London',
    records: 2,
    directions: { inbound: 1 },
    joined: 1,
    seconds: 34,
    first: { start: '2002-06-28T08:30:57.000Z', calling: '+441707392200' },
  },
  {
    // The first record says 125 seconds, 120 lie between connection and end: what is said counts.
    path: 'cisco-cucm/cdr.csv',
    format: 'cisco-cucm-cdr',
    country: 'US',
    records: 3,
    directions: { outbound: 3 },
    seconds: 351,
    first: { start: '2020-04-19T19:22:35.000Z', calling: '+15551234567', called: '+15559876543' },
  },
  {
    path: 'freeswitch-csv/Master.csv',
    format: 'freeswitch-csv',
    country: 'ES',
    records: 5,
    directions: { outbound: 4, internal: 1 },
  },
  {
    path: 'freeswitch-csv/Master-excel-resaved.csv',
    format: 'freeswitch-csv',
    country: 'CN',
    zone: 'Asia/Shanghai',
    records: 10,
    directions: { internal: 10 },
    first: { start: '2020-02-10T14:41:00.000Z', durationMs: 9_000 },
  },
  {
    path: 'freeswitch-json/freeswitch_json_cdr_1.json',
    format: 'freeswitch-json',
    country: 'DE',
    records: 1,
    directions: { internal: 1 },
  },
  {
    // Reduced to a few variables by its owners: no start time left.
    path: 'freeswitch-json/freeswitch_json_cdr_2_small.json',
    format: 'freeswitch-json',
    country: 'DE',
    records: 1,
    directions: {},
    rejected: ['mediation.fieldEmpty'],
  },
  {
    // The fourth line is of its author's own making.
    path: 'mitel-mivb/smdr.txt',
    format: 'mitel-mivoice-smdr',
    country: 'AU',
    zone: 'Australia/Sydney',
    arrival: '2026-03-01T00:00:00Z',
    records: 4,
    directions: { internal: 2, inbound: 1 },
    rejected: ['mediation.lineForm'],
    seconds: 219,
    first: { start: '2026-02-17T08:05:39.000Z', calling: '2002', called: '2001' },
  },
  {
    path: 'ms-teams-graph/getPstnCalls.json',
    format: 'teams-pstn-calls',
    country: 'US',
    records: 1,
    directions: { inbound: 1 },
    seconds: 219,
    first: { start: '2019-11-01T00:00:08.258Z', cost: '0' },
  },
  {
    path: 'ms-teams-graph/getDirectRoutingCalls.json',
    format: 'teams-direct-routing',
    country: 'US',
    records: 1,
    directions: { inbound: 1 },
    seconds: 5,
    first: { start: '2019-11-01T00:00:25.105Z', calling: '+12345678' },
  },
  {
    // Times are those of the end: 10:07 less 65 seconds.
    path: 'panasonic-kx/pattern-a.txt',
    format: 'panasonic-kx-pattern-a',
    country: 'US',
    zone: 'UTC',
    records: 6,
    directions: { inbound: 2, outbound: 1, internal: 1 },
    filtered: { noCall: 2 },
    seconds: 195,
  },
  {
    path: 'ringcentral/call-log-record.json',
    format: 'ringcentral-call',
    country: 'US',
    records: 1,
    directions: { inbound: 1 },
    seconds: 77,
    first: { start: '2021-11-05T08:33:26.354Z', calling: '+18886580000', called: '+19492740000' },
  },
  {
    path: 'webex-calling/cdr_feed.json',
    format: 'webex-calling-cdr-feed',
    country: 'US',
    records: 2,
    directions: { outbound: 1, inbound: 1 },
    first: { start: '2025-08-15T16:49:53.576Z', called: '+19059220001', durationMs: 0 },
  },
];

const BORDER_CONTROLLERS: readonly RealFile[] = [
  {
    path: 'audiocodes-sbc/syslog_cdr.log',
    format: 'audiocodes-sbc-syslog',
    country: 'FR',
    settings: { carrierGroups: ['SBC2'] },
    records: 6,
    directions: { outbound: 1 },
    filtered: { media: 2, notTheEnd: 3 },
    seconds: 30,
    first: { start: '2022-12-05T18:57:52.320Z' },
  },
  {
    // Some lines are cut up by their author, to be refused.
    path: 'audiocodes-sbc/report_lines.txt',
    format: 'audiocodes-sbc-syslog',
    country: 'FR',
    settings: { carrierGroups: ['SBC2'] },
    records: 17,
    directions: { outbound: 1 },
    filtered: { media: 9, notTheEnd: 4 },
    rejected: ['mediation.fieldEmpty', 'mediation.duration', 'mediation.timestamp'],
    seconds: 30,
  },
  {
    // The second call tells no direction; a full number calls an extension.
    path: 'broadworks-xml/broadworks_cdr_v19.xml',
    format: 'broadworks-xml',
    country: 'DE',
    records: 4,
    directions: { outbound: 1, inbound: 1 },
    filtered: { noCall: 2 },
    first: { start: '2016-04-19T21:00:05.247Z', durationMs: 13_483, called: '+4915117174963' },
  },
  {
    path: 'kamailio-acc-syslog/acc.log',
    format: 'kamailio-acc-syslog',
    country: 'DE',
    records: 3,
    directions: { internal: 1 },
    joined: 1,
    waiting: 1,
    seconds: 8,
    first: { calling: 'alice', called: 'carol' },
  },
  {
    path: 'kamailio-opensips-flatstore/acc_full_answered.txt',
    format: 'kamailio-flatstore',
    country: 'DE',
    records: 8,
    directions: { internal: 4 },
    joined: 4,
    seconds: 12,
  },
  {
    // The time comes with the ACK.
    path: 'kamailio-opensips-flatstore/acc_invite_ack_bye.txt',
    format: 'kamailio-flatstore',
    country: 'DE',
    records: 12,
    directions: { internal: 4 },
    joined: 4,
    filtered: { quality: 4 },
    seconds: 12,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_missed.txt',
    format: 'kamailio-flatstore',
    country: 'DE',
    records: 3,
    directions: { internal: 3 },
    seconds: 0,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_partial.txt',
    format: 'kamailio-flatstore',
    country: 'DE',
    records: 2,
    directions: {},
    waiting: 2,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_quoted_csv.csv',
    format: 'kamailio-acc-csv',
    country: 'DE',
    records: 7,
    directions: { internal: 2 },
    joined: 4,
    filtered: { quality: 1 },
    seconds: 68,
  },
  {
    // A start and its stop; the zone is a name, 99 seconds from connection to end.
    path: 'radius-h323-voip/gnugk-start-stop.detail',
    format: 'radius-h323-voip',
    country: 'RO',
    records: 2,
    directions: { internal: 1 },
    filtered: { notTheEnd: 1 },
    seconds: 99,
    first: { start: '2005-12-25T13:59:47.000Z', calling: '101', called: '613' },
  },
  {
    path: 'misc-xml/complete-success-notification.xml',
    format: 'callback-notification-xml',
    country: 'GB',
    zone: 'Europe/London',
    records: 2,
    directions: { outbound: 2 },
    seconds: 75,
  },
];

export const REAL_FILES: readonly RealFile[] = [...CARRIERS, ...TELEPHONE_SYSTEMS, ...BORDER_CONTROLLERS];
