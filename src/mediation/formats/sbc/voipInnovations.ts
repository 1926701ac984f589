import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * VoIP Innovations: semicolons and a header; `CallType` tells the direction (Term goes out, Orig and TF come in), the duration is told as it was and as it
 * is billed in steps, with the price of the call.
 */
export const voipInnovations: FormatDefinition = {
  id: 'voip-innovations',
  version: 1,
  name: 'VoIP Innovations CDR',
  about: {
    kind: 'sbc',
    verified: 'none',
    knowledge: ['Columns of VoIP Innovations CDRs as published by a free billing system'],
  },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    extraColumns: 'ignore',
    header: {
      kind: 'names',
      names: {
        type: ['CallType'],
        start: ['StartTime'],
        stop: ['StopTime'],
        seconds: ['CallDuration'],
        billed: ['BillDuration'],
        price: ['CallPrice'],
        transaction: ['TransactionId'],
        ip: ['CustomerIP'],
        caller: ['ANI'],
        called: ['DNIS'],
      },
      required: ['type', 'start', 'seconds', 'price', 'caller', 'called'],
    },
  },
  record: {
    start: {
      fields: ['start'],
      form: {
        kind: 'pattern',
        patterns: ['yyyy-MM-dd HH:mm:ss.S', 'yyyy-MM-dd HH:mm:ss', 'M/d/yyyy h:mm:ss a', 'MM/dd/yyyy HH:mm:ss'],
      },
    },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [
        { when: { field: 'type', matches: '^[Tt][Ee][Rr][Mm]' }, is: 'outbound' },
        { when: { field: 'type', matches: '^([Oo]rig|TF|Toll)' }, is: 'inbound' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'caller' },
    called: { field: 'called' },
    account: { field: 'ip' },
    costs: [{ field: 'price' }],
  },
  dedup: { keys: [['transaction', 'start', 'called'], ['*']] },
  fingerprint: { text: ['^CallType;StartTime;StopTime', 'TransactionId'] },
  samples: [
    {
      name: 'out, in over a free number',
      zone: 'UTC',
      country: 'US',
      content: `CallType;StartTime;StopTime;CallDuration;BillDuration;CallMinimum;CallIncrement;BasePrice;CallPrice;TransactionId;CustomerIP;ANI;ANIState;DNIS;LRN;DNISState;DNISLATA;DNISOCN;OrigTier;TermRateDeck
Term-U.S.;2026-09-01 08:00:00;2026-09-01 08:01:01;60.5;66;6;6;0.006;0.0066;77;192.0.2.1;+12125550181;NY;16505550182;16505550000;CA;722;1;;D1
TF;2026-09-01 08:10:00;2026-09-01 08:10:09;9;12;6;6;0.02;0.004;78;192.0.2.1;16505550182;CA;18005550183;;;;;;
`,
      records: [
        sampleRecord(
          '2026-09-01T08:00:00.000Z',
          60_500,
          'outbound',
          ['+12125550181', '+16505550182'],
          '192.0.2.1',
          '0.0066',
        ),
        sampleRecord(
          '2026-09-01T08:10:00.000Z',
          9_000,
          'inbound',
          ['+16505550182', '+18005550183'],
          '192.0.2.1',
          '0.004',
        ),
      ],
    },
  ],
};
