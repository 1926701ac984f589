export * from './store/bookings.ts';
export * from './store/contracts.ts';
export * from './store/indexations.ts';
export * from './store/lines.ts';
export * from './store/oneOffs.ts';
export * from './store/subscriptions.ts';
export * from './store/terms.ts';
