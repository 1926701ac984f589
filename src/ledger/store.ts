export * from './store/entries.ts';
export * from './store/items.ts';
export * from './store/statement.ts';
export * from './store/verify.ts';
