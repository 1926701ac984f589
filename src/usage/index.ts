export * from './record.ts';
export * from './storedRecord.ts';
