import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * FreeSWITCH mod_xml_cdr: an element `cdr` for each leg, with the channel's data, all variables (URL-encoded) and the flow of the call, newest first.
 * Times of variables are microseconds; `answer_epoch` 0 is a leg that was not answered. Directions are the switch's: the leg that left
 * repeats the one that came.
 */
const decoded = (...paths: string[]) => ({
  at: paths.map((path) => ({ path })),
  transforms: [{ op: 'urlDecode' as const }],
});

export const freeswitchXml: FormatDefinition = {
  id: 'freeswitch-xml',
  version: 1,
  name: 'FreeSWITCH mod_xml_cdr',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['FreeSWITCH Explained: mod_xml_cdr'] },
  structure: { kind: 'xml', recordPath: '//cdr' },
  fields: {
    uuid: decoded('variables.uuid'),
    callGroup: decoded('variables.call_uuid', 'variables.uuid'),
    start: decoded('variables.start_uepoch'),
    answerEpoch: decoded('variables.answer_epoch'),
    billMs: decoded('variables.billmsec'),
    totalMs: decoded('variables.mduration'),
    cause: decoded('variables.hangup_cause'),
    legDirection: decoded('channel_data.direction', 'variables.direction'),
    profile: decoded('variables.sofia_profile_name'),
    bridgedTo: decoded('variables.bridge_channel'),
    caller: decoded('callflow[-1].caller_profile.caller_id_number', 'variables.sip_from_user'),
    dialled: decoded('callflow[-1].caller_profile.destination_number', 'variables.sip_req_user'),
    forwardedTo: decoded('callflow[0].caller_profile.destination_number'),
    account: decoded('variables.accountcode', 'variables.sip_auth_username'),
  },
  settings: {
    carrierProfiles: { kind: 'texts', default: ['external'] },
    carrierChannels: { kind: 'texts', default: ['sofia/external/', 'sofia/gateway/'] },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['start'], form: { kind: 'epoch', unit: 'us' } },
    duration: { field: 'billMs', form: 'ms' },
    answered: { not: { field: 'answerEpoch', oneOf: ['', '0'] } },
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
    details: { callGroup: ['callGroup'], total: { field: 'totalMs', form: 'ms' }, disposition: { field: 'cause' } },
  },
  filters: [{ reason: 'secondLeg', when: { field: 'legDirection', equals: 'outbound' } }],
  dedup: { keys: [['uuid']] },
  fingerprint: { text: ['<cdr[ >]', '<start_uepoch>'] },
  samples: [
    {
      name: 'outbound with encoded texts, second leg, unanswered',
      zone: 'UTC',
      country: 'DE',
      content: `<?xml version="1.0"?>
<cdrs>
<cdr core-uuid="c0"><channel_data><state>CS_REPORTING</state><direction>inbound</direction></channel_data><variables><uuid>u1</uuid><sofia_profile_name>internal</sofia_profile_name><bridge_channel>sofia/external/4915120006501%40carrier</bridge_channel><accountcode>kanzlei%20nord</accountcode><start_uepoch>1788249600123456</start_uepoch><answer_epoch>1788249603</answer_epoch><billmsec>61250</billmsec><mduration>64000</mduration><hangup_cause>NORMAL_CLEARING</hangup_cause></variables><callflow><caller_profile><caller_id_number>%2B494055506500</caller_id_number><destination_number>004915120006501</destination_number></caller_profile></callflow></cdr>
<cdr core-uuid="c0"><channel_data><direction>outbound</direction></channel_data><variables><uuid>u2</uuid><start_uepoch>1788249600123456</start_uepoch><answer_epoch>1788249603</answer_epoch><billmsec>61250</billmsec></variables><callflow/></cdr>
<cdr core-uuid="c0"><channel_data><direction>inbound</direction></channel_data><variables><uuid>u3</uuid><sofia_profile_name>external</sofia_profile_name><start_uepoch>1788249700000000</start_uepoch><answer_epoch>0</answer_epoch><billmsec>0</billmsec></variables><callflow><caller_profile><caller_id_number>+33612006502</caller_id_number><destination_number>+494055506500</destination_number></caller_profile></callflow></cdr>
</cdrs>
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.123Z',
          61_250,
          'outbound',
          ['+494055506500', '+4915120006501'],
          'kanzlei nord',
        ),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'inbound', ['+33612006502', '+494055506500']),
      ],
      filtered: { secondLeg: 1 },
    },
  ],
};
