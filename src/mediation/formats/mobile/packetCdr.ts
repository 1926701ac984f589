import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Records of packet gateways, 3GPP TS 32.298 (PGW, SGW, GGSN), in files of TS 32.297 whose header tells their number, how many records there are and how many
 * were lost. A session comes in partial records that each count since the one before: none needs to be joined, they add up.
 */
const gateway = (tag: string, name: string) => ({
  [tag]: name,
  [`${tag}/c3`]: 'Imsi tbcd',
  [`${tag}/c4`]: 'Gateway',
  [`${tag}/c4/c0`]: 'Address ip',
  [`${tag}/c5`]: 'ChargingId integer',
  [`${tag}/c7`]: 'AccessPoint text',
  [`${tag}/c12`]: 'Traffic',
  [`${tag}/c12/u16`]: 'Container',
  [`${tag}/c12/u16/c3`]: 'Up integer',
  [`${tag}/c12/u16/c4`]: 'Down integer',
  [`${tag}/c13`]: 'Opening time',
  [`${tag}/c14`]: 'Duration integer',
  [`${tag}/c15`]: 'Closing integer',
  [`${tag}/c17`]: 'Sequence integer',
  [`${tag}/c22`]: 'Msisdn address',
  [`${tag}/c27`]: 'ServingNetwork hex',
  [`${tag}/c34`]: 'Services',
  [`${tag}/c34/u16`]: 'Container',
  [`${tag}/c34/u16/c12`]: 'Up integer',
  [`${tag}/c34/u16/c13`]: 'Down integer',
});
const sum = (...from: string[]) => ({ at: from.map((path) => ({ path })), many: 'sum' as const });

export const packetCdr: FormatDefinition = {
  id: '3gpp-packet-cdr',
  version: 1,
  name: 'Packet gateways, 3GPP TS 32.297 and 32.298 (PGW, SGW, GGSN)',
  about: {
    kind: 'mobile',
    verified: 'specification',
    knowledge: ['3GPP TS 32.297: file format', '3GPP TS 32.298: PS domain CDRs, their names and tags'],
  },
  structure: {
    kind: 'binary32297',
    tags: { ...gateway('c21', 'GgsnRecord'), ...gateway('c78', 'SgwRecord'), ...gateway('c79', 'PgwRecord') },
  },
  fields: {
    ...paths({
      kind: '#name',
      begun: 'Opening',
      seconds: 'Duration',
      closing: 'Closing',
      sequence: 'Sequence',
      imsi: 'Imsi',
      msisdn: 'Msisdn',
      accessPoint: 'AccessPoint',
      chargingId: 'ChargingId',
      gateway: 'Gateway.Address',
      count: 'numberOfRecords',
      fileNumber: 'fileSequenceNumber',
      lost: 'lostRecords',
    }),
    // Of services where they are told, else of the bearer: never both.
    up: sum('Services.Container.Up', 'Traffic.Container.Up'),
    down: sum('Services.Container.Down', 'Traffic.Container.Down'),
    // Three octets of TS 24.008, 10.5.1.3: the third digit of the network code stands before the others.
    visited: {
      at: [{ path: 'ServingNetwork' }],
      transforms: [
        { op: 'replace', pattern: '(.)(.)', by: '$2$1' },
        { op: 'replace', pattern: '^(\\d{3})(\\d)(\\d\\d)$', by: '$1$3$2' },
        { op: 'replace', pattern: '[fF]', by: '' },
      ],
    },
  },
  settings: {
    homeNetworks: { kind: 'texts', default: [] },
    /** Where a session is counted, if the files of several gateways tell of it. */
    gateways: { kind: 'texts', default: ['PgwRecord', 'GgsnRecord'] },
  },
  recordTypes: [
    { when: { field: 'kind', equals: 'fileHeader' }, role: 'fileHeader', gives: ['count', 'fileNumber', 'lost'] },
    { role: 'billable' },
  ],
  fileControl: { expectedRecords: 'count', sequence: 'fileNumber', lostRecords: 'lost' },
  record: {
    service: 'data',
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyMMddHHmmssXXX'] } },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'imsi', empty: false },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'msisdn' },
    called: { field: 'accessPoint', bare: 'text' },
    account: { field: 'imsi' },
    volume: { fields: ['up', 'down'] },
    network: { field: 'visited', home: { setting: 'homeNetworks' } },
    details: {
      nativeId: ['chargingId', 'sequence'],
      callGroup: ['chargingId', 'gateway'],
      // Closed because the session ended, and not because of a limit (TS 32.298, 5.1.2.2.7).
      state: [{ when: { not: { field: 'closing', oneOf: ['0', '4'] } }, is: 'partial' }],
    },
  },
  filters: [{ reason: 'otherGateway', when: { not: { field: 'kind', inSetting: 'gateways' } } }],
  dedup: {
    keys: [
      ['kind', 'gateway', 'chargingId', 'sequence', 'begun'],
      ['kind', 'gateway', 'chargingId', 'begun'],
    ],
  },
  fingerprint: { paths: [] },
  samples: [
    {
      name: 'a session in two parts of several services, the same one as another gateway tells it',
      zone: 'Europe/Berlin',
      country: 'DE',
      written: 'hex',
      content: `
        000001620000003600000000000000000000000000030000002900000000000000000000000000000000000a000009000000
        000000000069c927bf4f66800155830862029199000067f1a4068004c0000201850212678708696e7465726e65748d092609
        011000002b02008e020e108f01109101019607919451210070169b0302f810bf221d300c8101018c0203e88d03030d40300d
        8101018c01058d0500b2d05e000056c927bf4f53800155830862029199000067f1a4068004c0000201850212678708696e74
        65726e65748d092609011100002b02008e013c8f01009101029607919451210070169b0302f810bf220b30098101018c010a
        8d01140061c927bf4e5e800154830862029199000067f1a4068004c0000201850212678708696e7465726e6574ac16300983
        010784010885010230098301018401028501028d092609011000002b02008e020e108f01009101019607919451210070169b
        0302f810
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          3600000,
          'outbound',
          ['+491512000761', 'internet'],
          '262019990000761',
          null,
          { service: 'data', volume: 3000201005, network: 20801 },
        ),
        sampleRecord(
          '2026-09-01T09:00:00.000Z',
          60000,
          'outbound',
          ['+491512000761', 'internet'],
          '262019990000761',
          null,
          { service: 'data', volume: 30, network: 20801 },
        ),
      ],
      filtered: { otherGateway: 1 },
    },
  ],
};
