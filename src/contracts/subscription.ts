import { z } from 'zod';
import { type DateRange, dateText, decimalText, type Finding, idNumber, monthsAfter, parseDecimal } from '#base';

/** Decimals a price may have. */
const PRICE_DECIMALS = 9;
/** Decimals of a percentage. */
const PERCENT_DECIMALS = 4;
const HUNDRED_PERCENT = 1_000_000n;

/** Quantity of a subscription or one-off. */
export const quantityNumber = z.number().int().min(1).max(1_000_000);
/** Exact decimal, not negative. */
export const priceText = decimalText.refine((text) => {
  const price = parseDecimal(text, PRICE_DECIMALS);
  return price !== null && price >= 0n;
});
/** Percent from 0 to 100 with at most four decimals. */
export const percentText = decimalText.refine((text) => {
  const percent = parseDecimal(text, PERCENT_DECIMALS);
  return percent !== null && percent >= 0n && percent <= HUNDRED_PERCENT;
});

/** What is printed with an item beside its name and says where its cost belongs. */
export const bookkeeping = {
  /** Site of the customer it is delivered at. */
  siteId: idNumber.nullable().default(null),
  /** The customer's order number for it, where it differs from the contract's (EN 16931 BT-132). */
  orderReference: z.string().min(1).max(100).nullable().default(null),
  /** The customer's cost centre (EN 16931 BT-133). */
  costCentre: z.string().min(1).max(100).nullable().default(null),
};

export const DISCOUNT_KINDS = ['percent', 'amount'] as const;

/** Something off the fee for a time; "first three months" and staircases are several of them. Those in force at once add up. */
export const newDiscount = z.object({
  /** `percent` of the fee; `amount`: so much off the fee of a whole period for all units together, shared out like the fee itself. */
  kind: z.enum(DISCOUNT_KINDS),
  value: priceText.refine((text) => /[1-9]/.test(text)),
  from: dateText,
  /** First day without it; null = without end. */
  to: dateText.nullable().default(null),
  /** Printed on the bill, e.g. `Summer offer`. */
  reason: z.string().min(1).max(100).nullable().default(null),
});

/** A time in which less, or nothing, is charged. */
export const newPause = z.object({
  from: dateText,
  to: dateText.nullable().default(null),
  /** Percent of the fee still charged. */
  billedPercent: percentText.default('0'),
});

export const newSubscription = z.object({
  contractId: z.number().int(),
  productId: z.number().int(),
  /** At the begin; see `Term`. */
  quantity: quantityNumber.default(1),
  /** Null = the product's price. */
  unitPrice: priceText.nullable().default(null),
  startsOn: dateText,
  endsOn: dateText.nullable().default(null),
  /** The line it belongs to, e.g. of a number with its own fee. */
  lineId: idNumber.nullable().default(null),
  ...bookkeeping,
  /** Printed under the product's name. */
  note: z.string().min(1).max(200).nullable().default(null),
  /** Code of the bundle it came with. */
  bundleCode: z.string().min(1).max(40).nullable().default(null),
});
export type NewSubscription = z.input<typeof newSubscription>;
export type NewDiscount = z.input<typeof newDiscount>;
export type NewPause = z.input<typeof newPause>;

/** Quantity and price from a day on, until the next term. */
export interface Term {
  readonly from: string;
  readonly quantity: number;
  /** Own price as exact decimal; null = the product's price of the day. */
  readonly unitPrice: string | null;
}

/** What was changed from a day on, as recorded; what it does not name stays as it was. */
export interface TermChange {
  /** Order of recording, from 1; the first terms count as 0. */
  readonly seq: number;
  readonly from: string;
  /** Null = as before. */
  readonly quantity: number | null;
  /** Undefined = as before, null = the product's price. */
  readonly unitPrice?: string | null;
}

export interface Discount extends z.output<typeof newDiscount> {
  readonly id: number;
}

