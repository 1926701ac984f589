import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Records of mobile switching centres, 3GPP TS 32.298 circuit switched domain, in BER one behind another: calls made and received, messages sent and
 * received. Tags by a table of our own. A call counts from its answer; without one from its seizure.
 */
const CALL_TAGS = {
  c0: 'MoCall',
  'c0/c1': 'Imsi tbcd',
  'c0/c3': 'Msisdn address',
  'c0/c5': 'Called address',
  'c0/c22': 'Seizure time',
  'c0/c23': 'Answer time',
  'c0/c24': 'Release time',
  'c0/c25': 'Duration integer',
  'c0/c30': 'Cause integer',
  'c0/c32': 'Reference hex',
  'c0/c33': 'Sequence integer',
  c1: 'MtCall',
  'c1/c1': 'Imsi tbcd',
  'c1/c3': 'Msisdn address',
  'c1/c4': 'Calling address',
  'c1/c19': 'Seizure time',
  'c1/c20': 'Answer time',
  'c1/c21': 'Release time',
  'c1/c22': 'Duration integer',
  'c1/c27': 'Cause integer',
  'c1/c29': 'Reference hex',
  'c1/c30': 'Sequence integer',
};
const MESSAGE_TAGS = {
  c6: 'MoSms',
  'c6/c1': 'Imsi tbcd',
  'c6/c3': 'Msisdn address',
  'c6/c8': 'Reference hex',
  'c6/c9': 'Origination time',
  'c6/c12': 'Destination hex',
  c7: 'MtSms',
  'c7/c2': 'Imsi tbcd',
  'c7/c4': 'Msisdn address',
  'c7/c8': 'Delivery time',
};
const TIME = { kind: 'pattern' as const, patterns: ['yyMMddHHmmssXXX'] };

export const mscCdr: FormatDefinition = {
  id: '3gpp-msc-cdr',
  version: 1,
  name: 'Mobile switching centre, 3GPP TS 32.298 (BER)',
  about: {
    kind: 'mobile',
    verified: 'specification',
    knowledge: ['3GPP TS 32.298: CS domain CDRs, their names and tags'],
  },
  structure: {
    kind: 'asn1',
    recordPath: '/MoCall|/MtCall|/MoSms|/MtSms',
    tags: { ...CALL_TAGS, ...MESSAGE_TAGS },
  },
  fields: {
    ...paths({
      kind: '#name',
      begun: ['Answer', 'Seizure', 'Origination', 'Delivery'],
      answered: 'Answer',
      ended: 'Release',
      seconds: 'Duration',
      imsi: 'Imsi',
      msisdn: 'Msisdn',
      called: 'Called',
      calling: 'Calling',
      reference: 'Reference',
      sequence: 'Sequence',
    }),
    // An address of TS 23.040: how many digits, their type, the digits; some writers leave the count out. Read with the halves of octets changed.
    destination: {
      at: [{ path: 'Destination' }],
      transforms: [
        { op: 'bcd' },
        { op: 'replace', pattern: '^(?:[0-9a-f][01])?19', by: '+' },
        { op: 'replace', pattern: '^(?:[0-9a-f][01])?(?:18|1a|08)', by: '' },
      ],
    },
    dialled: { at: [{ constant: '-' }], transforms: [{ op: 'template', text: '{called}{destination}' }] },
  },
  record: {
    service: { rules: [{ when: { field: 'kind', oneOf: ['MoSms', 'MtSms'] }, is: 'sms' }], otherwise: 'voice' },
    start: { fields: ['begun'], form: TIME },
    duration: { field: 'seconds', form: 's' },
    answered: {
      any: [
        { field: 'answered', empty: false },
        { field: 'kind', oneOf: ['MoSms', 'MtSms'] },
      ],
    },
    direction: {
      rules: [{ when: { field: 'kind', oneOf: ['MtCall', 'MtSms'] }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'msisdn', byDirection: { inbound: 'calling' } },
    called: { field: 'dialled', byDirection: { inbound: 'msisdn' } },
    account: { field: 'imsi' },
    details: {
      nativeId: ['reference'],
      answer: { fields: ['answered'], form: TIME },
      end: { fields: ['ended'], form: TIME },
    },
  },
  dedup: {
    keys: [
      ['kind', 'imsi', 'begun', 'reference', 'sequence'],
      ['kind', 'imsi', 'begun', 'reference'],
      ['kind', 'imsi', 'begun'],
    ],
  },
  fingerprint: { paths: ['imsi', 'begun'] },
  samples: [
    {
      name: 'call made, call nobody took in the hour that comes twice, national number, message sent and received, a call without a time',
      zone: 'Europe/Berlin',
      country: 'DE',
      written: 'hex',
      content: `
        a054800100810862029199000067f18307919451210070168507919403322175268607919403322175269609260901115950
        2b020097092609011200002b020098092609011202052b020099017d9e01009f20020a01a13f800101810862029199000067
        f183079194512100701684079144770009703693092610250230002b010095092610250230202b01009601009b01049d020a
        02a040800100810862029199000067f18307919451210070168507813020135267f496092609011300002b02009709260901
        1300102b020099013d9e01009f20020a03a637800106810862029199000067f1830791945121007016850791947101670000
        88010589092609011400002b02008c080c91945121007056a72a800107810791947101670000820862029199000067f18407
        9194512100701688092609011405002d0330a027800100810862029199000067f18307919451210070168507919403322175
        269901059f20020a04
`,
      records: [
        sampleRecord(
          '2026-09-01T10:00:00.000Z',
          125000,
          'outbound',
          ['+491512000761', '+493023125762'],
          '262019990000761',
        ),
        sampleRecord('2026-10-25T01:30:00.000Z', 0, 'inbound', ['+447700900763', '+491512000761'], '262019990000761'),
        sampleRecord(
          '2026-09-01T11:00:10.000Z',
          61000,
          'outbound',
          ['+491512000761', '+493023125764'],
          '262019990000761',
        ),
        sampleRecord(
          '2026-09-01T12:00:00.000Z',
          0,
          'outbound',
          ['+491512000761', '+491512000765'],
          '262019990000761',
          null,
          { service: 'sms' },
        ),
        sampleRecord('2026-09-01T17:35:00.000Z', 0, 'inbound', [null, '+491512000761'], '262019990000761', null, {
          service: 'sms',
        }),
      ],

      rejected: ['mediation.fieldEmpty'],
    },
  ],
};
