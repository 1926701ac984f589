import { findingReply, formatDecimal, parseDecimal } from '#base';
import type { Customer } from '#crm';
import { bind, bindLong, bindRaw, type Http } from '#platform/http';
import { silentProgress } from '#platform/progress';
import { INDEXATION_SKIPS } from '../indexation.ts';
import {
  applyIndexationEndpoint,
  indexationEndpoint,
  indexationLetterEndpoint,
  listIndexationRulesEndpoint,
  listIndexationsEndpoint,
  listIndexValuesEndpoint,
  previewIndexationEndpoint,
  putIndexValuesEndpoint,
  saveIndexationRuleEndpoint,
  undoIndexationEndpoint,
  writeLettersEndpoint,
} from '../indexationApi.ts';
import {
  applyIndexation,
  type Indexation,
  type IndexationPreview,
  indexationDetail,
  listIndexationRules,
  listIndexations,
  listIndexValues,
  previewIndexation,
  putIndexValues,
  readLetter,
  saveIndexationRule,
  undoIndexation,
  writeLetters,
} from '../service.ts';

export function indexationRoutes(http: Http): void {
  bind(http, listIndexationRulesEndpoint, async ({ ctx }) => ({ rules: [...(await listIndexationRules(ctx))] }));
  bind(http, saveIndexationRuleEndpoint, ({ ctx, body }) => saveIndexationRule(ctx, body));
  bind(http, listIndexValuesEndpoint, async ({ ctx }) => ({ values: [...(await listIndexValues(ctx))] }));
  bind(http, putIndexValuesEndpoint, async ({ ctx, body }) => {
    await putIndexValues(ctx, body.values);
    return { values: body.values.length };
  });
  bind(http, previewIndexationEndpoint, async ({ ctx, body }) => previewReply(await previewIndexation(ctx, body)));
  bind(http, applyIndexationEndpoint, async ({ ctx, body }) => idOf(await applyIndexation(ctx, body)));
  bind(http, undoIndexationEndpoint, async ({ ctx, params }) => idOf(await undoIndexation(ctx, params.indexationId)));
  bind(http, listIndexationsEndpoint, async ({ ctx }) => ({
    indexations: (await listIndexations(ctx)).map((one) => ({ ...indexationReply(one), rule: one.rule })),
  }));
  bind(http, indexationEndpoint, async ({ ctx, params }) =>
    detailReply(await indexationDetail(ctx, params.indexationId)),
  );
  bindLong(http, writeLettersEndpoint, async ({ app, actor, params }) => ({
    letters: await writeLetters(app, actor, params.indexationId, silentProgress),
  }));
  bindRaw(http, indexationLetterEndpoint, async ({ app, ctx, params }) => {
    const { indexationId, customerId } = params;
    const body = await readLetter(app, ctx, indexationId, customerId);
    return { mediaType: 'application/pdf', body, fileName: `prices-${indexationId}-${customerId}.pdf` };
  });
}

function idOf({ id, changed }: Indexation) {
  return { id, changed };
}

function indexationReply(one: Indexation) {
  const { appliedAt, undoneAt, ...rest } = one;
  return { ...rest, appliedAt: appliedAt.toISOString(), undoneAt: undoneAt?.toISOString() ?? null };
}

function named(customerId: number, customers: ReadonlyMap<number, Customer>) {
  const customer = customers.get(customerId);
  return {
    customerId,
    customerNumber: customer?.number ?? '',
    customerName: customer?.name ?? '',
    currency: customer?.currency ?? '',
  };
}

function previewReply({ percent, findings, rows, impact, customers }: IndexationPreview) {
  const shown = impact.map((one) => ({ ...one, ...named(one.customerId, customers) }));
  const byCurrency = Map.groupBy(shown, (one) => one.currency);
  return {
    percent,
    findings: findings.map(findingReply),
    customers: shown,
    totals: [...byCurrency].map(([currency, own]) => ({
      currency,
      difference: sumOf(own.map((one) => one.difference)),
    })),
    skipped: INDEXATION_SKIPS.map((reason) => ({
      reason,
      count: rows.filter((row) => row.skip === reason).length,
    })).filter(({ count }) => count > 0),
  };
}

function detailReply(detail: Awaited<ReturnType<typeof indexationDetail>>) {
  const { indexation, rule, prices, letters, customers } = detail;
  const byCustomer = Map.groupBy(prices, (price) => price.customerId);
  return {
    indexation: { ...indexationReply(indexation), rule: rule.code },
    customers: [...byCustomer].map(([customerId, own]) => ({
      ...named(customerId, customers),
      subscriptions: own.length,
      difference: sumOf(own.map((price) => price.yearly)),
      letterWrittenAt: letters.get(customerId)?.writtenAt.toISOString() ?? null,
    })),
  };
}

/** Sum of money with two decimals. */
function sumOf(amounts: readonly string[]): string {
  return formatDecimal(
    amounts.reduce((sum, amount) => sum + (parseDecimal(amount, 2) ?? 0n), 0n),
    2,
    2,
  );
}
