export * from './store/browse.ts';
export * from './store/corrected.ts';
export * from './store/feedGaps.ts';
export * from './store/feedItems.ts';
export * from './store/feeds.ts';
export * from './store/formats.ts';
export * from './store/ledger.ts';
export * from './store/parts.ts';
