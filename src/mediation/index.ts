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
export * from './formatSummary.ts';
export * from './formats.ts';
export * from './formatsApi.ts';
export { formatsDocument } from './formatsDocument.ts';
export * from './importReport.ts';
export * from './namedSources.ts';
export * from './numberingPlan.ts';
export * from './output.ts';
export * from './preview.ts';
export { DURATION_FORMS, type DurationForm } from './propose/chooseTimes.ts';
export {
  type ColumnSeen,
  type Proposal,
  type ProposedField,
  type ProposeOptions,
  proposeFormat,
  type Told,
} from './propose/propose.ts';
export { ROLES, type Role } from './propose/roles.ts';
export { DATE_ORDERS, type DateOrder } from './propose/timeShape.ts';
export { FileReading, MAX_REJECTS, type ReadingCounts, type Reject } from './reading.ts';
export * from './reconciliation/api.ts';
export * from './source.ts';
export { TEXTS as MEDIATION_TEXTS } from './texts.ts';
