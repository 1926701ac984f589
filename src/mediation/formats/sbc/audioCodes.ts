import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * AudioCodes Mediant SBC, call records over syslog: columns divided by `|` and filled up with blanks, behind whatever the collector writes before them.
 * Three records a leg (CALL_START, CALL_CONNECT, CALL_END), of which the end says all; records of media and headers stand between. A
 * session has a leg the SBC received (RMT) and one it sent (LCL); releases differ in how many columns come last.
 */
const COLUMNS = [
  ...['before', 'type', 'endpoint', 'sipCallId', 'sessionId', 'orig', 'sourceIp', 'sourcePort', 'destIp', 'destPort'],
  ...['transport', 'source', 'sourceBefore', 'dest', 'destBefore', 'duration', 'ended', 'reason', 'reasonCategory'],
  ...['setup', 'connect', 'release', 'redirectReason', 'redirect', 'redirectBefore', 'diffServ', 'ipGroup', 'srd'],
  ...['sipInterface', 'proxySet', 'ipProfile', 'mediaRealm', 'directMedia', 'sipReason', 'sipText', 'caller', 'callee'],
  ...['trigger', 'legId', 'connector'],
];
const PATTERNS = ['HH:mm:ss.S zzz EEE MMM d yyyy', 'HH:mm:ss.S zzz EEE MMM dd yyyy'];

function audioCodes(
  own: Pick<FormatDefinition, 'id' | 'name' | 'structure' | 'fingerprint' | 'samples'>,
): FormatDefinition {
  return {
    ...own,
    version: 1,
    about: {
      kind: 'sbc',
      verified: 'sample',
      knowledge: ['AudioCodes: SBC CDR fields', 'records by syslog, 37 to 39 columns'],
    },
    encoding: { charsets: ['utf-8', 'windows-1252'] },
    settings: {
      /** IP groups that face carriers: by them a call out is told from a call in. */
      carrierGroups: { kind: 'texts', default: [], needed: true },
      /** IP groups whose legs repeat what a carrier's leg tells. */
      insideGroups: { kind: 'texts', default: [] },
      bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
    },
    record: {
      start: { fields: ['setup'], form: { kind: 'pattern', patterns: PATTERNS } },
      duration: { field: 'duration', form: 's' },
      answered: { field: 'connect', empty: false },
      direction: {
        rules: [
          {
            when: {
              all: [
                { field: 'orig', equals: 'LCL' },
                { field: 'ipGroup', inSetting: 'carrierGroups' },
              ],
            },
            is: 'outbound',
          },
          {
            when: {
              all: [
                { field: 'orig', equals: 'RMT' },
                { field: 'ipGroup', inSetting: 'carrierGroups' },
              ],
            },
            is: 'inbound',
          },
        ],
        // No carrier's leg: what the SBC received counts, as a call out.
        otherwise: 'outbound',
      },
      calling: {
        field: 'source',
        stripPrefixes: ['sip:', 'tel:'],
        cutAt: ['@', ';'],
        bare: { setting: 'bareNumbers' },
      },
      called: { field: 'dest', stripPrefixes: ['sip:', 'tel:'], cutAt: ['@', ';'], bare: { setting: 'bareNumbers' } },
      account: { field: 'ipGroup' },
      details: {
        nativeId: ['sipCallId', 'legId'],
        callGroup: ['sessionId'],
        answer: { fields: ['connect'], form: { kind: 'pattern', patterns: PATTERNS } },
        end: { fields: ['release'], form: { kind: 'pattern', patterns: PATTERNS } },
        disposition: { field: 'reasonCategory' },
      },
    },
    filters: [
      { reason: 'media', when: { field: 'type', startsWith: 'MEDIA_' } },
      { reason: 'notTheEnd', when: { field: 'type', oneOf: ['CALL_START', 'CALL_CONNECT'] } },
      // Without a carrier's group named, both legs cannot be told apart by their side: the one the SBC sent repeats the other.
      {
        reason: 'otherLeg',
        when: {
          all: [{ not: { field: 'ipGroup', inSetting: 'carrierGroups' } }, { field: 'orig', equals: 'LCL' }],
        },
      },
      {
        reason: 'otherLeg',
        when: {
          all: [
            { not: { field: 'ipGroup', inSetting: 'carrierGroups' } },
            { field: 'ipGroup', inSetting: 'insideGroups' },
          ],
        },
      },
    ],
    dedup: {
      keys: [
        ['sipCallId', 'legId', 'orig'],
        ['sipCallId', 'orig'],
      ],
    },
  };
}

