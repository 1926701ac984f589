import { z } from 'zod';
import { localName, MICRO_DECIMALS, type RoundingMode } from '#base';
import type { LocalName } from './localName.ts';
import type { PriceList } from './priceList.ts';

/** Modes a plan may round by; `none` keeps every decimal a charge can be stored with (micro-units). */
export const PLAN_ROUNDING_MODES = ['halfUp', 'halfEven', 'up', 'down', 'none'] as const;
export const ROUNDING_PLACES = ['event', 'invoiceLine'] as const;

/**
 * How a plan rounds (rating.md 1). `event`: each charge to `decimals` (0…6). `invoiceLine`: charges keep all six decimals of a
 * micro-unit and only the invoice line rounds.
 */
export interface Rounding {
  readonly mode: (typeof PLAN_ROUNDING_MODES)[number];
  readonly decimals: number;
  readonly at: (typeof ROUNDING_PLACES)[number];
}

export const DEFAULT_ROUNDING: Rounding = { mode: 'halfUp', decimals: 4, at: 'event' };

/** Supplier charges and whatever no plan rounds: half up to the micro-unit in which they are stored. */
export const STORAGE_ROUNDING: Rounding = { mode: 'halfUp', decimals: MICRO_DECIMALS, at: 'event' };

/** The one rounding of an event's charge that follows from a plan's rule. */
export interface EventRounding {
  readonly mode: RoundingMode;
  readonly decimals: number;
}

export function eventRounding(rounding: Rounding): EventRounding {
  if (rounding.mode === 'none' || rounding.at === 'invoiceLine') return { mode: 'halfUp', decimals: MICRO_DECIMALS };
  return { mode: rounding.mode, decimals: rounding.decimals };
}

/** How usage is priced: a list, its fallbacks, and the rounding. */
export interface PricePlan {
  readonly id: number;
  readonly code: string;
  readonly name: LocalName;
  readonly priceListId: number;
  readonly rounding: Rounding;
  readonly parentId: number | null;
  /** Allowances that every contract on the plan has. */
  readonly allowanceIds: readonly number[];
  /** The plan that prices unmatched usage provisionally and is asked last for everybody; one per tenant. */
  readonly isDefault: boolean;
}

/**
 * Price lists in the order they are asked (rating.md 2.4): the contract's own lists (overrides, options), the plan's list, the parent plans' lists,
 * the default plan's list; after each list its parents. No list twice, and none in another currency than the plan's list: nothing on a bill converts.
 */
export function layersOf(
  book: { readonly plans: readonly PricePlan[]; readonly lists: readonly PriceList[] },
  planId: number,
  ownListIds: readonly number[],
): readonly number[] {
  const layers = new Set<number>();
  const listOf = (id: number | null | undefined) => book.lists.find((list) => list.id === id);
  const currency = listOf(book.plans.find(({ id }) => id === planId)?.priceListId)?.currency;
  const addList = (id: number | null) => {
    for (let next = id; next !== null && !layers.has(next); ) {
      const list = listOf(next);
      if (currency !== undefined && list !== undefined && list.currency !== currency) return;
      layers.add(next);
      next = list?.parentId ?? null;
    }
  };
  for (const id of ownListIds) addList(id);
  const visited = new Set<number>();
  const addPlan = (id: number | null) => {
    for (let next = id; next !== null && !visited.has(next); ) {
      visited.add(next);
      const plan = book.plans.find((candidate) => candidate.id === next);
      if (plan !== undefined) addList(plan.priceListId);
      next = plan?.parentId ?? null;
    }
  };
  addPlan(planId);
  addPlan(defaultPlan(book.plans)?.id ?? null);
  return [...layers];
}

/** A list and its parents, for the supplier's side. */
export function listWithParents(lists: readonly PriceList[], listId: number): readonly number[] {
  return layersOf({ plans: [], lists }, 0, [listId]);
}

export function defaultPlan(plans: readonly PricePlan[]): PricePlan | undefined {
  return plans.find((plan) => plan.isDefault);
}

const rounding = z.object({
  mode: z.enum(PLAN_ROUNDING_MODES),
  decimals: z.number().int().min(0).max(MICRO_DECIMALS),
  at: z.enum(ROUNDING_PLACES),
});

/** A plan as somebody makes it. The first plan is the default unless it says otherwise; a later default takes its place. */
export const newPlan = z.object({
  code: z.string().min(1).max(40),
  name: localName,
  priceListCode: z.string(),
  rounding: rounding.default(DEFAULT_ROUNDING),
  parentCode: z.string().nullable().default(null),
  /** Allowances that every contract on the plan has. */
  allowanceCodes: z.array(z.string()).default([]),
  isDefault: z.boolean().optional(),
});
export type NewPlan = z.input<typeof newPlan>;

/** What can be changed of a plan; absent = as it is. */
export const planChange = z.object({
  name: localName.optional(),
  priceListCode: z.string().optional(),
  rounding: rounding.optional(),
  parentCode: z.string().nullable().optional(),
  allowanceCodes: z.array(z.string()).optional(),
});
export type PlanChange = z.input<typeof planChange>;

/** Whether a thing (plan, zone) would be among its own parents if it were given this one. */
export function comesRound(
  all: readonly { readonly id: number; readonly parentId: number | null }[],
  id: number,
  parentId: number | null,
): boolean {
  const visited = new Set<number>();
  for (let next = parentId; next !== null && !visited.has(next); ) {
    if (next === id) return true;
    visited.add(next);
    next = all.find((one) => one.id === next)?.parentId ?? null;
  }
  return false;
}
