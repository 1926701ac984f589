import type { FormatDefinition } from '../language/format.ts';

type Expected = FormatDefinition['samples'][number]['records'][number];

/**
 * A record that a sample expects, in one line: start ISO 8601 UTC, duration in ms, direction, calling, called, account, cost as the
 * carrier tells it; behind these what is not everywhere (service, volume, network).
 */
export function sampleRecord(
  start: string,
  durationMs: number,
  direction: Expected['direction'],
  [calling, called]: readonly [string | null, string | null],
  account: string | null = null,
  cost: string | null = null,
  more: Pick<Expected, 'service' | 'volume' | 'network'> = {},
): Expected {
  return { start, durationMs, direction, calling, called, account, cost, ...more };
}
