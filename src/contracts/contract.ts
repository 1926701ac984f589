import { z } from 'zod';
import { type DateRange, dateText, decimalText, type Finding, idNumber, parseDecimal } from '#base';
import { HELD_LINE_KINDS, type HeldLineKind } from './line.ts';
import { runningTime } from './runningTime.ts';
import { bookkeeping, priceText, quantityNumber } from './subscription.ts';

/** Decimals of a discount in percent, so that it is a whole number of millionths. */
export const DISCOUNT_DECIMALS = 4;
const HUNDRED_PERCENT = 1_000_000n;

export const newContract = z.object({
  customerId: z.number().int(),
  number: z.string().min(1).max(35), // BT-12
  /** The plan at the contract's begin; see `PlanChange`. */
  pricePlanId: z.number().int(),
  overridePriceListId: z.number().int().nullable().default(null),
  /** Percent off every charge of usage, at most four decimals. */
  usageDiscount: decimalText.refine(isDiscount).default('0'),
  startsOn: dateText,
  endsOn: dateText.nullable().default(null),
  /** A quote never bills and has no lines; accepting it makes it a contract. */
  state: z.enum(['quote', 'active']).default('active'),
  ...runningTime,
  ...bookkeeping,
});

/** What can be changed of a contract at any time; absent = as it is. Its end, plan and parts have deeds of their own. */
export const contractChange = z
  .object({
    minimumMonths: runningTime.minimumMonths.unwrap(),
    noticeMonths: runningTime.noticeMonths.unwrap(),
    noticeDays: runningTime.noticeDays.unwrap(),
    renewalMonths: runningTime.renewalMonths.unwrap(),
    siteId: bookkeeping.siteId.unwrap(),
    orderReference: bookkeeping.orderReference.unwrap(),
    costCentre: bookkeeping.costCentre.unwrap(),
  })
  .partial();
export type ContractChange = z.input<typeof contractChange>;

/** Why money is given back; printed in words. */
export const CREDIT_REASONS = ['goodwill', 'outage', 'wrongPrice', 'returned', 'bonus', 'other'] as const;
export const ONE_OFF_PURPOSES = ['sale', 'credit', 'deposit'] as const;

export const newOneOff = z.object({
  contractId: z.number().int(),
  productId: z.number().int(),
  note: z.string().max(200).nullable().default(null),
  quantity: quantityNumber.default(1),
  /** Exact decimal; negative = given back. */
  unitPrice: decimalText,
  /** Billed in the month of this day. */
  dueOn: dateText,
  ...bookkeeping,
});

/** Money, more than nothing. */
const amountText = priceText.refine((text) => /[1-9]/.test(text));
const item = {
  contractId: idNumber,
  productId: idNumber,
  note: z.string().max(200).nullable().default(null),
  dueOn: dateText,
};

export const creditInput = z.object({ ...item, amount: amountText, reason: z.enum(CREDIT_REASONS) });
export type CreditInput = z.input<typeof creditInput>;

export const depositInput = z.object({ ...item, amount: amountText });
export type DepositInput = z.input<typeof depositInput>;

export const DEPOSIT_ENDS = ['depositReturned', 'depositSetOff'] as const;

export const giveBackInput = z.object({
  depositId: idNumber,
  /** Null = all that is left of it. */
  amount: amountText.nullable().default(null),
  how: z.enum(DEPOSIT_ENDS),
  dueOn: dateText,
  note: z.string().max(200).nullable().default(null),
});
export type GiveBackInput = z.input<typeof giveBackInput>;

export const newLine = z.object({
  contractId: z.number().int(),
  kind: z.enum(HELD_LINE_KINDS),
  /** Of a SIM its ICCID. */
  identifier: z.string().min(1).max(100),
  /** Of a SIM: its number and its IMSI, by which records name it. */
  msisdn: z.string().min(1).max(15).nullable().default(null),
  imsi: z.string().min(1).max(15).nullable().default(null),
  label: z.string().min(1).max(100),
  sourceId: z.number().int().min(0).default(0),
  /** Local dates; the line is valid from the start of the first to the start of the second. */
  validFrom: dateText,
  validTo: dateText.nullable().default(null),
});

export type NewContract = z.input<typeof newContract>;
export type NewOneOff = z.input<typeof newOneOff>;
export type NewLine = z.input<typeof newLine>;

export interface Contract extends z.output<typeof newContract> {
  readonly id: number;
  /** The day on which a quote was accepted; null where there was none. */
  readonly acceptedOn: string | null;
  /** The day on which notice was given; `endsOn` is what follows from it. */
  readonly noticeGivenOn: string | null;
  /** How often the contract or anything on it was changed: while it is the same, so is all that is on it. */
  readonly revision: number;
}

/** A contract as somebody enters it, with the defaults of what he leaves out. */
export function contractOf(input: NewContract, id: number): Contract {
  return { ...newContract.parse(input), id, acceptedOn: null, noticeGivenOn: null, revision: 0 };
}

export const CONTRACT_STATES = ['quote', 'active', 'ended'] as const;

/** What a contract is on a day. */
export function contractState(
  contract: Pick<Contract, 'state' | 'endsOn'>,
  date: string,
): (typeof CONTRACT_STATES)[number] {
  if (contract.state === 'quote') return 'quote';
  return contract.endsOn !== null && contract.endsOn <= date ? 'ended' : 'active';
}

/**
 * An item billed once. A `deposit` is security taken (positive) or given back or set off (negative, `depositId` names the one taken): its
 * product's revenue account is the liability account, and no VAT is due on it, for nothing was supplied yet (deposit as security, not as
 * payment on account: Art. 65 and 73 of Directive 2006/112/EC).
 */
export interface OneOff extends z.output<typeof newOneOff> {
  readonly id: number;
  readonly purpose: (typeof ONE_OFF_PURPOSES)[number];
  /** Of a credit: one of `CREDIT_REASONS`; of a deposit given back: one of `DEPOSIT_ENDS`. */
  readonly reason: string | null;
  readonly depositId: number | null;
}

/** An item sold once, as somebody enters it. */
export function oneOffOf(input: NewOneOff, id: number): OneOff {
  return { ...newOneOff.parse(input), id, purpose: 'sale', reason: null, depositId: null };
}

/** A line as stored; instants in epoch ms, half open, `validToMs` null = open. */
export interface Line {
  readonly id: number;
  readonly contractId: number;
  readonly kind: HeldLineKind;
  readonly identifier: string;
  /** Of a SIM only. */
  readonly msisdn: string | null;
  readonly imsi: string | null;
  readonly label: string;
  readonly sourceId: number;
  readonly validFromMs: number;
  readonly validToMs: number | null;
}

/** End before start is never taken; a part must lie within its contract. */
export function checkDates(part: DateRange, contract: DateRange | null): Finding[] {
  if (part.to !== null && part.to <= part.from) {
    return [{ code: 'contract.endsBeforeStart', severity: 'error', params: { from: part.from, to: part.to } }];
  }
  if (contract === null) return [];
  const early = part.from < contract.from;
  const late = contract.to !== null && (part.to === null || part.to > contract.to);
  if (!early && !late) return [];
  return [
    {
      code: 'contract.outsideContract',
      severity: 'error',
      params: { from: part.from, to: part.to ?? '', contractFrom: contract.from, contractTo: contract.to ?? '' },
    },
  ];
}

function isDiscount(percent: string): boolean {
  const parsed = parseDecimal(percent, DISCOUNT_DECIMALS);
  return parsed !== null && parsed >= 0n && parsed <= HUNDRED_PERCENT;
}
