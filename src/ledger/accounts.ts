/**
 * Accounts of the ledger: by what they are for, in words of our own. Which account of the operator's chart (SKR 03, SKR 04, PCG) stands for
 * one is a matter of the accounting export.
 */

/** What customers owe: every posting on it belongs to an open item of one of them. */
export const RECEIVABLE = 'receivable';

/** Which way money came or went; booked against a clearing account until the bank's own books show it. */
export const PAYMENT_CHANNELS = ['transfer', 'directDebit', 'card', 'provider', 'cash', 'other'] as const;
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number];

/** Why a claim is given up, or a credit kept. */
export const WRITE_OFF_REASONS = ['uncollectible', 'insolvency', 'disputed', 'smallAmount', 'goodwill'] as const;
export type WriteOffReason = (typeof WRITE_OFF_REASONS)[number];

/** @param account of the operator's chart, as products name it */
export const revenueAccountOf = (account: string) => `revenue/${account}`;

/** Output VAT. @param category UNTDID 5305; @param percent exact decimal */
export const vatAccountOf = (category: string, percent: string) => `vat/${category}/${percent}`;

/** Security of customers that we hold: a liability. @param account of the operator's chart, as the product names it */
export const depositAccountOf = (account: string) => `deposit/${account}`;

export const clearingAccountOf = (channel: PaymentChannel) => `clearing/${channel}`;

export const writeOffAccountOf = (reason: WriteOffReason) => `writeOff/${reason}`;

/** What an account is for: the word before its first slash. */
export function accountKind(account: string): string {
  return account.split('/', 1)[0] ?? '';
}
