export * from './store/browse.ts';
export * from './store/ledger.ts';
