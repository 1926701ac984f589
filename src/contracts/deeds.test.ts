/** Deeds on contracts and what is on them, over the database: what follows from each, and what is refused. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { changesAfter, lastAuditSeq } from '#access/service';
import { Refusal } from '#base';
import * as catalog from '#catalog/service';
import { addCustomer, addSite } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { testActor, testApp } from '#test/database';
import type { NewContract } from './contract.ts';
import * as contracts from './service.ts';

const app = await testApp();
after(() => app.close());
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, testActor(), work);

/** The codes of a refusal, or `done`. */
async function refusal(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    await run(work);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.findings.map(({ code }) => code)].join(' ');
    throw error;
  }
  return 'done';
}

const NAME = { de: 'Name', fr: 'Nom', en: 'Name' };
const ADDRESS = { street: 'Weg 1', postcode: '20457', city: 'Hamburg', country: 'DE', email: 'a@example.com' } as const;

const ids = await run(async (ctx) => {
  await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['allDay'], rules: [], holidays: [] });
  const list = { name: 'list', side: 'customer', calendarCode: 'flat' } as const;
  await catalog.addPriceList(ctx, { ...list, code: 'retail', currency: 'EUR' });
  await catalog.addPriceList(ctx, { ...list, code: 'swiss', currency: 'CHF' });
  const plan = await catalog.addPlan(ctx, { code: 'basic', name: NAME, priceListCode: 'retail' });
  const swiss = await catalog.addPlan(ctx, { code: 'swiss', name: NAME, priceListCode: 'swiss' });
  const swissOption = await catalog.addOption(ctx, { code: 'CH', name: NAME, priceListCode: 'swiss' });
  const product = { name: NAME, revenueAccount: '8400' } as const;
  const setup = await catalog.addProduct(ctx, { ...product, code: 'SETUP', kind: 'oneOff', unitPrice: '49' });
  const fee = await catalog.addProduct(ctx, {
    ...product,
    code: 'LINE',
    kind: 'recurring',
    unitPrice: '10',
    setupProductCode: 'SETUP',
  });
  const licence = await catalog.addProduct(ctx, { ...product, code: 'LIC', kind: 'licence', unitPrice: '120' });
  const deposit = await catalog.addProduct(ctx, {
    ...product,
    code: 'DEP',
    kind: 'oneOff',
    unitPrice: '0',
    revenueAccount: '1710',
    taxClass: 'outOfScope',
  });
  const old = await catalog.addProduct(ctx, { ...product, code: 'OLD', kind: 'recurring', unitPrice: '5' });
  await catalog.changeProduct(ctx, 'OLD', { active: false });
  const person = { kind: 'company', language: 'de', currency: 'EUR', taxStatus: 'domestic', ...ADDRESS } as const;
  const customer = await addCustomer(ctx, { ...person, number: 'K-1', name: 'Eins GmbH' });
  const other = await addCustomer(ctx, { ...person, number: 'K-2', name: 'Zwei GmbH' });
  const site = await addSite(ctx, other.id, { code: 'HQ', name: 'Zentrale', ...ADDRESS });
  return {
    plan: plan.id,
    swiss: swiss.id,
    swissOption: swissOption.id,
    setup: setup.id,
    fee: fee.id,
    licence: licence.id,
    deposit: deposit.id,
    old: old.id,
    customer: customer.id,
    other: other.id,
    foreignSite: site.id,
  };
});

let numbers = 0;
async function contract(input: Partial<NewContract> = {}): Promise<number> {
  numbers += 1;
  const number = `V-${numbers}`;
  return run(async (ctx) => {
    const made = { customerId: ids.customer, number, pricePlanId: ids.plan, startsOn: '2026-01-01', ...input };
    return (await contracts.addContract(ctx, made)).id;
  });
}

const subscribe = (contractId: number, input: Partial<Parameters<typeof contracts.addSubscription>[1]> = {}) =>
  run((ctx) =>
    contracts.addSubscription(ctx, { contractId, productId: ids.fee, startsOn: '2026-01-01', setup: false, ...input }),
  );

const held = (contractId: number, customerId = ids.customer) =>
  run(async (ctx) => {
    const all = await contracts.holdings(ctx, [customerId], { withQuotes: true });
    return {
      subscriptions: all.subscriptions.filter((one) => one.contractId === contractId),
      oneOffs: all.oneOffs.filter((one) => one.contractId === contractId),
      lines: all.lines.filter((one) => one.contractId === contractId),
    };
  });

