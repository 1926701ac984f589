/**
 * BillRun's tariff steps (`billrun-tariff-steps.json`, `tariff_cases`). Its month fractions and cycle prices in the same file are rules of billing
 * periods, not of an event: `-- billing` runs them.
 */
import assert from 'node:assert/strict';
import type { Price, PriceStep } from '#catalog';
import {
  chargedQuantity,
  decimalsOf,
  microOf,
  nanoOf,
  type Outcome,
  outcomeOf,
  price,
  Refused,
  scaledBy,
} from './shared.ts';

/** One step: `to − from` units at `price` for each `interval`. The last may be open (`UNLIMITED`). */
export interface BillrunStep {
  readonly from: number | string;
  readonly to: number | string;
  readonly price: number | string;
  readonly interval: number | string;
  /** False: the last interval is charged only as far as used. */
  readonly ceil?: boolean;
}

interface StepCase {
  readonly id: string;
  readonly volume: number;
  readonly tariff: { readonly access?: number | string; readonly rate: readonly BillrunStep[] };
  readonly pricing_method: string;
  readonly expected: number;
  readonly expected_for_negative_volume?: number;
}

const UNLIMITED = 'UNLIMITED';

/** Decimals of every quantity that steps name. */
export function decimalsOfSteps(steps: readonly BillrunStep[]): number {
  return decimalsOf(
    steps.flatMap(({ from, to, interval }) => [from, to, interval]).filter((value) => value !== UNLIMITED),
  );
}

/**
 * BillRun's steps as ours: they take the volume in order, `from` and `to` give only a step's length; what is beyond the last one costs nothing.
 * @param decimals quantities are in 10^-decimals of a unit
 */
export function stepsOf(steps: readonly BillrunStep[], decimals: number): readonly PriceStep[] {
  const ours: PriceStep[] = [];
  let fromUnits = 0;
  for (const { from, to, price: amount, interval, ceil } of steps) {
    const increment = scaledBy(decimals, interval);
    const step = {
      fromUnits,
      priceNano: nanoOf(amount),
      per: increment,
      increment,
      roundUp: ceil !== false,
      flatNano: 0,
    };
    ours.push(step);
    if (to === UNLIMITED) return ours;
    fromUnits += scaledBy(decimals, to) - scaledBy(decimals, from);
  }
  ours.push({ fromUnits, priceNano: 0, per: 1, increment: 1, roundUp: true, flatNano: 0 });
  return ours.filter((step, index) => step.fromUnits !== ours[index + 1]?.fromUnits);
}

/** A tariff as a price of ours. */
export function priceOfTariff(
  tariff: StepCase['tariff'],
  pricingMethod: string | undefined,
  decimals: number,
  change: Partial<Price> = {},
): Price {
  if (pricingMethod !== undefined && pricingMethod !== 'tiered' && pricingMethod !== 'volume')
    throw new Refused(`pricing method ${pricingMethod}`);
  const stepMode = pricingMethod === 'volume' ? 'total' : 'slice';
  return price(
    { connectionFeeNano: nanoOf(tariff.access), ...change },
    { steps: stepsOf(tariff.rate, decimals), stepMode },
  );
}

/**
 * BillRun divides binary floating point numbers: 2.1 − 0.9 at 0.1 each are 13 intervals there. Where that counts other intervals than the decimals
 * say, what it charges is no rule but its error.
 */
function refuseFloatErrors({ volume, tariff }: StepCase, decimals: number): void {
  let left = Math.abs(volume);
  let exactLeft = Math.abs(scaledBy(decimals, volume));
  for (const { from, to, interval, ceil } of tariff.rate) {
    const open = to === UNLIMITED;
    const share = Math.min(left, open ? left : Number(to) - Number(from));
    const exact = Math.min(exactLeft, open ? exactLeft : scaledBy(decimals, to) - scaledBy(decimals, from));
    left -= share;
    exactLeft -= exact;
    if (ceil !== false && Math.ceil(share / Number(interval)) !== Math.ceil(exact / scaledBy(decimals, interval)))
      throw new Refused('an interval more by error of floating point (2.1 − 0.9 at 0.1 each as 13)');
  }
}

function check(one: StepCase): void {
  const { volume, tariff, pricing_method, expected, expected_for_negative_volume } = one;
  const decimals = Math.max(decimalsOfSteps(tariff.rate), decimalsOf([volume]));
  if (pricing_method !== 'volume') refuseFloatErrors(one, decimals);
  const ours = priceOfTariff(tariff, pricing_method, decimals);
  const units = scaledBy(decimals, volume);
  assert.equal(chargedQuantity(ours, units), microOf(expected));
  if (expected_for_negative_volume !== undefined)
    assert.equal(chargedQuantity(ours, -units), microOf(expected_for_negative_volume), 'refund');
}

export function billrunSteps(file: { readonly tariff_cases: readonly StepCase[] }): readonly Outcome[] {
  return file.tariff_cases.map((one) => outcomeOf(one.id, () => check(one)));
}
