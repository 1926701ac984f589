/** Operations on carriers' invoices. */
export {
  carrierDifferences,
  carrierMonth,
  carrierSums,
  invoiceAsReply,
  invoiceLines,
  lineAsReply,
  listCarrierInvoices,
} from './carrierInvoices/browsing.ts';
export { carrierAsReply, listCarriers, nameDestination, saveCarrier } from './carrierInvoices/carriers.ts';
export { compareCarrierMonth } from './carrierInvoices/comparing.ts';
export { decideDifferences, differenceHistory } from './carrierInvoices/deciding.ts';
export { carrierCalls } from './carrierInvoices/drillDown.ts';
export { exportDifferences } from './carrierInvoices/exporting.ts';
export {
  type ImportCarrierInvoiceInput,
  importCarrierInvoice,
  previewCarrierInvoice,
  withdrawCarrierInvoice,
} from './carrierInvoices/importing.ts';
