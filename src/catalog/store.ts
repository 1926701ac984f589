/** The catalogue's tables, in every statement that touches them. */

export * from './store/bundles.ts';
export * from './store/destinations.ts';
export * from './store/exchangeRates.ts';
export * from './store/numbering.ts';
export * from './store/periodRules.ts';
export * from './store/plans.ts';
export * from './store/priceLists.ts';
export * from './store/prices.ts';
export * from './store/products.ts';
