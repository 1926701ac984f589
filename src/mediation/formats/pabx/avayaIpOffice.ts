import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Avaya IP Office SMDR, sent over TCP: 17 columns in old releases, 27 and 30 later, 35 since R11; local time of the system. A call in
 * several parts (hold, transfer) comes as rows of one call id with continuation 1, the last one with 0; their connected times
 * add up. Call ids begin again when the system restarts.
 */
export const avayaIpOffice: FormatDefinition = {
  id: 'avaya-ip-office-smdr',
  version: 1,
  name: 'Avaya IP Office SMDR',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Avaya documentation: SMDR Fields, IP Office R11.1', 'rows of 17 and 35 columns'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'], stripNul: true },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    quote: null,
    missingColumns: 'empty',
    extraColumns: 'ignore',
    layouts: [
      {
        columns: [
          ...['start', 'connected', 'ringS', 'caller', 'direction', 'called', 'dialled', 'accountCode', 'isInternal'],
          ...['callId', 'continuation', 'device1', 'name1', 'device2', 'name2', 'holdS', 'parkS', 'authValid'],
          ...['authCode', 'userCharged', 'charge', 'currency', 'chargeAtChange', 'units', 'unitsAtChange'],
          ...['unitCost', 'markUp', 'targetingCause', 'targeter', 'targeted', 'callingServer', 'callingUcid'],
          ...['calledServer', 'calledUcid', 'written'],
        ],
      },
    ],
  },
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy/MM/dd HH:mm:ss'] } },
    duration: { field: 'connected', form: 'hh:mm:ss' },
    direction: {
      rules: [
        { when: { field: 'isInternal', equals: '1' }, is: 'internal' },
        // A call from outside that leaves again is paid by the user who sent it there.
        {
          when: {
            all: [
              { field: 'direction', equals: 'I' },
              { field: 'targeted', empty: false },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'direction', equals: 'I' }, is: 'inbound' },
        { when: { field: 'direction', equals: 'O' }, is: 'outbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller', byDirection: { forwarded: 'targeter' }, cutAt: ['@'] },
    called: {
      field: 'called',
      byDirection: { forwarded: 'targeted' },
      cutAt: ['@'],
      outsideDigit: { setting: 'outsideDigit' },
    },
    account: { field: 'accountCode' },
    details: { nativeId: ['callId'], callGroup: ['callId'] },
  },
  multiLeg: {
    groupBy: ['callId'],
    windowS: 86_400,
    fold: 'sum',
    complete: { field: 'continuation', equals: '0' },
  },
  dedup: { keys: [['callId', 'start', 'device1', 'device2', 'continuation']] },
  fingerprint: {
    columns: {
      '0': '^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d$',
      '1': '^\\d+:\\d\\d:\\d\\d$',
      '4': '^[IO]$',
      '8': '^[01]$',
      '10': '^[01]$',
    },
  },
  samples: [
    {
      name: 'outbound, inbound in two parts, internal, unanswered; 17 columns',
      zone: 'Europe/London',
      country: 'GB',
      content: `2026/09/01 09:30:57,00:00:40,7,201,O,02079460101,02079460101,C17,0,1000014200,0,E201,Ann,T9001,LINE 1.1,0,0
2026/09/01 09:31:00,00:00:13,7,01632960102,I,299999,299999,,0,1000014201,1,E4750,John,T9002,LINE 1.2,11,0
2026/09/01 09:31:00,00:00:21,0,01632960102,I,299999,299999,,0,1000014201,0,V9502,VM Channel 2,T9002,LINE 1.2,0,0
2026/09/01 09:32:00,00:01:00,2,201,O,202,202,,1,1000014202,0,E201,Ann,E202,Bob,0,0
2026/09/01 09:33:00,00:00:00,20,01632960103,I,202,202,,0,1000014203,0,E202,Bob,T9003,LINE 1.3,0,0
`,
      records: [
        sampleRecord('2026-09-01T08:30:57.000Z', 40_000, 'outbound', ['201', '+442079460101'], 'C17'),
        sampleRecord('2026-09-01T08:31:00.000Z', 34_000, 'inbound', ['+441632960102', '299999'], '299999'),
        sampleRecord('2026-09-01T08:32:00.000Z', 60_000, 'internal', ['201', '202'], '201'),
        sampleRecord('2026-09-01T08:33:00.000Z', 0, 'inbound', ['+441632960103', '202'], '202'),
      ],
    },
    {
      name: '35 columns: a call sent out again, a call with a host behind the number',
      zone: 'Europe/London',
      country: 'GB',
      content: `2026/09/01 14:30:00,00:03:45,7,01632960104,I,201,201,,0,1000014300,0,E201,Ann,T9001,LINE 1.1,11,3,0,n/a,,0.00,GBP,0.00,,0,0.00,,U fu,201,+442079460105,192.0.2.10,u1,192.0.2.20,u2,2026/09/01 14:33:52
2026/09/01 15:30:00,00:00:05,1,201@192.0.2.9,O,+442079460106,+442079460106,,0,1000014301,0,E201,Ann,T9001,LINE 1.1,0,0,0,n/a,,0.00,GBP,0.00,,0,0.00,,,,,192.0.2.10,u3,192.0.2.20,u4,2026/09/01 15:30:07
`,
      records: [
        sampleRecord('2026-09-01T13:30:00.000Z', 225_000, 'forwarded', ['201', '+442079460105'], '201'),
        sampleRecord('2026-09-01T14:30:00.000Z', 5_000, 'outbound', ['201', '+442079460106'], '201'),
      ],
    },
  ],
};
