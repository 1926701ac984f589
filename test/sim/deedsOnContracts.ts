/** Deeds on customers, contracts and lines, and on what the operator sells. */
import { customerBusiness } from '#billing/service';
import { importPriceList, setProductPrice } from '#catalog/service';
import { addContract, addLine, changePlan, endContract, endLine, moveLineAndFees } from '#contracts/service';
import { addCustomer, addThirdPayer, changeCustomer, changeThirdPayer } from '#crm/service';
import { dayAfter, later } from './days.ts';
import type { Deed, DeedOf } from './deeds.ts';
import { subscribe } from './deedsOnSubscriptions.ts';
import { PLANS, PRODUCTS, priceRows } from './operator.ts';
import type { Simulator } from './simulator.ts';

/** A new customer with a contract, subscriptions and lines, since some day ago. */
export async function newCustomer(sim: Simulator, startsOn = sim.day(30, 10)): Promise<null> {
  const taxed = sim.random.percent(75);
  const inEu = !taxed && sim.random.percent(50);
  const grouping = sim.random.percent(80) ? 'customer' : 'contract';
  const number = `K-${String(sim.serial()).padStart(4, '0')}`;
  const { id } = await sim.run((ctx) =>
    addCustomer(ctx, {
      number,
      kind: 'company',
      name: `Kunde ${number}`,
      street: 'Am Musterhafen 4',
      postcode: taxed ? '20457' : inEu ? '75010' : '8001',
      city: taxed ? 'Hamburg' : inEu ? 'Paris' : 'Zürich',
      country: taxed ? 'DE' : inEu ? 'FR' : 'CH',
      vatId: inEu ? 'FR40303265045' : null,
      email: `${number.toLowerCase()}@kunden.example`,
      language: sim.random.pick(['de', 'fr', 'en']),
      currency: 'EUR',
      taxStatus: taxed ? 'domestic' : inEu ? 'euReverseCharge' : 'thirdCountry',
      invoiceGrouping: grouping,
    }),
  );
  sim.tell({ kind: 'customer', id, taxed, grouping });
  const contracts = sim.random.percent(70) ? 1 : 2;
  for (let count = 0; count < contracts; count++) await newContract(sim, id, startsOn);
  return null;
}

async function newContract(sim: Simulator, customerId: number, startsOn: string): Promise<null> {
  const number = `V-${String(sim.serial()).padStart(4, '0')}`;
  const { plan } = sim.random.pick(PLANS);
  const usageDiscount = sim.random.percent(20) ? String(sim.random.between(1, 30)) : '0';
  const { id } = await sim.run((ctx) =>
    addContract(ctx, { customerId, number, pricePlanId: sim.planId(plan), usageDiscount, startsOn }),
  );
  sim.tell({ kind: 'contract', id, number, customerId, plan, startsOn, usageDiscount });
  const [subscriptions, lines] = [sim.random.between(1, 4), sim.random.between(1, 2)];
  for (let count = 0; count < subscriptions; count++) sim.tell(await subscribe(sim, id, startsOn));
  for (let count = 0; count < lines; count++) sim.tell(await giveLine(sim, id, freshNumber(sim), startsOn));
  return null;
}

export async function anotherContract(sim: Simulator): Promise<null> {
  const customer = sim.pick(sim.book.customers.values());
  return customer === null ? null : newContract(sim, customer.id, sim.day(40, 10));
}

export const freshNumber = (sim: Simulator) => `4940${7_000_000 + sim.serial()}`;

async function giveLine(sim: Simulator, contractId: number, number: string, from: string): Promise<Deed> {
  const line = { contractId, kind: 'number', identifier: number, label: `+${number}`, validFrom: from } as const;
  const { endsOn } = sim.book.contract(contractId);
  const { id } = await sim.run((ctx) => addLine(ctx, { ...line, validTo: endsOn }));
  return { kind: 'line', id, contractId, number, from, to: endsOn };
}

/** A new number, one that calls before anybody told whose it is, or one that its holder gave up. */
export async function addOneLine(sim: Simulator, strays: readonly string[]): Promise<Deed | null> {
  const contract = sim.contract();
  if (contract === null) return null;
  const ended = [...sim.book.lines.values()].filter(({ to }) => to !== null).map(({ number }) => number);
  const number = sim.random.percent(30) ? freshNumber(sim) : sim.pick([...strays, ...ended]);
  return number === null ? null : giveLine(sim, contract.id, number, sim.day(60, 5));
}

export async function endOneLine(sim: Simulator): Promise<Deed | null> {
  const line = sim.pick(sim.book.lines.values());
  if (line === null) return null;
  const { id } = line;
  const to = line.to !== null && sim.random.percent(40) ? null : sim.day(50, 10);
  await sim.run((ctx) => endLine(ctx, { lineId: id, validTo: to }));
  return { kind: 'lineEnd', id, to };
}

/** To another contract of the same customer or another. */
export async function moveOneLine(sim: Simulator): Promise<Deed | null> {
  const [line, contract] = [sim.pick(sim.book.lines.values()), sim.contract()];
  if (line === null || contract === null) return null;
  const [at, { id }] = [sim.day(50, 5), line];
  const { id: newId } = await sim.run((ctx) => moveLineAndFees(ctx, { lineId: id, toContractId: contract.id, at }));
  return { kind: 'lineMoved', id, newId, contractId: contract.id, at };
}

