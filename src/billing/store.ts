export * from './store/billed.ts';
export * from './store/bills.ts';
export * from './store/corrections.ts';
export * from './store/customerRuns.ts';
export * from './store/items.ts';
export * from './store/ruleFacts.ts';
export * from './store/runs.ts';
