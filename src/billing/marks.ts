import type { Bill } from './bill.ts';
import { scopeKey } from './usageScopes.ts';

/** What has been billed, as bills are drawn against it. */
export interface Marks {
  /** Key `customerId|month` → last load billed. */
  readonly billedUpTo: ReadonlyMap<string, number>;
  /** First unbilled day per subscription that was billed before. */
  readonly billedTo: ReadonlyMap<number, string>;
  readonly billedOneOffs: ReadonlySet<number>;
  readonly billedCorrections: ReadonlySet<number>;
}

/** Whether anything on the bill was billed after it was drawn: issued as it is, it would bill that a second time. */
export function isBilledMeanwhile(
  bill: Bill,
  { billedUpTo, billedTo, billedOneOffs, billedCorrections }: Marks,
): boolean {
  return (
    bill.usage.some(
      ({ month, afterLoadNo }) => (billedUpTo.get(scopeKey(bill.customerId, month)) ?? 0) !== afterLoadNo,
    ) ||
    bill.lines.some((line) => {
      if (line.kind === 'recurring') return line.from < (billedTo.get(line.subscriptionId) ?? '');
      if (line.kind === 'correction') return line.correctionIds.some((id) => billedCorrections.has(id));
      return line.kind === 'oneOff' && billedOneOffs.has(line.oneOffId);
    })
  );
}
