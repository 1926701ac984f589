import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * UK standard CDR of the Federation of Communication Services, version 3 (1 July 2015): 42 columns, with a header or without, from Gamma, resellers of BT
 * Wholesale, and mobile dealers. The charged number pays whatever the direction; an inbound call is told by its type. Times are
 * local UK times.
 */
const COLUMNS = [
  ...['callType', 'callCause', 'customer', 'otherParty', 'date', 'time', 'seconds', 'bytesSent', 'bytesReceived'],
  ...['description', 'chargeCode', 'timeBand', 'price', 'priceBeforeBundle', 'extension', 'ddi', 'group', 'feature'],
  ...['carrier', 'recording', 'vat', 'originCountry', 'network', 'retailTariff', 'remoteNetwork', 'apn', 'diverted'],
  ...['ringTime', 'id', 'currency', 'presentation', 'access', 'ngcsAccess', 'ngcsService', 'bytes', 'user'],
  ...['onwardReference', 'contract', 'bundle', 'allowance', 'discount', 'routing'],
];

export const ukStandardCsv: FormatDefinition = {
  id: 'uk-standard-csv',
  version: 1,
  name: 'UK standard CDR (FCS), version 3',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['UK Standard for CDRs v1.5 and v3.0 (FCS Billing Group)', 'header of a Gamma file'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    header: {
      kind: 'names',
      optional: true,
      required: ['callType', 'customer', 'otherParty', 'date', 'time', 'seconds', 'price', 'id'],
      names: {
        callType: ['Call Type'],
        customer: ['Customer Identifier'],
        otherParty: ['Telephone Number Dialled', 'Non-Charged Party'],
        date: ['Call Date'],
        time: ['Call Time'],
        seconds: ['Duration'],
        bytesSent: ['Bytes Transmitted'],
        bytesReceived: ['Bytes Received'],
        price: ['Salesprice'],
        priceBeforeBundle: ['Salesprice (Pre-Bundle)', 'Salesprice (pre-bundle)'],
        group: ['Grouping ID'],
        feature: ['Call Class (Feature)'],
        remoteNetwork: ['Remote Network'],
        diverted: ['Diverted Number'],
        id: ['Record ID', 'RecordID'],
        currency: ['Currency'],
        presentation: ['Caller Line Identity', 'Presentation Number'],
        access: ['Network Access Reference'],
        bytes: ['Total Bytes Transferred'],
      },
    },
    layouts: [{ columns: COLUMNS }],
  },
  record: {
    service: {
      rules: [
        { when: { field: 'callType', oneOf: ['G', 'GPRS', 'D'] }, is: 'data' },
        { when: { field: 'callType', oneOf: ['S', 'SMS'] }, is: 'sms' },
        { when: { field: 'callType', oneOf: ['M', 'MMS'] }, is: 'mms' },
      ],
      otherwise: 'voice',
    },
    start: { fields: ['date', 'time'], form: { kind: 'pattern', patterns: ['dd/MM/yyyy HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    answered: {
      any: [
        { not: { field: 'seconds', oneOf: ['', '0'] } },
        { field: 'callType', oneOf: ['S', 'SMS', 'M', 'MMS', 'G', 'GPRS', 'D'] },
      ],
    },
    direction: {
      rules: [
        { when: { field: 'callType', oneOf: ['I', 'N', 'IN'] }, is: 'inbound' },
        { when: { field: 'diverted', empty: false }, is: 'forwarded' },
      ],
      otherwise: 'outbound',
    },
    calling: { field: 'customer', byDirection: { inbound: 'otherParty' } },
    called: { field: 'otherParty', byDirection: { inbound: 'customer' } },
    costs: [
      { field: 'price', currency: { field: 'currency' } },
      { field: 'priceBeforeBundle', kind: 'preBundle', currency: { field: 'currency' } },
    ],
    volume: { fields: ['bytes'] },
    details: { nativeId: ['id'], callGroup: ['group'] },
  },
  dedup: { keys: [['id'], ['callType', 'customer', 'otherParty', 'date', 'time', 'seconds']] },
  fingerprint: {
    columns: { '0': '^[A-Z]{1,4}$', '4': '^\\d\\d/\\d\\d/\\d{4}$', '5': '^\\d\\d:\\d\\d:\\d\\d$', '6': '^\\d*$' },
  },
  samples: [
    {
      name: 'voice, zero rated, diverted, data and SMS under the header of Gamma; the hour that comes twice; a price that is none',
      zone: 'Europe/London',
      country: 'GB',
      content: `"Call Type","Call Cause Definition Required","Customer Identifier","Non-Charged Party","Call Date","Call Time","Duration","Bytes Transmitted","Bytes Received","Description","Chargecode","Time Band","Salesprice","Salesprice (Pre-Bundle)","Extension","DDI","Grouping ID","Call Class (Feature)","Carrier","Recording","VAT","Country of Origin","Network","Retail Tariff Code","Remote Network","APN","Diverted Number","Ring time","Record ID","Currency","Caller Line Identity","Network Access Reference","NGCS Access Charge","NGCS Service Charge","Total Bytes Transferred","User ID","Onward Billing Reference","Contract Name","Bundle Name","Bundle Allowance","Discount Reference","Routing Code"
V,0,+441632960101,01632960102,01/09/2026,09:15:00,125,,,UK Local,C01,1,0.0125,0.0250,,,G1,SIPD,GAM,,S,GB,,,,,,4,R1,GBP,+441632960101,,,,,,,,,,,
Z,0,441632960101,08081570103,25/10/2026,01:30:00,60,,,Freephone,C02,3,0,0,,,,SIPD,GAM,,S,GB,,,,,,4,R2,GBP,,,,,,,,,,,,
V,0,+441632960101,07700900104,01/09/2026,10:00:00,30,,,UK Mobile,C03,1,0.03,0.03,,,G2,SIPD,GAM,,S,GB,,,,,01632960105,4,R3,GBP,,,,,,,,,,,,
G,0,07700900106,,01/09/2026,11:00:00,3600,1000,2000,Data,C04,1,0.10,0.10,,,,,MOB,,S,GB,,,,internet,,,R4,GBP,,,,,3000,,,,,,,
S,0,07700900106,07700900107,01/09/2026,11:05:00,0,,,SMS,C05,1,0.02,0.02,,,,,MOB,,S,GB,,,,,,,R5,GBP,,,,,,,,,,,,
V,0,+441632960101,01632960102,01/09/2026,12:00:00,10,,,UK Local,C01,1,free,0,,,,SIPD,GAM,,S,GB,,,,,,4,R6,GBP,,,,,,,,,,,,
`,
      records: [
        sampleRecord(
          '2026-09-01T08:15:00.000Z',
          125000,
          'outbound',
          ['+441632960101', '+441632960102'],
          null,
          '0.0125',
        ),
        sampleRecord('2026-10-25T00:30:00.000Z', 60000, 'outbound', ['+441632960101', '+448081570103'], null, '0'),
        sampleRecord('2026-09-01T09:00:00.000Z', 30000, 'forwarded', ['+441632960101', '+447700900104'], null, '0.03'),
        sampleRecord('2026-09-01T10:00:00.000Z', 3600000, 'outbound', ['+447700900106', null], null, '0.1', {
          service: 'data',
          volume: 3000,
        }),
        sampleRecord('2026-09-01T10:05:00.000Z', 0, 'outbound', ['+447700900106', '+447700900107'], null, '0.02', {
          service: 'sms',
        }),
      ],

      rejected: ['mediation.amount'],
    },
    {
      name: 'without a header, an inbound freephone call that its owner pays',
      zone: 'Europe/London',
      country: 'GB',
      content: `I,0,+448081570110,07700900111,02/09/2026,14:00:01,61,,,Inbound freephone,C09,1,0.0410,0.0410,,,,,GAM,,S,GB,,,,,,3,R10,GBP,,,,,,,,,,,,
`,
      records: [
        sampleRecord('2026-09-02T13:00:01.000Z', 61000, 'inbound', ['+447700900111', '+448081570110'], null, '0.041'),
      ],
    },
  ],
};
