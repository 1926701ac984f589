import { divideRounded, formatDecimal, powerOfTen } from './decimal.ts';
import { formatNumber } from './format.ts';
import type { Language } from './text.ts';

const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** Bytes as people read them: `0.052 MB`, `734 MB`, `1.288 GB` (10^6 and 10^9 bytes); three decimals where they tell something. */
export function formatVolume(language: Language, bytes: number): string {
  const [unit, name, decimals] = bytes >= GIGA ? [GIGA, 'GB', 3] : [MEGA, 'MB', bytes >= 10 * MEGA ? 1 : 3];
  const scaled = divideRounded(BigInt(bytes) * powerOfTen(decimals), BigInt(unit), 'halfUp');
  // Little is shown as the least there is, not as nothing.
  const shown = scaled === 0n && bytes > 0 ? 1n : scaled;
  return `${formatNumber(language, formatDecimal(shown, decimals), 0, decimals)}\u00a0${name}`;
}
