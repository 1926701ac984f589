export * from './api.ts';
export * from './booking.ts';
export * from './contract.ts';
export * from './line.ts';
export * from './plans.ts';
export { TEXTS as CONTRACTS_TEXTS } from './texts.ts';
