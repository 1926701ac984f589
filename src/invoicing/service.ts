export { type BuiltDocument, buildDocument, type DocumentFacts } from './service/build.ts';
export { getInvoice, invoiceCalls, invoiceDetail, invoicePdf, invoiceXml, listInvoices } from './service/documents.ts';
export { exportDocuments } from './service/exportDocuments.ts';
export { type IssueReport, issueRun } from './service/issueRun.ts';
export { previewDraft, previewNextBill } from './service/previewDraft.ts';
export { type CallTrace, type TracedLine, traceCall } from './service/traceCall.ts';
export { type ChainReport, verifyChain } from './service/verifyChain.ts';
