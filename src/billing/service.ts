export { backOutUsage, type UsageBackOutReport } from './service/backOut.ts';
export { customerBusiness } from './service/customerBusiness.ts';
export { type DraftInput, draftRun } from './service/draft.ts';
export { checkIssuable, lockRuns } from './service/issuing.ts';
export { type RerateUsageInput, rerateUsage } from './service/rerating.ts';
export { asRows, previewRerating, rerateQuery, staleMonths } from './service/reratingLists.ts';
export {
  billedIn,
  type Draft,
  type DraftState,
  draftsToIssue,
  excludeDraft,
  getDraft,
  getRun,
  listDrafts,
  listRuns,
  markIssued,
  moveRun,
  recomputedDigest,
  runOfMonth,
  summarise,
} from './service/runs.ts';