test('a quote bills nothing and has no lines; accepted, it begins where it says or on another day', async () => {
  const id = await contract({ state: 'quote' });
  await subscribe(id, { setup: true, quantity: 3 });
  await subscribe(id, { startsOn: '2026-03-01' });
  assert.equal(
    (await run((ctx) => contracts.holdings(ctx, [ids.customer]))).contracts.some((one) => one.id === id),
    false,
  );
  const line = {
    contractId: id,
    kind: 'number',
    identifier: '49405550001',
    label: 'one',
    validFrom: '2026-01-01',
  } as const;
  assert.equal(await refusal((ctx) => contracts.addLine(ctx, line)), 'contract.isQuote');
  assert.equal(
    await refusal((ctx) => contracts.giveNotice(ctx, { contractId: id, givenOn: '2026-02-01' })),
    'contract.isQuote',
  );
  const accept = (startsOn?: string) =>
    refusal((ctx) => contracts.acceptQuote(ctx, { contractId: id, acceptedOn: '2026-01-20', startsOn }));
  assert.equal(await accept('2026-04-01'), 'contract.invalid contract.outsideContract');
  assert.equal(await accept('2026-02-01'), 'done');
  assert.equal(await accept(), 'contract.notQuote');
  const { subscriptions, oneOffs } = await held(id);
  assert.deepEqual(
    subscriptions.map((one) => [one.startsOn, one.terms.map((term) => term.from)]),
    [
      ['2026-02-01', ['2026-02-01']],
      ['2026-03-01', ['2026-03-01']],
    ],
  );
  assert.deepEqual(
    oneOffs.map((one) => [one.productId, one.dueOn, one.quantity, Number(one.unitPrice)]),
    [[ids.setup, '2026-02-01', 3, 49]],
  );
  assert.equal(await refusal((ctx) => contracts.addLine(ctx, { ...line, validFrom: '2026-02-01' })), 'done');
});

test('notice ends a contract where its running time allows, with all that is on it; taken back, it runs on', async () => {
  const id = await contract({ minimumMonths: 24, noticeMonths: 3, renewalMonths: 12 });
  const { id: subscriptionId } = await subscribe(id);
  const end = (on: string) => run((ctx) => contracts.contractEndOf(ctx, id, on));
  assert.deepEqual(await end('2027-10-01'), {
    earliestEnd: '2029-01-01',
    renewsOn: '2028-01-01',
    noticeBy: '2027-09-30',
  });
  const notice = (givenOn: string, endsOn?: string) =>
    refusal((ctx) => contracts.giveNotice(ctx, { contractId: id, givenOn, endsOn }));
  assert.equal(await notice('2026-05-05', '2027-12-31'), 'contract.tooEarly');
  assert.equal(await notice('2026-05-05'), 'done');
  assert.equal(await notice('2026-05-06'), 'contract.noticeGiven');
  const now = async () => run((ctx) => contracts.getContract(ctx, id));
  assert.deepEqual([(await now()).noticeGivenOn, (await now()).endsOn], ['2026-05-05', '2028-01-01']);
  assert.equal((await run((ctx) => contracts.getSubscription(ctx, subscriptionId))).endsOn, '2028-01-01');
  const withdraw = () => refusal((ctx) => contracts.withdrawNotice(ctx, { contractId: id }));
  assert.equal(await withdraw(), 'done');
  assert.equal(await withdraw(), 'contract.noNotice');
  assert.deepEqual([(await now()).noticeGivenOn, (await now()).endsOn], [null, null]);
  assert.equal((await run((ctx) => contracts.getSubscription(ctx, subscriptionId))).endsOn, null);
});

