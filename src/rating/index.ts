export * from './charge.ts';
export * from './compile.ts';
export * from './explanation.ts';
export * from './input.ts';
export { STEPS } from './reference.ts';
export * from './subject.ts';
export { TEXTS as RATING_TEXTS } from './texts.ts';
