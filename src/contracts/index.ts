export * from './api.ts';
export * from './contract.ts';
export * from './line.ts';
export { TEXTS as CONTRACTS_TEXTS } from './texts.ts';
