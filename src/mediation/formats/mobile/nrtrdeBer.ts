/**
 * NRTRDE 2: what a visited network tells within hours against fraud, GSMA TD.35, as BER. Raw usage, charged later by TAP: serves comparison, or
 * limits; its amounts are in special drawing rights without decimals told.
 */
import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { NRTRDE_TAGS } from './nrtrdeTags.ts';

const IMSI = '262011234500001';

export const nrtrdeBer: FormatDefinition = {
  id: 'nrtrde-ber',
  version: 1,
  name: 'NRTRDE (GSMA TD.35)',
  about: {
    kind: 'mobile',
    verified: 'sample',
    knowledge: ['GSMA TD.35, release 2.1: names and tags; test file of the libxfsx project'],
  },
  structure: {
    kind: 'asn1',
    recordPath:
      '/Nrtrde/Sender|/Nrtrde/Recipient|/Nrtrde/SequenceNumber|/Nrtrde/CallEventsCount|/Nrtrde/CallEventList/*',
    tags: NRTRDE_TAGS,
  },
  fields: {
    ...paths({
      kind: '#name',
      sender: '#Sender',
      recipient: '#Recipient',
      number: '#SequenceNumber',
      count: '#CallEventsCount',
      imsi: 'Imsi',
      start: 'CallEventStartTimeStamp',
      offset: 'UtcTimeOffset',
      seconds: 'CallEventDuration',
      teleService: 'ServiceCode.TeleServiceCode',
      called: ['ConnectedNumber', 'DialledDigits', 'AccessPointNameNI'],
      caller: 'CallingNumber',
      received: 'DataVolumeIncoming',
      sent: 'DataVolumeOutgoing',
      reference: ['CallReference', 'ChargingId'],
      node: 'RecEntityId',
    }),
  },
  recordTypes: [
    { when: { field: 'kind', oneOf: ['Sender', 'Recipient', 'SequenceNumber'] }, role: 'fileHeader' },
    { when: { field: 'kind', equals: 'CallEventsCount' }, role: 'fileTrailer' },
    { role: 'billable' },
  ],
  record: {
    service: {
      rules: [
        { when: { field: 'kind', equals: 'Gprs' }, is: 'data' },
        { when: { field: 'teleService', oneOf: ['20', '21', '22'] }, is: 'sms' },
      ],
      otherwise: 'voice',
    },
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] },
      zone: { field: 'offset', form: 'offset' },
    },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [{ when: { field: 'kind', equals: 'Mtc' }, is: 'inbound' }], otherwise: 'outbound' },
    // The subscriber is told by IMSI alone, which is no number: it is the account.
    calling: { field: 'caller', bare: 'international' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'imsi' },
    volume: { fields: ['received', 'sent'] },
  },
  fileControl: { expectedRecords: 'count', sequence: { field: 'number', of: ['sender', 'recipient'], last: 99_999 } },
  dedup: { keys: [['kind', 'imsi', 'start', 'reference'], ['*']] },
  fingerprint: { paths: [] },
  samples: [
    {
      name: 'call out, message in, data session',
      zone: 'Europe/Berlin',
      country: 'DE',
      written: 'hex',
      content: `
  6182011b5f2901025f2501015f260546524158585f240544455559595f270231375f1f0e32303236303930313134303030305f2d052b303230306281
  df63495f2208262011234500001f550e32303236303930313133303030305f2d052b3032303053012b5801007f2e055f2b0231315b0b333331343030
  30303030315f23054e4f44453159012a64465f2208262011234500001f550e32303236303930313133303530305f2d052b303230305301005801007f
  2e055f2b023231560b33333630303030303030325f23054e4f444531654a5f2208262011234500001f550e32303236303930313133313030305f2d05
  2b3032303053020e105801005010696e7465726e65742e6578616d706c655c0300a4105d01545a0109590102540103
`,
      records: [
        sampleRecord('2026-09-01T11:00:00.000Z', 43_000, 'outbound', [null, '+33140000001'], IMSI),
        sampleRecord('2026-09-01T11:05:00.000Z', 0, 'inbound', ['+33600000002', null], IMSI, null, { service: 'sms' }),
        sampleRecord('2026-09-01T11:10:00.000Z', 3_600_000, 'outbound', [null, 'internet.example'], IMSI, null, {
          service: 'data',
          volume: 42_084,
        }),
      ],
    },
  ],
};
