export * from './api.ts';
export * from './customer.ts';
export { TEXTS as CRM_TEXTS } from './texts.ts';
