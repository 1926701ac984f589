/** The catalogue's operations. */
export * from './service/allowances.ts';
export * from './service/basics.ts';
export * from './service/browse.ts';
export * from './service/browseDefinitions.ts';
export * from './service/calendars.ts';
export * from './service/importPriceList.ts';
export * from './service/numbering.ts';
export * from './service/plans.ts';
export * from './service/priceBook.ts';
export * from './service/priceFile.ts';
export * from './service/priceLists.ts';
export * from './service/zones.ts';
