/**
 * How a product is taxed by its nature, whoever buys it; which category and rate a customer's bill carries follows from his status and from dated
 * rates (`billing`). Directive 2006/112/EC: `standard` art. 96; `reduced` and, where a country has two reduced rates, `intermediate` for the
 * higher one art. 98 (France: 5.5 % and 10 %, the latter for television in bundles); `zero`: taxable at 0 % (Switzerland and Great Britain have it);
 * `exempt`: without tax by law (art. 132, 135); `outOfScope`: no supply at all, as deposits and damages.
 */
export const TAX_CLASSES = ['standard', 'intermediate', 'reduced', 'zero', 'exempt', 'outOfScope'] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];
