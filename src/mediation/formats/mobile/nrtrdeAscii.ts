import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * NRTRDE (GSMA TD.35) as text: a header that says how many events follow, then events by their code: 20 calls made, 30 calls and messages received, 40 data.
 * A subscriber is known by the IMSI; each time has its own offset.
 */
const EVENT = ['type', 'imsi', 'imei', 'begun', 'offset', 'seconds', 'cause', 'teleService', 'bearerService'];

export const nrtrdeAscii: FormatDefinition = {
  id: 'nrtrde-ascii',
  version: 1,
  name: 'NRTRDE as text',
  about: {
    kind: 'mobile',
    verified: 'sample',
    knowledge: ['tapeditor.com: NRTRDE ASCII format and its rows (of type 30); GSMA TD.35 for the order of the others'],
  },
  structure: { kind: 'delimited', delimiter: ',', extraColumns: 'ignore', missingColumns: 'empty', layouts: [] },
  fields: { none: { at: [{ constant: '' }] }, code: { at: [{ index: 0 }] } },
  recordTypes: [
    {
      when: { field: 'code', equals: '10' },
      role: 'fileHeader',
      layout: ['', '', '', 'sender', 'recipient', 'fileSequence', '', '', 'count'],
      gives: ['sender', 'recipient', 'fileSequence', 'count'],
    },
    { when: { field: 'code', equals: '20' }, role: 'billable', layout: [...EVENT, 'other', 'entity', 'reference'] },
    { when: { field: 'code', equals: '30' }, role: 'billable', layout: [...EVENT, 'other', 'entity', 'reference'] },
    {
      when: { field: 'code', equals: '40' },
      role: 'billable',
      layout: ['type', 'imsi', 'imei', 'begun', 'offset', 'seconds', 'cause', 'apn', '', 'bytesIn', 'bytesOut'],
    },
  ],
  fileControl: {
    expectedRecords: 'count',
    sequence: { field: 'fileSequence', of: ['sender', 'recipient'], last: 9_999_999 },
  },
  record: {
    service: {
      rules: [
        { when: { field: 'code', equals: '40' }, is: 'data' },
        { when: { field: 'teleService', oneOf: ['21', '22'] }, is: 'sms' },
      ],
      otherwise: 'voice',
    },
    start: {
      fields: ['begun'],
      form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] },
      zone: { field: 'offset', form: 'offset' },
    },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [{ when: { field: 'code', equals: '30' }, is: 'inbound' }], otherwise: 'outbound' },
    answered: { field: 'imsi', empty: false },
    calling: { field: 'none', byDirection: { inbound: 'other' }, bare: 'international' },
    called: { field: 'other', byDirection: { inbound: 'none' }, bare: 'international' },
    account: { field: 'imsi' },
    volume: { fields: ['bytesIn', 'bytesOut'] },
  },
  dedup: {
    keys: [
      ['code', 'imsi', 'begun', 'offset', 'seconds', 'other'],
      ['code', 'imsi', 'begun', 'offset', 'seconds'],
    ],
  },
  fingerprint: { text: ['^10,\\d+,\\d+,"?[A-Z0-9]{5}"?,"?[A-Z0-9]{5}"?,'], columns: {} },
  samples: [
    {
      name: 'header, a call made, a message received, data, a time that is none',
      zone: 'UTC',
      country: 'GR',
      content: `10,2,1,"AAA01","BBB02","0000007","20260901194836","+0200",4
20,"202990000000741","350000000000741","20260901100000","+0200",61,0,"11",,"00302109990742","302109990000",,0
30,"202990000000741","350000000000741","20260901100500","+0300",0,0,"21",,"+302109990743","302109990000",,0
40,"202990000000741","350000000000741","20260901110000","+0200",3600,0,"internet",,1000,200000
30,"202990000000741","350000000000741","2026-09-01","+0200",0,0,"21",,"+302109990743","302109990000",,0
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 61000, 'outbound', [null, '+302109990742'], '202990000000741'),
        sampleRecord('2026-09-01T07:05:00.000Z', 0, 'inbound', ['+302109990743', null], '202990000000741', null, {
          service: 'sms',
        }),
        sampleRecord('2026-09-01T09:00:00.000Z', 3600000, 'outbound', [null, null], '202990000000741', null, {
          service: 'data',
          volume: 201000,
        }),
      ],

      rejected: ['mediation.timestamp'],
    },
  ],
};
