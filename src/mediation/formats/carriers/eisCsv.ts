import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** EIS (Italy), nightly by SFTP: both numbers, seconds of the epoch for start, end and creation, the direction in a word. */
export const eisCsv: FormatDefinition = {
  id: 'eis-csv',
  version: 1,
  name: 'EIS (CSV)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['EIS wiki for partners: billing (wiki.teameis.it)'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    ignore: ['^"?FROM"?;'],
    layouts: [{ columns: ['calling', 'called', 'begun', 'ended', 'created', 'seconds', 'direction'] }],
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'epoch', unit: 's' } },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { field: 'direction', equals: 'OUTBOUND' }, is: 'outbound' },
        { when: { field: 'direction', equals: 'INBOUND' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling' },
    called: { field: 'called' },
    details: { end: { fields: ['ended'], form: { kind: 'epoch', unit: 's' } } },
  },
  dedup: { keys: [['calling', 'called', 'begun', 'direction']] },
  fingerprint: {
    columns: { '2': '^\\d{10}$', '3': '^\\d{10}$', '4': '^\\d{10}$', '5': '^\\d+$', '6': '^(IN|OUT)BOUND$' },
  },
  samples: [
    {
      name: 'out and in, a direction that is none',
      zone: 'Europe/Rome',
      country: 'IT',
      content: `FROM;TO;start;end;creation;duration;direction
0299950351;+393499950352;1788249600;1788249660;1788249590;60;OUTBOUND
+393499950352;0299950351;1788253200;1788253200;1788253190;0;INBOUND
+393499950352;0299950351;1788253300;1788253310;1788253290;10;INTERNAL
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60000, 'outbound', ['+390299950351', '+393499950352']),
        sampleRecord('2026-09-01T09:00:00.000Z', 0, 'inbound', ['+393499950352', '+390299950351']),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
