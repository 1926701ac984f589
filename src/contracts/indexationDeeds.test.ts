/** Indexation over the database: preview, apply, letters, undo. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Refusal } from '#base';
import * as catalog from '#catalog/service';
import { addCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { registerTexts } from '#platform/wording';
import { testActor, testApp } from '#test/database';
import * as contracts from './service.ts';
import { TEXTS } from './texts.ts';

registerTexts(TEXTS);
const app = await testApp();
after(() => app.close());
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, testActor(), work);

async function refusal(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    await run(work);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.findings.map(({ code }) => code)].join(' ');
    throw error;
  }
  return 'done';
}

const NAME = { de: 'Anschluss', fr: 'Ligne', en: 'Line' };
const ids = await run(async (ctx) => {
  await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['allDay'], rules: [], holidays: [] });
  await catalog.addPriceList(ctx, { code: 'l', name: 'l', side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  const plan = await catalog.addPlan(ctx, { code: 'basic', name: NAME, priceListCode: 'l' });
  await catalog.addProductFamily(ctx, { code: 'VOICE', name: NAME, revenueAccount: '8400' });
  const product = { name: NAME, revenueAccount: '8400', kind: 'recurring' } as const;
  const line = await catalog.addProduct(ctx, { ...product, code: 'LINE', unitPrice: '29.90', familyCode: 'VOICE' });
  const other = await catalog.addProduct(ctx, { ...product, code: 'NET', unitPrice: '100' });
  const person = {
    kind: 'company',
    street: 'Weg 1',
    postcode: '1',
    city: 'X',
    country: 'DE',
    email: 'a@b.example',
  } as const;
  const customers = [];
  for (const language of ['de', 'fr'] as const) {
    const made = { ...person, name: `Firma ${language}`, language, currency: 'EUR', taxStatus: 'domestic' } as const;
    const { id: customerId } = await addCustomer(ctx, made);
    const contract = { customerId, number: `V-${language}`, pricePlanId: plan.id, startsOn: '2025-01-01' };
    const { id: contractId } = await contracts.addContract(ctx, contract);
    const subscription = { contractId, startsOn: '2025-01-01', quantity: 2 };
    const { id } = await contracts.addSubscription(ctx, { ...subscription, productId: line.id });
    await contracts.addSubscription(ctx, { ...subscription, productId: other.id });
    customers.push({ customerId, contractId, subscriptionId: id });
  }
  return { customers };
});
const [german, french] = ids.customers;
assert.ok(german !== undefined && french !== undefined);

const priceOn = (subscriptionId: number, date: string) =>
  run(async (ctx) => {
    const { terms } = await contracts.getSubscription(ctx, subscriptionId);
    const own = terms.findLast((term) => term.from <= date)?.unitPrice ?? null;
    return own === null ? null : Number(own);
  });

const rule = await run(async (ctx) => {
  const change = { kind: 'index', series: 'DE-VPI', lagMonths: 2, overMonths: 12 } as const;
  const saved = await contracts.saveIndexationRule(ctx, {
    code: 'VPI',
    name: 'Consumer prices',
    families: ['VOICE'],
    rule: { change, cap: '3' },
  });
  return saved.id;
});

test('without the value of the index nothing is changed; with it, what it means is told first', async () => {
  const input = { ruleId: rule, effectiveOn: '2027-01-01' };
  assert.equal(
    await refusal((ctx) => contracts.applyIndexation(ctx, input)),
    'indexation.cannot indexation.noValue indexation.noValue',
  );
  await run((ctx) =>
    contracts.putIndexValues(ctx, [
      { series: 'DE-VPI', month: '2025-11', value: '100' },
      { series: 'DE-VPI', month: '2026-11', value: '102.5' },
    ]),
  );
  const preview = await run((ctx) => contracts.previewIndexation(ctx, input));
  assert.equal(preview.percent, '2.5');
  assert.deepEqual(
    preview.impact.map((one) => [one.customerId, one.subscriptions, one.difference]),
    [
      [german.customerId, 1, '18.00'],
      [french.customerId, 1, '18.00'],
    ],
  );
  assert.equal(await priceOn(german.subscriptionId, '2027-01-01'), null);
});

test('applied, it is the subscriptions’ own price; letters are written once, in the customer’s language; undone, it never was', async () => {
  const input = { ruleId: rule, effectiveOn: '2027-01-01' };
  await run((ctx) =>
    contracts.changeSubscription(ctx, { subscriptionId: french.subscriptionId, from: '2026-07-01', unitPrice: '25' }),
  );
  const applied = await run((ctx) => contracts.applyIndexation(ctx, input));
  assert.equal(applied.changed, 1, 'the French customer’s price has held for half a year only');
  assert.equal(await refusal((ctx) => contracts.applyIndexation(ctx, input)), 'indexation.appliedAlready');
  assert.equal(await priceOn(german.subscriptionId, '2026-12-31'), null);
  assert.equal(await priceOn(german.subscriptionId, '2027-01-01'), 30.65);

  assert.equal(await contracts.writeLetters(app, testActor(), applied.id, silentProgress), 1);
  const letter = () => run((ctx) => contracts.readLetter(app, ctx, applied.id, german.customerId));
  const first = await letter();
  assert.equal(first.subarray(0, 5).toString(), '%PDF-');
  assert.equal(await contracts.writeLetters(app, testActor(), applied.id, silentProgress), 1);
  assert.deepEqual(await letter(), first);
  assert.equal(
    await refusal((ctx) => contracts.readLetter(app, ctx, applied.id, french.customerId)),
    'indexation.noLetter',
  );

  // A price agreed later, for a later day, stays whatever happens to the indexation.
  await run((ctx) =>
    contracts.changeSubscription(ctx, { subscriptionId: german.subscriptionId, from: '2027-06-01', unitPrice: '28' }),
  );
  await run((ctx) => contracts.undoIndexation(ctx, applied.id));
  assert.equal(await priceOn(german.subscriptionId, '2027-01-01'), null);
  assert.equal(await priceOn(german.subscriptionId, '2027-06-01'), 28);
  assert.equal(await refusal((ctx) => contracts.undoIndexation(ctx, applied.id)), 'indexation.undoneAlready');
  assert.equal(await refusal((ctx) => contracts.undoIndexation(ctx, 9999)), 'indexation.unknown');
});

test('an indexation that another one built on is undone after it', async () => {
  const fixed = await run((ctx) =>
    contracts.saveIndexationRule(ctx, {
      code: 'FIX',
      name: 'Fixed',
      productCodes: ['NET'],
      rule: { change: { kind: 'percent', percent: '3' } },
    }),
  );
  const apply = (effectiveOn: string) =>
    run((ctx) => contracts.applyIndexation(ctx, { ruleId: fixed.id, effectiveOn }));
  const first = await apply('2026-02-01');
  const second = await apply('2027-02-01');
  assert.equal(await refusal((ctx) => contracts.undoIndexation(ctx, first.id)), 'indexation.builtOn');
  assert.equal(await refusal((ctx) => contracts.undoIndexation(ctx, second.id)), 'done');
  assert.equal(await refusal((ctx) => contracts.undoIndexation(ctx, first.id)), 'done');
  const all = await run(contracts.listIndexations);
  assert.deepEqual(
    all.map((one) => [one.rule, one.effectiveOn, one.undoneAt !== null]),
    [
      ['FIX', '2027-02-01', true],
      ['FIX', '2026-02-01', true],
      ['VPI', '2027-01-01', true],
    ],
  );
});

test('a rule names what there is', async () => {
  const save = (input: object) =>
    refusal((ctx) =>
      contracts.saveIndexationRule(ctx, {
        code: 'X',
        name: 'X',
        rule: { change: { kind: 'percent', percent: '3' } },
        ...input,
      }),
    );
  assert.equal(await save({ productCodes: ['NONE'] }), 'contract.productUnknown');
  assert.equal(await save({ families: ['NONE'] }), 'indexation.familyUnknown');
  assert.equal(await save({ contractId: 9999 }), 'contract.unknown');
  assert.equal(
    await refusal((ctx) => contracts.previewIndexation(ctx, { ruleId: 9999, effectiveOn: '2027-01-01' })),
    'indexation.ruleUnknown',
  );
});
