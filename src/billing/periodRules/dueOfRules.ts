import { divideRounded, formatMinor, microToMinor, minorDecimals, parseDecimal, parseMinor, powerOfTen } from '#base';
import {
  PER,
  PERIOD_RULE_KINDS,
  type PeriodRule,
  type PeriodRuleDefinition,
  type PeriodRuleKind,
  RULE_PERCENT_DECIMALS,
  RULE_PRICE_DECIMALS,
  type RuleScope,
  type Tier,
} from '#catalog';
import type { RulePart } from '../bill.ts';
import type { UsageSum } from '../usageSum.ts';
import { type BandwidthSample, billedRates } from './percentile.ts';
import { type Exact, type Quantity, quantityText, tierCharge } from './tierCharge.ts';

/** A rule that holds for a contract in a month. */
export interface RuleInForce {
  readonly rule: Pick<PeriodRule, 'id' | 'code' | 'name'>;
  readonly definition: PeriodRuleDefinition;
}

/** What a month of a contract was, whatever of it was billed. */
export interface RuleMonth {
  readonly currency: string;
  /** Days of the month that the contract was in force. */
  readonly days: number;
  readonly ofDays: number;
  readonly usage: readonly UsageSum[];
  /** Fees due for service periods that begin in the month, in minor units. */
  readonly feesMinor: bigint;
  readonly samples: readonly BandwidthSample[];
}

/** What a rule comes to in a month. */
export interface RuleDue extends RuleInForce {
  readonly netMinor: bigint;
  readonly measured: string;
  readonly per: string | null;
  readonly parts: readonly RulePart[];
}

type Of<Kind extends PeriodRuleKind> = Extract<PeriodRuleDefinition, { kind: Kind }>;
type Counted = Of<'graduated' | 'volume' | 'package' | 'includedVolume'>;
type Spent = Of<'minimumCommitment' | 'spendCap' | 'turnoverDiscount'>;
type Outcome = Omit<RuleDue, keyof RuleInForce>;

/**
 * What the rules of a contract come to in a month, in the order of `PERIOD_RULE_KINDS`: what prices usage first, then discounts, then commitments, then caps. A later
 * rule counts what an earlier one within its scope came to. What passes through to the owners of premium numbers is not counted.
 */
export function dueOfRules(rules: readonly RuleInForce[], month: RuleMonth): RuleDue[] {
  const order = (rule: RuleInForce) => PERIOD_RULE_KINDS.indexOf(rule.definition.kind);
  const dues: RuleDue[] = [];
  for (const rule of rules.toSorted((a, b) => order(a) - order(b) || a.rule.id - b.rule.id))
    dues.push({ ...rule, ...outcome(rule.definition, month, dues) });
  return dues;
}

function outcome(definition: PeriodRuleDefinition, month: RuleMonth, earlier: readonly RuleDue[]): Outcome {
  switch (definition.kind) {
    case 'graduated':
    case 'volume':
    case 'package':
    case 'includedVolume':
      return countedOutcome(definition, month);
    case 'percentile':
      return bandwidth(definition, month);
    case 'turnoverDiscount':
      return discount(definition, month, spentMinor(definition, month, earlier));
    case 'minimumCommitment':
      return commitment(definition, month, spentMinor(definition, month, earlier));
    case 'spendCap':
      return cap(definition, month, spentMinor(definition, month, earlier));
  }
}

function countedOutcome(definition: Counted, month: RuleMonth): Outcome {
  const usage = month.usage.filter((sum) => within(definition.scope, sum));
  const quantity = quantityOf(definition, usage);
  const { amount, parts } = tierCharge(
    definition.kind === 'volume' ? 'volume' : 'graduated',
    tiersOf(definition),
    quantity,
  );
  const replaced = definition.replacesCharges ? chargesMinor(usage, month.currency) : 0n;
  const instead = { what: 'instead', quantity: '1', unitPrice: formatMinor(replaced, month.currency) } as const;
  return {
    netMinor: minorOf(amount, month.currency) - replaced,
    measured: quantityText(quantity),
    per: definition.measure.per,
    parts: [...parts, ...(replaced === 0n ? [] : [instead])],
  };
}

