/** Deeds on what customers have: subscriptions with quantities, prices, discounts and pauses, and items billed once. */
import {
  addCredit,
  addDiscounts,
  addOneOff,
  addSubscription,
  changeSubscription,
  endPart,
  endSubscription,
  giveBackDeposit,
  pauseSubscription,
  restartSubscription,
  takeDeposit,
  withdrawPart,
} from '#contracts/service';
import { dayAfter } from './days.ts';
import type { Deed } from './deeds.ts';
import { PRODUCTS } from './operator.ts';
import type { Simulator } from './simulator.ts';

export async function subscribe(sim: Simulator, contractId: number, startsOn: string): Promise<Deed> {
  const product = sim.random.pick(PRODUCTS).code;
  const quantity = sim.random.percent(60) ? 1 : sim.random.between(2, 12);
  const unitPrice = sim.random.percent(30) ? sim.price(100, 9000) : null;
  const setup = sim.random.percent(70);
  const input = { contractId, productId: sim.productId(product), quantity, unitPrice, startsOn, setup };
  const { endsOn } = sim.book.contract(contractId);
  const { id } = await sim.run((ctx) => addSubscription(ctx, { ...input, endsOn }));
  return { kind: 'subscription', id, contractId, product, quantity, unitPrice, startsOn, endsOn, setup };
}

export async function subscribeMore(sim: Simulator): Promise<Deed | null> {
  const contract = sim.contract();
  return contract === null ? null : subscribe(sim, contract.id, sim.day(40, 20));
}

export async function endOne(sim: Simulator): Promise<Deed | null> {
  const takenBack = sim.random.percent(30);
  const all = [...sim.book.subscriptions.values()];
  const subscription = takenBack ? sim.pick(all.filter((one) => one.endsOn !== null)) : sim.subscription();
  if (subscription === null) return null;
  const { id } = subscription;
  const endsOn = takenBack ? null : sim.day(50, 40);
  await sim.run((ctx) => endSubscription(ctx, { subscriptionId: id, endsOn }));
  return { kind: 'subscriptionEnd', id, endsOn };
}

export async function restart(sim: Simulator): Promise<Deed | null> {
  const subscription = sim.pick([...sim.book.subscriptions.values()].filter((one) => one.endsOn !== null));
  if (subscription?.endsOn == null) return null;
  const from = dayAfter(subscription.endsOn, sim.random.between(0, 30));
  const { id, quantity, unitPrice, endsOn } = await sim.run((ctx) =>
    restartSubscription(ctx, { subscriptionId: subscription.id, from }),
  );
  if (id === subscription.id) return { kind: 'subscriptionEnd', id, endsOn: null };
  const { contractId, product } = subscription;
  return { kind: 'subscription', id, contractId, product, quantity, unitPrice, startsOn: from, endsOn, setup: false };
}

export async function changeQuantity(sim: Simulator): Promise<Deed | null> {
  const subscription = sim.subscription();
  if (subscription === null) return null;
  const [subscriptionId, from, quantity] = [subscription.id, sim.day(60, 30), sim.random.between(1, 30)];
  await sim.run((ctx) => changeSubscription(ctx, { subscriptionId, from, quantity }));
  return { kind: 'quantity', subscriptionId, from, quantity };
}

export async function changePrice(sim: Simulator): Promise<Deed | null> {
  const subscription = sim.subscription();
  if (subscription === null) return null;
  const unitPrice = sim.random.percent(25) ? null : sim.price(100, 9000);
  const [subscriptionId, from] = [subscription.id, sim.day(60, 30)];
  await sim.run((ctx) => changeSubscription(ctx, { subscriptionId, from, unitPrice }));
  return { kind: 'price', subscriptionId, from, unitPrice };
}

