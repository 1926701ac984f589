import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** Simwood (UK), voice records of the API: date and time apart, seconds of the call and seconds that are billed, the trunk. */
export const simwoodJson: FormatDefinition = {
  id: 'simwood-json',
  version: 1,
  name: 'Simwood voice CDR (API)',
  about: {
    kind: 'carrier',
    verified: 'sample',
    knowledge: ['an answer of the API in the wiki of opensaucesystems/simwoodapi'],
  },
  structure: { kind: 'json', each: 'data' },
  fields: paths({
    id: ['reference', '_id'],
    date: 'date',
    time: 'time',
    calling: 'from',
    called: 'to',
    total: 'secs_call',
    seconds: 'secs_billed',
    price: 'chg_total',
    currency: 'currency',
    trunk: 'trunk',
    destination: 'todesc',
  }),
  record: {
    start: { fields: ['date', 'time'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'calling' },
    called: { field: 'called', bare: 'international' },
    account: { field: 'trunk' },
    costs: [{ field: 'price', currency: { field: 'currency' } }],
    details: { total: { field: 'total', form: 's' } },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'total', 'seconds', 'price', 'trunk'] },
  samples: [
    {
      name: 'an answer of two calls, one without a date',
      zone: 'Europe/London',
      country: 'GB',
      content: `{"success":true,"count":3,"data":[
  {"_id":"f01","time":"13:27:19","date":"2026-09-01","account":"990001","fromdesc":"UK","from":"01632960131","to":"447700900132","toISO":"GB","todesc":"UK Mobile","calldate":"2026-09-01 13:27:00","secs_call":63,"secs_peak":63,"secs_offpeak":0,"secs_weekend":0,"secs_billed":63,"rate_peak":"0.00950","chg_total":"0.00998","currency":"GBP","trunk":"990001-L001","tag":"","reference":"f01"},
  {"_id":"f02","time":"01:30:00","date":"2026-10-25","account":"990001","from":"441632960131","to":"4930231251","toISO":"DE","todesc":"Germany","secs_call":0,"secs_billed":0,"chg_total":0,"currency":"GBP","trunk":"990001-L001","reference":"f02"},
  {"_id":"f03","time":"01:30:00","date":null,"account":"990001","from":"441632960131","to":"4930231251","toISO":"DE","todesc":"Germany","secs_call":0,"secs_billed":0,"chg_total":0,"currency":"GBP","trunk":"990001-L001","reference":"f03"}
]}
`,
      records: [
        sampleRecord(
          '2026-09-01T12:27:19.000Z',
          63000,
          'outbound',
          ['+441632960131', '+447700900132'],
          '990001-L001',
          '0.00998',
        ),
        sampleRecord('2026-10-25T00:30:00.000Z', 0, 'outbound', ['+441632960131', '+4930231251'], '990001-L001', '0'),
      ],

      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
