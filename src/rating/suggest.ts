import type { RatedLine } from '#contracts';

/** Why somebody probably owns what is unmatched: a number beside, an account written much like it, or a word of his name in it. */
export const SUGGESTION_REASONS = ['nearNumber', 'likeAccount', 'customerName'] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

/** Who an unmatched line probably belongs to. */
export interface SuggestedOwner {
  readonly customerId: number;
  readonly contractId: number;
  readonly reason: SuggestionReason;
  /** The line that speaks for this owner, as printed; empty where his name does. */
  readonly nearLine: string;
}

/** Numbers are given out in blocks: farther away than this, nearness says nothing. */
const FARTHEST = 100;

/**
 * The customer whose number or range lies nearest to the number; null where nothing is near or two customers are equally near.
 * Only lines valid at some instant of [fromMs, toMs) count.
 * @param identifier E.164 digits; other identifiers have no neighbours (see `AccountOwners`)
 */
export function suggestOwner(
  lines: readonly RatedLine[],
  identifier: string,
  fromMs: number,
  toMs: number,
): SuggestedOwner | null {
  if (!/^\d{7,15}$/.test(identifier)) return null;
  let best: RatedLine | null = null;
  let bestDistance = FARTHEST + 1;
  let contested = false;
  for (const line of lines) {
    if (line.validFromMs >= toMs || line.validToMs <= fromMs) continue;
    const distance = distanceTo(line, identifier);
    if (distance > bestDistance) continue;
    contested = distance === bestDistance && best !== null && (contested || best.customerId !== line.customerId);
    if (distance === bestDistance) continue;
    best = line;
    bestDistance = distance;
  }
  if (best === null || contested) return null;
  return { customerId: best.customerId, contractId: best.contractId, reason: 'nearNumber', nearLine: best.label };
}

/** How many numbers lie between a line and a number of the same length; Infinity for lines that are no numbers. */
function distanceTo({ kind, identifier: own }: RatedLine, identifier: string): number {
  const isRange = kind === 'range';
  if ((kind !== 'number' && !isRange) || own.length > identifier.length) return Number.POSITIVE_INFINITY;
  if (!isRange && own.length !== identifier.length) return Number.POSITIVE_INFINITY;
  const open = identifier.length - own.length;
  const first = Number(own) * 10 ** open;
  const last = first + 10 ** open - 1;
  const number = Number(identifier);
  return number < first ? first - number : number > last ? number - last : 0;
}