export async function changeOnePlan(sim: Simulator): Promise<Deed | null> {
  const contract = sim.contract();
  if (contract === null) return null;
  const [{ plan }, from, contractId] = [sim.random.pick(PLANS), sim.day(50, 30), contract.id];
  await sim.run((ctx) => changePlan(ctx, { contractId, pricePlanId: sim.planId(plan), from }));
  return { kind: 'planChange', contractId, plan, from };
}

/** Ends a contract, also back in time, or takes the end back. */
export async function endOneContract(sim: Simulator): Promise<Deed | null> {
  const ended = sim.pick([...sim.book.contracts.values()].filter(({ endsOn }) => endsOn !== null));
  const takenBack = ended !== null && sim.random.percent(50);
  const contract = takenBack ? ended : sim.contract();
  if (contract === null) return null;
  const endsOn = takenBack ? null : sim.day(40, 40);
  await sim.run((ctx) => endContract(ctx, { contractId: contract.id, endsOn }));
  return { kind: 'contractEnd', id: contract.id, endsOn };
}

/** Lets the customer above pay, or himself again. Who pays for others wants one document for all. */
export async function changePayer(sim: Simulator): Promise<Deed | null> {
  const customer = sim.pick(sim.book.customers.values());
  if (customer === null) return null;
  const { id: customerId } = customer;
  if (customer.payerId !== null) {
    const change = { payer: 'self', parentId: null } as const;
    await sim.run((ctx) => changeCustomer(ctx, { customerId, change }, customerBusiness));
    return { kind: 'payer', customerId, payerId: null };
  }
  const parent = sim.pick(
    [...sim.book.customers.values()].filter(({ grouping, id }) => grouping === 'customer' && id !== customerId),
  );
  if (parent === null) return null;
  const change = { payer: 'parent', parentId: parent.id } as const;
  await sim.run((ctx) => changeCustomer(ctx, { customerId, change }, customerBusiness));
  return { kind: 'payer', customerId, payerId: parent.id };
}

/** Somebody else pays a part from some day on, another part, or no more. Not of bills with deposits, and not of bills by contract. */
export async function shareBills(sim: Simulator): Promise<Deed | null> {
  const known = sim.pick(sim.book.thirdPayers.values());
  if (known !== null && sim.random.percent(50)) {
    const changed = {
      ...known,
      amount: sim.cents(100, 9000),
      validTo: sim.random.percent(50) ? null : sim.day(30, 60),
    };
    const { payerId, share, amount, validFrom, validTo } = changed;
    await sim.run((ctx) =>
      changeThirdPayer(ctx, known.customerId, known.id, { payerId, share, amount, validFrom, validTo }),
    );
    return changed;
  }
  const hasDeposit = (customerId: number) =>
    sim.book.items.some((one) => !one.taxed && sim.book.contract(one.contractId).customerId === customerId);
  const customers = [...sim.book.customers.values()];
  const customer = sim.pick(customers.filter(({ id, grouping }) => grouping === 'customer' && !hasDeposit(id)));
  const payer = sim.pick(customers.filter(({ id, taxed }) => id !== customer?.id && taxed === customer?.taxed));
  if (customer === null || payer === null) return null;
  const share = sim.random.pick(['fixed', 'remaining'] as const);
  const said = { payerId: payer.id, share, amount: sim.cents(100, 9000), validFrom: sim.day(40, 20), validTo: null };
  const { id } = await sim.run((ctx) => addThirdPayer(ctx, customer.id, said));
  return { kind: 'thirdPayer', id, customerId: customer.id, ...said };
}

/** A product costs something else from some day on, for all or only for who begins then. */
export async function changeProductPrice(sim: Simulator): Promise<Deed> {
  const { code, setupFee } = sim.random.pick(PRODUCTS);
  const said = {
    validFrom: sim.day(50, 40),
    unitPrice: sim.price(200, 9900),
    setupFee: setupFee === undefined ? null : sim.cents(1000, 5000),
    existing: sim.random.pick(['follow', 'follow', 'keep'] as const),
    stairs: sim.random.percent(40) ? stairs(sim) : [],
  };
  await sim.run((ctx) => setProductPrice(ctx, code, { ...said, stairs: [...said.stairs] }));
  return { kind: 'productPrice', code, ...said };
}

/** The first months cheaper, then perhaps some at another price. */
function stairs(sim: Simulator): DeedOf<'productPrice'>['stairs'] {
  const first = sim.random.between(1, 4);
  const last = first + sim.random.between(1, 5);
  const cheap = { fromMonth: 1, toMonth: first, unitPrice: sim.price(0, 500) };
  const toMonth = sim.random.percent(50) ? null : last;
  return sim.random.percent(50) ? [cheap] : [cheap, { fromMonth: first + 1, toMonth, unitPrice: sim.price(500, 3000) }];
}

/** A list has a new version, from some day after its last on. */
export async function changePrices(sim: Simulator): Promise<Deed | null> {
  const { list } = sim.random.pick(PLANS);
  const last = sim.book.prices.filter((one) => one.list === list).reduce((day, one) => later(day, one.validFrom), '');
  const validFrom = later(sim.day(40, 15), dayAfter(last));
  const rows = priceRows((from, to) => (sim.random.between(from, to) / 10_000).toFixed(4));
  await sim.run((ctx) => importPriceList(ctx, { listCode: list, validFrom, rows }));
  return { kind: 'prices', list, validFrom, rows } satisfies DeedOf<'prices'>;
}
