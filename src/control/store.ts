export * from './store/findings.ts';
export * from './store/month.ts';
export * from './store/review.ts';