export async function discount(sim: Simulator): Promise<Deed | null> {
  const subscription = sim.subscription();
  if (subscription === null) return null;
  const from = sim.day(50, 20);
  const of = sim.random.percent(60) ? 'percent' : 'amount';
  const value = of === 'percent' ? String(sim.random.between(1, 70)) : sim.cents(50, 3000);
  const to = sim.random.percent(40) ? null : dayAfter(from, sim.random.between(1, 120));
  const [added] = await sim.run((ctx) => addDiscounts(ctx, subscription.id, [{ kind: of, value, from, to }]));
  return added === undefined
    ? null
    : { kind: 'discount', id: added.id, subscriptionId: subscription.id, of, value, from, to };
}

export async function pause(sim: Simulator): Promise<Deed | null> {
  const subscription = sim.subscription();
  if (subscription === null) return null;
  const from = sim.day(40, 20);
  const to = sim.random.percent(30) ? null : dayAfter(from, sim.random.between(1, 60));
  const billedPercent = sim.random.pick(['0', '0', '25', '33.3333']);
  const { id } = await sim.run((ctx) => pauseSubscription(ctx, subscription.id, { from, to, billedPercent }));
  return { kind: 'pause', id, subscriptionId: subscription.id, from, to, billedPercent };
}

export async function endDiscountOrPause(sim: Simulator): Promise<Deed | null> {
  const part = sim.random.pick(['discount', 'pause'] as const);
  const all = [...sim.book.subscriptions.values()];
  const ids = all.flatMap(({ discounts, pauses }) => (part === 'pause' ? pauses : discounts).map(({ id }) => id));
  const id = sim.pick(ids);
  if (id === null) return null;
  if (sim.random.percent(40)) {
    await sim.run((ctx) => withdrawPart(ctx, part, id));
    return { kind: 'partWithdrawn', part, id };
  }
  const to = sim.random.percent(20) ? null : sim.day(40, 30);
  await sim.run((ctx) => endPart(ctx, part, id, to));
  return { kind: 'partEnd', part, id, to };
}

/** Gives a deposit back, all that is left or a part. */
export async function giveBack(sim: Simulator): Promise<Deed | null> {
  const deposit = sim.pick(sim.book.items.filter(({ depositId }) => depositId !== undefined));
  if (deposit?.depositId === undefined) return null;
  const { depositId, contractId } = deposit;
  const [amount, dueOn] = [sim.random.percent(50) ? null : sim.cents(100, 9000), sim.day(20, 25)];
  const given = await sim.run((ctx) => giveBackDeposit(ctx, { depositId, amount, how: 'depositReturned', dueOn }));
  return { kind: 'item', contractId, quantity: 1, unitPrice: given.unitPrice, dueOn, taxed: false };
}

/** A sale, a credit or a deposit, also for months that were billed long ago or are yet to come. */
export async function item(sim: Simulator): Promise<Deed | null> {
  const contract = sim.contract();
  if (contract === null) return null;
  const [contractId, dueOn] = [contract.id, sim.day(40, 25)];
  const isShared = [...sim.book.thirdPayers.values()].some(({ customerId }) => customerId === contract.customerId);
  const kind = sim.random.pick(['sale', 'sale', 'credit', isShared ? 'sale' : 'deposit'] as const);
  const amount = sim.price(50, kind === 'credit' ? 40_000 : 20_000);
  if (kind === 'sale') {
    const [quantity, productId] = [sim.random.between(1, 7), sim.productId('WORK')];
    await sim.run((ctx) => addOneOff(ctx, { contractId, productId, quantity, unitPrice: amount, dueOn }));
    return { kind: 'item', contractId, quantity, unitPrice: amount, dueOn, taxed: true };
  }
  if (kind === 'credit') {
    const credit = { contractId, productId: sim.productId('WORK'), amount, reason: 'goodwill', dueOn } as const;
    await sim.run((ctx) => addCredit(ctx, credit));
    return { kind: 'item', contractId, quantity: 1, unitPrice: `-${amount}`, dueOn, taxed: true };
  }
  const productId = sim.productId('DEPOSIT');
  const { id: depositId } = await sim.run((ctx) => takeDeposit(ctx, { contractId, productId, amount, dueOn }));
  return { kind: 'item', contractId, quantity: 1, unitPrice: amount, dueOn, taxed: false, depositId };
}