const SETTINGS_OF_SAMPLES = { carrierGroups: ['HANSA'], insideGroups: ['LAN'] };
const TRAILER = '-1|||24|HANSA|SRD1|WAN|P|W|R|no|BYE||||Normal|2|';
const INSIDE = '-1|||24|LAN|SRD1|LAN|P|L|R|no|BYE||||Normal|1|';

export const audioCodesSyslog: FormatDefinition = audioCodes({
  id: 'audiocodes-sbc-syslog',
  name: 'AudioCodes SBC CDR (syslog)',
  structure: {
    kind: 'delimited',
    delimiter: '|',
    quote: null,
    extraColumns: 'ignore',
    missingColumns: 'empty',
    ignore: ['(SBC|Media)ReportType *\\|'],
    layouts: [
      { columns: COLUMNS.slice(1), when: { column: 0, oneOf: ['CALL_END', 'CALL_START', 'CALL_CONNECT'] } },
      { columns: COLUMNS.slice(1), when: { column: 0, oneOf: ['MEDIA_END', 'MEDIA_START', 'MEDIA_UPDATE'] } },
      { columns: COLUMNS },
    ],
  },
  fingerprint: { text: ['(^|\\|)(CALL_END|CALL_START|CALL_CONNECT|SBCReportType) *\\|SBC|SBCReportType *\\|EPTyp'] },
  samples: [
    {
      name: 'records of both legs behind a collector, headers, media; one without',
      zone: 'UTC',
      country: 'DE',
      settings: SETTINGS_OF_SAMPLES,
      content: `10:35:36.653  192.0.2.1  local1.info[S = 121] |SBCReportType  |EPTyp  |SIPCallId |SessionId |Orig
10:35:36.653  192.0.2.1  local1.info[S = 122] |CALL_START |SBC |a1@192.0.2.2 |c6:22:625 |LCL |192.0.2.2 |5060 |192.0.2.3 |5060 |TCP |+4940555020@192.0.2.1 |x |015120002001@192.0.2.3 |x |0 |UNKN |REASON N/A |UNKNOWN |18:57:52.320  UTC Tue Sep 01 2026 | | |${TRAILER}
10:36:14.064  192.0.2.1  local1.info[S = 129] |CALL_END |SBC |a1@192.0.2.2 |c6:22:625 |LCL |192.0.2.2 |5060 |192.0.2.3 |5060 |TCP |+494055502000@192.0.2.1 |x |015120002001@192.0.2.3 |x |30 |RMT |GWAPP_NORMAL_CALL_CLEAR |NORMAL_CALL_CLEAR |18:57:52.320  UTC Tue Sep 01 2026 |18:57:59.615  UTC Tue Sep 01 2026 |18:58:29.657  UTC Tue Sep 01 2026 |${TRAILER}
10:36:14.065  192.0.2.1  local1.info[S = 130] |CALL_END |SBC |b1@192.0.2.2 |c6:22:625 |RMT |192.0.2.4 |5060 |192.0.2.2 |5060 |TCP |+494055502000@192.0.2.1 |x |015120002001@192.0.2.3 |x |30 |RMT |GWAPP_NORMAL_CALL_CLEAR |NORMAL_CALL_CLEAR |18:57:52.320  UTC Tue Sep 01 2026 |18:57:59.615  UTC Tue Sep 01 2026 |18:58:29.657  UTC Tue Sep 01 2026 |${INSIDE}
10:36:14.066  192.0.2.1  local1.info[S = 131] |MEDIA_END |a1@192.0.2.2 |c6:22:625 |10 |AUDIO |g711Alaw64k
CALL_END |SBC |a2@192.0.2.2 |c6:22:626 |RMT |192.0.2.3 |5060 |192.0.2.2 |5060 |TCP |+33612002002@192.0.2.3 |x |+494055502000@192.0.2.1 |x |0 |LCL |GWAPP_USER_BUSY |USER_BUSY |19:00:00.000  UTC Tue Sep 01 2026 | |19:00:03.000  UTC Tue Sep 01 2026 |${TRAILER}
`,
      records: [
        sampleRecord('2026-09-01T18:57:52.320Z', 30_000, 'outbound', ['+494055502000', '+4915120002001'], 'HANSA'),
        sampleRecord('2026-09-01T19:00:00.000Z', 0, 'inbound', ['+33612002002', '+494055502000'], 'HANSA'),
      ],
      filtered: { notTheEnd: 1, otherLeg: 1, media: 1 },
    },
  ],
});
