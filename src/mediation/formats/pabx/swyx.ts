import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Swyx (Enreach) SwyxWare CDR: all quoted, a header; numbers canonical (`+49…`), German dates, one column for the date and one for the time of start,
 * connection and end; nothing is said of how long, which is from connection to end. A transferred call names the one it became.
 */
const NAMES = [
  ...['CallID', 'OriginationNumber', 'OriginationName', 'CalledNumber', 'CalledName', 'DestinationNumber'],
  ...['DestinationName', 'StartDate', 'StartTime', 'ScriptConnectTime', 'DeliveredTime', 'ConnectDate', 'ConnectTime'],
  ...['EndDate', 'EndTime', 'Currency', 'Costs', 'State', 'PublicAccessPrefix', 'LCRProvider', 'ProjectNumber', 'AOC'],
  ...['OriginationDevice', 'DestinationDevice', 'TransferredByNumber', 'TransferredToCallID', 'DisconnectReason'],
];
const at = (date: string, time: string) => ({
  fields: [date, time],
  form: { kind: 'pattern' as const, patterns: ['dd.MM.yyyy | HH:mm:ss'] },
});
const HEADER = NAMES.map((name) => `"${name}"`).join(',');
const row = (values: Readonly<Record<string, string>>): string =>
  NAMES.map((name) => `"${values[name] ?? ''}"`).join(',');

export const swyx: FormatDefinition = {
  id: 'swyx-csv',
  version: 1,
  name: 'Swyx CDR',
  about: { kind: 'pabx', verified: 'specification', knowledge: ['SwyxWare administration: Appendix CDR'] },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: Object.fromEntries(NAMES.map((name) => [name, [name]])),
      required: ['CallID', 'OriginationNumber', 'DestinationNumber', 'StartDate', 'StartTime', 'EndTime'],
    },
  },
  fields: {
    // A connection of nothing leaves date or time empty.
    reached: { at: [{ column: 'DestinationNumber' }, { column: 'CalledNumber' }] },
  },
  settings: {
    /** Beginnings of our own numbers. */
    ownNumbers: { kind: 'texts', default: [] },
  },
  record: {
    start: at('StartDate', 'StartTime'),
    duration: { field: 'EndTime', form: 'endMinusAnswer' },
    answered: { field: 'ConnectTime', empty: false },
    direction: {
      rules: [
        {
          when: {
            all: [
              { field: 'OriginationNumber', startsWithSetting: 'ownNumbers' },
              { field: 'reached', startsWithSetting: 'ownNumbers' },
            ],
          },
          is: 'internal',
        },
        { when: { field: 'OriginationNumber', startsWithSetting: 'ownNumbers' }, is: 'outbound' },
        { when: { field: 'reached', startsWithSetting: 'ownNumbers' }, is: 'inbound' },
        { when: { all: [{ value: 'called', is: 'e164' }, { not: { value: 'calling', is: 'e164' } }] }, is: 'outbound' },
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'OriginationNumber' },
    called: { field: 'reached' },
    account: { field: 'ProjectNumber' },
    costs: [{ field: 'Costs', decimal: ',' }],
    details: {
      nativeId: ['CallID'],
      answer: at('ConnectDate', 'ConnectTime'),
      end: at('EndDate', 'EndTime'),
      disposition: { field: 'State' },
    },
  },
  dedup: { keys: [['CallID', 'StartDate', 'StartTime']] },
  fingerprint: { text: ['OriginationNumber', 'LCRProvider|ScriptConnectTime|DestinationNumber'] },
  samples: [
    {
      name: 'out, in over midnight, nobody took it',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { ownNumbers: ['+49405550640'] },
      content: `${HEADER}
${row({ CallID: '1', OriginationNumber: '+494055506401', CalledNumber: '+4915120006402', DestinationNumber: '+4915120006402', StartDate: '01.09.2026', StartTime: '10:00:00', ConnectDate: '01.09.2026', ConnectTime: '10:00:05', EndDate: '01.09.2026', EndTime: '10:01:05', Currency: 'EUR', Costs: '0,12', ProjectNumber: 'P9' })}
${row({ CallID: '2', OriginationNumber: '+33612006403', CalledNumber: '+494055506401', DestinationNumber: '+494055506401', StartDate: '01.09.2026', StartTime: '23:59:50', ConnectDate: '01.09.2026', ConnectTime: '23:59:55', EndDate: '02.09.2026', EndTime: '00:00:25' })}
${row({ CallID: '3', OriginationNumber: '+494055506401', CalledNumber: '+494055506404', DestinationNumber: '+494055506404', StartDate: '02.09.2026', StartTime: '09:00:00', EndDate: '02.09.2026', EndTime: '09:00:20' })}
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['+494055506401', '+4915120006402'], 'P9', '0.12'),
        sampleRecord('2026-09-01T21:59:50.000Z', 30_000, 'inbound', ['+33612006403', '+494055506401']),
        sampleRecord('2026-09-02T07:00:00.000Z', 0, 'internal', ['+494055506401', '+494055506404']),
      ],
    },
  ],
};