test('quantity and price change from any day, also in the past; what contradicts itself is refused', async () => {
  const id = await contract({ endsOn: '2027-01-01' });
  const { id: subscriptionId } = await subscribe(id, { startsOn: '2026-02-01', endsOn: '2026-12-01' });
  const change = (from: string, what: { quantity?: number; unitPrice?: string | null }) =>
    refusal((ctx) => contracts.changeSubscription(ctx, { subscriptionId, from, ...what }));
  assert.equal(await change('2026-06-01', { unitPrice: '12' }), 'done');
  assert.equal(await change('2026-03-15', { quantity: 4 }), 'done');
  assert.equal(await change('2026-03-15', { quantity: 5 }), 'done');
  assert.equal(await change('2026-09-01', { unitPrice: null }), 'done');
  const { terms } = await run((ctx) => contracts.getSubscription(ctx, subscriptionId));
  assert.deepEqual(
    terms.map((term) => [term.from, term.quantity, term.unitPrice === null ? null : Number(term.unitPrice)]),
    [
      ['2026-02-01', 1, null],
      ['2026-03-15', 5, null],
      ['2026-06-01', 5, 12],
      ['2026-09-01', 5, null],
    ],
  );
  assert.equal(await change('2026-07-01', { quantity: 5, unitPrice: '12.00' }), 'contract.nothingChanged');
  assert.equal(await change('2026-01-31', { quantity: 5 }), 'contract.invalid contract.outsideSubscription');
  assert.equal(await change('2026-12-01', { quantity: 5 }), 'contract.invalid contract.outsideSubscription');
  const end = (endsOn: string | null) => refusal((ctx) => contracts.endSubscription(ctx, { subscriptionId, endsOn }));
  assert.equal(await end('2026-02-01'), 'contract.invalid contract.endsBeforeStart');
  assert.equal(await end('2027-02-01'), 'contract.invalid contract.outsideContract');
  assert.equal(await end(null), 'done');
  assert.equal((await run((ctx) => contracts.getSubscription(ctx, subscriptionId))).endsOn, '2027-01-01');
  assert.equal(
    await refusal((ctx) => contracts.endSubscription(ctx, { subscriptionId: 9999, endsOn: null })),
    'contract.subscriptionUnknown',
  );
});

test('who comes back goes on on the day of his end, or begins anew with the terms he left with', async () => {
  const id = await contract();
  const { id: subscriptionId } = await subscribe(id);
  const restart = (from: string) => refusal((ctx) => contracts.restartSubscription(ctx, { subscriptionId, from }));
  assert.equal(await restart('2026-06-01'), 'contract.notEnded');
  await run((ctx) => contracts.changeSubscription(ctx, { subscriptionId, from: '2026-02-28', quantity: 7 }));
  await run((ctx) => contracts.endSubscription(ctx, { subscriptionId, endsOn: '2026-05-16' }));
  assert.equal(await restart('2026-05-15'), 'contract.notEnded');
  assert.equal(await restart('2026-05-16'), 'done');
  await run((ctx) => contracts.endSubscription(ctx, { subscriptionId, endsOn: '2026-05-16' }));
  assert.equal(await restart('2026-08-01'), 'done');
  assert.deepEqual(
    (await held(id)).subscriptions.map((one) => [one.startsOn, one.endsOn, one.terms.at(-1)?.quantity]),
    [
      ['2026-01-01', '2026-05-16', 7],
      ['2026-08-01', null, 7],
    ],
  );
});

test('discounts and pauses are given, moved and taken back; a subscription is paused once at a time', async () => {
  const id = await contract();
  const { id: subscriptionId } = await subscribe(id, { endsOn: '2027-01-01' });
  const discount = { kind: 'percent', from: '2026-01-01', to: '2026-04-01' } as const;
  const give = (...discounts: Parameters<typeof contracts.addDiscounts>[2]) =>
    refusal((ctx) => contracts.addDiscounts(ctx, subscriptionId, discounts));
  assert.equal(await give({ ...discount, value: '50' }, { ...discount, value: '5', to: null }), 'done');
  assert.equal(await give({ ...discount, value: '101' }), 'contract.invalid contract.notPercent');
  assert.equal(await give({ ...discount, value: '5', to: '2026-01-01' }), 'contract.invalid contract.endsBeforeStart');
  assert.equal(
    await give({ ...discount, value: '5', from: '2027-01-01', to: null }),
    'contract.invalid contract.outsideSubscription',
  );
  const pause = (from: string, to: string | null) =>
    refusal((ctx) => contracts.pauseSubscription(ctx, subscriptionId, { from, to, billedPercent: '25' }));
  assert.equal(await pause('2026-05-01', '2026-06-01'), 'done');
  assert.equal(await pause('2026-05-31', null), 'contract.pausedAlready');
  assert.equal(await pause('2026-06-01', '2026-07-01'), 'done');
  const [subscription] = (await held(id)).subscriptions;
  const [first] = subscription?.pauses ?? [];
  const [half] = subscription?.discounts ?? [];
  const end = (kind: 'discount' | 'pause', partId: number, to: string | null) =>
    refusal((ctx) => contracts.endPart(ctx, kind, partId, to));
  assert.equal(await end('pause', first?.id ?? 0, '2026-06-02'), 'contract.pausedAlready');
  assert.equal(await end('pause', first?.id ?? 0, '2026-05-16'), 'done');
  assert.equal(await end('discount', half?.id ?? 0, null), 'done');
  assert.equal(await end('discount', 9999, null), 'contract.partUnknown');
  assert.equal(await refusal((ctx) => contracts.withdrawPart(ctx, 'discount', half?.id ?? 0)), 'done');
  assert.equal(await refusal((ctx) => contracts.withdrawPart(ctx, 'discount', half?.id ?? 0)), 'contract.partUnknown');
  const [now] = (await held(id)).subscriptions;
  assert.deepEqual(
    now?.pauses.map((one) => [one.from, one.to, Number(one.billedPercent)]),
    [
      ['2026-05-01', '2026-05-16', 25],
      ['2026-06-01', '2026-07-01', 25],
    ],
  );
  assert.deepEqual(
    now?.discounts.map((one) => [Number(one.value), one.to]),
    [[5, null]],
  );
});

