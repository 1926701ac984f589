import { earliest, startOfDayMs, type ZoneOffsets } from '#base';
import type { Span } from './booking.ts';
import type { Contract } from './contract.ts';

/** When another plan holds: from today, from the first of next month, or from a day. */
export const PLAN_RULES = ['now', 'nextPeriod', 'date'] as const;

/** Another plan from a local day on, until the next change. */
export interface PlanChange {
  readonly contractId: number;
  readonly startsOn: string;
  readonly pricePlanId: number;
}

/** A contract's time as instants; local dates begin at the start of their day. */
export function spanOf(contract: Pick<Contract, 'startsOn' | 'endsOn'>, offsets: ZoneOffsets): Span {
  return {
    fromMs: startOfDayMs(offsets, contract.startsOn),
    toMs: contract.endsOn === null ? Number.POSITIVE_INFINITY : startOfDayMs(offsets, contract.endsOn),
  };
}

/** The plan in force on a day. @param changes of this contract */
export function planOn(contract: Contract, changes: readonly PlanChange[], date: string): number {
  let latest: PlanChange | null = null;
  for (const change of changes)
    if (change.startsOn <= date && (latest === null || change.startsOn > latest.startsOn)) latest = change;
  return latest?.pricePlanId ?? contract.pricePlanId;
}

/** The first change after a day; null = none. */
export function nextChange(changes: readonly PlanChange[], date: string): string | null {
  const later = changes.map((change) => change.startsOn).filter((startsOn) => startsOn > date);
  return later.length === 0 ? null : later.reduce(earliest);
}

/** A stretch of a contract with one plan. */
export interface PlanStretch extends Span {
  readonly pricePlanId: number;
}

/** The contract's time cut at the changes of its plan, in order; neighbours differ in their plan. */
export function planStretches(
  contract: Contract,
  changes: readonly PlanChange[],
  offsets: ZoneOffsets,
): readonly PlanStretch[] {
  const { fromMs, toMs } = spanOf(contract, offsets);
  const stretches: PlanStretch[] = [];
  const days = [
    contract.startsOn,
    ...changes.map((change) => change.startsOn).filter((day) => day > contract.startsOn),
  ];
  for (const day of days.toSorted()) {
    const begin = Math.max(fromMs, startOfDayMs(offsets, day));
    const pricePlanId = planOn(contract, changes, day);
    const last = stretches.at(-1);
    if (begin >= toMs || last?.pricePlanId === pricePlanId) continue;
    if (last !== undefined) stretches[stretches.length - 1] = { ...last, toMs: begin };
    stretches.push({ pricePlanId, fromMs: begin, toMs });
  }
  return stretches;
}
