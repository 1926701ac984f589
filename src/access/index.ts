export * from './api.ts';
export * from './role.ts';
export * from './tenant.ts';
export * from './texts.ts';
export * from './user.ts';
