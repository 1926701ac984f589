import { z } from 'zod';
import { dateText, decimalText, type Finding, localName, parseDecimal } from '#base';
import { DESTINATION_CLASSES } from './destination.ts';
import type { LocalName } from './localName.ts';
import { PER, SERVICES, unitOf } from './priced.ts';
import { revenueAccount } from './productFamily.ts';
import { TAX_CLASSES } from './taxClass.ts';

/**
 * What is priced over a calendar month as a whole rather than by event (rating.md 4): tiers, packages, volumes included, commitments, caps,
 * turnover discounts, bandwidth. Data; `billing` computes. A rule holds for every contract that has one of its plans or options on the month's last
 * day (or the contract's own last day in it).
 */

/** Decimals of prices, of percentages, and of amounts that rules name. */
export const RULE_PRICE_DECIMALS = 9;
export const RULE_PERCENT_DECIMALS = 4;

const price = decimalText.refine((text) => notNegative(text, RULE_PRICE_DECIMALS));
const amount = decimalText.refine((text) => notNegative(text, 2));
const percent = decimalText.refine(
  (text) => notNegative(text, RULE_PERCENT_DECIMALS) && (parseDecimal(text, RULE_PERCENT_DECIMALS) ?? 0n) <= 1_000_000n,
);
const quantity = z.number().int().min(0).max(1_000_000_000_000);
const positive = z.number().int().min(1).max(1_000_000_000_000);

/** Which usage: of these services to these classes of destinations; an empty list = all. */
const scope = z.object({
  services: z.array(z.enum(SERVICES)).default([]),
  classes: z.array(z.enum(DESTINATION_CLASSES)).default([]),
});
export type RuleScope = z.output<typeof scope>;

/**
 * What is counted of it: units billed (after increments), of these only what no allowance covered, or calls, messages and sessions themselves.
 * `per` names what a price or a bound counts: `minute`, `GB`, `message` (`PER`).
 */
const measure = z.object({
  counts: z.enum(['units', 'uncoveredUnits', 'events']).default('uncoveredUnits'),
  per: z.string().refine((name) => Object.hasOwn(PER, name)),
});
export type RuleMeasure = z.output<typeof measure>;

/** A tier reaches up to a quantity, inclusive; the last one has no end. Whole `block`s are priced, begun ones as whole; 0 = exact quantities. */
const tier = z.object({
  upTo: positive.nullable().default(null),
  /** Of one `per`, or of one block of them. */
  unitPrice: price,
  block: quantity.default(0),
  /** Charged once when the tier is reached. */
  flatFee: price.default('0'),
});
export type Tier = z.output<typeof tier>;

const common = {
  revenueAccount,
  taxClass: z.enum(TAX_CLASSES).default('standard'),
};
const counted = {
  ...common,
  scope: scope.prefault({}),
  measure,
  /** The rule's price stands instead of what the calls cost one by one, whose sum is taken off again; else it is added to it. */
  replacesCharges: z.boolean().default(false),
};
const spent = {
  ...common,
  scope: scope.prefault({}),
  /** Whether fees count: those of service periods that begin in the month. */
  fees: z.boolean().default(false),
};

/** What a rule is in one of its versions. */
export const periodRuleDefinition = z.discriminatedUnion('kind', [
  /** Each slice at its tier's price. */
  z.object({ kind: z.literal('graduated'), ...counted, tiers: z.array(tier).min(1).max(50) }),
  /** Everything at the price of the tier that is reached. */
  z.object({ kind: z.literal('volume'), ...counted, tiers: z.array(tier).min(1).max(50) }),
  /** Blocks of `size`, begun ones whole, after `included` units. */
  z.object({ kind: z.literal('package'), ...counted, included: quantity.default(0), size: positive, price }),
  /** A volume included, then per unit: exactly, or begun units as whole. */
  z.object({
    kind: z.literal('includedVolume'),
    ...counted,
    included: quantity,
    price,
    wholeUnits: z.boolean().default(false),
  }),
  /** At least so much a month: what is missing is charged. */
  z.object({ kind: z.literal('minimumCommitment'), ...spent, amount, prorated: z.boolean().default(true) }),
  /** At most so much a month: what exceeds is given back. */
  z.object({ kind: z.literal('spendCap'), ...spent, amount, prorated: z.boolean().default(false) }),
  /** Percent off by turnover: each slice at its own percentage, or the whole at that of the slice reached. */
  z.object({
    kind: z.literal('turnoverDiscount'),
    ...spent,
    mode: z.enum(['graduated', 'volume']).default('volume'),
    tiers: z
      .array(z.object({ /** Turnover from which it holds. */ from: amount, percent }))
      .min(1)
      .max(50),
  }),
  /** Internet access by the percentile of its five-minute samples; rates in Mbit/s. */
  z.object({
    kind: z.literal('percentile'),
    ...common,
    percent: z.number().int().min(50).max(100).default(95),
    /** Of the two directions the greater percentile, one of them, or both added. */
    direction: z.enum(['greater', 'in', 'out', 'sum']).default('greater'),
    /** Mbit/s paid in any case, at `commitPrice` each; what exceeds them at `burstPrice`. */
    commit: price,
    commitPrice: price,
    burstPrice: price,
    /** Each line by itself, or all lines of the contract as one. */
    perLine: z.boolean().default(true),
    prorated: z.boolean().default(true),
  }),
]);
export type PeriodRuleDefinition = z.output<typeof periodRuleDefinition>;
export type PeriodRuleKind = PeriodRuleDefinition['kind'];

