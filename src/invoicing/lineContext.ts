import type { Language } from '#base';
import type { BillLine } from '#billing';
import type { TaxCategory } from './invoice.ts';
import type { Words } from './texts.ts';

/** What the lines of one document share. */
export interface LineContext {
  readonly language: Language;
  readonly currency: string;
  readonly words: Words;
  readonly taxCategory: TaxCategory;
  readonly taxPercent: string;
  /** Contract numbers are told on the lines where there are several. */
  readonly manyContracts: boolean;
}

export function contractOf(line: BillLine, context: LineContext): string {
  return context.manyContracts ? context.words('line.contract', { contract: line.contractNumber }) : '';
}

/** Parts of a description that say something. */
export function describe(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
