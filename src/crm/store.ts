export * from './store/batches.ts';
export * from './store/contacts.ts';
export * from './store/customers.ts';
export * from './store/sites.ts';
export * from './store/thirdPayers.ts';