test('money is given back with a reason; a deposit is taken without VAT and given back in parts', async () => {
  const id = await contract();
  const item = { contractId: id, dueOn: '2026-03-01' };
  await run((ctx) => contracts.addCredit(ctx, { ...item, productId: ids.setup, amount: '12.50', reason: 'outage' }));
  const take = (productId: number) =>
    refusal((ctx) => contracts.takeDeposit(ctx, { ...item, productId, amount: '300' }));
  assert.equal(await take(ids.setup), 'deposit.taxed');
  assert.equal(await take(ids.deposit), 'done');
  const deposit = (await held(id)).oneOffs.find((one) => one.purpose === 'deposit');
  assert.deepEqual((await run((ctx) => contracts.openBusiness(ctx, ids.customer))).deposits, [deposit?.id]);
  const giveBack = (amount: string | null, how: 'depositReturned' | 'depositSetOff', depositId = deposit?.id ?? 0) =>
    refusal((ctx) => contracts.giveBackDeposit(ctx, { depositId, amount, how, dueOn: '2026-09-01' }));
  assert.equal(await giveBack('300.01', 'depositSetOff'), 'deposit.tooMuch');
  assert.equal(await giveBack('100', 'depositSetOff'), 'done');
  assert.equal(await giveBack(null, 'depositReturned'), 'done');
  assert.equal(await giveBack(null, 'depositReturned'), 'deposit.tooMuch');
  assert.equal(await giveBack(null, 'depositReturned', 9999), 'deposit.unknown');
  assert.deepEqual(
    (await held(id)).oneOffs.map((one) => [one.purpose, one.reason, Number(one.unitPrice), one.depositId !== null]),
    [
      ['credit', 'outage', -12.5, false],
      ['deposit', null, 300, false],
      ['deposit', 'depositSetOff', -100, true],
      ['deposit', 'depositReturned', -200, true],
    ],
  );
  assert.deepEqual((await run((ctx) => contracts.openBusiness(ctx, ids.customer))).deposits, []);
});

