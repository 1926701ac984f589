import { audit } from '#access/service';
import { type Finding, Refusal } from '#base';
import { stepAt } from '#catalog';
import { listProductFamilies, productsById } from '#catalog/service';
import type { Customer } from '#crm';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type CustomerImpact,
  changeOn,
  type Indexable,
  type IndexationRow,
  type IndexationRule,
  impactByCustomer,
  indexationInput,
  indexationRows,
} from '../indexation.ts';
import * as store from '../store.ts';
import { termOn } from '../subscription.ts';
import { subscriptionSteps } from '../subscriptionPrice.ts';
import { holdings } from './holdings.ts';

/** What an indexation would do. */
export interface IndexationPreview {
  readonly rule: IndexationRule;
  readonly effectiveOn: string;
  /** Null where the findings say why there is none. */
  readonly percent: string | null;
  readonly findings: readonly Finding[];
  readonly rows: readonly IndexationRow[];
  readonly impact: readonly CustomerImpact[];
  readonly customers: ReadonlyMap<number, Customer>;
}

export interface IndexationInput {
  readonly ruleId: number;
  /** First day of the new prices. */
  readonly effectiveOn: string;
}

/** Tells what a rule would do on a day; changes nothing. @throws Refusal `indexation.ruleUnknown` */
export async function previewIndexation(ctx: Context, input: IndexationInput): Promise<IndexationPreview> {
  const { ruleId, effectiveOn } = indexationInput.parse(input);
  const rule = (await store.rules(ctx.tx)).find((one) => one.id === ruleId);
  if (rule === undefined) throw new Refusal('notFound', 'indexation.ruleUnknown', { rule: ruleId });
  const { percent, findings } = changeOn(rule.rule, await store.indexValues(ctx.tx), effectiveOn);
  const customers = await customersById(ctx);
  const indexables = percent === null ? [] : await indexablesOf(ctx, rule, effectiveOn, customers);
  const rows = percent === null ? [] : indexationRows(rule.rule, percent, effectiveOn, indexables);
  return { rule, effectiveOn, percent, findings, rows, impact: impactByCustomer(rows), customers };
}

async function indexablesOf(
  ctx: Context,
  rule: IndexationRule,
  effectiveOn: string,
  customers: ReadonlyMap<number, Customer>,
): Promise<Indexable[]> {
  const held = await holdings(ctx);
  const products = await productsById(ctx);
  const families = new Map((await listProductFamilies(ctx)).map((family) => [family.id, family.code]));
  const contracts = new Map(held.contracts.map((contract) => [contract.id, contract]));
  const reached = new Set(rule.productCodes);
  const reachedFamilies = new Set(rule.families);
  const everything = reached.size === 0 && reachedFamilies.size === 0;
  return held.subscriptions.flatMap((subscription): Indexable[] => {
    const contract = contracts.get(subscription.contractId);
    const product = products.get(subscription.productId);
    const customer = contract === undefined ? undefined : customers.get(contract.customerId);
    if (contract === undefined || product === undefined || customer === undefined) return [];
    if (rule.contractId !== null && rule.contractId !== contract.id) return [];
    const family = product.familyId === null ? undefined : families.get(product.familyId);
    const isReached = everything || reached.has(product.code) || (family !== undefined && reachedFamilies.has(family));
    const steps = subscriptionSteps(subscription, product, customer.currency);
    const step = stepAt(steps, effectiveOn);
    if (!isReached || step === undefined) return [];
    return [
      {
        subscriptionId: subscription.id,
        contractId: contract.id,
        customerId: customer.id,
        productCode: product.code,
        startsOn: subscription.startsOn,
        endsOn: subscription.endsOn ?? contract.endsOn,
        quantity: termOn(subscription, effectiveOn).quantity,
        price: step.unitPrice,
        pricedSince: step.from,
        periodMonths: product.recurrence.months,
        changesLater: steps.some((later) => later.from > effectiveOn),
      },
    ];
  });
}

