import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Ribbon (Sonus) SBC and GSX accounting files `.ACT`: the first word tells the record and with it the columns. STOP has the call, its time in ticks of
 * ten milliseconds; ATTEMPT one that did not come about; START and INTERMEDIATE are told while it lasts. Dates are local, `mm/dd/yyyy` and a time
 * with tenths, in the zone that a column names by its distance from Greenwich.
 */
const HEAD = ['type', 'gateway', 'accountingId', 'startTicks', 'zone', 'date', 'time', 'policyTicks', 'alertTicks'];

export const sonusAct: FormatDefinition = {
  id: 'ribbon-act',
  version: 1,
  name: 'Ribbon / Sonus SBC accounting file (ACT)',
  about: {
    kind: 'sbc',
    verified: 'specification',
    knowledge: ['Ribbon SBX documentation: CDR Field Descriptions'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    ignore: ['^(Sonus|Ribbon|File|#)'],
    layouts: [{ columns: HEAD }],
  },
  recordTypes: [
    {
      when: { field: 'type', equals: 'STOP' },
      role: 'billable',
      layout: [
        ...HEAD,
        ...['serviceTicks', 'endDate', 'endTime', 'completionTicks', 'ticks', 'reason', 'service', 'way'],
        ...['provider', 'tns', 'calling', 'called', 'extraDigits'],
      ],
    },
    {
      when: { field: 'type', equals: 'ATTEMPT' },
      role: 'attempt',
      layout: [
        ...HEAD,
        ...['endTime', 'ticksToEnd', 'reason', 'service', 'way', 'provider', 'tns', 'calling', 'called', 'extraDigits'],
      ],
    },
    { when: { field: 'type', oneOf: ['START', 'INTERMEDIATE'] }, role: 'quality' },
    { when: { field: 'type', oneOf: ['SW_CHANGE', 'REBOOT'] }, role: 'comment' },
  ],
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: {
      fields: ['date', 'time'],
      form: { kind: 'pattern', patterns: ['MM/dd/yyyy | HH:mm:ss.S', 'MM/dd/yyyy | HH:mm:ss'] },
      zone: { field: 'zone', form: 'offsetWithin' },
    },
    duration: { field: 'ticks', form: 'ticks', tickMs: 10 },
    direction: {
      rules: [
        { when: { field: 'way', oneOf: ['PSTN-TO-IP', 'PSTN-TO-PSTN'] }, is: 'inbound' },
        { when: { field: 'way', oneOf: ['IP-TO-PSTN'] }, is: 'outbound' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'calling', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' } },
    account: { field: 'provider' },
    details: { nativeId: ['gateway', 'accountingId'], disposition: { field: 'reason', form: 'q850' } },
  },
  dedup: { keys: [['gateway', 'accountingId', 'type']] },
  fingerprint: {
    columns: {
      '0': '^(START|STOP|ATTEMPT|INTERMEDIATE|SW_CHANGE|REBOOT)$',
    },
    text: ['^(STOP|ATTEMPT|START),[^,]+,0x'],
  },
  samples: [
    {
      name: 'start, stop in ticks, attempt, restart',
      zone: 'America/New_York',
      country: 'US',
      content: `REBOOT,GW1,0x00000000,1,GMT-05:00-Eastern Time(US),09/01/2026,00:00:00.0
START,GW1,0x0000A1,51,GMT-05:00-Eastern Time(US),09/01/2026,10:15:20.5,1,2,300
STOP,GW1,0x0000A1,51,GMT-05:00-Eastern Time(US),09/01/2026,10:15:20.5,1,2,300,09/01/2026,10:16:24.7,1,6123,16,VoIP,IP-TO-PSTN,acme,,2125550151,16505550152,,0,"a,b"
ATTEMPT,GW1,0x0000A2,52,GMT-05:00-Eastern Time(US),09/01/2026,10:20:00.0,1,2,10:20:09.0,900,17,VoIP,IP-TO-PSTN,acme,,2125550151,16505550153
`,
      records: [
        sampleRecord('2026-09-01T15:15:20.500Z', 61_230, 'outbound', ['+12125550151', '+16505550152'], 'acme'),
        sampleRecord('2026-09-01T15:20:00.000Z', 0, 'outbound', ['+12125550151', '+16505550153'], 'acme'),
      ],
      filtered: { quality: 1 },
    },
  ],
};
