export * from './affected.ts';
export * from './api.ts';
export * from './apiKey.ts';
export * from './role.ts';
export * from './tenant.ts';
export { TEXTS as ACCESS_TEXTS } from './texts.ts';
export * from './user.ts';