test('a line moves to another customer at an instant: no call between, both contracts are rated anew', async () => {
  const from = await contract();
  const to = await contract({ customerId: ids.other, startsOn: '2026-02-01' });
  const sim = {
    kind: 'sim',
    identifier: '8949020000001234567',
    msisdn: '491700000001',
    imsi: '262010000000001',
  } as const;
  const line = await run((ctx) =>
    contracts.addLine(ctx, { contractId: from, ...sim, label: 'SIM', validFrom: '2026-01-01' }),
  );
  const taken = {
    contractId: to,
    kind: 'number',
    identifier: '491700000001',
    label: 'x',
    validFrom: '2026-03-01',
  } as const;
  await assert.rejects(
    run((ctx) => contracts.addLine(ctx, taken)),
    (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(error.code, 'contract.lineTaken');
      assert.deepEqual(error.findings[0]?.params, {
        customer: 'K-1 Eins GmbH',
        contract: `V-${numbers - 1}`,
        from: '2026-01-01',
        to: '',
      });
      return true;
    },
  );
  const move = (at: string, toContractId = to) =>
    refusal((ctx) => contracts.moveLineAndFees(ctx, { lineId: line.id, toContractId, at, withFees: true }));
  assert.equal(await move('2026-05-01', from), 'contract.sameContract');
  assert.equal(await move('2026-01-01'), 'contract.notInForce');
  assert.equal(await move('2026-01-31'), 'contract.invalid contract.outsideContract');
  await subscribe(from, { lineId: line.id, quantity: 2, unitPrice: '7' });
  const before = await run(lastAuditSeq);
  assert.equal(await move('2026-05-12T14:30:00+02:00'), 'done');
  const atMs = Date.parse('2026-05-12T12:30:00Z');
  const changes = await run((ctx) => changesAfter(ctx, before));
  assert.deepEqual(
    changes.flatMap(({ affects }) => affects).map(({ kind, fromMs }) => [kind, fromMs]),
    [
      ['line', atMs],
      ['line', atMs],
    ],
  );
  const rated = (await run(contracts.linesForRating)).filter((one) => [from, to].includes(one.contractId));
  assert.deepEqual(
    rated.map((one) => [one.customerId, one.kind, one.identifier, one.validToMs === atMs, one.validFromMs === atMs]),
    [
      [ids.customer, 'number', '491700000001', true, false],
      [ids.customer, 'account', '262010000000001', true, false],
      [ids.customer, 'account', '8949020000001234567', true, false],
      [ids.other, 'number', '491700000001', false, true],
      [ids.other, 'account', '262010000000001', false, true],
      [ids.other, 'account', '8949020000001234567', false, true],
    ],
  );
  assert.equal(await move('2026-06-01'), 'contract.notInForce');
  assert.deepEqual(
    (await held(from)).subscriptions.map((one) => [one.startsOn, one.endsOn]),
    [['2026-01-01', '2026-05-12']],
  );
  assert.deepEqual(
    (await held(to, ids.other)).subscriptions.map((one) => [one.startsOn, one.quantity, Number(one.unitPrice)]),
    [['2026-05-12', 2, 7]],
  );
  const history = await run((ctx) => contracts.lineHistory(ctx, '491700000001'));
  assert.deepEqual(
    history.map((one) => one.customerId),
    [ids.other, ids.customer],
  );
});

test('ten numbers are pasted, read, and added with a fee each; one that somebody has stops all', async () => {
  const id = await contract();
  const text = Array.from({ length: 10 }, (_, index) => `040 777010${index}`).join('\n');
  const read = (pasted: string) =>
    run((ctx) => contracts.readPastedLines(ctx, { contractId: id, text: pasted, validFrom: '2026-02-01' }));
  const lines = await read(text);
  const fee = { productId: ids.fee };
  const add = (all: typeof lines) =>
    refusal((ctx) => contracts.addLines(ctx, { contractId: id, validFrom: '2026-02-01', lines: all, fee }));
  assert.equal(await add(lines), 'done');
  const now = await held(id);
  assert.deepEqual([now.lines.length, now.subscriptions.length, now.oneOffs.length], [10, 10, 10]);
  assert.deepEqual(new Set(now.subscriptions.map((one) => one.lineId)), new Set(now.lines.map((one) => one.id)));
  const again = await read(`040 7770200\n${text.split('\n')[3]}\nnonsense`);
  assert.deepEqual(
    again.map((one) => [one.trouble, one.heldBy]),
    [
      [null, null],
      ['held', `K-1 Eins GmbH, V-${numbers}`],
      ['notNumber', null],
    ],
  );
  assert.equal(await add(again.slice(0, 2)), 'contract.lineTaken contract.lineHeldBy');
  assert.equal((await held(id)).lines.length, 10);
});

test('prices in another currency than the customer’s are refused where they are entered', async () => {
  const id = await contract();
  assert.equal(await refusal(() => contract({ pricePlanId: ids.swiss })), 'contract.otherCurrency');
  assert.equal(
    await refusal((ctx) => contracts.changePlan(ctx, { contractId: id, pricePlanId: ids.swiss, from: '2026-02-28' })),
    'contract.otherCurrency',
  );
  assert.equal(
    await refusal((ctx) =>
      contracts.bookOption(ctx, { contractId: id, optionId: ids.swissOption, from: '2026-02-01' }),
    ),
    'contract.otherCurrency',
  );
});

