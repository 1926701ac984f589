export * from './api.ts';
export * from './bill.ts';
export * from './correction.ts';
export * from './drawBill.ts';
export * from './run.ts';
export { TEXTS as BILLING_TEXTS } from './texts.ts';
