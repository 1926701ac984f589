import type { Language } from '#base';
import type { BillLine } from '#billing';
import type { TaxCategory } from './invoice.ts';
import type { Words } from './texts.ts';

/** What the lines of one document share. */
export interface LineContext {
  readonly language: Language;
  readonly currency: string;
  readonly words: Words;
  /** Of lines that say nothing of tax themselves. */
  readonly taxCategory: TaxCategory;
  readonly taxPercent: string;
  /** Lines say their rate where there are several; absent = no. */
  readonly manyTaxes?: boolean;
  /** Contract numbers are told on the lines where there are several. */
  readonly manyContracts: boolean;
}

/** Whose a line is where its customer does not get the document himself, and of which contract. */
function contractOf({ customer, contractNumber }: BillLine, { manyContracts, words }: LineContext): string {
  return describe([
    customer === undefined ? '' : words('line.customer', { name: customer.name, number: customer.number }),
    manyContracts && contractNumber !== '' ? words('line.contract', { contract: contractNumber }) : '',
  ]);
}

/** Parts of a description that say something. */
export function describe(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** Contract, order number and cost centre, where they are to be told. */
export function references(line: BillLine, context: LineContext): string[] {
  const { orderReference, costCentre } = line;
  return [
    contractOf(line, context),
    orderReference === undefined ? '' : context.words('line.order', { order: orderReference }),
    costCentre === undefined ? '' : context.words('line.costCentre', { costCentre }),
  ];
}
