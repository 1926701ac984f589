import type { DestinationClass } from '#catalog';
import { serviceName } from '#usage';
import type { UsageScope } from './bill.ts';
import type { ScopeGroup } from './usageScopes.ts';
import type { UsageSum } from './usageSum.ts';

/** Usage of one customer, contract, destination and service in a scope, as the usage store sums it. */
export interface UsageRow {
  readonly customerId: number;
  readonly contractId: number;
  /** 0 = none. */
  readonly destinationId: number;
  /** Stored code of the service. */
  readonly service: number;
  /** Whether rating put a price on these records (free ones included); unanswered, internal and unpriced ones are not. */
  readonly charged: boolean;
  readonly records: number;
  readonly coveredRecords: number;
  readonly serviceFeeRecords: number;
  readonly durationMs: number;
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly chargeMicro: bigint;
  readonly serviceFeeMicro: bigint;
  readonly costMicro: bigint;
}

/** Usage and scopes per customer. */
export interface UsageOfCustomers {
  readonly sums: ReadonlyMap<number, readonly UsageSum[]>;
  readonly scopes: ReadonlyMap<number, readonly UsageScope[]>;
}

/** Sums rows by customer, month, contract, service and destination class; every month with a record becomes a scope of the bill. */
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
  const key = `${month}|${row.contractId}|${row.service}|${destinationClass}`;
  const before = sums.get(key);
  sums.set(key, {
    month,
    contractId: row.contractId,
    service: serviceName(row.service),
    class: destinationClass,
    calls: (before?.calls ?? 0) + row.records,
    coveredCalls: (before?.coveredCalls ?? 0) + row.coveredRecords,
    serviceFeeCalls: (before?.serviceFeeCalls ?? 0) + row.serviceFeeRecords,
    durationMs: (before?.durationMs ?? 0) + row.durationMs,
    billedUnits: (before?.billedUnits ?? 0) + row.billedUnits,
    coveredUnits: (before?.coveredUnits ?? 0) + row.coveredUnits,
    chargeMicro: (before?.chargeMicro ?? 0n) + row.chargeMicro,
    serviceFeeMicro: (before?.serviceFeeMicro ?? 0n) + row.serviceFeeMicro,
    costMicro: (before?.costMicro ?? 0n) + row.costMicro,
  });
}

function entry<Value>(map: Map<number, Map<string, Value>>, id: number): Map<string, Value> {
  const found = map.get(id) ?? new Map<string, Value>();
  map.set(id, found);
  return found;
}