export const PERIOD_RULE_KINDS = [
  'graduated',
  'volume',
  'package',
  'includedVolume',
  'percentile',
  'turnoverDiscount',
  'minimumCommitment',
  'spendCap',
] as const satisfies readonly PeriodRuleKind[];

/** A rule's content from a date on: months that begin on it or later. */
export interface PeriodRuleVersion {
  readonly validFrom: string;
  readonly definition: PeriodRuleDefinition;
}

export interface PeriodRule {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  /** Who has it: contracts on one of these plans or with one of these options. */
  readonly planIds: readonly number[];
  readonly optionIds: readonly number[];
  /** By date, ascending. */
  readonly versions: readonly PeriodRuleVersion[];
}

export const newPeriodRule = z.object({
  code: z.string().trim().min(1).max(40),
  name: localName,
  planCodes: z.array(z.string()).default([]),
  optionCodes: z.array(z.string()).default([]),
  validFrom: dateText,
  definition: periodRuleDefinition,
});
export type NewPeriodRule = z.input<typeof newPeriodRule>;

/** What a rule is in a month (`YYYY-MM`); undefined before its first version. */
export function definitionIn(rule: Pick<PeriodRule, 'versions'>, month: string): PeriodRuleDefinition | undefined {
  return rule.versions.findLast(({ validFrom }) => validFrom <= `${month}-01`)?.definition;
}

/** What is wrong with a definition: units that don't fit the services, tiers out of order, a last tier that ends. */
export function checkPeriodRule(definition: PeriodRuleDefinition): Finding[] {
  switch (definition.kind) {
    case 'graduated':
    case 'volume':
      return [...checkMeasure(definition), ...checkTiers(definition.tiers)];
    case 'package':
    case 'includedVolume':
      return checkMeasure(definition);
    case 'turnoverDiscount':
      return checkSteps(definition.tiers.map(({ from }) => parseDecimal(from, 2) ?? 0n));
    default:
      return [];
  }
}

function checkMeasure({ scope: of, measure: by }: { scope: RuleScope; measure: RuleMeasure }): Finding[] {
  if (by.counts === 'events') return [];
  const wrong = of.services.filter((service) => unitOf(service) !== PER[by.per]?.unit);
  if (of.services.length === 0) return [trouble('periodRule.noService', {})];
  return wrong.map((service) => trouble('periodRule.wrongUnit', { service, per: by.per }));
}

function checkTiers(tiers: readonly Tier[]): Finding[] {
  const bounds = tiers.map((one, index) => one.upTo ?? (index === tiers.length - 1 ? Number.POSITIVE_INFINITY : 0));
  const last = tiers.at(-1)?.upTo ?? null;
  return [
    ...checkSteps(bounds.map((bound) => (Number.isFinite(bound) ? BigInt(bound) : 2n ** 62n))),
    ...(last === null ? [] : [trouble('periodRule.lastTierEnds', { upTo: last })]),
  ];
}

function checkSteps(bounds: readonly bigint[]): Finding[] {
  return bounds.flatMap((bound, index) => {
    const before = bounds[index - 1];
    return before !== undefined && bound <= before ? [trouble('periodRule.tiersOutOfOrder', { row: index + 1 })] : [];
  });
}

function trouble(code: string, params: NonNullable<Finding['params']>): Finding {
  return { code, severity: 'error', params };
}

function notNegative(text: string, decimals: number): boolean {
  const value = parseDecimal(text, decimals);
  return value !== null && value >= 0n;
}
