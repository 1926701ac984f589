export { approvedRun, approveRun, decideFindings, listFindings } from './service/approval.ts';
export { draftBill, listMonths, monthBoard, reviewDrafts } from './service/board.ts';
export { prepareRun, reviewRun } from './service/review.ts';
