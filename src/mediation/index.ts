export * from './compile.ts';
export type { Condition } from './condition.ts';
export * from './detect.ts';
export type { ExpectedRecord, Format, FormatDefinition, FormatSample, SourceSettings } from './format.ts';
export { formatSchema } from './format.ts';
export * from './formats.ts';
export * from './numberingPlan.ts';
export * from './preview.ts';
export { FileReading, MAX_REJECTS, type ReadingCounts, type Reject } from './reading.ts';
