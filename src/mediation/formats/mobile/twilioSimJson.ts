import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Twilio Super SIM, usage records: what a SIM card moved within a period (an hour, a day), which may grow for two days. A period that is not over its two days
 * should be fetched again; the sender does not say.
 */
export const twilioSimJson: FormatDefinition = {
  id: 'twilio-super-sim-json',
  version: 1,
  name: 'Twilio Super SIM usage records (API)',
  about: {
    kind: 'data',
    verified: 'specification',
    knowledge: ['Twilio API reference: Super SIM, UsageRecord resource'],
  },
  structure: { kind: 'json', each: 'usage_records' },
  fields: {
    ...paths({
      begun: 'period.start_time',
      ended: 'period.end_time',
      card: 'sim_sid',
      fleet: 'fleet_sid',
      networkSid: 'network_sid',
      country: 'iso_country',
      up: 'data_upload',
      down: 'data_download',
      cost: 'data_total_billed',
      currency: 'billed_unit',
      accountSid: 'account_sid',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: 'data',
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'none', form: 's' },
    answered: { field: 'begun', empty: false },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'none' },
    called: { field: 'none' },
    account: { field: 'card' },
    volume: { fields: ['up', 'down'] },
    costs: [{ field: 'cost', currency: { field: 'currency' } }],
  },
  // Sums over all cards have no card: nobody's usage.
  filters: [{ reason: 'sum', when: { field: 'card', empty: true } }],
  dedup: {
    keys: [
      ['card', 'begun', 'ended', 'networkSid', 'country'],
      ['card', 'begun', 'ended'],
    ],
    onConflict: 'keepLast',
  },
  fingerprint: { paths: ['accountSid', 'begun', 'up', 'down'] },
  samples: [
    {
      name: 'an hour of a card, an hour without traffic, the sum of all cards, a period without a begin',
      zone: 'UTC',
      country: 'US',
      content: `{"usage_records":[
  {"period":{"start_time":"2026-09-01T20:00:00Z","end_time":"2026-09-01T21:00:00Z"},"account_sid":"AC01","sim_sid":"HS01","network_sid":"HW01","iso_country":"US","fleet_sid":"HF01","data_upload":115000,"data_download":11000,"data_total":126000,"data_total_billed":"0.0126","billed_unit":"USD"},
  {"period":{"start_time":"2026-09-01T21:00:00Z","end_time":"2026-09-01T22:00:00Z"},"account_sid":"AC01","sim_sid":"HS01","network_sid":"HW01","iso_country":"US","fleet_sid":"HF01","data_upload":0,"data_download":0,"data_total":0,"data_total_billed":"0","billed_unit":"USD"},
  {"period":{"start_time":"2026-09-01T20:00:00Z","end_time":"2026-09-01T21:00:00Z"},"account_sid":"AC01","sim_sid":null,"network_sid":null,"iso_country":null,"fleet_sid":null,"data_upload":115000,"data_download":11000,"data_total":126000,"data_total_billed":"0.0126","billed_unit":"USD"},
  {"period":{"start_time":null,"end_time":"2026-09-01T22:00:00Z"},"account_sid":"AC01","sim_sid":"HS01","network_sid":null,"iso_country":null,"fleet_sid":null,"data_upload":1,"data_download":1,"data_total":2,"data_total_billed":"0","billed_unit":"USD"}
]}
`,
      records: [
        sampleRecord('2026-09-01T20:00:00.000Z', 0, 'outbound', [null, null], 'HS01', '0.0126', {
          service: 'data',
          volume: 126000,
        }),
        sampleRecord('2026-09-01T21:00:00.000Z', 0, 'outbound', [null, null], 'HS01', '0', { service: 'data' }),
      ],
      filtered: { sum: 1 },
      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
