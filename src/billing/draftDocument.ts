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
