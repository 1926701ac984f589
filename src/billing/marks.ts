import type { Bill, BillLine } from './bill.ts';
import { periodKey } from './recurring/dueCharges.ts';
import { billedByLines } from './recurring/recurringLines.ts';
import type { BilledCharge } from './recurring/trueUp.ts';
import { scopeKey } from './usageScopes.ts';

/** What has been billed, as bills are drawn against it. */
export interface Marks {
  /** Key `customerId|month` → last load billed. */
  readonly billedUpTo: ReadonlyMap<string, number>;
  /** Service periods billed, by subscription. */
  readonly billedCharges: ReadonlyMap<number, readonly BilledCharge[]>;
  /** Key `ruleKey` → net billed, in minor units. */
  readonly billedRules: ReadonlyMap<string, bigint>;
  readonly billedOneOffs: ReadonlySet<number>;
  readonly billedCorrections: ReadonlySet<number>;
}

/** Nothing has been billed. */
export const NO_MARKS: Marks = {
  billedUpTo: new Map(),
  billedCharges: new Map(),
  billedRules: new Map(),
  billedOneOffs: new Set(),
  billedCorrections: new Set(),
};

/** Names a month of a period rule on a contract. */
export function ruleKey({ ruleId, contractId, month }: { ruleId: number; contractId: number; month: string }): string {
  return `${ruleId}/${contractId}/${month}`;
}

/** Whether anything on the bill was billed after it was drawn: issued as it is, it would bill that a second time. */
export function isBilledMeanwhile(bill: Bill, marks: Marks): boolean {
  return (
    bill.usage.some(
      ({ month, afterLoadNo }) => (marks.billedUpTo.get(scopeKey(bill.customerId, month)) ?? 0) !== afterLoadNo,
    ) || bill.lines.some((line) => isLineBilled(line, marks))
  );
}

function isLineBilled(
  line: BillLine,
  { billedCharges, billedRules, billedOneOffs, billedCorrections }: Marks,
): boolean {
  switch (line.kind) {
    case 'recurring': {
      const charge = billedCharges.get(line.subscriptionId)?.find((one) => periodKey(one) === periodKey(line));
      return charge?.netMinor.toString() !== line.trueUp?.billedMinor;
    }
    case 'periodRule':
      return billedRules.get(ruleKey(line))?.toString() !== line.trueUp?.billedMinor;
    case 'correction':
      return line.correctionIds.some((id) => billedCorrections.has(id));
    case 'oneOff':
    case 'deposit':
      return billedOneOffs.has(line.oneOffId);
    case 'usage':
    case 'thirdPayer':
      return false;
  }
}

/** What will have been billed once these bills, drawn but not issued yet, are issued: a forecast goes on from there. */
export function withBills(marks: Marks, bills: readonly Bill[]): Marks {
  if (bills.length === 0) return marks;
  const billedUpTo = new Map(marks.billedUpTo);
  const billedCharges = new Map(marks.billedCharges);
  const billedRules = new Map(marks.billedRules);
  const billedOneOffs = new Set(marks.billedOneOffs);
  const billedCorrections = new Set(marks.billedCorrections);
  for (const bill of bills) {
    for (const { month, upToLoadNo } of bill.usage) billedUpTo.set(scopeKey(bill.customerId, month), upToLoadNo);
    for (const { subscriptionId, ...charge } of billedByLines(bill.lines.filter((line) => line.kind === 'recurring')))
      billedCharges.set(subscriptionId, withCharge(billedCharges.get(subscriptionId) ?? [], charge));
    for (const line of bill.lines) {
      if (line.kind === 'periodRule')
        billedRules.set(ruleKey(line), (billedRules.get(ruleKey(line)) ?? 0n) + BigInt(line.netMinor));
      if (line.kind === 'oneOff' || line.kind === 'deposit') billedOneOffs.add(line.oneOffId);
      if (line.kind === 'correction') for (const id of line.correctionIds) billedCorrections.add(id);
    }
  }
  return { billedUpTo, billedCharges, billedRules, billedOneOffs, billedCorrections };
}

function withCharge(charges: readonly BilledCharge[], charge: BilledCharge): readonly BilledCharge[] {
  const same = charges.find((one) => periodKey(one) === periodKey(charge));
  if (same === undefined) return [...charges, charge];
  return charges.map((one) => (one === same ? { ...charge, netMinor: same.netMinor + charge.netMinor } : one));
}
