import type { FormatDefinition } from '../language/format.ts';

/**
 * FreeSWITCH mod_json_cdr: one document per leg, all values texts, URL-encoded where `encode` is on, times in microseconds,
 * `answer_epoch` 0 for an unanswered leg. A file holds one document, one per line, or many one after another.
 */

const decoded = (...paths: string[]) => ({
  at: paths.map((path) => ({ path })),
  transforms: [{ op: 'urlDecode' as const }],
});

export const freeswitchJson: FormatDefinition = {
  id: 'freeswitch-json',
  version: 1,
  name: 'FreeSWITCH mod_json_cdr',
  about: {
    kind: 'pabx',
    verified: 'sample',
    knowledge: ['FreeSWITCH mod_json_cdr', 'real documents of calls'],
  },
  structure: { kind: 'json' },
  fields: {
    uuid: decoded('variables.uuid'),
    startMicro: decoded('variables.start_uepoch'),
    answerMicro: decoded('variables.answer_uepoch'),
    endMicro: decoded('variables.end_uepoch'),
    totalMs: decoded('variables.mduration'),
    callGroup: decoded('variables.call_uuid', 'variables.uuid'),
    cause: decoded('variables.hangup_cause'),
    answerEpoch: decoded('variables.answer_epoch'),
    billMs: decoded('variables.billmsec'),
    legDirection: decoded('channel_data.direction', 'variables.direction'),
    profile: decoded('variables.sofia_profile_name'),
    bridgedTo: decoded('variables.bridge_channel'),
    // Newest call flow first: the last one is what was dialled before any transfer.
    caller: decoded(
      'callflow[-1].caller_profile.caller_id_number',
      'variables.caller_id_number',
      'variables.sip_from_user',
    ),
    dialled: decoded(
      'callflow[-1].caller_profile.destination_number',
      'variables.destination_number',
      'variables.sip_req_user',
    ),
    forwardedTo: decoded('callflow[0].caller_profile.destination_number', 'variables.destination_number'),
    account: decoded('variables.accountcode', 'variables.sip_auth_username'),
  },
  settings: {
    /** SIP profiles that face carriers: a leg that arrives there comes from outside. */
    carrierProfiles: { kind: 'texts', default: ['external'] },
    /** Beginnings of channels that lead to carriers. */
    carrierChannels: { kind: 'texts', default: ['sofia/external/', 'sofia/gateway/'] },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['startMicro'], form: { kind: 'epoch', unit: 'us' } },
    duration: { field: 'billMs', form: 'ms' },
    answered: { all: [{ field: 'answerEpoch', empty: false }, { not: { field: 'answerEpoch', equals: '0' } }] },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'profile', inSetting: 'carrierProfiles' },
              { field: 'bridgedTo', startsWithSetting: 'carrierChannels' },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'profile', inSetting: 'carrierProfiles' }, is: 'inbound' },
        { when: { field: 'bridgedTo', startsWithSetting: 'carrierChannels' }, is: 'outbound' },
        {
          when: {
            all: [
              { field: 'bridgedTo', empty: true },
              { value: 'called', is: 'e164' },
            ],
          },
          is: 'outbound',
        },
      ],
      otherwise: 'internal',
    },
    calling: {
      field: 'caller',
      byDirection: { forwarded: 'dialled' },
      bare: { setting: 'bareNumbers' },
      stripPrefixes: ['sip:'],
      cutAt: ['@', ';'],
    },
    called: {
      field: 'dialled',
      byDirection: { forwarded: 'forwardedTo' },
      bare: { setting: 'bareNumbers' },
      stripPrefixes: ['sip:'],
      cutAt: ['@', ';'],
    },
    account: { field: 'account' },
    details: {
      answer: { fields: ['answerMicro'], form: { kind: 'epoch', unit: 'us' } },
      end: { fields: ['endMicro'], form: { kind: 'epoch', unit: 'us' } },
      total: { field: 'totalMs', form: 'ms' },
      callGroup: ['callGroup'],
      disposition: { field: 'cause' },
    },
  },
  // The leg that leaves the switch repeats the one that arrived.
  filters: [{ reason: 'secondLeg', when: { field: 'legDirection', equals: 'outbound' } }],
  dedup: { keys: [['uuid']] },
  fingerprint: { paths: ['core-uuid', 'variables.uuid'] },
  samples: [
    {
      name: 'outbound with URL encoding, unanswered, forwarded, second leg, cut document',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `{"core-uuid":"c0","channel_data":{"direction":"inbound"},"variables":{"uuid":"u1","sofia_profile_name":"internal","bridge_channel":"sofia/external/494055500031%40carrier","accountcode":"kanzlei%20nord","start_uepoch":"1788249600123456","answer_epoch":"1788249603","billmsec":"61250"},"callflow":[{"caller_profile":{"caller_id_number":"%2B494055500030","destination_number":"00494055500031"}}]}
{"core-uuid":"c0","channel_data":{"direction":"inbound"},"variables":{"uuid":"u2","sofia_profile_name":"internal","bridge_channel":"","start_uepoch":"1788249700000000","answer_epoch":"0","billmsec":"0"},"callflow":[{"caller_profile":{"caller_id_number":"1001","destination_number":"+33199000032"}}]}
{
  "core-uuid": "c0",
  "channel_data": { "direction": "inbound" },
  "variables": { "uuid": "u3", "sofia_profile_name": "external", "bridge_channel": "sofia/gateway/carrier/4915120000034", "start_uepoch": "1788249800000000", "answer_epoch": "1788249802", "billmsec": "5000" },
  "callflow": [
    { "caller_profile": { "caller_id_number": "+4930550033", "destination_number": "+4915120000034" } },
    { "caller_profile": { "caller_id_number": "+4930550033", "destination_number": "+494055500030" } }
  ]
}
{"core-uuid":"c0","channel_data":{"direction":"outbound"},"variables":{"uuid":"u4","start_uepoch":"1788249600123456","answer_epoch":"1788249603","billmsec":"61250"},"callflow":[]}
{"core-uuid":"c0","channel_data":{"direction":"inbound"},"variables":{"uuid":"u5","start_uep
{"core-uuid":"c0","channel_data":{"direction":"inbound"},"variables":{"uuid":"u6"}}
`,
      records: [
        {
          start: '2026-09-01T08:00:00.123Z',
          durationMs: 61_250,
          direction: 'outbound',
          calling: '+494055500030',
          called: '+494055500031',
          account: 'kanzlei nord',
          cost: null,
        },
        {
          start: '2026-09-01T08:01:40.000Z',
          durationMs: 0,
          direction: 'outbound',
          calling: '1001',
          called: '+33199000032',
          account: '1001',
          cost: null,
        },
        {
          start: '2026-09-01T08:03:20.000Z',
          durationMs: 5_000,
          direction: 'forwarded',
          calling: '+494055500030',
          called: '+4915120000034',
          account: null,
          cost: null,
        },
      ],
      filtered: { secondLeg: 1 },
      rejected: ['mediation.truncated', 'mediation.fieldEmpty'],
    },
  ],
};
