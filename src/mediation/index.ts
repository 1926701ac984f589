export * from './api.ts';
export * from './feeds/api.ts';
export * from './feeds/feed.ts';
export { INSTANT_FORMS, type PullSettings, pullSchema } from './feeds/pullSettings.ts';
export { SECRET_WORDS, type SecretWord, secretWays } from './feeds/secretWords.ts';
export * from './feeds/settings.ts';
export { settingsFindings, variableNames } from './feeds/settingsFindings.ts';
export * from './files.ts';
export * from './formats.ts';
export * from './formatsApi.ts';
export * from './importReport.ts';
export type { Condition } from './language/condition.ts';
export {
  type ExpectedRecord,
  type Format,
  type FormatDefinition,
  type FormatSample,
  formatSchema,
  type SourceSettings,
} from './language/format.ts';
export * from './language/formatSummary.ts';
export { formatsDocument } from './language/formatsDocument.ts';
export * from './namedSources.ts';
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
export * from './reading/compile.ts';
export * from './reading/detect.ts';
export * from './reading/output.ts';
export * from './reading/preview.ts';
export { FileReading, MAX_REJECTS, type ReadingCounts, type Reject } from './reading/reading.ts';
export * from './reconciliation/api.ts';
export * from './source.ts';
export * from './sourcesApi.ts';
export { TEXTS as MEDIATION_TEXTS } from './texts.ts';
export { monthOf as monthOfName } from './values/monthNames.ts';
export * from './values/numberingPlan.ts';
