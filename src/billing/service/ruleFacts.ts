import type { Tenant } from '#access/service';
import { addMonths, monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import type { DestinationClass, PeriodRule } from '#catalog';
import { listPeriodRules } from '#catalog/service';
import type { Holdings } from '#contracts/service';
import type { Context } from '#platform/context';
import { aggregate } from '#usage/service';
import { type Marks, ruleKey } from '../marks.ts';
import type { RuleFacts } from '../periodRules/ruleLines.ts';
import * as store from '../store.ts';
import { scopeKey } from '../usageScopes.ts';
import type { UsageSum } from '../usageSum.ts';
import { sumUsage, type UsageOfCustomers } from '../usageSums.ts';

/** Months back that rules are looked at again, the bill's own among them. */
const MONTHS_BACK = 12;

interface Shared {
  readonly month: string;
  readonly lastLoadNo: number;
  readonly tenant: Pick<Tenant, 'zone'>;
  readonly classes: ReadonlyMap<number, DestinationClass>;
  readonly moneyAllowanceIds: readonly number[];
}

interface Looked {
  readonly held: Holdings;
  readonly marks: Marks;
  /** Usage on the bills that are drawn. */
  readonly scopes: UsageOfCustomers['scopes'];
}

/**
 * What rules over whole months need to know of some customers: all usage of the bill's month, and of those months of the last twelve since which
 * they are billed. Customers whose plans and options have no rule get none, and cost nothing.
 */
export async function readRuleFacts(
  ctx: Context,
  shared: Shared,
  { held, marks, scopes }: Looked,
): Promise<(customerId: number) => RuleFacts | undefined> {
  const rules = await listPeriodRules(ctx);
  const contracts = rules.length === 0 ? [] : ruledContracts(held, rules, marks);
  if (contracts.length === 0) return () => undefined;
  const months = monthsOf(contracts, rules, shared.month, { marks, scopes });
  const usage = await wholeUsage(ctx, shared, months);
  const samples = await readSamples(ctx, shared, { contracts, rules });
  const offsets = zoneOffsets(shared.tenant.zone);
  return (customerId) => {
    const ownMonths = months.get(customerId);
    if (ownMonths === undefined) return undefined;
    return {
      rules,
      planChanges: held.planChanges,
      bookings: held.bookings,
      offsets,
      months: ownMonths,
      usage: usage.get(customerId) ?? [],
      samples,
      billed: marks.billedRules,
    };
  };
}

/** Contracts that have a rule by some plan or option, or were billed by one. */
function ruledContracts(held: Holdings, rules: readonly PeriodRule[], marks: Marks): Holdings['contracts'] {
  const planIds = new Set(rules.flatMap((rule) => rule.planIds));
  const optionIds = new Set(rules.flatMap((rule) => rule.optionIds));
  const ids = new Set([
    ...held.planChanges.filter((change) => planIds.has(change.pricePlanId)).map((change) => change.contractId),
    ...held.bookings.filter((booking) => optionIds.has(booking.optionId)).map((booking) => booking.contractId),
    ...[...marks.billedRules.keys()].map((key) => Number(key.split('/')[1])),
  ]);
  return held.contracts.filter((contract) => planIds.has(contract.pricePlanId) || ids.has(contract.id));
}

/**
 * Months to look at by customer, in order: from the first one that was billed, or has late usage on this bill. A month in which he was left out is
 * among them and made up for; those before he was billed here are none of ours.
 */
function monthsOf(
  contracts: Holdings['contracts'],
  rules: readonly PeriodRule[],
  month: string,
  { marks: { billedUpTo, billedRules }, scopes }: Pick<Looked, 'marks' | 'scopes'>,
): ReadonlyMap<number, readonly string[]> {
  const last = Array.from({ length: MONTHS_BACK - 1 }, (_, index) => addMonths(month, index + 1 - MONTHS_BACK));
  return new Map(
    [...Map.groupBy(contracts, (contract) => contract.customerId)].map(([customerId, own]) => {
      const billed = (earlier: string) =>
        billedUpTo.has(scopeKey(customerId, earlier)) ||
        own.some(({ id: contractId }) =>
          rules.some(({ id: ruleId }) => billedRules.has(ruleKey({ ruleId, contractId, month: earlier }))),
        );
      const late = new Set(scopes.get(customerId)?.map((scope) => scope.month));
      const first = last.find((earlier) => billed(earlier) || late.has(earlier));
      return [customerId, [...last.filter((earlier) => first !== undefined && earlier >= first), month]];
    }),
  );
}

async function wholeUsage(
  ctx: Context,
  { lastLoadNo, tenant, classes, moneyAllowanceIds }: Shared,
  months: ReadonlyMap<number, readonly string[]>,
): Promise<Map<number, UsageSum[]>> {
  const offsets = zoneOffsets(tenant.zone);
  const customers = new Map<string, number[]>();
  for (const [customerId, own] of months)
    for (const month of own) customers.set(month, [...(customers.get(month) ?? []), customerId]);
  const found = [];
  for (const [month, customerIds] of customers) {
    const rows = await aggregate(ctx, {
      customerIds,
      fromMs: startOfDayMs(offsets, monthStart(month)),
      toMs: startOfDayMs(offsets, monthEnd(month)),
      afterLoadNo: 0,
      upToLoadNo: lastLoadNo,
      moneyAllowanceIds,
    });
    found.push({ group: { month, afterLoadNo: 0, customerIds }, rows });
  }
  const { sums } = sumUsage(found, classes, lastLoadNo);
  const corrections = await store.correctionSums(ctx, [...months.keys()], [...customers.keys()]);
  return new Map([...months.keys()].map((id) => [id, [...(sums.get(id) ?? []), ...(corrections.get(id) ?? [])]]));
}

async function readSamples(
  ctx: Context,
  { month, tenant }: Shared,
  { contracts, rules }: { readonly contracts: Holdings['contracts']; readonly rules: readonly PeriodRule[] },
) {
  const bandwidth = rules.some(({ versions }) => versions.some(({ definition }) => definition.kind === 'percentile'));
  if (!bandwidth) return [];
  const offsets = zoneOffsets(tenant.zone);
  return store.bandwidthSamples(ctx.tx, {
    contractIds: contracts.map(({ id }) => id),
    fromMs: startOfDayMs(offsets, monthStart(addMonths(month, 1 - MONTHS_BACK))),
    toMs: startOfDayMs(offsets, monthEnd(month)),
  });
}
