export { customerAccount, customerOpenItems, hasEntries, openItems, statement } from './service/account.ts';
export { getEntry, type ItemAmount, itemsById, postingsOfDocument, receivableOf } from './service/entries.ts';
export { type BookedPayment, type PaymentInput, postPayment } from './service/payments.ts';
export { postDocument, postDocuments } from './service/post.ts';
export { type ReverseEntry, reverseEntry } from './service/reversals.ts';
export { type SetOff, setOff, type WriteOffInput, writeOff } from './service/settling.ts';
export { type LedgerReport, verifyLedger } from './service/verify.ts';
