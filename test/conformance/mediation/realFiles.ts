/**
 * What must come out of real files that belong to others (the folder that SAMPLES names): written from the specifications of their formats and
 * by counting with other means. Figures only; nothing of the files stands here.
 */
export interface RealFile {
  readonly path: string;
  readonly format: string;
  readonly country: string;
  readonly zone: string;
  readonly settings?: Readonly<Record<string, readonly string[] | string>>;
  readonly records: number;
  /** Records that come out. */
  readonly passed: number;
  readonly joined?: number;
  readonly waiting?: number;
  readonly filtered?: Readonly<Record<string, number>>;
  readonly rejected?: readonly string[];
  readonly directions?: Readonly<Record<string, number>>;
  readonly billableS?: number;
  readonly answered?: number;
  /** How many calling and called numbers are E.164. */
  readonly e164?: readonly [calling: number, called: number];
  readonly cost?: string;
  readonly first?: string;
  readonly last?: string;
  /** Code of the reason why the whole file is put aside. */
  readonly quarantine?: string;
}

const FR = { country: 'FR', zone: 'Europe/Paris' } as const;
const DE = { country: 'DE', zone: 'Europe/Berlin' } as const;
const DE_UTC = { country: 'DE', zone: 'UTC' } as const;
const ONE = { records: 1, passed: 1 } as const;

