/** The checks of a run, as a list: each looks at the facts and names what a person should see before the month is issued. */
import { type Check, percent, type Settings, type Threshold } from './check.ts';
import { BILL_CHECKS } from './checks/bills.ts';
import { CONTRACT_CHECKS } from './checks/contracts.ts';
import { CUSTOMER_CHECKS } from './checks/customers.ts';
import { INTAKE_CHECKS } from './checks/intake.ts';
import { PURCHASE_CHECKS } from './checks/purchase.ts';
import { USAGE_CHECKS } from './checks/usage.ts';

export const CHECKS: readonly Check[] = [
  ...INTAKE_CHECKS,
  ...USAGE_CHECKS,
  ...BILL_CHECKS,
  ...CONTRACT_CHECKS,
  ...CUSTOMER_CHECKS,
  ...PURCHASE_CHECKS,
];

/** By how much the money at stake may grow before an acceptance lapses. */
export const ACCEPTANCE: Threshold = percent('acceptance.percent', 10);

export const THRESHOLDS: readonly Threshold[] = [...CHECKS.flatMap((one) => one.thresholds), ACCEPTANCE];

/** What thresholds are set to: by the operator, else by the program. */
export function thresholds(own: ReadonlyMap<string, bigint> = new Map()): Settings {
  const known = new Map(THRESHOLDS.map((one) => [one.name, one.default]));
  return (name) => {
    const value = own.get(name) ?? known.get(name);
    if (value === undefined) throw new Error(`assertion failed: there is no threshold ${name}`);
    return value;
  };
}
