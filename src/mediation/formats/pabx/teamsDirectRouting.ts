import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { GRAPH_DIRECT_ROUTING } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Microsoft Teams calls over own border controllers: Graph `callRecords/getDirectRoutingCalls`. Instants that are nothing are `0001-01-01`; an
 * answered call has final SIP code 0, so success is told by `successfulCall`; numbers may end in stars. A call that failed begins with
 * its invitation.
 */
const NOTHING = ['0001-01-01T00:00:00Z'];

export const teamsDirectRouting: FormatDefinition = {
  id: 'teams-direct-routing',
  version: 1,
  name: 'Microsoft Teams Direct Routing (Graph)',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['Microsoft Graph: directRoutingLogRow, getDirectRoutingCalls'],
  },
  structure: { kind: 'json', records: 'nested', root: 'value' },
  pull: GRAPH_DIRECT_ROUTING,
  fields: {
    ...paths({
      id: 'id',
      correlationId: 'correlationId',
      duration: 'duration',
      callType: 'callType',
      successful: 'successfulCall',
      caller: 'callerNumber',
      callee: 'calleeNumber',
      user: 'userPrincipalName',
      trunk: 'trunkFullyQualifiedDomainName',
      finalSipCode: 'finalSipCode',
    }),
    start: { at: [{ path: 'startDateTime' }], nulls: NOTHING },
    invite: { at: [{ path: 'inviteDateTime' }], nulls: NOTHING },
    begun: {
      at: [{ path: 'startDateTime' }],
      transforms: [
        { op: 'template', text: '{start}|{invite}' },
        { op: 'replace', pattern: '^\\|', by: '' },
        { op: 'split', by: '|', take: 0 },
      ],
    },
    end: { at: [{ path: 'endDateTime' }], nulls: NOTHING },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: [...ISO_WITH_OFFSET] } },
    duration: { field: 'duration', form: 's' },
    answered: { field: 'successful', equals: 'true' },
    direction: {
      rules: [
        { when: { field: 'callType', matches: '(Forwarding|Transfer)$' }, is: 'forwarded' },
        { when: { field: 'callType', contains: 'Out' }, is: 'outbound' },
        { when: { field: 'callType', contains: 'In' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller', masked: ['*'] },
    called: { field: 'callee', masked: ['*'] },
    account: { field: 'user' },
    details: { nativeId: ['id'], callGroup: ['correlationId'], disposition: { field: 'finalSipCode', form: 'sip' } },
  },
  dedup: { keys: [['id'], ['correlationId', 'begun']] },
  fingerprint: { paths: ['correlationId', 'inviteDateTime', 'successfulCall', 'trunkFullyQualifiedDomainName'] },
  samples: [
    {
      name: 'inbound with hidden digits, failed, outbound',
      zone: 'UTC',
      country: 'DE',
      content: `{"@odata.count":3,"value":[
{"id":"d1","correlationId":"c1","userPrincipalName":"ann@acme.example","startDateTime":"2026-09-01T08:00:25.105Z","inviteDateTime":"2026-09-01T08:00:21.949Z","failureDateTime":"0001-01-01T00:00:00Z","endDateTime":"2026-09-01T08:00:30.105Z","duration":5,"callType":"ByotIn","successfulCall":true,"callerNumber":"+49405550***","calleeNumber":"+494055500911","finalSipCode":0,"finalSipCodePhrase":"BYE","trunkFullyQualifiedDomainName":"sbc1.acme.example"},
{"id":"d2","correlationId":"c2","userPrincipalName":"ann@acme.example","startDateTime":"0001-01-01T00:00:00Z","inviteDateTime":"2026-09-01T08:01:00Z","failureDateTime":"2026-09-01T08:01:20Z","endDateTime":"2026-09-01T08:01:20Z","duration":0,"callType":"ByotOut","successfulCall":false,"callerNumber":"+494055500911","calleeNumber":"+4915120000912","finalSipCode":486,"finalSipCodePhrase":"Busy","trunkFullyQualifiedDomainName":"sbc1.acme.example"},
{"id":"d3","correlationId":"c3","userPrincipalName":"ann@acme.example","startDateTime":"2026-09-01T08:02:00Z","inviteDateTime":"2026-09-01T08:01:50Z","failureDateTime":"0001-01-01T00:00:00Z","endDateTime":"2026-09-01T08:03:00Z","duration":60,"callType":"ByotOut","successfulCall":true,"callerNumber":"+494055500911","calleeNumber":"+4915120000912","finalSipCode":0,"finalSipCodePhrase":"BYE","trunkFullyQualifiedDomainName":"sbc1.acme.example"}
]}`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:25.105Z',
          5_000,
          'inbound',
          ['+49405550***', '+494055500911'],
          'ann@acme.example',
        ),
        sampleRecord(
          '2026-09-01T08:01:00.000Z',
          0,
          'outbound',
          ['+494055500911', '+4915120000912'],
          'ann@acme.example',
        ),
        sampleRecord(
          '2026-09-01T08:02:00.000Z',
          60_000,
          'outbound',
          ['+494055500911', '+4915120000912'],
          'ann@acme.example',
        ),
      ],
    },
  ],
};
