/** The catalogue's operations. */
export * from './service/allowances.ts';
export * from './service/browse.ts';
export * from './service/browseDefinitions.ts';
export * from './service/browseProducts.ts';
export * from './service/bundles.ts';
export * from './service/calendars.ts';
export * from './service/destinations.ts';
export * from './service/exchangeRates.ts';
export * from './service/importPriceList.ts';
export * from './service/numbering.ts';
export * from './service/plans.ts';
export * from './service/priceBook.ts';
export * from './service/priceFile.ts';
export * from './service/priceLists.ts';
export * from './service/productFamilies.ts';
export * from './service/products.ts';
export * from './service/zones.ts';