export const REAL_FILES: readonly RealFile[] = [
  {
    path: '3cx/cdr-fr-2020-1404rows.csv',
    format: '3cx-csv',
    ...FR,
    records: 1404,
    passed: 1404,
    directions: { outbound: 576, inbound: 394, internal: 384, forwarded: 50 },
    billableS: 400_320,
    first: '2020-05-04T10:43:42.000Z',
    last: '2020-05-11T17:30:11.000Z',
  },
  {
    path: '3cx/cdr.log',
    format: '3cx-csv',
    country: 'IE',
    zone: 'Europe/Dublin',
    ...ONE,
    directions: { inbound: 1 },
    billableS: 336,
  },
  {
    path: '3cx/cdr-v20-per-call-file.csv',
    format: '3cx-csv',
    country: 'SE',
    zone: 'Europe/Stockholm',
    ...ONE,
    directions: { outbound: 1 },
    billableS: 25,
  },
  { path: '3cx/header-v20.csv', format: '3cx-csv', ...FR, records: 0, passed: 0 },
  {
    path: 'asterisell-carriers/colt-at.csv',
    format: 'colt-csv',
    country: 'AT',
    zone: 'Europe/Vienna',
    ...ONE,
    billableS: 22,
    cost: '0.01019',
    first: '2016-08-01T09:26:54.000Z',
  },
  {
    path: 'asterisell-carriers/digitel.csv',
    format: 'digitel-csv',
    country: 'IT',
    zone: 'Europe/Rome',
    records: 3,
    passed: 3,
    billableS: 52,
    cost: '0.003483',
    e164: [3, 3],
    first: '2016-04-07T07:12:00.000Z',
  },
  {
    path: 'asterisell-carriers/twt-cps-v1.csv',
    format: 'twt-cps-csv',
    country: 'IT',
    zone: 'Europe/Rome',
    records: 2,
    passed: 2,
    billableS: 200,
    cost: '0.0867',
    first: '2014-11-05T07:28:54.000Z',
  },
  {
    path: 'asterisk-cdr-csv/Master.csv',
    format: 'asterisk-master-csv',
    country: 'RU',
    zone: 'Europe/Moscow',
    settings: { trunks: ['SIP/211'] },
    records: 84,
    passed: 30,
    directions: { inbound: 30 },
    filtered: { localChannel: 26, unanswered: 28 },
  },
  {
    path: 'avaya-ip-office/smdr-r11-35fields.csv',
    format: 'avaya-ip-office-smdr',
    country: 'GB',
    zone: 'Europe/London',
    ...ONE,
    directions: { outbound: 1 },
    billableS: 225,
    first: '2024-02-10T14:30:00.000Z',
  },
  {
    // Call 1000014160: 13 and 21 seconds, billed once.
    path: 'avaya-ip-office/smdr-transfer.csv',
    format: 'avaya-ip-office-smdr',
    country: 'GB',
    zone: 'Europe/London',
    records: 2,
    passed: 1,
    joined: 1,
    directions: { inbound: 1 },
    billableS: 34,
    first: '2002-06-28T08:30:57.000Z',
  },
  {
    // Start and End are no calls; answer to release in milliseconds.
    path: 'broadworks-xml/broadworks_cdr_v19.xml',
    format: 'broadworks-xml',
    ...DE_UTC,
    records: 4,
    passed: 2,
    filtered: { noCall: 2 },
    billableS: 36.768,
    first: '2016-04-19T21:00:05.247Z',
  },
  {
    // The trailer says 33 records and 00:30:55.00.
    path: 'carrier-fixed-width-nl/DDB-Some-10022-20120711-309.CDR',
    format: 'nl-fixed-width',
    country: 'NL',
    zone: 'Europe/Amsterdam',
    records: 33,
    passed: 33,
    billableS: 1855,
  },
  {
    path: 'carrier-partial-csv-de/partial_cdr_1.csv',
    format: 'partial-csv-de',
    ...DE,
    records: 2,
    passed: 1,
    waiting: 1,
  },
  {
    path: 'carrier-partial-csv-de/partial_cdr_2.csv',
    format: 'partial-csv-de',
    ...DE,
    records: 1,
    passed: 0,
    waiting: 1,
  },
  {
    path: 'carrier-partial-csv-de/partial_cdr_3.csv',
    format: 'partial-csv-de',
    ...DE,
    records: 1,
    passed: 0,
    waiting: 1,
  },
  { path: 'cisco-cucm/cdr.csv', format: 'cisco-cucm-cdr', ...DE, records: 3, passed: 3, billableS: 351, e164: [3, 3] },
  {
    path: 'freeswitch-csv/Master.csv',
    format: 'freeswitch-csv',
    country: 'ES',
    zone: 'Europe/Madrid',
    records: 5,
    passed: 5,
    billableS: 0,
    answered: 0,
  },
  {
    // Seconds lost in a spreadsheet; one row comes twice.
    path: 'freeswitch-csv/Master-excel-resaved.csv',
    format: 'freeswitch-csv',
    country: 'ES',
    zone: 'Europe/Madrid',
    records: 10,
    passed: 10,
  },
  {
    path: 'freeswitch-json/freeswitch_json_cdr_1.json',
    format: 'freeswitch-json',
    ...DE,
    ...ONE,
    directions: { internal: 1 },
  },
  {
    // Reduced to a few variables by its owners: no start time left.
    path: 'freeswitch-json/freeswitch_json_cdr_2_small.json',
    format: 'freeswitch-json',
    ...DE,
    records: 1,
    passed: 0,
    rejected: ['mediation.fieldEmpty'],
  },
  {
    path: 'gamma-uk-standard/gamma-uk-standard-header.csv',
    format: 'uk-standard-csv',
    country: 'GB',
    zone: 'Europe/London',
    records: 0,
    passed: 0,
  },
  {
    path: 'kamailio-acc-syslog/acc.log',
    format: 'kamailio-acc-syslog',
    ...DE_UTC,
    records: 3,
    passed: 1,
    joined: 1,
    waiting: 1,
    billableS: 8,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_full_answered.txt',
    format: 'kamailio-flatstore',
    ...DE_UTC,
    records: 8,
    passed: 4,
    joined: 4,
    billableS: 12,
    answered: 4,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_invite_ack_bye.txt',
    format: 'kamailio-flatstore',
    ...DE_UTC,
    records: 12,
    passed: 4,
    joined: 4,
    filtered: { quality: 4 },
    billableS: 12,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_missed.txt',
    format: 'kamailio-flatstore',
    ...DE_UTC,
    records: 3,
    passed: 3,
    billableS: 0,
    answered: 0,
  },
  {
    path: 'kamailio-opensips-flatstore/acc_partial.txt',
    format: 'kamailio-flatstore',
    ...DE_UTC,
    records: 2,
    passed: 0,
    waiting: 2,
  },
  {
    path: 'misc-xml/complete-success-notification.xml',
    format: 'callback-notification-xml',
    country: 'GB',
    zone: 'Europe/London',
    records: 2,
    passed: 2,
    e164: [0, 2],
  },
  {
    path: 'mitel-mivb/smdr.txt',
    format: 'mitel-mivoice-smdr',
    ...DE,
    records: 4,
    passed: 3,
    rejected: ['mediation.lineForm'],
  },
  {
    path: 'ms-teams-graph/getPstnCalls.json',
    format: 'teams-pstn-calls',
    ...DE_UTC,
    ...ONE,
    billableS: 219,
    first: '2019-11-01T00:00:08.258Z',
  },
  {
    path: 'ms-teams-graph/getDirectRoutingCalls.json',
    format: 'teams-direct-routing',
    ...DE_UTC,
    ...ONE,
    billableS: 5,
    answered: 1,
  },
  {
    // The header says 1524; four are there.
    path: 'nrtrde-ascii/nrtrde.csv',
    format: 'nrtrde-ascii',
    country: 'CY',
    zone: 'UTC',
    records: 4,
    passed: 4,
    quarantine: 'mediation.controlRecords',
  },
  {
    path: 'panasonic-kx/pattern-a.txt',
    format: 'panasonic-kx-pattern-a',
    ...DE,
    records: 6,
    passed: 4,
    filtered: { noCall: 2 },
    billableS: 195,
    answered: 3,
  },
  {
    path: 'ringcentral/call-log-record.json',
    format: 'ringcentral-call',
    country: 'US',
    zone: 'UTC',
    ...ONE,
    directions: { inbound: 1 },
    billableS: 77,
  },
  {
    path: 'tap3-ascii/tap312.txt',
    format: 'tap3-ascii',
    country: 'GR',
    zone: 'UTC',
    ...ONE,
    directions: { outbound: 1 },
    billableS: 30,
    first: '2005-09-07T07:09:40.000Z',
  },
  { path: 'tap3/tap_3_12_valid.ber', format: 'tap3', ...DE_UTC, records: 4, passed: 4, billableS: 866, cost: '71.2' },
  {
    path: 'tap3/tap_3_12_valid_most_indef.ber',
    format: 'tap3',
    ...DE_UTC,
    records: 4,
    passed: 4,
    billableS: 866,
    cost: '71.2',
  },
  {
    path: 'tap3/tap_3_12_negative_volume.ber',
    format: 'tap3',
    ...DE_UTC,
    records: 1,
    passed: 0,
    rejected: ['mediation.volume'],
    quarantine: 'mediation.controlRecords',
  },
  { path: 'tap3/tap_notification.ber', format: 'tap3', ...DE_UTC, records: 0, passed: 0 },
  {
    path: 'twilio/call.json',
    format: 'twilio-calls-json',
    country: 'US',
    zone: 'UTC',
    ...ONE,
    directions: { inbound: 1 },
    billableS: 15,
    cost: '0.03',
    first: '2010-08-31T20:36:29.000Z',
  },
  {
    path: 'webex-calling/cdr_feed.json',
    format: 'webex-calling-cdr-feed',
    ...DE_UTC,
    records: 2,
    passed: 2,
    answered: 0,
    e164: [2, 2],
  },
];
