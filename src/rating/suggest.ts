import type { RatedLine } from '#contracts';

/** Who an unmatched number probably belongs to. */
export interface SuggestedOwner {
  readonly customerId: number;
  readonly contractId: number;
  /** The line whose number is nearest, as printed. */
  readonly nearLine: string;
}

/** Numbers are given out in blocks: farther away than this, nearness says nothing. */
const FARTHEST = 100;

/**
 * The customer whose number or range lies nearest to the number; null where nothing is near or two customers are equally near.
 * Only lines valid at some instant of [fromMs, toMs) count.
 * @param identifier E.164 digits; other identifiers have no neighbours
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
  return { customerId: best.customerId, contractId: best.contractId, nearLine: best.label };
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
