import { parseDecimal } from '#base';
import type { ChargeStretch, TrueUp, TrueUpReason } from '../bill.ts';
import { type DueCharge, periodKey } from './dueCharges.ts';
import { PRICE_DECIMALS } from './state.ts';

/** What was billed for a service period by all runs so far, and what was due for it when the last of them did. */
export interface BilledCharge {
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly netMinor: bigint;
  readonly stretches: readonly ChargeStretch[];
}

/** A period that was never billed: everything due for it. */
export interface FirstCharge {
  readonly due: DueCharge;
}

/** A period that was billed at another amount than is due by now. */
export interface TrueUpCharge {
  readonly due: DueCharge;
  readonly before: BilledCharge;
  readonly trueUp: TrueUp;
  readonly netMinor: bigint;
}

/**
 * What is due, minus what was billed. Nothing for periods that were billed as they are due. Billed periods that are not due at all any more (it ended
 * before, or comes round otherwise now) are given back.
 */
export function trueUp(
  due: readonly DueCharge[],
  billed: readonly BilledCharge[],
): readonly (FirstCharge | TrueUpCharge)[] {
  const before = new Map(billed.map((charge) => [periodKey(charge), charge]));
  const keys = new Set(due.map(periodKey));
  const gone = billed
    .filter((charge) => !keys.has(periodKey(charge)))
    .map(({ periodFrom, periodTo }) => ({ periodFrom, periodTo, netMinor: 0n, stretches: [] }));
  return [...gone, ...due]
    .toSorted((a, b) => (a.periodFrom < b.periodFrom ? -1 : 1))
    .flatMap((charge): readonly (FirstCharge | TrueUpCharge)[] => {
      const was = before.get(periodKey(charge));
      if (was === undefined) return [{ due: charge }];
      const netMinor = charge.netMinor - was.netMinor;
      if (netMinor === 0n) return [];
      const reason = reasonOf(was.stretches, charge.stretches);
      const amounts = { billedMinor: was.netMinor.toString(), dueMinor: charge.netMinor.toString() };
      return [{ due: charge, before: was, trueUp: { reason, ...amounts }, netMinor }];
    });
}

/** The first thing that is otherwise than when it was billed: the time charged, then what it was charged by. */
function reasonOf(before: readonly ChargeStretch[], after: readonly ChargeStretch[]): TrueUpReason {
  const [was, is] = [spanOf(before), spanOf(after)];
  if (is.to < was.to) return 'ended';
  if (is.from > was.from) return 'startedLater';
  if (is.to > was.to) return 'longer';
  if (is.from < was.from) return 'startedEarlier';
  const differs = (of: (stretch: ChargeStretch) => string) => courseOf(before, of) !== courseOf(after, of);
  if (differs(({ pausedPercent }) => pausedPercent ?? '')) return 'paused';
  if (differs(({ quantity }) => String(quantity))) return 'quantity';
  if (differs(({ unitPrice }) => String(parseDecimal(unitPrice, PRICE_DECIMALS)))) return 'price';
  if (differs(({ percentOff, amountOff }) => `${percentOff}/${amountOff}`)) return 'discount';
  return 'changed';
}

function spanOf(stretches: readonly ChargeStretch[]) {
  return { from: stretches[0]?.from ?? '', to: stretches.at(-1)?.to ?? '' };
}

/** The course of one thing over the stretches: where neighbours are the same they are one. */
function courseOf(stretches: readonly ChargeStretch[], of: (stretch: ChargeStretch) => string): string {
  const steps: string[] = [];
  let last: string | null = null;
  for (const stretch of stretches) {
    const value = of(stretch);
    if (value !== last) steps.push(`${stretch.from}:${value}`);
    last = value;
  }
  return steps.join('|');
}
