import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { OVH_VOICE } from '../pulls.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * OVHcloud telephony, `voiceConsumption` and `previousVoiceConsumption` of the API. A call that the line forwards (`transfer`) is paid by the line
 * that was dialled. Numbers carry `00`; a call within the plan costs 0.
 */
export const ovhVoiceJson: FormatDefinition = {
  id: 'ovh-voice-json',
  version: 1,
  name: 'OVHcloud voiceConsumption (API)',
  about: {
    kind: 'carrier',
    verified: 'specification',
    knowledge: ['OVHcloud API schema: telephony.VoiceConsumption, order.Price'],
  },
  structure: { kind: 'json' },
  pull: OVH_VOICE,
  fields: {
    ...paths({
      id: 'consumptionId',
      begun: 'creationDatetime',
      seconds: 'duration',
      called: 'called',
      calling: 'calling',
      line: ['dialed', 'calling'],
      way: 'wayType',
      destinationType: 'destinationType',
      cause: 'hangupNature',
      price: 'priceWithoutTax.value',
      currency: 'priceWithoutTax.currencyCode',
    }),
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET } },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { field: 'way', equals: 'outgoing' }, is: 'outbound' },
        { when: { field: 'way', equals: 'incoming' }, is: 'inbound' },
        { when: { field: 'way', equals: 'transfer' }, is: 'forwarded' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', byDirection: { forwarded: 'line' } },
    called: { field: 'called' },
    costs: [{ field: 'price', currency: { field: 'currency' } }],
    details: { disposition: { field: 'cause' } },
  },
  dedup: { keys: [['id']] },
  fingerprint: { paths: ['id', 'way', 'destinationType'] },
  samples: [
    {
      name: 'to a mobile, in the plan, received, forwarded, not answered, without time',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `[
{"consumptionId":900000001,"creationDatetime":"2026-09-01T09:12:33+02:00","duration":64,"calling":"0033199000051","called":"0033612000052","dialed":"0612000052","designation":"France mobile","countrySuffix":"fr","destinationType":"mobile","planType":"outplan","wayType":"outgoing","priceWithoutTax":{"currencyCode":"EUR","value":0.0672,"text":"0.0672 €"},"hangupNature":"NORMAL_CLEARING"},
{"consumptionId":900000002,"creationDatetime":"2026-10-25T02:30:00+02:00","duration":120,"calling":"0033199000051","called":"0033199000053","dialed":"0199000053","designation":"France fixe","countrySuffix":"fr","destinationType":"landline","planType":"priceplan","wayType":"outgoing","priceWithoutTax":{"currencyCode":"EUR","value":0,"text":"0.00 €"},"hangupNature":"NORMAL_CLEARING"},
{"consumptionId":900000003,"creationDatetime":"2026-10-25T02:30:00+01:00","duration":7,"calling":"anonymous","called":"0033199000051","dialed":null,"designation":null,"countrySuffix":null,"destinationType":"landline","planType":"priceplan","wayType":"incoming","priceWithoutTax":null,"hangupNature":"NORMAL_CLEARING"},
{"consumptionId":900000004,"creationDatetime":"2026-09-01T10:00:00+02:00","duration":301,"calling":"0033612000052","called":"0033612000054","dialed":"0199000051","designation":"France mobile","countrySuffix":"fr","destinationType":"mobile","planType":"outplan","wayType":"transfer","priceWithoutTax":{"currencyCode":"EUR","value":0.3161,"text":"0.3161 €"},"hangupNature":"NORMAL_CLEARING"},
{"consumptionId":900000005,"creationDatetime":"2026-09-01T10:30:00+02:00","duration":0,"calling":"0033199000051","called":"0033899000055","dialed":"0899000055","designation":"Numéro spécial","countrySuffix":"fr","destinationType":"special","planType":"outplan","wayType":"outgoing","priceWithoutTax":{"currencyCode":"EUR","value":0,"text":"0.00 €"},"hangupNature":"USER_BUSY"},
{"consumptionId":900000006,"creationDatetime":null,"duration":1,"calling":"0033199000051","called":"0033199000053","dialed":"","designation":"","countrySuffix":"fr","destinationType":"landline","planType":"priceplan","wayType":"outgoing","priceWithoutTax":null,"hangupNature":null}
]
`,
      records: [
        sampleRecord('2026-09-01T07:12:33.000Z', 64000, 'outbound', ['+33199000051', '+33612000052'], null, '0.0672'),
        sampleRecord('2026-10-25T00:30:00.000Z', 120000, 'outbound', ['+33199000051', '+33199000053'], null, '0'),
        sampleRecord('2026-10-25T01:30:00.000Z', 7000, 'inbound', ['anonymous', '+33199000051']),
        sampleRecord('2026-09-01T08:00:00.000Z', 301000, 'forwarded', ['+33199000051', '+33612000054'], null, '0.3161'),
        sampleRecord('2026-09-01T08:30:00.000Z', 0, 'outbound', ['+33199000051', '+33899000055'], null, '0'),
      ],

      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
