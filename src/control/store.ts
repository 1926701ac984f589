export * from './store/businessFacts.ts';
export * from './store/differences.ts';
export * from './store/events.ts';
export * from './store/findings.ts';
export * from './store/month.ts';
export * from './store/review.ts';
export * from './store/thresholds.ts';
export * from './store/usageFacts.ts';
