import type { RatedLine } from '#contracts';

/** Who an unmatched number probably belongs to. */
export interface SuggestedOwner {
  readonly customerId: number;
  readonly contractId: number;
  /** The line whose number is nearest, as printed. */
  readonly nearLine: string;
}

/** Numbers of one block of a thousand are near: the last three digits may differ. */
const DIFFERING_DIGITS = 3;

/**
 * The customer whose number or range shares the longest beginning with the number; null where nothing is near or several customers
 * are equally near. Only lines valid at some instant of [fromMs, toMs) count.
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
  let bestShared = identifier.length - DIFFERING_DIGITS - 1;
  let contested = false;
  for (const line of lines) {
    if (line.kind !== 'number' && line.kind !== 'range') continue;
    if (line.validFromMs >= toMs || line.validToMs <= fromMs) continue;
    const shared = sharedDigits(line.identifier, identifier);
    if (shared < bestShared || (shared === bestShared && best === null)) continue;
    contested = shared === bestShared && best !== null && (contested || best.customerId !== line.customerId);
    if (shared === bestShared && best !== null) continue;
    best = line;
    bestShared = shared;
  }
  if (best === null || contested) return null;
  return { customerId: best.customerId, contractId: best.contractId, nearLine: best.label };
}

function sharedDigits(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}
