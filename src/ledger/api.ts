/** What a customer owes, over HTTP. Amounts are decimal text in `currency`: positive = he owes it, negative = he is to get it. */
import { z } from 'zod';
import { dateText, decimalText, endpoint, idNumber, idText, isCurrency, pageOf, pageQuery } from '#base';
import { WRITE_OFF_REASONS } from './accounts.ts';
import { ENTRY_KINDS } from './entry.ts';

const customerParams = z.object({ customerId: idText });
const currencyText = z.string().refine(isCurrency);
const noteText = z.string().trim().min(1).max(200);

/** An open item as screens show it. */
export const openItemRow = z.object({
  /** Entry that opened it; the item's key. */
  entryId: z.number().int(),
  kind: z.enum(ENTRY_KINDS),
  documentNumber: z.string(),
  bookedOn: dateText,
  dueOn: dateText,
  currency: currencyText,
  amount: decimalText,
  remaining: decimalText,
  /** Days since it was due, 0 = not yet. */
  overdueDays: z.number().int(),
});

const shareRow = z.object({ entryId: z.number().int(), documentNumber: z.string(), amount: decimalText });

export const customerAccountEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/account',
  permission: 'invoices.read',
  summary: 'Where a customer stands, by currency: balance, overdue, credits, deposits held, what could be set off',
  params: customerParams,
  reply: z.object({
    /** Today where the operator is. */
    today: dateText,
    /** One per currency there are entries in. */
    currencies: z.array(
      z.object({
        currency: currencyText,
        /** Owed less credits: the sum of all postings on his account. */
        balance: decimalText,
        owed: decimalText,
        overdue: decimalText,
        /** Positive: what he is to get. */
        credit: decimalText,
        /** Positive: security of his that we hold. */
        deposits: decimalText,
        openItems: z.number().int(),
        /** What he is to get against what he owes, the oldest first; amounts positive, both sides alike. Empty = nothing. */
        setOff: z.array(shareRow.extend({ side: z.enum(['credit', 'debit']) })),
      }),
    ),
  }),
});

export const openItemsEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/open-items',
  permission: 'invoices.read',
  summary: 'What a customer owes or is to get, document by document, the oldest due date first',
  params: customerParams,
  query: pageQuery.extend({ currency: currencyText.optional() }),
  reply: pageOf(openItemRow),
});

export const statementEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/statement',
  permission: 'invoices.read',
  summary: 'Account statement in a currency: every booking with the balance after it, newest first',
  params: customerParams,
  query: pageQuery.extend({
    currency: currencyText,
    /** Local dates, both inclusive; absent = from the beginning, to the end. */
    from: dateText.optional(),
    to: dateText.optional(),
  }),
  reply: pageOf(
    z.object({
      entryId: z.number().int(),
      kind: z.enum(ENTRY_KINDS),
      bookedOn: dateText,
      documentNumber: z.string(),
      /** What it moves on the customer's account. */
      amount: decimalText,
      /** After it. */
      balance: decimalText,
      /** What is left of the item it opened; null = it opened none. */
      remaining: decimalText.nullable(),
      reverses: z.number().int().nullable(),
      reversedBy: z.number().int().nullable(),
    }),
  ).extend({
    /** Before `from`, and after `to`. */
    opening: decimalText,
    closing: decimalText,
  }),
});

export const ledgerEntryReply = z.object({
  entryId: z.number().int(),
  kind: z.enum(ENTRY_KINDS),
  customerId: z.number().int(),
  currency: currencyText,
  bookedOn: dateText,
  documentNumber: z.string(),
  reverses: z.number().int().nullable(),
  reversedBy: z.number().int().nullable(),
  /** Whether it can be mirrored still. */
  reversible: z.boolean(),
  /** Of what it opened: what is left; null = it opened nothing, or that is settled. */
  openItem: z.object({ dueOn: dateText, amount: decimalText, remaining: decimalText }).nullable(),
  reason: z.enum(WRITE_OFF_REASONS).nullable(),
  note: z.string().nullable(),
  actor: z.string(),
  createdAt: z.iso.datetime(),
  postings: z.array(
    z.object({
      /** `receivable`, `revenue/4400`, `vat/S/19`, `deposit/1710`, `clearing/transfer`, `writeOff/insolvency`. */
      account: z.string(),
      /** Debit positive, credit negative. */
      amount: decimalText,
      /** On `receivable`: the document whose item it moves. */
      itemEntryId: z.number().int().nullable(),
      itemNumber: z.string().nullable(),
    }),
  ),
});

export const ledgerEntryEndpoint = endpoint({
  method: 'GET',
  path: '/api/ledger/entries/:entryId',
  permission: 'invoices.read',
  summary: 'One booking with its postings, which sum to zero',
  params: z.object({ entryId: idText }),
  reply: ledgerEntryReply,
});

export const setOffEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/set-offs',
  permission: 'ledger.write',
  summary: 'Settles what a customer owes with what he is to get; both sides sum to the same',
  params: customerParams,
  body: z.object({
    currency: currencyText,
    items: z
      .array(z.object({ entryId: idNumber, amount: decimalText }))
      .min(2)
      .max(1000),
    note: noteText.optional(),
  }),
  reply: ledgerEntryReply,
});

export const writeOffEndpoint = endpoint({
  method: 'POST',
  path: '/api/open-items/:entryId/write-off',
  permission: 'ledger.write',
  summary: 'Gives up an open item or part of it, with the VAT on it where that may be taken back',
  params: z.object({ entryId: idText }),
  body: z.object({
    /** Absent = all that is left. */
    amount: decimalText.optional(),
    reason: z.enum(WRITE_OFF_REASONS),
    correctVat: z.boolean(),
    note: noteText.optional(),
  }),
  reply: ledgerEntryReply,
});

export const reverseEntryEndpoint = endpoint({
  method: 'POST',
  path: '/api/ledger/entries/:entryId/reverse',
  permission: 'ledger.write',
  summary: 'Mirrors a payment, refund, set-off or write-off: what it settled is open again',
  params: z.object({ entryId: idText }),
  body: z.object({ note: noteText }),
  reply: ledgerEntryReply,
});