function quantityOf({ measure }: Counted, usage: readonly UsageSum[]): Quantity {
  const total = (of: (sum: UsageSum) => number) => usage.reduce((units, sum) => units + BigInt(of(sum)), 0n);
  if (measure.counts === 'events') return { units: total((sum) => sum.calls), per: 1n };
  const per = BigInt(PER[measure.per]?.units ?? 1);
  const counted = measure.counts === 'units' ? 0 : 1;
  return { units: total((sum) => sum.billedUnits - counted * sum.coveredUnits), per };
}

/** Packages and volumes included are tiers of which the first is free. */
function tiersOf(definition: Counted): readonly Tier[] {
  if (definition.kind === 'graduated' || definition.kind === 'volume') return definition.tiers;
  const { included } = definition;
  const block = definition.kind === 'package' ? definition.size : definition.wholeUnits ? 1 : 0;
  const rest = { upTo: null, unitPrice: definition.price, block, flatFee: '0' };
  return included === 0 ? [rest] : [{ upTo: included, unitPrice: '0', block: 0, flatFee: '0' }, rest];
}

const MEGA = 1_000_000n;

/** Of every line (or all as one): the committed rate at its price, what exceeds it at the burst price. */
function bandwidth(definition: Of<'percentile'>, month: RuleMonth): Outcome {
  const rates = billedRates(month.samples, definition);
  const price = (text: string) => parseDecimal(text, RULE_PRICE_DECIMALS) ?? 0n;
  const unit = powerOfTen(RULE_PRICE_DECIMALS);
  const committed = price(definition.commit) * MEGA; // bit/s, scaled by the decimals of the commit
  const series = rates.length === 0 ? [0] : rates;
  const over = series.reduce((sum, rate) => {
    const excess = BigInt(rate) * unit - committed;
    return excess > 0n ? sum + excess : sum;
  }, 0n);
  const commitAmount = price(definition.commit) * price(definition.commitPrice) * BigInt(series.length) * MEGA;
  const [days, ofDays] = definition.prorated ? [month.days, month.ofDays] : [1, 1];
  const amount = {
    num: commitAmount * BigInt(days) + over * price(definition.burstPrice) * BigInt(ofDays),
    den: unit * unit * MEGA * BigInt(ofDays),
  };
  const mbit = (bits: bigint) => quantityText({ units: bits, per: MEGA });
  return {
    netMinor: minorOf(amount, month.currency),
    measured: mbit(series.reduce((sum, rate) => sum + BigInt(rate), 0n)),
    per: 'Mbit/s',
    parts: [
      {
        what: 'commit',
        quantity: quantityText({ units: price(definition.commit) * BigInt(series.length), per: unit }),
        unitPrice: definition.commitPrice,
      },
      ...(over === 0n
        ? []
        : [{ what: 'burst' as const, quantity: mbit(over / unit), unitPrice: definition.burstPrice }]),
    ],
  };
}

function discount(definition: Of<'turnoverDiscount'>, { currency }: RuleMonth, turnover: bigint): Outcome {
  const tiers = definition.tiers.map(({ from, percent }) => ({ from: minor(from, currency), percent }));
  const slices = tiers.flatMap(({ from, percent }, index) => {
    if (turnover <= 0n || turnover < from) return [];
    const next = tiers[index + 1]?.from;
    if (definition.mode === 'volume')
      return next !== undefined && turnover >= next ? [] : [{ amount: turnover, percent }];
    const to = next !== undefined && next < turnover ? next : turnover;
    return to > from ? [{ amount: to - from, percent }] : [];
  });
  const hundred = 100n * powerOfTen(RULE_PERCENT_DECIMALS);
  const scaled = slices.reduce(
    (sum, { amount, percent }) => sum + amount * (parseDecimal(percent, RULE_PERCENT_DECIMALS) ?? 0n),
    0n,
  );
  return {
    netMinor: -divideRounded(scaled, hundred, 'halfUp'),
    measured: formatMinor(turnover, currency),
    per: null,
    parts: slices.map(({ amount, percent }) => ({
      what: 'percent',
      quantity: percent,
      unitPrice: formatMinor(amount, currency),
    })),
  };
}