export interface Pause extends z.output<typeof newPause> {
  readonly id: number;
}

/** A subscription with its whole history as known now: what billing computes from. */
export interface Subscription extends z.output<typeof newSubscription> {
  readonly id: number;
  /** In order of day, the first from `startsOn`; neighbours differ. */
  readonly terms: readonly Term[];
  readonly discounts: readonly Discount[];
  /** They do not overlap. */
  readonly pauses: readonly Pause[];
}

/** A subscription as somebody enters it: nothing of it was changed yet. */
export function subscriptionOf(input: NewSubscription, id: number): Subscription {
  const parsed = newSubscription.parse(input);
  const { startsOn: from, quantity, unitPrice } = parsed;
  return { ...parsed, id, terms: [{ from, quantity, unitPrice }], discounts: [], pauses: [] };
}

/**
 * The terms over time: quantity and price each hold from their day to the next day that names them, whichever was recorded first; of two
 * changes of one thing on one day the later recorded counts. So a quantity changed in the past leaves a later price increase alone.
 */
export function termsOf(first: Term, changes: readonly TermChange[]): readonly Term[] {
  const recorded = changes.toSorted((a, b) => a.seq - b.seq);
  const days = [first.from, ...recorded.map((change) => change.from).filter((from) => from > first.from)];
  const terms: Term[] = [];
  for (const from of [...new Set(days)].sort()) {
    let { quantity, unitPrice } = first;
    let quantityFrom = '';
    let priceFrom = '';
    for (const change of recorded) {
      if (change.from > from) continue;
      if (change.quantity !== null && change.from >= quantityFrom) {
        quantity = change.quantity;
        quantityFrom = change.from;
      }
      if (change.unitPrice !== undefined && change.from >= priceFrom) {
        unitPrice = change.unitPrice;
        priceFrom = change.from;
      }
    }
    const last = terms.at(-1);
    if (last?.quantity !== quantity || last.unitPrice !== unitPrice) terms.push({ from, quantity, unitPrice });
  }
  return terms;
}

/** The terms in force on a day; before the first day, the first. */
export function termOn(subscription: Pick<Subscription, 'terms'>, date: string): Term {
  const { terms } = subscription;
  const term = terms.findLast((one) => one.from <= date) ?? terms[0];
  if (term === undefined) throw new Error('assertion failed: a subscription without terms');
  return term;
}

/** A change, discount or pause of a subscription begins within its time and ends after it begins; an end beyond the subscription's is cut there by billing. */
export function checkWithin(part: DateRange, subscription: Pick<Subscription, 'startsOn' | 'endsOn'>): Finding[] {
  if (part.to !== null && part.to <= part.from)
    return [{ code: 'contract.endsBeforeStart', severity: 'error', params: { from: part.from, to: part.to } }];
  const { startsOn, endsOn } = subscription;
  if (part.from >= startsOn && (endsOn === null || part.from < endsOn)) return [];
  const params = { from: part.from, startsOn, endsOn: endsOn ?? '' };
  return [{ code: 'contract.outsideSubscription', severity: 'error', params }];
}

/** Pauses that meet another one; a subscription is paused once at a time. */
export function pausesInTheWay(pause: DateRange, pauses: readonly Pause[]): readonly Pause[] {
  return pauses.filter((one) => (one.to === null || one.to > pause.from) && (pause.to === null || pause.to > one.from));
}

/** The next day on which a licence is renewed: the end of the service period that runs on a day. Null where it ends before. */
export function nextRenewal(
  { startsOn, endsOn }: Pick<Subscription, 'startsOn' | 'endsOn'>,
  periodMonths: number,
  onDay: string,
): string | null {
  for (let months = periodMonths; ; months += periodMonths) {
    const renewsOn = monthsAfter(startsOn, months);
    if (endsOn !== null && renewsOn >= endsOn) return null;
    if (renewsOn > onDay) return renewsOn;
  }
}
