import type { DestinationClass } from '#catalog';
import type { UsageScope } from './bill.ts';
import type { UsageSum } from './drawBill.ts';
import type { ScopeGroup } from './usageScopes.ts';

/** Usage of one customer, contract and destination in a scope, as the usage store sums it. */
export interface UsageRow {
  readonly customerId: number;
  readonly contractId: number;
  /** 0 = none. */
  readonly destinationId: number;
  /** Whether rating put a price on these records (free ones included); unanswered, internal and unpriced ones are not. */
  readonly charged: boolean;
  readonly records: number;
  readonly durationMs: number;
  readonly billedUnits: number;
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
}

/** Usage and scopes per customer. */
export interface UsageOfCustomers {
  readonly sums: ReadonlyMap<number, readonly UsageSum[]>;
  readonly scopes: ReadonlyMap<number, readonly UsageScope[]>;
}

/** Sums rows by customer, month, contract and destination class; every month with a record becomes a scope of the bill. */
export function sumUsage(
  found: readonly { readonly group: ScopeGroup; readonly rows: readonly UsageRow[] }[],
  classes: ReadonlyMap<number, DestinationClass>,
  upToLoadNo: number,
): UsageOfCustomers {
  const sums = new Map<number, Map<string, UsageSum>>();
  const scopes = new Map<number, Map<string, UsageScope>>();
  for (const { group, rows } of found) {
    for (const row of rows) {
      const ofCustomer = entry(scopes, row.customerId);
      const records = (ofCustomer.get(group.month)?.records ?? 0) + row.records;
      ofCustomer.set(group.month, { month: group.month, afterLoadNo: group.afterLoadNo, upToLoadNo, records });
      const destinationClass = classes.get(row.destinationId);
      if (row.charged && destinationClass !== undefined)
        add(entry(sums, row.customerId), group.month, destinationClass, row);
    }
  }
  const lists = <Value>(map: Map<number, Map<string, Value>>) =>
    new Map([...map].map(([id, values]) => [id, [...values.values()]]));
  return { sums: lists(sums), scopes: lists(scopes) };
}

function add(sums: Map<string, UsageSum>, month: string, destinationClass: DestinationClass, row: UsageRow): void {
  const key = `${month}|${row.contractId}|${destinationClass}`;
  const before = sums.get(key);
  sums.set(key, {
    month,
    contractId: row.contractId,
    class: destinationClass,
    calls: (before?.calls ?? 0) + row.records,
    durationMs: (before?.durationMs ?? 0) + row.durationMs,
    billedUnits: (before?.billedUnits ?? 0) + row.billedUnits,
    chargeMicro: (before?.chargeMicro ?? 0n) + row.chargeMicro,
    costMicro: (before?.costMicro ?? 0n) + row.costMicro,
  });
}

function entry<Value>(map: Map<number, Map<string, Value>>, id: number): Map<string, Value> {
  const found = map.get(id) ?? new Map<string, Value>();
  map.set(id, found);
  return found;
}
