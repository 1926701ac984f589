export { backOutUsage, type UsageBackOutReport } from './service/backOut.ts';
export { type BandwidthImport, bandwidthOf, importBandwidth } from './service/bandwidth.ts';
export { customerBusiness } from './service/customerBusiness.ts';
export { type CallHelp, type DraftInput, type DrawingTicket, draftRun, helpDraw } from './service/draft.ts';
export { importRater } from './service/importing.ts';
export { checkIssuable, checkMonthOver, lockRuns } from './service/issuing.ts';
export { type BillPreview, previewBill } from './service/previewBill.ts';
export { type RerateUsageInput, rerateUsage } from './service/rerating.ts';
export { asRows, previewRerating, rerateQuery, staleMonths } from './service/reratingLists.ts';
export { listRunItems } from './service/runItems.ts';
export {
  billedIn,
  customersOfRun,
  type Draft,
  type DraftState,
  type DrawnBill,
  draftCounts,
  draftsToIssue,
  excludeDraft,
  excludedBy,
  getBill,
  getDraft,
  getRun,
  issuedBills,
  listBills,
  listDrafts,
  listRuns,
  markIssued,
  moveRun,
  recomputedDigest,
  runOfMonth,
  runsOfMonth,
  summarise,
  withdrawRun,
} from './service/runs.ts';
