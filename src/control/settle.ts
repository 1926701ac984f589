import type { Cause } from './cause.ts';

/** Amounts of causes in some order; the last of them that is not zero takes what is missing to the total, `otherwise` where all are zero. */
export function settle(
  causes: readonly (readonly [Cause, bigint])[],
  total: bigint,
  otherwise: Cause,
): (readonly [Cause, bigint])[] {
  const known = causes.filter(([, minor]) => minor !== 0n);
  const rest = total - known.reduce((sum, [, minor]) => sum + minor, 0n);
  const last = known.at(-1);
  if (rest === 0n) return known;
  if (last === undefined) return [[otherwise, rest]];
  return [...known.slice(0, -1), [last[0], last[1] + rest]];
}
