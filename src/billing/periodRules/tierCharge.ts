import { formatDecimal, parseDecimal, powerOfTen } from '#base';
import { RULE_PRICE_DECIMALS, type Tier } from '#catalog';
import type { RulePart } from '../bill.ts';

/** An exact amount of money: `num` ÷ `den` of the currency. */
export interface Exact {
  readonly num: bigint;
  /** Positive. */
  readonly den: bigint;
}

/** A price for a quantity, and how it came about. */
export interface TierCharge {
  readonly amount: Exact;
  readonly parts: readonly RulePart[];
}

/** A quantity counted in whole units, `per` of which a price or a bound names. */
export interface Quantity {
  readonly units: bigint;
  readonly per: bigint;
}

/**
 * The charge of a quantity by tiers. `graduated`: each slice at its own tier's price; `volume`: everything at the price of the tier that is
 * reached. Where a tier has blocks, begun ones count whole; its flat fee is charged once it is reached.
 */
export function tierCharge(mode: 'graduated' | 'volume', tiers: readonly Tier[], quantity: Quantity): TierCharge {
  const slices = mode === 'graduated' ? slicesOf(tiers, quantity) : reached(tiers, quantity);
  const parts: RulePart[] = [];
  // Amounts scaled by prices' decimals times the units of one `per`.
  let scaled = 0n;
  for (const { tier, units } of slices) {
    const price = decimal(tier.unitPrice);
    const fee = decimal(tier.flatFee);
    if (tier.block > 0) {
      const block = BigInt(tier.block) * quantity.per;
      const blocks = (units + block - 1n) / block;
      scaled += price * blocks * quantity.per;
      parts.push({ what: 'block', quantity: blocks.toString(), unitPrice: tier.unitPrice });
    } else {
      scaled += price * units;
      parts.push({ what: 'slice', quantity: quantityText({ units, per: quantity.per }), unitPrice: tier.unitPrice });
    }
    if (fee !== 0n) {
      scaled += fee * quantity.per;
      parts.push({ what: 'flatFee', quantity: '1', unitPrice: tier.flatFee });
    }
  }
  return { amount: { num: scaled, den: powerOfTen(RULE_PRICE_DECIMALS) * quantity.per }, parts };
}

interface Slice {
  readonly tier: Tier;
  readonly units: bigint;
}

function slicesOf(tiers: readonly Tier[], { units, per }: Quantity): Slice[] {
  let from = 0n;
  return tiers.flatMap((tier) => {
    const to = tier.upTo === null ? units : BigInt(tier.upTo) * per;
    const inTier = (to < units ? to : units) - from;
    from = to > from ? to : from;
    return inTier > 0n ? [{ tier, units: inTier }] : [];
  });
}

/** The first tier that reaches the quantity; the last one where none does. */
function reached(tiers: readonly Tier[], { units, per }: Quantity): Slice[] {
  const tier = tiers.find(({ upTo }) => upTo === null || BigInt(upTo) * per >= units) ?? tiers.at(-1);
  return tier === undefined || units <= 0n ? [] : [{ tier, units }];
}

/** Decimals a measured quantity is shown with. */
const QUANTITY_DECIMALS = 6;

/** A quantity in `per` as decimal text, cut after six decimals. */
export function quantityText({ units, per }: Quantity): string {
  return formatDecimal((units * powerOfTen(QUANTITY_DECIMALS)) / per, QUANTITY_DECIMALS);
}

function decimal(price: string): bigint {
  const value = parseDecimal(price, RULE_PRICE_DECIMALS);
  if (value === null) throw new Error(`assertion failed: not a price: ${price}`);
  return value;
}
