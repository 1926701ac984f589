/** The catalogue's tables, in every statement that touches them. */
export * from './store/basics.ts';
export * from './store/numbering.ts';
export * from './store/plans.ts';
export * from './store/priceLists.ts';
export * from './store/prices.ts';