function commitment(definition: Of<'minimumCommitment'>, month: RuleMonth, spent: bigint): Outcome {
  const least = shareOf(definition, month);
  const netMinor = spent < least ? least - spent : 0n;
  return { netMinor, ...againstBound('shortfall', month.currency, spent, least) };
}

function cap(definition: Of<'spendCap'>, month: RuleMonth, spent: bigint): Outcome {
  const most = shareOf(definition, month);
  const netMinor = spent > most ? most - spent : 0n;
  return { netMinor, ...againstBound('excess', month.currency, spent, most) };
}

function againstBound(what: 'shortfall' | 'excess', currency: string, spent: bigint, bound: bigint) {
  const part: RulePart = { what, quantity: '1', unitPrice: formatMinor(bound, currency) };
  return { measured: formatMinor(spent, currency), per: null, parts: [part] };
}

function shareOf(definition: Of<'minimumCommitment' | 'spendCap'>, { currency, days, ofDays }: RuleMonth): bigint {
  const whole = minor(definition.amount, currency);
  return definition.prorated ? divideRounded(whole * BigInt(days), BigInt(ofDays), 'halfUp') : whole;
}

/** Charges of usage as a bill prints them, fees where they count, and what earlier rules within the scope came to. */
function spentMinor(definition: Spent, month: RuleMonth, earlier: readonly RuleDue[]): bigint {
  const usage = month.usage.filter((sum) => within(definition.scope, sum));
  const rules = earlier.filter((due) => contains(definition.scope, due.definition));
  return (
    chargesMinor(usage, month.currency) +
    (definition.fees ? month.feesMinor : 0n) +
    rules.reduce((sum, due) => sum + due.netMinor, 0n)
  );
}

/** Carrying usage, each line rounded as it is printed. */
function chargesMinor(usage: readonly UsageSum[], currency: string): bigint {
  const lines = new Map<string, bigint>();
  for (const { service, class: destinationClass, chargeMicro, serviceFeeMicro } of usage) {
    const key = `${service}/${destinationClass}`;
    lines.set(key, (lines.get(key) ?? 0n) + chargeMicro - serviceFeeMicro);
  }
  return [...lines.values()].reduce((sum, micro) => sum + microToMinor(micro, currency), 0n);
}

function within({ services, classes }: RuleScope, sum: UsageSum): boolean {
  return (
    (services.length === 0 || services.includes(sum.service)) && (classes.length === 0 || classes.includes(sum.class))
  );
}

/** Whether all that an earlier rule prices lies within a scope; bandwidth has none and counts only where everything does. */
function contains({ services, classes }: RuleScope, earlier: PeriodRuleDefinition): boolean {
  if (services.length === 0 && classes.length === 0) return true;
  if (earlier.kind === 'percentile') return false;
  const inside = <One>(all: readonly One[], some: readonly One[]) =>
    all.length === 0 || (some.length > 0 && some.every((one) => all.includes(one)));
  return inside(services, earlier.scope.services) && inside(classes, earlier.scope.classes);
}

function minorOf({ num, den }: Exact, currency: string): bigint {
  return divideRounded(num * powerOfTen(minorDecimals(currency)), den, 'halfUp');
}

function minor(text: string, currency: string): bigint {
  const value = parseMinor(text, currency);
  if (value === null) throw new Error(`assertion failed: not an amount: ${text}`);
  return value;
}