test('a plan changes now, with the next month or on a day, also the last of February, and its fees with it', async () => {
  const id = await contract();
  const other = await run((ctx) => catalog.addPlan(ctx, { code: 'other', name: NAME, priceListCode: 'retail' }));
  const { id: old } = await subscribe(id, { costCentre: '4711' });
  const change = (input: Partial<Parameters<typeof contracts.changePlan>[1]>) =>
    run((ctx) => contracts.changePlan(ctx, { contractId: id, pricePlanId: other.id, ...input }));
  const from = await change({
    rule: 'date',
    from: '2028-02-29',
    endSubscriptionIds: [old],
    fees: [{ productId: ids.fee, unitPrice: '15' }],
  });
  assert.equal(from, '2028-02-29');
  assert.deepEqual(
    (await held(id)).subscriptions.map((one) => [one.startsOn, one.endsOn, one.unitPrice === null]),
    [
      ['2026-01-01', '2028-02-29', true],
      ['2028-02-29', null, false],
    ],
  );
  const goesOn = await held(id);
  assert.deepEqual(
    [goesOn.subscriptions.map(({ costCentre }) => costCentre), goesOn.oneOffs],
    [['4711', '4711'], []],
    'a fee that goes on is on the same cost centre, and not set up again',
  );
  const foreign = await subscribe(await contract());
  await assert.rejects(change({ from: '2027-01-01', endSubscriptionIds: [foreign.id] }), {
    code: 'contract.subscriptionUnknown',
  });
  await assert.rejects(change({ rule: 'date' }), { code: 'contract.fromMissing' });
  const today = new Date(app.clock.now()).toISOString().slice(0, 7);
  assert.match(await change({ rule: 'now' }), new RegExp(`^${today}`));
});

test('what is not sold, not for a subscription, or of another customer is refused', async () => {
  const id = await contract();
  const add = (input: Partial<Parameters<typeof contracts.addSubscription>[1]>) =>
    refusal((ctx) =>
      contracts.addSubscription(ctx, { contractId: id, productId: ids.fee, startsOn: '2026-01-01', ...input }),
    );
  assert.equal(await add({ productId: ids.old }), 'contract.productNotOffered');
  assert.equal(await add({ productId: ids.setup }), 'contract.notSubscribed');
  assert.equal(await add({ productId: 9999 }), 'contract.productUnknown');
  assert.equal(await add({ lineId: 9999 }), 'contract.lineUnknown');
  assert.equal(await add({ siteId: ids.foreignSite }), 'contract.siteUnknown');
  assert.equal(
    await add({ startsOn: '2026-03-01', endsOn: '2026-02-28' }),
    'contract.invalid contract.endsBeforeStart',
  );
  const item = { contractId: id, productId: ids.fee, unitPrice: '1', dueOn: '2026-01-01' };
  assert.equal(await refusal((ctx) => contracts.addOneOff(ctx, item)), 'contract.notOneOff');
  assert.equal(await refusal(() => contract({ number: `V-${numbers}` })), 'contract.numberTaken');
});

test('merged into another, a customer’s contracts and lines are the other’s; what was his alone is told before', async () => {
  const gone = await run((ctx) =>
    addCustomer(ctx, {
      kind: 'company',
      name: 'Drei GmbH',
      number: 'K-3',
      language: 'de',
      currency: 'EUR',
      taxStatus: 'domestic',
      ...ADDRESS,
    }),
  );
  const id = await contract({ customerId: gone.id });
  await run((ctx) =>
    contracts.addLine(ctx, {
      contractId: id,
      kind: 'account',
      identifier: 'drei',
      label: 'drei',
      validFrom: '2026-01-01',
    }),
  );
  const quote = await contract({ customerId: gone.id, state: 'quote' });
  const open = await run((ctx) => contracts.openBusiness(ctx, gone.id));
  assert.deepEqual(open, {
    contracts: [`V-${numbers - 1}`],
    quotes: [`V-${numbers}`],
    lines: ['drei'],
    deposits: [],
    everHad: true,
  });
  const moved = await run((ctx) => contracts.moveContracts(ctx, { fromCustomerId: gone.id, toCustomerId: ids.other }));
  assert.deepEqual(moved, [id, quote]);
  assert.equal((await run((ctx) => contracts.openBusiness(ctx, gone.id))).everHad, false);
  const rated = (await run(contracts.linesForRating)).find((one) => one.identifier === 'drei');
  assert.equal(rated?.customerId, ids.other);
});
