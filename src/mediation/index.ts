export * from './api.ts';
export * from './compile.ts';
export type { Condition } from './condition.ts';
export * from './detect.ts';
export * from './feeds/api.ts';
export * from './feeds/feed.ts';
export * from './feeds/settings.ts';
export * from './files.ts';
export {
  type ExpectedRecord,
  type Format,
  type FormatDefinition,
  type FormatSample,
  formatSchema,
  type SourceSettings,
} from './format.ts';
export * from './formats.ts';
export * from './importReport.ts';
export * from './numberingPlan.ts';
export * from './preview.ts';
export { FileReading, MAX_REJECTS, type ReadingCounts, type Reject } from './reading.ts';
export * from './source.ts';
export { TEXTS as MEDIATION_TEXTS } from './texts.ts';
