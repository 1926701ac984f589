import { type FindingParams, formatDecimal } from '#base';
import { PRICE_DECIMALS } from '#catalog';
import type { Fraction } from './fraction.ts';

/** Customer leg, supplier leg, or what both share. */
export type LegSide = 'record' | 'customer' | 'supplier' | 'reseller';

/** One line of a derivation: which rule did what, as data; `texts.ts` words the codes. */
export interface ExplanationLine {
  readonly leg: LegSide;
  /** Name of the step, as in `STEPS`. */
  readonly step: string;
  readonly code: string;
  readonly params: FindingParams;
}

const SHOWN_DECIMALS = 12;

/** Nano-units as people read them: exact where the decimal ends within twelve places, else cut and marked with `…`. */
export function exactText({ numerator, denominator }: Fraction): string {
  const scaled = numerator * 10n ** BigInt(SHOWN_DECIMALS - PRICE_DECIMALS);
  const text = formatDecimal(scaled / denominator, SHOWN_DECIMALS, 2);
  return scaled % denominator === 0n ? text : `${text}…`;
}
