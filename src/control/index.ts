export * from './api.ts';
export * from './checks.ts';
export * from './facts.ts';
export * from './findingKey.ts';
export { TEXTS as CONTROL_TEXTS } from './texts.ts';
