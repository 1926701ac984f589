export { approvedRun, approveRun } from './service/approval.ts';
export { draftBill, listMonths, monthBoard, reviewDrafts } from './service/board.ts';
export * from './service/carrierInvoices.ts';
export { billDifference, differenceReply } from './service/differences.ts';
export {
  assignFindings,
  decideFindings,
  findingGroups,
  findingHistory,
  listFindings,
  listReviewers,
} from './service/findings.ts';
export { listProtocols, type ProtocolFormat, readProtocol, signProtocol } from './service/protocol.ts';
export { prepareRun, reviewRun } from './service/review.ts';
export { listChecks, setThreshold } from './service/thresholds.ts';
