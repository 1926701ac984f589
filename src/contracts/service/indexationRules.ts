import { audit } from '#access/service';
import { Refusal } from '#base';
import { listProductFamilies, listProducts } from '#catalog/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type IndexationRule,
  type IndexValue,
  type NewIndexationRule,
  newIndexationRule,
  newIndexValue,
} from '../indexation.ts';
import * as store from '../store.ts';
import { getContract } from './common.ts';

/**
 * Adds a rule, or puts another in the place of the one with its code; what was applied by it stays applied.
 * @throws Refusal `contract.unknown`, `contract.productUnknown`, `indexation.familyUnknown`
 */
export async function saveIndexationRule(ctx: Context, input: NewIndexationRule): Promise<IndexationRule> {
  const parsed = newIndexationRule.parse(input);
  if (parsed.contractId !== null) await getContract(ctx, parsed.contractId);
  const products = new Set((await listProducts(ctx)).map((product) => product.code));
  const missing = parsed.productCodes.find((code) => !products.has(code));
  if (missing !== undefined) throw new Refusal('notFound', 'contract.productUnknown', { product: missing });
  const families = new Set((await listProductFamilies(ctx)).map((family) => family.code));
  const unknown = parsed.families.find((code) => !families.has(code));
  if (unknown !== undefined) throw new Refusal('notFound', 'indexation.familyUnknown', { family: unknown });
  const before = (await store.rules(ctx.tx)).find((rule) => rule.code === parsed.code);
  const rule: IndexationRule = { ...parsed, id: before?.id ?? (await nextNumber(ctx, 'indexationRule')) };
  await store.putRule(ctx.tx, ctx.tenantId, rule);
  await audit(ctx, {
    action: before === undefined ? 'contracts.indexationRule.add' : 'contracts.indexationRule.change',
    subject: `indexationRule/${rule.code}`,
    detail: { ...rule },
  });
  return rule;
}

export async function listIndexationRules(ctx: Context): Promise<readonly IndexationRule[]> {
  return store.rules(ctx.tx);
}

/** Enters values of an index, over those there are for the same month. */
export async function putIndexValues(ctx: Context, inputs: readonly IndexValue[]): Promise<void> {
  for (const input of inputs) await store.putIndexValue(ctx.tx, ctx.tenantId, newIndexValue.parse(input));
  await audit(ctx, { action: 'contracts.indexValue.put', subject: 'indexValues', detail: { values: inputs } });
}

export async function listIndexValues(ctx: Context): Promise<readonly IndexValue[]> {
  return store.indexValues(ctx.tx);
}
