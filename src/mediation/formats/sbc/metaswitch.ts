import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Metaswitch CFS billing files, XML of namespace `http://www.metaswitch.com/cfs/billing/V1.0`: a header with the number of the file, calls, a footer with
 * how many there are. Times are epoch milliseconds; a call that was not connected has no time of connection. Numbers tell their type.
 */
const ms = (field: string): TimestampDefinition => ({ fields: [field], form: { kind: 'epoch', unit: 'ms' } });

export const metaswitchCfs: FormatDefinition = {
  id: 'metaswitch-cfs-xml',
  version: 1,
  name: 'Metaswitch CFS billing file (XML)',
  about: {
    kind: 'sbc',
    verified: 'sample',
    knowledge: ['Metaswitch CFS billing V1.0', 'a file of three calls with header and footer'],
  },
  structure: { kind: 'xml', recordPath: '/File/FileHeader|/File/CDRs/Call|/File/FileFooter' },
  fields: {
    element: { at: [{ path: '#name' }] },
    fileSequence: { at: [{ path: '@seqnum' }] },
    expected: { at: [{ path: 'NumCDRs' }] },
    sequence: { at: [{ path: '@seqnum' }] },
    correlator: { at: [{ path: '@correlator' }] },
    connected: { at: [{ path: '@connected' }] },
    test: { at: [{ path: '@testcall' }] },
    faulty: { at: [{ path: '@error' }] },
    seize: { at: [{ path: 'IcSeizeTime' }, { path: 'OgSeizeTime' }] },
    connect: { at: [{ path: 'ConnectTime' }] },
    disconnect: { at: [{ path: 'DisconnectTime' }, { path: 'ReleaseTime' }] },
    calling: {
      at: [{ path: 'CallingPartyAddr' }, { path: 'OrigParty.SubscriberAddr' }, { path: 'OrigParty.CallingPartyAddr' }],
    },
    callingType: {
      at: [
        { path: 'CallingPartyAddr.@type' },
        { path: 'OrigParty.SubscriberAddr.@type' },
        { path: 'OrigParty.CallingPartyAddr.@type' },
      ],
    },
    called: { at: [{ path: 'DestAddr' }, { path: 'CalledPartyAddr' }, { path: 'RoutingInfo.DestAddr' }] },
    calledType: {
      at: [{ path: 'DestAddr.@type' }, { path: 'CalledPartyAddr.@type' }, { path: 'RoutingInfo.DestAddr.@type' }],
    },
    originTrunk: { at: [{ path: 'OrigParty.TrunkGroupId' }, { path: 'OrigParty.TrunkGroup.TrunkGroupId' }] },
    trunk: { at: [{ path: 'TermParty.TrunkGroupId' }, { path: 'TermParty.TrunkGroup.TrunkGroupId' }] },
    account: { at: [{ path: 'OrigParty.BillingInfo' }, { path: 'OrigParty.SubscriberGroup' }] },
  },
  record: {
    start: ms('seize'),
    duration: { field: 'disconnect', form: 'endMinusAnswer' },
    answered: { field: 'connected', equals: 'true' },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'originTrunk', empty: false },
              { field: 'trunk', empty: false },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'originTrunk', empty: false }, is: 'inbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'calling', typeField: 'callingType' },
    called: { field: 'called', typeField: 'calledType' },
    account: { field: 'account' },
    details: { nativeId: ['correlator', 'sequence'], answer: ms('connect'), end: ms('disconnect') },
  },
  recordTypes: [
    { when: { field: 'element', equals: 'FileHeader' }, role: 'fileHeader', gives: ['fileSequence'] },
    { when: { field: 'element', equals: 'FileFooter' }, role: 'fileTrailer', gives: ['expected'] },
    { role: 'billable' },
  ],
  fileControl: { expectedRecords: 'expected', sequence: 'fileSequence' },
  filters: [{ reason: 'testCall', when: { field: 'test', equals: 'true' } }],
  dedup: { keys: [['correlator', 'sequence', 'seize']] },
  fingerprint: { text: ['metaswitch\\.com/cfs/billing'] },
  samples: [
    {
      name: 'three calls and their count: connected, in vain, test',
      zone: 'UTC',
      country: 'GB',
      content: `<?xml version="1.0" encoding="UTF-8"?>
<File xmlns="http://www.metaswitch.com/cfs/billing/V1.0" compatibility="9"><FileHeader seqnum="169"><EquipmentType>Metaswitch CFS</EquipmentType></FileHeader><CDRs>
<Call seqnum="0000000001" error="no" testcall="false" correlator="0E10" connected="true"><CallType>National</CallType><OrigParty><SubscriberAddr type="e164">442079460201</SubscriberAddr></OrigParty><TermParty><TrunkGroup><TrunkGroupId>7</TrunkGroupId></TrunkGroup></TermParty><RoutingInfo><DestAddr type="national">02079460202</DestAddr></RoutingInfo><IcSeizeTime>1788249600123</IcSeizeTime><ConnectTime>1788249605123</ConnectTime><DisconnectTime>1788249665500</DisconnectTime></Call>
<Call seqnum="0000000002" error="no" testcall="false" correlator="0E11" connected="false"><CallType>International</CallType><OrigParty><SubscriberAddr type="e164">442079460201</SubscriberAddr></OrigParty><RoutingInfo><DestAddr type="e164">33612000203</DestAddr></RoutingInfo><IcSeizeTime>1788249700000</IcSeizeTime><ConnectTime></ConnectTime><ReleaseTime>1788249710000</ReleaseTime></Call>
<Call seqnum="0000000003" error="no" testcall="true" correlator="0E12" connected="true"><OrigParty><SubscriberAddr type="e164">442079460201</SubscriberAddr></OrigParty><RoutingInfo><DestAddr type="unknown">123</DestAddr></RoutingInfo><IcSeizeTime>1788249800000</IcSeizeTime><ConnectTime>1788249801000</ConnectTime><DisconnectTime>1788249802000</DisconnectTime></Call>
</CDRs><FileFooter><LastModTime>1788249900000</LastModTime><NumCDRs>3</NumCDRs><DataErroredCDRs>0</DataErroredCDRs></FileFooter></File>
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.123Z', 60_377, 'outbound', ['+442079460201', '+442079460202']),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'outbound', ['+442079460201', '+33612000203']),
      ],
      filtered: { testCall: 1 },
    },
  ],
};
