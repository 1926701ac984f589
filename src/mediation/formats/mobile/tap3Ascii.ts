import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { VISITED } from './tadig.ts';

/**
 * TAP 3 as text: lines by a record code, those of a call behind it. The offsets of times are told by code in lines 007. Of the events the published sample
 * knows calls made (011); a code that is not known is rejected, never left out.
 */
export const tap3Ascii: FormatDefinition = {
  id: 'tap3-ascii',
  version: 1,
  name: 'TAP 3 as text',
  about: { kind: 'mobile', verified: 'sample', knowledge: ['tapeditor.com: TAP 3.12 ASCII and its rows'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    escape: 'backslash',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [],
  },
  fields: {
    code: { at: [{ index: 0 }] },
    visited: { at: [{ context: 'sender' }], transforms: VISITED },
    offset: { at: [{ table: 'offsets', by: 'offsetCode' }] },
  },
  recordTypes: [
    {
      when: { field: 'code', equals: '002' },
      role: 'fileHeader',
      layout: ['', 'sender', 'recipient', 'fileSequence'],
      gives: ['sender', 'recipient', 'fileSequence'],
    },
    {
      when: { field: 'code', equals: '007' },
      role: 'section',
      layout: ['', 'tableCode', 'tableOffset'],
      tables: { offsets: { keys: 'tableCode', values: 'tableOffset' } },
    },
    { when: { field: 'code', oneOf: ['001', '003', '004', '005', '006', '008', '009', '010'] }, role: 'comment' },
    {
      when: { field: 'code', equals: '011' },
      role: 'billable',
      layout: [
        ...['', 'imsi', 'msisdn', '', '', '', 'called', 'dialled', '', '', '', 'network', 'begun', 'offsetCode'],
        'seconds',
      ],
    },
    // Services and charges of the call before.
    { when: { field: 'code', oneOf: ['012', '013', '014', '015', '016', '017', '018', '019'] }, role: 'child' },
  ],
  record: {
    start: {
      fields: ['begun'],
      form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] },
      zone: { field: 'offset', form: 'offset' },
    },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'msisdn', bare: 'international' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'imsi' },
    network: { field: 'visited' },
  },
  dedup: { keys: [['imsi', 'begun', 'called', 'seconds']] },
  fingerprint: { text: ['^002,"?[A-Z0-9]{5}"?,"?[A-Z0-9]{5}"?,"?\\d+"?,', '^007,\\d+,'], columns: {} },
  samples: [
    {
      name: 'header, offsets by code, two calls with what belongs to them, quotes behind a backslash, a code nobody knows',
      zone: 'UTC',
      country: 'GR',
      content: `002,"FRAXX","BBB02","00007","20260901120940","+0300","20260901120940","+0300","20260901120940","+0300",3,11
004,0,"01","1000000",
005,0,,1
007,1,"+0300"
007,2,"+0200"
011,"202990000000751","302109990752",,,"09999","302109990753","302109990753","A \\"b\\", c","x",,"BBB02","20260901100940",1,30,"1",3
012,"11",,0,1,0,,,"20260901100940",1,
011,"202990000000751","302109990752",,,"09999","493023125754","493023125754","A","x",,"BBB02","20260901110000",2,125,"1",3
099,"x"
`,
      records: [
        sampleRecord(
          '2026-09-01T07:09:40.000Z',
          30000,
          'outbound',
          ['+302109990752', '+302109990753'],
          '202990000000751',
          null,
          { network: 208 },
        ),
        sampleRecord(
          '2026-09-01T09:00:00.000Z',
          125000,
          'outbound',
          ['+302109990752', '+493023125754'],
          '202990000000751',
          null,
          { network: 208 },
        ),
      ],

      rejected: ['mediation.recordType'],
    },
  ],
};
