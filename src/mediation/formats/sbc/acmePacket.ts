import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Oracle (Acme Packet) session border controllers, local CDR files: rows of START (1), STOP (2), INTERIM (3), ON (7) and OFF (8) in one file, of 100 to
 * 270 columns by release; only stops count, and of them only the first columns, which all releases share. Parties are whole SIP headers
 * with quotes nobody escaped; times name their zone by its abbreviation. Attempts that were routed on come as stops without a session time.
 */
const TIME = { kind: 'pattern' as const, patterns: ['HH:mm:ss.S zzz MMM d yyyy', 'HH:mm:ss.S zzz MMM dd yyyy'] };

export const acmePacket: FormatDefinition = {
  id: 'oracle-sbc-csv',
  version: 1,
  name: 'Oracle / Acme Packet SBC local CDR',
  about: {
    kind: 'sbc',
    verified: 'specification',
    knowledge: [
      'Oracle SBC Accounting Guide 9.x and 10.1, CSV placement of stop records',
      'Net-Net 4000 S-CX6.4 as read by others',
    ],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    lenientQuotes: true,
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      {
        columns: [
          ...['status', 'nasIp', 'nasPort', 'sessionId', 'ingressCallId', 'egressCallId', 'protocol', 'forkedId'],
          ...['genericId', 'calling', 'called', 'terminateCause', 'seconds', 'setup', 'connect', 'disconnect', 'cause'],
          ...['interface', 'egressDevice', 'ingressDevice', 'ingressInterface', 'egressRealm', 'ingressRealm'],
        ],
      },
    ],
  },
  settings: {
    /** Realms that face carriers. */
    carrierRealms: { kind: 'texts', default: [] },
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['setup'], form: TIME },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'connect', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'ingressRealm', inSetting: 'carrierRealms' },
              { field: 'egressRealm', inSetting: 'carrierRealms' },
            ],
          },
          is: 'forwarded',
        },
        { when: { field: 'ingressRealm', inSetting: 'carrierRealms' }, is: 'inbound' },
      ],
      otherwise: 'outbound',
    },
    calling: {
      field: 'calling',
      angleBrackets: true,
      stripPrefixes: ['sips:', 'sip:', 'tel:'],
      cutAt: ['@', ';'],
      bare: { setting: 'bareNumbers' },
    },
    called: {
      field: 'called',
      angleBrackets: true,
      stripPrefixes: ['sips:', 'sip:', 'tel:'],
      cutAt: ['@', ';'],
      bare: { setting: 'bareNumbers' },
    },
    account: { field: 'ingressRealm', byDirection: { inbound: 'egressRealm' } },
    details: { nativeId: ['sessionId'], callGroup: ['ingressCallId'], disposition: { field: 'cause', form: 'q850' } },
  },
  filters: [
    { reason: 'notTheEnd', when: { field: 'status', oneOf: ['1', '3'] } },
    { reason: 'noCall', when: { not: { field: 'status', equals: '2' } } },
  ],
  dedup: { keys: [['sessionId', 'ingressCallId']] },
  fingerprint: {
    columns: { '0': '^[12378]$', '1': '^\\d+\\.\\d+\\.\\d+\\.\\d+$', '3': '.' },
    text: ['^"?2"?,.*\\d\\d:\\d\\d:\\d\\d\\.\\d+ [A-Z]{2,5} [A-Z]{3} \\d'],
  },
  samples: [
    {
      name: 'start and stop with whole SIP headers, unanswered, accounting on',
      zone: 'America/Los_Angeles',
      country: 'US',
      settings: { carrierRealms: ['peer'] },
      content: `7,192.0.2.1,0,"on"
1,192.0.2.1,5060,"s-1","c1@192.0.2.9","e1@192.0.2.1","SIP","","g1","'WIRELESS CALLER'<sip:12125550141@192.0.2.9:5060;user=phone>;tag=SD1","<sip:16505550142@192.0.2.1:5060>",15:54:56.868 PST DEC 18 2026,15:55:02.001 PST DEC 18 2026,"M00:0"
2,192.0.2.1,5060,"s-1","c1@192.0.2.9","e1@192.0.2.1","SIP","","g1",""WIRELESS CALLER"<sip:12125550141@192.0.2.9:5060;user=phone>;tag=SD1","<sip:16505550142@192.0.2.1:5060>",1,61,15:54:56.868 PST DEC 18 2026,15:55:02.001 PST DEC 18 2026,15:56:03.001 PST DEC 18 2026,16,"M00:0","","","M10:0","core","peer","f1",1,2,3
2,192.0.2.1,5060,"s-2","c2@192.0.2.9","","SIP","","g2","<sip:16505550142@192.0.2.9>;tag=2","<sip:12125550143@192.0.2.1>",2,0,15:58:00.000 PST DEC 18 2026,,15:58:09.000 PST DEC 18 2026,19,"M00:0","","","M10:0","peer","core"
`,
      records: [
        sampleRecord('2026-12-18T23:54:56.868Z', 61_000, 'inbound', ['+12125550141', '+16505550142'], 'core'),
        sampleRecord('2026-12-18T23:58:00.000Z', 0, 'outbound', ['+16505550142', '+12125550143'], 'core'),
      ],
      filtered: { notTheEnd: 1, noCall: 1 },
    },
  ],
};
