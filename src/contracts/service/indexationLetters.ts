import { audit, getTenant, today } from '#access/service';
import { type Actor, Refusal } from '#base';
import { productsById } from '#catalog/service';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { renderPdf } from '#platform/pdf/render';
import type { Progress } from '#platform/progress';
import { wordCode } from '#platform/wording';
import { type Letter, letterSheet } from '../indexationLetter.ts';
import * as store from '../store.ts';
import { holdings } from './holdings.ts';

/** An indexation with its rule and what it changed. @throws Refusal `indexation.unknown` */
export async function indexationOf(ctx: Context, indexationId: number) {
  const indexation = (await store.indexations(ctx.tx)).find((one) => one.id === indexationId);
  if (indexation === undefined) throw new Refusal('notFound', 'indexation.unknown', { indexation: indexationId });
  const rule = (await store.rules(ctx.tx)).find((one) => one.id === indexation.ruleId);
  if (rule === undefined) throw new Error(`assertion failed: rule ${indexation.ruleId} is gone`);
  return { indexation, rule };
}

/** All indexations with their rules, newest first. */
export async function listIndexations(ctx: Context) {
  const rules = new Map((await store.rules(ctx.tx)).map((rule) => [rule.id, rule]));
  return (await store.indexations(ctx.tx)).map((one) => ({ ...one, rule: rules.get(one.ruleId)?.code ?? '' }));
}

/** What an indexation changed, and the letters written about it. */
export async function indexationDetail(ctx: Context, indexationId: number) {
  const { indexation, rule } = await indexationOf(ctx, indexationId);
  const prices = await store.indexedPrices(ctx.tx, indexationId);
  const letters = new Map((await store.letters(ctx.tx, indexationId)).map((letter) => [letter.customerId, letter]));
  const customers = await customersById(ctx, [...new Set(prices.map((price) => price.customerId))]);
  return { indexation, rule, prices, letters, customers };
}

/**
 * Writes the letters of an indexation, one to each customer in his language, and keeps them; those written stay as they are. Restartable.
 * @returns how many there are now
 * @throws Refusal `indexation.unknown`, `indexation.undoneAlready`
 */
export async function writeLetters(app: App, actor: Actor, indexationId: number, progress: Progress): Promise<number> {
  const { missing, all } = await inTransaction(app, actor, async (ctx) => {
    const { indexation, prices, letters } = await indexationDetail(ctx, indexationId);
    if (indexation.undoneAt !== null)
      throw new Refusal('conflict', 'indexation.undoneAlready', {
        by: indexation.undoneBy ?? '',
        at: indexation.undoneAt.toISOString(),
      });
    const customerIds = [...new Set(prices.map((price) => price.customerId))];
    return { missing: customerIds.filter((id) => !letters.has(id)), all: customerIds.length };
  });
  progress.phase('letters', missing.length);
  for (const customerId of missing) {
    await inTransaction(app, actor, async (ctx) => {
      const pdf = await letterPdf(ctx, indexationId, customerId);
      const { sha256 } = await app.files.put(pdf);
      const letter = { customerId, sha256, writtenAt: new Date(ctx.clock.now()) };
      await store.insertLetter(ctx.tx, ctx.tenantId, indexationId, letter);
      const detail = { customerId, sha256 };
      await audit(ctx, { action: 'contracts.indexation.letter', subject: `indexation/${indexationId}`, detail });
    });
    progress.advance(1);
  }
  return all;
}

/** A customer's letter: as it was written, or as it would be today. @throws Refusal `indexation.unknown`, `indexation.noLetter` */
export async function readLetter(app: App, ctx: Context, indexationId: number, customerId: number): Promise<Buffer> {
  const written = (await store.letters(ctx.tx, indexationId)).find((letter) => letter.customerId === customerId);
  if (written !== undefined) return app.files.read(written.sha256);
  return Buffer.from(await letterPdf(ctx, indexationId, customerId));
}

async function letterPdf(ctx: Context, indexationId: number, customerId: number): Promise<Uint8Array> {
  const letter = await letterOf(ctx, indexationId, customerId);
  const { language } = letter.customer;
  return renderPdf(letterSheet(letter, (code, params) => wordCode(language, code, params))).bytes;
}

async function letterOf(ctx: Context, indexationId: number, customerId: number): Promise<Letter> {
  const { indexation, rule } = await indexationOf(ctx, indexationId);
  const prices = await store.indexedPrices(ctx.tx, indexationId, customerId);
  const customer = (await customersById(ctx, [customerId])).get(customerId);
  if (customer === undefined || prices.length === 0)
    throw new Refusal('notFound', 'indexation.noLetter', { indexation: indexationId, customer: customerId });
  const held = await holdings(ctx, [customerId]);
  const products = await productsById(ctx);
  const { change, mayEnd } = rule.rule;
  return {
    tenant: await getTenant(ctx),
    customer,
    writtenOn: await today(ctx),
    effectiveOn: indexation.effectiveOn,
    percent: indexation.percent,
    series: change.kind === 'index' ? change.series : null,
    mayEnd,
    lines: prices.flatMap(({ subscriptionId, quantity, oldPrice, newPrice }) => {
      const subscription = held.subscriptions.find((one) => one.id === subscriptionId);
      const product = subscription === undefined ? undefined : products.get(subscription.productId);
      const contract = held.contracts.find((one) => one.id === subscription?.contractId);
      if (subscription === undefined || product === undefined || contract === undefined) return [];
      const { note } = subscription;
      const { name: productName, recurrence } = product;
      const periodMonths = recurrence.months;
      return [{ contractNumber: contract.number, productName, note, quantity, periodMonths, oldPrice, newPrice }];
    }),
  };
}
