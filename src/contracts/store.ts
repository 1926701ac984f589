export * from './store/bookings.ts';
export * from './store/contracts.ts';
export * from './store/lines.ts';
export * from './store/parts.ts';
