import { z } from 'zod';
import { endpoint, idText, monthText } from '#base';

/** Largest file of samples taken at once: a month of some hundred lines. */
export const BANDWIDTH_FILE_BYTES = 64 * 1024 * 1024;

export const importBandwidthEndpoint = endpoint({
  method: 'POST',
  path: '/api/bandwidth',
  permission: 'usage.import',
  summary:
    'Takes five-minute samples of internet accesses as CSV: line; at; in; out (Mbit/s); the same again replaces them',
  body: z.object({ csv: z.string().max(BANDWIDTH_FILE_BYTES) }),
  reply: z.object({ samples: z.number().int(), replaced: z.number().int(), lines: z.number().int() }),
});

export const bandwidthEndpoint = endpoint({
  method: 'GET',
  path: '/api/contracts/:contractId/bandwidth',
  permission: 'usage.read',
  summary:
    'What was measured on the lines of a contract in a month: number of samples, 95th percentiles in bits per second',
  params: z.object({ contractId: idText }),
  query: z.object({ month: monthText }),
  reply: z.object({
    lines: z.array(
      z.object({
        lineId: z.number().int(),
        samples: z.number().int(),
        /** Of the whole month. */
        expected: z.number(),
        inBits: z.number(),
        outBits: z.number(),
      }),
    ),
  }),
});
