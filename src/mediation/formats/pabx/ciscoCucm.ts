import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Cisco Unified Communications Manager, `cdr_<cluster>_<node>_<time>_<sequence>`: a header of about 130 quoted names, then mostly a line of
 * SQL types, then records; columns are found by name only, every release adds some. Times are epoch seconds; `dateTimeConnect` 0 is a
 * call that was not answered. A transfer gives several records of one global call id; each leg that leaves or comes by a trunk counts.
 */
const NAMES = [
  ...['cdrRecordType', 'globalCallID_callManagerId', 'globalCallID_callId', 'globalCallId_ClusterID'],
  ...['dateTimeOrigination', 'dateTimeConnect', 'dateTimeDisconnect', 'duration', 'callingPartyNumber'],
  ...['originalCalledPartyNumber', 'finalCalledPartyNumber', 'lastRedirectDn', 'outpulsedCallingPartyNumber'],
  ...['outpulsedCalledPartyNumber', 'origDeviceName', 'destDeviceName', 'origCause_value', 'destCause_value'],
  ...['clientMatterCode', 'authCodeDescription', 'pkid'],
];

const HEADER = NAMES.map((name) => `"${name}"`).join(',');
const TYPES = NAMES.map((name) => (name.startsWith('dateTime') ? 'INTEGER' : 'VARCHAR(50)')).join(',');

export const ciscoCucm: FormatDefinition = {
  id: 'cisco-cucm-cdr',
  version: 1,
  name: 'Cisco CUCM CDR',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Cisco: Call Detail Records Administration Guide 11.5(1)', 'records of 123 columns'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      typesLine: true,
      names: Object.fromEntries(NAMES.map((name) => [name, [name]])),
      required: ['dateTimeOrigination', 'duration', 'callingPartyNumber', 'finalCalledPartyNumber', 'pkid'],
    },
  },
  fields: {
    // What left the gateway tells more than what was dialled.
    reached: { at: [{ column: 'outpulsedCalledPartyNumber' }, { column: 'finalCalledPartyNumber' }] },
    dialled: { at: [{ column: 'originalCalledPartyNumber' }, { column: 'finalCalledPartyNumber' }] },
    forwarder: { at: [{ column: 'lastRedirectDn' }, { column: 'originalCalledPartyNumber' }] },
  },
  settings: {
    /** Beginnings of names of gateways and SIP trunks that lead to carriers. */
    trunks: { kind: 'texts', default: [] },
    outsideDigit: { kind: 'text', default: '' },
  },
  record: {
    start: { fields: ['dateTimeOrigination'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 'duration', form: 's' },
    answered: { not: { field: 'dateTimeConnect', oneOf: ['', '0'] } },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'origDeviceName', startsWithSetting: 'trunks' },
              { field: 'destDeviceName', startsWithSetting: 'trunks' },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'origDeviceName', startsWithSetting: 'trunks' }, is: 'inbound' },
        { when: { field: 'destDeviceName', startsWithSetting: 'trunks' }, is: 'outbound' },
        // Without knowing the trunks: a full number called from inside, or calling in.
        { when: { all: [{ value: 'called', is: 'e164' }, { not: { value: 'calling', is: 'e164' } }] }, is: 'outbound' },
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'callingPartyNumber', byDirection: { forwarded: 'forwarder' } },
    called: {
      field: 'reached',
      byDirection: { inbound: 'finalCalledPartyNumber', internal: 'finalCalledPartyNumber' },
      outsideDigit: { setting: 'outsideDigit' },
    },
    account: { field: 'clientMatterCode' },
    details: {
      callGroup: ['globalCallId_ClusterID', 'globalCallID_callManagerId', 'globalCallID_callId'],
      answer: { fields: ['dateTimeConnect'], form: { kind: 'epoch', unit: 's' } },
      end: { fields: ['dateTimeDisconnect'], form: { kind: 'epoch', unit: 's' } },
      disposition: { field: 'destCause_value', form: 'q850' },
    },
  },
  // Type 2 is call quality (CMR).
  filters: [{ reason: 'noCall', when: { not: { field: 'cdrRecordType', oneOf: ['', '1'] } } }],
  dedup: { keys: [['pkid'], ['*']] },
  quarantine: { emptyFile: false },
  fingerprint: { text: ['globalCallID_callId', 'dateTimeOrigination'] },
  samples: [
    {
      name: 'types line; outbound, inbound, forwarded, unanswered, quality',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { trunks: ['SIP-HANSA', 'GW-'], outsideDigit: '0' },
      content: `${HEADER}
${TYPES}
"1","2","501","C1","1788249600","1788249604","1788249664","60","2001","0015120000201","0015120000201","","","+4915120000201","SEP001","SIP-HANSA-1","0","16","M7","","p-1"
"1","2","502","C1","1788249700","1788249703","1788249733","30","+4940550202","2002","2002","2002","","","GW-BER","SEP002","16","0","","","p-2"
"1","2","503","C1","1788249800","1788249805","1788249815","10","+4940550203","2003","+4915120000204","2003","","+4915120000204","GW-BER","SIP-HANSA-1","16","0","","","p-3"
"1","2","504","C1","1788249900","0","1788249920","0","2001","0015120000205","0015120000205","","","","SEP001","SIP-HANSA-1","0","19","","","p-4"
"1","2","505","C1","1788249950","1788249951","1788249956","5","2001","2002","2002","2002","","","SEP001","SEP002","0","16","","","p-5"
"2","2","505","C1","1788249950","1788249951","1788249956","5","2001","2002","2002","2002","","","SEP001","SEP002","0","16","","","p-6"
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['2001', '+4915120000201'], 'M7'),
        sampleRecord('2026-09-01T08:01:40.000Z', 30_000, 'inbound', ['+4940550202', '2002'], '2002'),
        sampleRecord('2026-09-01T08:03:20.000Z', 10_000, 'forwarded', ['2003', '+4915120000204'], '2003'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'outbound', ['2001', '+4915120000205'], '2001'),
        sampleRecord('2026-09-01T08:05:50.000Z', 5_000, 'internal', ['2001', '2002'], '2001'),
      ],
      filtered: { noCall: 1 },
    },
  ],
};
