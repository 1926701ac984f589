/** From the bills of a paying group to what each payer is sent. */
import type { Bill } from './bill.ts';

/** One future document: lines of one or several bills of a group, for one of its payers. */
export interface DraftDocument {
  /** To whom it goes. */
  readonly customerId: number;
  /** What of the group's bills stands on it: '' = everything of his, `contract/<id>`, `site/<id>`, `thirdPayer/<id>`. */
  readonly part: string;
  /** The lines with their tax and totals; `customerId` and `customerNumber` are those of the one it goes to. */
  readonly bill: Bill;
}

/** Shares the bills of one group out to its payers; every line comes to stand on exactly one document. */
export type DocumentsOf = (bills: readonly Bill[]) => readonly DraftDocument[];

/** Everybody is sent his own bill. */
export const ownDocuments: DocumentsOf = (bills) =>
  bills.map((bill) => ({ customerId: bill.customerId, part: '', bill }));
