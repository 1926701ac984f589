import { type FindingParams, formatDecimal } from '#base';
import { PRICE_DECIMALS } from '#catalog';

/** Customer leg, supplier leg, or what both share. */
export type LegSide = 'record' | 'customer' | 'supplier';

/** One line of a derivation: which rule did what, as data; `texts.ts` words the codes. */
export interface ExplanationLine {
  readonly leg: LegSide;
  /** Name of the step, as in `STEPS`. */
  readonly step: string;
  readonly code: string;
  readonly params: FindingParams;
}

const SHOWN_DECIMALS = 12;

/**
 * A numerator in nano-units × 60 as people read it: exact where the decimal ends within twelve places, else cut and marked with `…`.
 */
export function exactText(nano60: bigint): string {
  const scaled = nano60 * 10n ** BigInt(SHOWN_DECIMALS - PRICE_DECIMALS);
  const text = formatDecimal(scaled / 60n, SHOWN_DECIMALS, 2);
  return scaled % 60n === 0n ? text : `${text}…`;
}
