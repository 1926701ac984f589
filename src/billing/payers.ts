/** Who pays a group's bills, and where their lines go. */
import type { Customer, ThirdPayer } from '#crm';
import type { Bill, BillLine } from './bill.ts';

/** Who pays for a group of customers, and what of it others pay. */
export interface Payers {
  /** Who gets the group's documents. */
  readonly payer: Customer;
  /** Everybody whose bills they are, and every third party, by id. */
  readonly customers: ReadonlyMap<number, Customer>;
  /** Of the customers whose bills they are. */
  readonly thirdPayers: readonly ThirdPayer[];
  readonly operatorCountry: string;
}

/** A line on its way to a document. */
export type TaxedLine = BillLine & { readonly tax: NonNullable<BillLine['tax']> };

/** Where a line goes to: a payer, and which of his documents. */
export interface Placed {
  readonly customerId: number;
  readonly part: string;
  readonly line: TaxedLine;
  /** Whose bill it comes from. */
  readonly bill: Bill;
}

export function customerOf(customers: ReadonlyMap<number, Customer>, id: number): Customer {
  const customer = customers.get(id);
  if (customer === undefined) throw new Error(`assertion failed: customer ${id} of a bill is not given`);
  return customer;
}

export function named({ id, number, name }: Customer) {
  return { id, number, name };
}
