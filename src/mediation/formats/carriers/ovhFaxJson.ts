import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** OVHcloud fax, `faxConsumption` of the API: counted in pages, without a duration. */
export const ovhFaxJson: FormatDefinition = {
  id: 'ovh-fax-json',
  version: 1,
  name: 'OVHcloud faxConsumption (API)',
  about: { kind: 'carrier', verified: 'specification', knowledge: ['OVHcloud API schema: telephony.FaxConsumption'] },
  structure: { kind: 'json' },
  fields: {
    ...paths({
      id: 'consumptionId',
      begun: 'creationDatetime',
      calling: 'calling',
      called: 'called',
      pages: 'pages',
      way: 'wayType',
      price: 'priceWithoutTax.value',
      currency: 'priceWithoutTax.currencyCode',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    service: 'fax',
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'none', form: 's' },
    answered: { field: 'pages', empty: false },
    direction: {
      rules: [
        { when: { field: 'way', equals: 'sent' }, is: 'outbound' },
        { when: { field: 'way', equals: 'received' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling' },
    called: { field: 'called' },
    pieces: { field: 'pages' },
    costs: [{ field: 'price', currency: { field: 'currency' } }],
  },
  // An account (`account`) has services, a service a list of ids.
  pull: {
    url: 'https://eu.api.ovh.com/1.0/telephony/{account}/service/{each}/faxConsumption',
    each: 'https://eu.api.ovh.com/1.0/telephony/{account}/service',
    query: { 'creationDatetime.from': '{from}', 'creationDatetime.to': '{to}' },
    auth: { kind: 'ovh' },
    paging: {
      kind: 'listThenDetail',
      detailUrl: 'https://eu.api.ovh.com/1.0/telephony/{account}/service/{each}/faxConsumption/{id}',
    },
    window: { lengthS: 86_400, overlapS: 86_400 },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'pages', 'way'] },
  samples: [
    {
      name: 'sent, received, a way nobody knows',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `{"consumptionId":700001,"creationDatetime":"2026-09-02T08:00:00+02:00","calling":"0033199000051","called":"0033199000061","pages":12,"priceWithoutTax":{"currencyCode":"EUR","value":0.36,"text":"0.36 €"},"wayType":"sent"}
{"consumptionId":700002,"creationDatetime":"2026-09-02T09:00:00+02:00","calling":"0033199000061","called":"0033199000051","pages":1,"priceWithoutTax":{"currencyCode":"EUR","value":0,"text":"0.00 €"},"wayType":"received"}
{"consumptionId":700003,"creationDatetime":"2026-09-02T10:00:00+02:00","calling":"0033199000061","called":"0033199000051","pages":1,"priceWithoutTax":null,"wayType":"lost"}
`,
      records: [
        sampleRecord('2026-09-02T06:00:00.000Z', 0, 'outbound', ['+33199000051', '+33199000061'], null, '0.36', {
          service: 'fax',
          volume: 12,
        }),
        sampleRecord('2026-09-02T07:00:00.000Z', 0, 'inbound', ['+33199000061', '+33199000051'], null, '0', {
          service: 'fax',
          volume: 1,
        }),
      ],

      rejected: ['mediation.direction'],
    },
  ],
};
