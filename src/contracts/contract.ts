import { z } from 'zod';
import { type DateRange, dateText, decimalText, type Finding, parseDecimal } from '#base';
import type { LineKind } from './line.ts';

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
});

export const newSubscription = z.object({
  contractId: z.number().int(),
  productId: z.number().int(),
  quantity: z.number().int().min(1).max(1_000_000).default(1),
  unitPrice: decimalText.nullable().default(null),
  startsOn: dateText,
  endsOn: dateText.nullable().default(null),
});

export const newOneOff = z.object({
  contractId: z.number().int(),
  productId: z.number().int(),
  note: z.string().max(200).nullable().default(null),
  quantity: z.number().int().min(1).max(1_000_000).default(1),
  unitPrice: decimalText,
  dueOn: dateText,
});

export const newLine = z.object({
  contractId: z.number().int(),
  kind: z.enum(['number', 'range', 'trunk', 'account']),
  identifier: z.string().min(1).max(100),
  label: z.string().min(1).max(100),
  sourceId: z.number().int().min(0).default(0),
  /** Local dates; the line is valid from the start of the first to the start of the second. */
  validFrom: dateText,
  validTo: dateText.nullable().default(null),
});

export type NewContract = z.input<typeof newContract>;
export type NewSubscription = z.input<typeof newSubscription>;
export type NewOneOff = z.input<typeof newOneOff>;
export type NewLine = z.input<typeof newLine>;

export interface Contract extends z.output<typeof newContract> {
  readonly id: number;
}
export interface Subscription extends z.output<typeof newSubscription> {
  readonly id: number;
}
export interface OneOff extends z.output<typeof newOneOff> {
  readonly id: number;
}

/** A line as stored; instants in epoch ms, half open, `validToMs` null = open. */
export interface Line {
  readonly id: number;
  readonly contractId: number;
  readonly kind: LineKind;
  readonly identifier: string;
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

/** A number or range must be E.164 digits (ITU-T E.164: at most 15, no leading zero); other identifiers are taken as they are. */
export function checkIdentifier(kind: LineKind, identifier: string): Finding[] {
  if (kind !== 'number' && kind !== 'range') return [];
  return /^[1-9]\d{2,14}$/.test(identifier)
    ? []
    : [{ code: 'contract.notE164', severity: 'error', place: { field: 'identifier' }, params: { identifier } }];
}

function isDiscount(percent: string): boolean {
  const parsed = parseDecimal(percent, DISCOUNT_DECIMALS);
  return parsed !== null && parsed >= 0n && parsed <= HUNDRED_PERCENT;
}
