import { canonicalJson } from '#base';
import type { Allowance } from '#catalog';
import type { AllowanceCounter } from './counter.ts';

/** What of a month's closing counters the following months depend on: allowances that begin anew with each month leave nothing behind. */
export function carriedOn(
  counters: readonly AllowanceCounter[],
  allowances: ReadonlyMap<number, Allowance>,
): readonly AllowanceCounter[] {
  return counters.filter(({ allowanceId }) => {
    const allowance = allowances.get(allowanceId);
    return allowance !== undefined && (allowance.period.kind !== 'month' || allowance.rollover !== null);
  });
}

/** Whether following months open with something else than they did. */
export function carriesOther(
  before: readonly AllowanceCounter[],
  after: readonly AllowanceCounter[],
  allowances: ReadonlyMap<number, Allowance>,
): boolean {
  const text = (counters: readonly AllowanceCounter[]) => canonicalJson(carriedOn(counters, allowances));
  return text(before) !== text(after);
}
