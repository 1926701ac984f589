import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Alcatel-Lucent OmniPCX Enterprise (4400). Taxation files (TAX…DAT, unpacked by `compress`) describe themselves: the first line names every column with
 * its first and last place, which differ from version to version. The Ethernet interface sends frames of 772 bytes with fixed places (ED5.2). On calls
 * that come in, `CalledNumber` is who called. CallType tells the direction; a transfer gives several tickets of one call reference.
 */
const OUT = ['0', '1', '7'];
const IN = ['4', '5'];
const TYPES: Readonly<Record<string, string>> = {
  PublicNetworkCall: '0',
  PublicNetworkOutgoingCall: '0',
  PublicNetworkCallThroughPrivateNetwork: '1',
  PrivateNetworkCall: '2',
  LocalCall: '3',
  PublicNetworkIncomingCall: '4',
  PublicNetworkIncomingCallThroughPrivateNetwork: '5',
  Unspecified: '6',
};
const TIME = {
  kind: 'pattern' as const,
  patterns: ['yyyyMMdd HH:mm:ss', 'dd/MM/yyyy HH:mm:ss'],
};

const REST: Pick<FormatDefinition, 'version' | 'settings' | 'record' | 'dedup'> = {
  version: 1,
  settings: { outsideDigit: { kind: 'text', default: '' } },
  record: {
    start: { fields: ['EndDateTime'], form: TIME, marks: 'end' },
    duration: { field: 'talk', form: 's' },
    direction: {
      rules: [
        { when: { field: 'type', oneOf: OUT }, is: 'outbound' },
        { when: { field: 'type', oneOf: IN }, is: 'inbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'ChargedNumber', byDirection: { inbound: 'CalledNumber' } },
    called: {
      field: 'CalledNumber',
      byDirection: { inbound: 'ChargedNumber' },
      outsideDigit: { setting: 'outsideDigit' },
    },
    account: { field: 'ChargedCostCenter' },
    details: { callGroup: ['CallReference'] },
  },
  dedup: { keys: [['CallReference', 'EndDateTime', 'ChargedNumber', 'CalledNumber'], ['*']] },
};

const FIELDS: NonNullable<FormatDefinition['fields']> = {
  ...Object.fromEntries(
    ['CalledNumber', 'ChargedNumber', 'ChargedCostCenter', 'EndDateTime', 'CallReference'].map((column) => [
      column,
      { at: [{ column }] },
    ]),
  ),
  type: { at: [{ column: 'CallType' }], transforms: [{ op: 'map', table: TYPES, otherwise: 'keep' }] },
  talk: { at: [{ column: 'EffectiveCallDuration' }, { column: 'Duration' }] },
};
const KNOWLEDGE = ['Alcatel-Lucent TC0868: accounting tickets', 'OmniVista 8770: accounting file formats'];

type Column = readonly [name: string, width: number];
const FILE_COLUMNS: readonly Column[] = [
  ['TicketVersion', 5],
  ['CalledNumber', 26],
  ['ChargedNumber', 20],
  ['ChargedUserName', 20],
  ['ChargedCostCenter', 10],
  ['CallType', 2],
  ['EndDateTime', 17],
  ['Duration', 10],
  ['EffectiveCallDuration', 10],
  ['CallReference', 10],
];
function describing(columns: readonly Column[]): string {
  let at = 1;
  const parts = columns.map(([name, width]) => {
    const part = `${name},${at},${at + width - 1},L`;
    at += width;
    return part;
  });
  return `#${parts.join(',')},`;
}
const lineOf = (columns: readonly Column[], values: Readonly<Record<string, string>>): string =>
  columns.map(([name, width]) => (values[name] ?? '').padEnd(width)).join('');

const OUTGOING = {
  TicketVersion: 'ED5.2',
  CalledNumber: '015120006301',
  ChargedNumber: '4301',
  ChargedCostCenter: 'KS 12',
  CallType: '0',
  EndDateTime: '20260901 10:01:05',
  Duration: '65',
  EffectiveCallDuration: '60',
  CallReference: '1001',
};
const INCOMING = {
  TicketVersion: 'ED5.2',
  CalledNumber: '04055506302',
  ChargedNumber: '4302',
  CallType: '4',
  EndDateTime: '20260901 00:00:30',
  Duration: '50',
  EffectiveCallDuration: '45',
  CallReference: '1002',
};
const LOCAL = {
  TicketVersion: 'ED5.2',
  CalledNumber: '4302',
  ChargedNumber: '4301',
  CallType: '3',
  EndDateTime: '20260901 11:00:00',
  Duration: '9',
  EffectiveCallDuration: '9',
  CallReference: '1003',
};
const RECORDS = [
  sampleRecord('2026-09-01T08:00:05.000Z', 60_000, 'outbound', ['4301', '+4915120006301'], 'KS 12'),
  sampleRecord('2026-08-31T21:59:45.000Z', 45_000, 'inbound', ['+494055506302', '4302'], '4302'),
  sampleRecord('2026-09-01T08:59:51.000Z', 9_000, 'internal', ['4301', '4302'], '4301'),
];

export const alcatelOxeFile: FormatDefinition = {
  id: 'alcatel-oxe-file',
  name: 'Alcatel-Lucent OmniPCX Enterprise taxation file',
  about: { kind: 'pabx', verified: 'specification', knowledge: KNOWLEDGE },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'selfDescribing',
    headerPrefix: '#',
    headerPattern: '#?(?<name>[A-Za-z]\\w*),(?<start>\\d+),(?<end>\\d+),[LNR],?',
  },
  fields: FIELDS,
  ...REST,
  fingerprint: { text: ['^#TicketVersion,\\d+,\\d+,[LNR]'] },
  samples: [
    {
      name: 'described by the first line; out, in over midnight, local',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `${[
        describing(FILE_COLUMNS),
        lineOf(FILE_COLUMNS, OUTGOING),
        lineOf(FILE_COLUMNS, INCOMING),
        lineOf(FILE_COLUMNS, LOCAL),
      ].join('\n')}\n`,
      records: RECORDS,
    },
  ],
};

/** Places of ED5.2 in a frame, from 0, behind the four bytes of the frame's own flag. */
const PLACES: readonly (readonly [string, number, number])[] = [
  ['TicketLabel', 0, 4],
  ['TicketVersion', 4, 5],
  ['CalledNumber', 9, 30],
  ['ChargedNumber', 39, 30],
  ['ChargedUserName', 69, 20],
  ['ChargedCostCenter', 89, 10],
  ['CallingNumber', 140, 30],
  ['CallType', 170, 2],
  ['EndDateTime', 173, 17],
  ['ChargeUnits', 190, 5],
  ['CostInfo', 195, 10],
  ['Duration', 205, 10],
  ['TrunkGroupIdentity', 220, 5],
  ['CallReference', 352, 10],
  ['InitialDialledNumber', 399, 30],
  ['EffectiveCallDuration', 434, 10],
  ['StartDateTime', 445, 17],
];
const FRAME = 772;

function frame(values: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, start, length] of PLACES) text = text.padEnd(start) + (values[name] ?? '').padEnd(length);
  return text.padEnd(FRAME);
}

export const alcatelOxeEthernet: FormatDefinition = {
  id: 'alcatel-oxe-ethernet',
  name: 'Alcatel-Lucent OmniPCX Enterprise tickets over Ethernet (ED5.2)',
  about: { kind: 'pabx', verified: 'specification', knowledge: KNOWLEDGE },
  encoding: { charsets: ['utf-8', 'windows-1252'], stripNul: true },
  structure: {
    kind: 'fixed',
    recordLength: FRAME,
    columns: PLACES.map(([name, start, length]) => ({ name, start, length })),
  },
  fields: FIELDS,
  ...REST,
  // A frame without a ticket keeps the line open.
  filters: [{ reason: 'keepAlive', when: { field: 'TicketVersion', empty: true } }],
  fingerprint: { text: ['ED\\d\\.\\d.{30}'] },
  samples: [
    {
      name: 'frames without line breaks, an empty one',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: frame(OUTGOING) + frame({}) + frame(INCOMING) + frame(LOCAL),
      records: RECORDS,
      filtered: { keepAlive: 1 },
    },
  ],
};