/**
 * Puts an indexation in force: the new prices become the subscriptions' own from the day on. In the past too: what was billed by the old ones is
 * trued up by the next bill.
 * @throws Refusal `indexation.ruleUnknown`, `indexation.cannot` with the reasons, `indexation.nothing`, `indexation.appliedAlready`
 */
export async function applyIndexation(ctx: Context, input: IndexationInput): Promise<store.Indexation> {
  const id = await nextNumber(ctx, 'indexation');
  const { rule, effectiveOn, percent, findings, rows } = await previewIndexation(ctx, input);
  if (percent === null) throw new Refusal('invalid', 'indexation.cannot', { rule: rule.code }, findings);
  const same = (one: store.Indexation) => one.ruleId === rule.id && one.effectiveOn === effectiveOn;
  if ((await store.indexations(ctx.tx)).some((one) => same(one) && one.undoneAt === null))
    throw new Refusal('conflict', 'indexation.appliedAlready', { rule: rule.code, on: effectiveOn });
  const changed = rows.filter((row) => row.skip === null);
  if (changed.length === 0) throw new Refusal('conflict', 'indexation.nothing', { rule: rule.code, on: effectiveOn });
  const at = new Date(ctx.clock.now());
  const by = { appliedBy: ctx.actor.name, appliedAt: at, undoneBy: null, undoneAt: null };
  const indexation = { id, ruleId: rule.id, effectiveOn, percent, changed: changed.length, ...by };
  await store.touchContractsOf(ctx.tx, idsOf(changed));
  await store.insertIndexation(ctx.tx, ctx.tenantId, indexation);
  const terms = changed.map(({ subscriptionId, newPrice }) => ({
    subscriptionId,
    from: effectiveOn,
    quantity: null,
    unitPrice: newPrice,
    indexationId: id,
  }));
  await store.insertTerms(ctx.tx, ctx.tenantId, terms, { name: ctx.actor.name, at });
  const prices = changed.map((row) => ({ ...row, oldPrice: row.price }));
  await store.insertIndexedPrices(ctx.tx, ctx.tenantId, id, prices);
  await audit(ctx, {
    action: 'contracts.indexation.apply',
    subject: `indexation/${id}`,
    detail: { rule: rule.code, effectiveOn, percent, changed: changed.length },
  });
  return indexation;
}

/**
 * Undoes an indexation: its prices count as never agreed. What was billed by them is credited by the next bill; what was not is billed by the old.
 * @throws Refusal `indexation.unknown`, `indexation.undoneAlready`, `indexation.builtOn` where a later one raised its prices again
 */
export async function undoIndexation(ctx: Context, indexationId: number): Promise<store.Indexation> {
  const found = await store.lockIndexation(ctx.tx, indexationId);
  if (found === null) throw new Refusal('notFound', 'indexation.unknown', { indexation: indexationId });
  if (found.undoneAt !== null)
    throw new Refusal('conflict', 'indexation.undoneAlready', {
      by: found.undoneBy ?? '',
      at: found.undoneAt.toISOString(),
    });
  const later = await store.builtOn(ctx.tx, indexationId);
  if (later !== null) throw new Refusal('conflict', 'indexation.builtOn', { later });
  const by = { name: ctx.actor.name, at: new Date(ctx.clock.now()) };
  await store.setUndone(ctx.tx, indexationId, by);
  await store.touchContractsOf(ctx.tx, idsOf(await store.indexedPrices(ctx.tx, indexationId)));
  await audit(ctx, {
    action: 'contracts.indexation.undo',
    subject: `indexation/${indexationId}`,
    detail: { effectiveOn: found.effectiveOn, changed: found.changed },
  });
  return { ...found, undoneBy: by.name, undoneAt: by.at };
}

function idsOf(rows: readonly { readonly subscriptionId: number }[]): number[] {
  return rows.map((row) => row.subscriptionId);
}
