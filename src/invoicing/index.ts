export * from './api.ts';
export * from './checkInvoice.ts';
export * from './cii.ts';
export * from './fromBill.ts';
export * from './invoice.ts';
export * from './itemise.ts';
export * from './number.ts';
export { TEXTS as INVOICING_TEXTS } from './texts.ts';
