import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** CDR-Stats and Newfies-Dialer: comma separated with a header; one row a call, duration and billable seconds, Q.850 cause, local time. */
export const cdrStats: FormatDefinition = {
  id: 'cdr-stats-csv',
  version: 1,
  name: 'CDR-Stats / Newfies-Dialer',
  about: { kind: 'sbc', verified: 'none', knowledge: ['CDR-Stats documentation: import of CSV files'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    header: {
      kind: 'names',
      names: {
        start: ['starting_date', 'starting date', 'calldate'],
        caller: ['caller_id_number', 'caller id number', 'callerid'],
        callerName: ['caller_id_name', 'caller id name'],
        called: ['destination_number', 'destination number', 'phone_number'],
        duration: ['duration'],
        billsec: ['billsec', 'bill sec'],
        cause: ['hangup_cause_id', 'hangup cause id', 'hangup_cause', 'disposition'],
        account: ['accountcode', 'account_code', 'account code'],
        uuid: ['uuid', 'callid'],
        cost: ['buy_cost', 'sell_cost', 'cost'],
      },
      required: ['start', 'caller', 'called', 'billsec'],
    },
  },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-ddTHH:mm:ss'] } },
    duration: { field: 'billsec', form: 's' },
    direction: {
      rules: [
        { when: { all: [{ value: 'calling', is: 'e164' }, { not: { value: 'called', is: 'e164' } }] }, is: 'inbound' },
        { when: { value: 'called', is: 'e164' }, is: 'outbound' },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' } },
    account: { field: 'account' },
    costs: [{ field: 'cost' }],
    details: { total: { field: 'duration', form: 's' }, disposition: { field: 'cause', form: 'q850' } },
  },
  dedup: { keys: [['uuid'], ['start', 'caller', 'called', 'duration']] },
  fingerprint: {
    text: ['(starting_date|starting date|calldate|callerid)', '(destination_number|phone_number)', 'billsec'],
  },
  samples: [
    {
      name: 'answered, in vain',
      zone: 'UTC',
      country: 'ES',
      content: `starting_date,caller_id_number,caller_id_name,destination_number,duration,billsec,hangup_cause_id,accountcode,uuid,buy_cost
2026-09-01 08:00:00,101,Ann,+34612007101,65,60,16,acme,s-1,0.012
2026-09-01 08:05:00,101,Ann,+34612007102,20,0,19,acme,s-2,0
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['101', '+34612007101'], 'acme', '0.012'),
        sampleRecord('2026-09-01T08:05:00.000Z', 0, 'outbound', ['101', '+34612007102'], 'acme', '0'),
      ],
    },
  ],
};
