import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * TransNexus OSPrey / NexOSS customer and provider archives: tabulators, no header; the call id in base64, the duration as rated and as billed in the
 * customer's steps, the amount billed upstream.
 */
export const transNexus: FormatDefinition = {
  id: 'transnexus-osp',
  version: 1,
  name: 'TransNexus OSP archive',
  about: {
    kind: 'sbc',
    verified: 'none',
    knowledge: ['TransNexus NexOSS: customer and provider CDR archive files, as published by a free billing system'],
  },
  structure: {
    kind: 'delimited',
    delimiter: '\t',
    quote: null,
    extraColumns: 'ignore',
    ignore: ['CallStartTime'],
    layouts: [
      {
        columns: [
          ...['start', 'caller', 'called', 'source', 'dest', 'callId', 'transaction', 'rated', 'billed', 'amount'],
        ],
      },
    ],
  },
  fields: { callId: { at: [{ column: 'callId' }], transforms: [{ op: 'base64' }] } },
  settings: {
    bareNumbers: { kind: 'choice', choices: ['auto', 'international', 'national', 'text'], default: 'auto' },
  },
  record: {
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss', 'MM/dd/yyyy HH:mm:ss'] },
      zone: { iana: 'UTC' },
    },
    duration: { field: 'rated', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'caller', bare: { setting: 'bareNumbers' } },
    called: { field: 'called', bare: { setting: 'bareNumbers' } },
    account: { field: 'source' },
    costs: [{ field: 'amount' }],
    details: { nativeId: ['transaction'], callGroup: ['callId'] },
  },
  dedup: { keys: [['transaction', 'start']] },
  fingerprint: {
    columns: {
      '0': '^\\d+[-/]\\d+[-/]\\d+ \\d\\d:\\d\\d:\\d\\d$',
      '5': '^[A-Za-z0-9+/]+=*$',
      '6': '^\\d+$',
      '7': '^\\d+$',
      '8': '^\\d+$',
    },
  },
  samples: [
    {
      name: 'call id in base64, cost',
      zone: 'UTC',
      country: 'US',
      content:
        '2026-09-01 08:00:00\t12125550171\t16505550172\t192.0.2.1\t192.0.2.2\tYzFAMTkyLjAuMi4x\t4587123\t61\t66\t0.0132\n2026-09-01 08:02:00\t12125550171\t16505550173\t192.0.2.1\t192.0.2.2\tYzJAMTkyLjAuMi4x\t4587124\t0\t0\t0\n',
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          61_000,
          'outbound',
          ['+12125550171', '+16505550172'],
          '192.0.2.1',
          '0.0132',
        ),
        sampleRecord('2026-09-01T08:02:00.000Z', 0, 'outbound', ['+12125550171', '+16505550173'], '192.0.2.1', '0'),
      ],
    },
  ],
};
