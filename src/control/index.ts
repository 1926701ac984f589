export * from './api.ts';
export * from './cause.ts';
export * from './check.ts';
export * from './checks.ts';
export * from './difference.ts';
export * from './facts.ts';
export * from './findingEvent.ts';
export * from './findingKey.ts';
export { TEXTS as CONTROL_TEXTS } from './texts.ts';
