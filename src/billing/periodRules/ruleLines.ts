import {
  addDays,
  daysBetween,
  daysInMonth,
  earliest,
  latest,
  monthEnd,
  monthStart,
  startOfDayMs,
  type ZoneOffsets,
} from '#base';
import { definitionIn, type PeriodRule } from '#catalog';
import { type Booking, type Contract, type PlanChange, planOn } from '#contracts';
import type { PeriodRuleLine } from '../bill.ts';
import { lineReferences } from '../lineReferences.ts';
import { ruleKey } from '../marks.ts';
import type { UsageSum } from '../usageSum.ts';
import { dueOfRules, type RuleDue, type RuleInForce } from './dueOfRules.ts';
import type { BandwidthSample } from './percentile.ts';

/** What the rules over whole months are computed from, for the contracts of one customer. */
export interface RuleFacts {
  /** All of the catalogue. */
  readonly rules: readonly PeriodRule[];
  readonly planChanges: readonly PlanChange[];
  readonly bookings: readonly Booking[];
  readonly offsets: ZoneOffsets;
  /** Months to look at: the bill's, and earlier ones whose usage changed. */
  readonly months: readonly string[];
  /** All usage of these months, billed or not, corrections to it included. */
  readonly usage: readonly UsageSum[];
  readonly samples: readonly BandwidthSample[];
  /** Key `ruleKey` → net billed, in minor units. */
  readonly billed: ReadonlyMap<string, bigint>;
}

/** A contract and what of it rules need to know. */
export interface RuledContract {
  readonly contract: Contract;
  readonly currency: string;
  /** Fees due for service periods that begin in a month, in minor units. */
  readonly feesOf: (month: string) => bigint;
}

/** What the rules of a contract add to a bill: what is due for each month, less what was billed for it. */
export function ruleLines(ruled: RuledContract, facts: RuleFacts): PeriodRuleLine[] {
  return facts.months.flatMap((month) => monthLines(ruled, facts, month));
}

function monthLines({ contract, currency, feesOf }: RuledContract, facts: RuleFacts, month: string): PeriodRuleLine[] {
  const rules = rulesOf(contract, facts, month);
  const billed = facts.rules.some(({ id }) =>
    facts.billed.has(ruleKey({ ruleId: id, contractId: contract.id, month })),
  );
  if (rules.length === 0 && !billed) return [];
  const { from, to } = timeIn(contract, month);
  const [startMs, endMs] = [startOfDayMs(facts.offsets, from), startOfDayMs(facts.offsets, to)];
  const dues = dueOfRules(rules, {
    currency,
    days: Math.max(daysBetween(from, to), 0),
    ofDays: daysInMonth(month),
    usage: facts.usage.filter((sum) => sum.month === month && sum.contractId === contract.id),
    feesMinor: rules.some(({ definition }) => 'fees' in definition && definition.fees) ? feesOf(month) : 0n,
    samples: facts.samples.filter(
      ({ contractId, atMs }) => contractId === contract.id && atMs >= startMs && atMs < endMs,
    ),
  });
  return [...dues, ...gone(contract, facts, month, rules)].flatMap((due) => ruleLine(contract, facts, month, due));
}

/** Rules that were billed for the month and do not hold for it any more. */
function gone(contract: Contract, facts: RuleFacts, month: string, rules: readonly RuleInForce[]): RuleDue[] {
  return facts.rules.flatMap((rule) => {
    const definition = definitionIn(rule, month) ?? rule.versions[0]?.definition;
    const isBilled = facts.billed.has(ruleKey({ ruleId: rule.id, contractId: contract.id, month }));
    if (!isBilled || definition === undefined || rules.some((held) => held.rule.id === rule.id)) return [];
    return [{ rule, definition, netMinor: 0n, measured: '0', per: null, parts: [] }];
  });
}

function ruleLine(contract: Contract, facts: RuleFacts, month: string, due: RuleDue): PeriodRuleLine[] {
  const { rule, definition } = due;
  const billedMinor = facts.billed.get(ruleKey({ ruleId: rule.id, contractId: contract.id, month }));
  const netMinor = due.netMinor - (billedMinor ?? 0n);
  if (netMinor === 0n) return [];
  const { from, to } = timeIn(contract, month);
  const trueUp = billedMinor !== undefined && {
    reason: 'usage' as const,
    billedMinor: billedMinor.toString(),
    dueMinor: due.netMinor.toString(),
  };
  return [
    {
      kind: 'periodRule',
      contractNumber: contract.number,
      revenueAccount: definition.revenueAccount,
      ...lineReferences(definition.taxClass, null, contract),
      ruleId: rule.id,
      contractId: contract.id,
      ruleCode: rule.code,
      name: rule.name,
      rule: definition.kind,
      month,
      days: daysBetween(from, to),
      ofDays: daysInMonth(month),
      measured: due.measured,
      per: due.per,
      parts: due.parts,
      ...(trueUp === false ? {} : { trueUp }),
      netMinor: netMinor.toString(),
    },
  ];
}

/** Rules of the plan and options in force on the contract's last day in the month, in the version of the month. */
export function rulesOf(
  contract: Contract,
  { rules, planChanges, bookings, offsets }: Pick<RuleFacts, 'rules' | 'planChanges' | 'bookings' | 'offsets'>,
  month: string,
): RuleInForce[] {
  const { from, to } = timeIn(contract, month);
  if (to <= from) return [];
  const lastDay = addDays(to, -1);
  const changes = planChanges.filter((change) => change.contractId === contract.id);
  const planId = planOn(contract, changes, lastDay);
  const [beginMs, endMs] = [startOfDayMs(offsets, lastDay), startOfDayMs(offsets, to)];
  const optionIds = bookings
    .filter(({ contractId, fromMs, toMs }) => contractId === contract.id && fromMs < endMs && (toMs ?? endMs) > beginMs)
    .map(({ optionId }) => optionId);
  return rules.flatMap((rule) => {
    const definition = definitionIn(rule, month);
    const holds = rule.planIds.includes(planId) || rule.optionIds.some((id) => optionIds.includes(id));
    return holds && definition !== undefined ? [{ rule, definition }] : [];
  });
}

/** The contract's time in a month; empty where `to` is not after `from`. */
function timeIn(contract: Pick<Contract, 'startsOn' | 'endsOn'>, month: string): { from: string; to: string } {
  const end = monthEnd(month);
  return {
    from: latest(monthStart(month), contract.startsOn),
    to: contract.endsOn === null ? end : earliest(end, contract.endsOn),
  };
}
