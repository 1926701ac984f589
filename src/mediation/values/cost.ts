/** What a record costs as its carrier tells it: several amounts, their kinds, their currency. */
import { divideRounded, powerOfTen } from '#base';
import { NO_SOURCE_COST } from '#usage';
import type { Cost } from '../language/values.ts';
import { type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import { type AmountReader, NOT_AN_AMOUNT } from './amount.ts';
import type { TextCache } from './text.ts';

/** How many digits are decimals: always the same, or told by a field; null = the number has its point. */
export type Decimals = number | FieldAccess | null;

/** ISO 4217: always the same, or told by a field; null = ours. */
export type Currency = string | FieldAccess | null;

/** One cost, compiled. */
export interface CostAccess {
  readonly field: FieldAccess;
  readonly kind: Cost['kind'];
  readonly read: AmountReader;
  readonly decimals: Decimals;
  readonly rate: { readonly field: FieldAccess; readonly decimals: Decimals; readonly into: Currency } | null;
  readonly currency: Currency;
  readonly taxIncluded: boolean;
}

const MAX_DECIMALS = 12;
/** No number of this form. */
const NOT_DECIMALS = -1;

export class CostReader {
  /** Amounts left out because they are in another currency. */
  foreign = 0;
  /** The field of an amount that could not be read. */
  failed: FieldAccess | null = null;
  readonly #costs: readonly CostAccess[];
  readonly #own: string | null;
  readonly #texts: TextCache;
  /** One amount, in a plain form: by far the most formats. */
  readonly #plain: CostAccess | null;

  /** @param own our currency, ISO 4217; null = not known, every amount is taken for ours */
  constructor(costs: readonly CostAccess[], own: string | null, texts: TextCache) {
    this.#costs = costs;
    this.#own = own;
    this.#texts = texts;
    const [cost] = costs;
    const isPlain = cost !== undefined && cost.decimals === null && cost.rate === null && cost.currency === null;
    this.#plain = isPlain && costs.length === 1 && cost.kind === 'total' ? cost : null;
  }

  /** In micro-units of our currency; `NO_SOURCE_COST` where the record tells none, `NOT_AN_AMOUNT` where it cannot be read. */
  read(view: RecordView): number {
    this.failed = null;
    if (this.#plain !== null) {
      if (!locate(view, this.#plain.field)) return NO_SOURCE_COST;
      const micro = this.#plain.read(view.bytes, view.s, view.e);
      if (micro === NOT_AN_AMOUNT) this.failed = this.#plain.field;
      return micro;
    }
    let sum = NO_SOURCE_COST;
    let tax = 0;
    let taxed = false;
    for (const cost of this.#costs) {
      const counts = cost.kind === 'total' || cost.kind === 'access' || cost.kind === 'service';
      if ((!counts && cost.kind !== 'tax') || !locate(view, cost.field)) continue;
      const micro = this.#one(view, cost);
      if (this.failed !== null) return NOT_AN_AMOUNT;
      if (micro === null) continue;
      if (counts) {
        sum = (sum === NO_SOURCE_COST ? 0 : sum) + micro;
        taxed ||= cost.taxIncluded;
      } else tax += micro;
    }
    return taxed && sum !== NO_SOURCE_COST ? withoutTax(sum, tax) : sum;
  }

  /** One amount; null where it is in another currency. */
  #one(view: RecordView, cost: CostAccess): number | null {
    const micro = cost.read(view.bytes, view.s, view.e);
    if (micro === NOT_AN_AMOUNT) return this.#fail(cost.field);
    const converts = cost.rate !== null && locate(view, cost.rate.field);
    if (this.#isForeign(view, converts ? cost.rate.into : cost.currency)) {
      this.foreign++;
      return null;
    }
    const decimals = this.#decimals(view, cost.decimals);
    if (decimals === NOT_DECIMALS) return this.#fail(cost.field);
    if (cost.rate === null) return decimals === 0 ? micro : scaled(BigInt(micro), decimals);
    // An amount in our own currency needs no rate.
    if (!converts) return cost.currency === null ? this.#fail(cost.rate.field) : scaled(BigInt(micro), decimals);
    locate(view, cost.rate.field);
    const rate = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(view.bytes.toString('latin1', view.s, view.e));
    const rateDecimals = this.#decimals(view, cost.rate.decimals);
    if (rate === null || rateDecimals === NOT_DECIMALS) return this.#fail(cost.rate.field);
    const fraction = rate[2] ?? '';
    return scaled(BigInt(micro) * BigInt(rate[1]! + fraction), decimals + rateDecimals + fraction.length);
  }

  #decimals(view: RecordView, decimals: Decimals): number {
    if (decimals === null) return 0;
    if (typeof decimals === 'number') return decimals;
    if (!locate(view, decimals)) return NOT_DECIMALS;
    const text = view.bytes.toString('latin1', view.s, view.e);
    return /^\d{1,2}$/.test(text) && Number(text) <= MAX_DECIMALS ? Number(text) : NOT_DECIMALS;
  }

  #isForeign(view: RecordView, currency: Currency): boolean {
    if (currency === null || this.#own === null) return false;
    if (typeof currency === 'string') return currency !== this.#own;
    return locate(view, currency) && this.#texts.get(view.bytes, view.s, view.e).toUpperCase() !== this.#own;
  }

  #fail(field: FieldAccess): null {
    this.failed = field;
    return null;
  }
}

/** Net of tax, never beyond zero. A credit's tax is a credit too. */
function withoutTax(gross: number, tax: number): number {
  return gross < 0 ? Math.min(0, gross + Math.abs(tax)) : Math.max(0, gross - tax);
}

/** micro ÷ 10^decimals, half up: the one rounding of a converted cost. */
function scaled(micro: bigint, decimals: number): number {
  return Number(divideRounded(micro, powerOfTen(decimals), 'halfUp'));
}
