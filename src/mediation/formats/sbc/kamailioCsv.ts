import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { kamailioFlatstore } from './kamailio.ts';

/**
 * Kamailio and OpenSIPS, the table `acc` saved as comma separated text, all quoted, with the row's number first: a call is its INVITE and its BYE, as
 * in files of `db_flatstore`; times are dates.
 */
export const kamailioCsv: FormatDefinition = {
  ...kamailioFlatstore,
  id: 'kamailio-acc-csv',
  name: 'Kamailio / OpenSIPS table acc (CSV)',
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    layouts: [
      {
        columns: [
          'id',
          'method',
          'fromTag',
          'toTag',
          'callId',
          'code',
          'reason',
          'time',
          'src',
          'srcUri',
          '',
          '',
          '',
          'dialled',
          'dst',
        ],
      },
    ],
  },
  record: {
    ...kamailioFlatstore.record,
    start: { fields: ['time'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-ddTHH:mm:ss'] } },
  },
  fingerprint: {
    columns: {
      '0': '^\\d+$',
      '1': '^(INVITE|ACK|BYE|CANCEL)$',
      '5': '^\\d{3}$',
      '7': '^\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d$',
    },
  },
  samples: [
    {
      name: 'invitation, acknowledgement, end; given up',
      zone: 'Europe/Berlin',
      country: 'DE',
      content: `"1","INVITE","f1","t1","c1","200","OK","2026-09-01 10:00:09","1001","1001@192.0.2.3","192.0.2.3","192.0.2.4","sip:1001@192.0.2.3:5060;transport=UDP","015120005002","015120005002","local","1"
"2","ACK","f1","t1","c1","200","OK","2026-09-01 10:00:09","1001","1001@192.0.2.3","192.0.2.3","192.0.2.4",,"015120005002","015120005002","x","1"
"3","CANCEL","f3",,"c3","200","OK","2026-09-01 10:00:30","1005","1005@192.0.2.3","192.0.2.3","192.0.2.4",,"1006","1006","x","0"
"4","BYE","t1","f1","c1","200","OK","2026-09-01 10:00:37","015120005002","x","192.0.2.3","192.0.2.4",,"1001","1001","x","1"
`,
      records: [sampleRecord('2026-09-01T08:00:09.000Z', 28_000, 'outbound', ['1001', '+4915120005002'], '1001')],
      filtered: { quality: 1 },
    },
  ],
};
