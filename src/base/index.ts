export * from './actor.ts';
export * from './endpoint.ts';
export * from './finding.ts';
export * from './permission.ts';
export * from './refusal.ts';
export * from './text.ts';
