/**
 * What happened at the desks between two bills: notices, a return, a pause, an indexation, prices and fees changed, a discount, and the
 * slips that the review of the last month finds. In order of time; each is one transaction at its own instant, found again by it, so that
 * a demo killed anywhere goes on with the next.
 */
import { monthOf, startOfDayMs, zoneOffsets } from '#base';
import { customerBusiness } from '#billing/service';
import {
  addBundleToContract,
  addContract,
  addCredit,
  addDiscounts,
  addLine,
  addSubscription,
  applyIndexation,
  changeContract,
  changePlan,
  changeSubscription,
  endLine,
  giveNotice,
  pauseSubscription,
  saveIndexationRule,
  takeDeposit,
} from '#contracts/service';
import { setThreshold } from '#control/service';
import { changeCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { buildContract } from './buildCustomer.ts';
import type { DemoContract, DemoCustomer } from './customers.ts';
import type { Holder } from './holder.ts';
import { OPERATOR } from './operator.ts';

interface When {
  /** Local day and hour of the operator. */
  readonly day: string;
  readonly hour: number;
}

/** A deed done to what a customer has, or to what is nobody's. */
export type Deed = When &
  (
    | { readonly customer: string; readonly what: (ctx: Context, has: Holder) => Promise<unknown> }
    | { readonly customer: null; readonly what: (ctx: Context) => Promise<unknown> }
  );

const ZONE = zoneOffsets(OPERATOR.zone);
const HOUR_MS = 3_600_000;

export function instantOf({ day, hour }: When): number {
  return startOfDayMs(ZONE, day) + hour * HOUR_MS;
}

function to(customer: string, day: string, hour: number, what: (ctx: Context, has: Holder) => Promise<unknown>): Deed {
  return { customer, day, hour, what };
}

/** Everything that was agreed or done wrong, beside what the table of customers tells. */
const AGREED: readonly Deed[] = [
  // Contracts that run for a while: one minimum term and one renewal come up at the end of the third month.
  to('10001', '2026-08-06', 9, (ctx, has) =>
    changeContract(ctx, has.contractId, { minimumMonths: 24, noticeMonths: 3 }),
  ),
  to('10003', '2026-08-06', 10, (ctx, has) =>
    changeContract(ctx, has.contractId, { minimumMonths: 12, renewalMonths: 12, noticeMonths: 1 }),
  ),
  to('10010', '2026-08-06', 11, (ctx, has) => changeContract(ctx, has.contractId, { costCentre: 'KST 4711' })),
  to('10055', '2026-08-07', 9, (ctx, { contractId, products }) =>
    takeDeposit(ctx, { contractId, productId: products.get('DEPOSIT')!, amount: '150.00', dueOn: '2026-08-07' }),
  ),
  to('10008', '2026-08-18', 10, (ctx, has) => offer(ctx, has)),
  // What this operator wants to be told of: call centres dial many numbers, single destinations may lose a little.
  {
    customer: null,
    day: '2026-08-20',
    hour: 8,
    what: async (ctx) => {
      await setThreshold(ctx, { name: 'negativeMargin.money', value: 300 });
      await setThreshold(ctx, { name: 'destinationMargin.money', value: 2000 });
      await setThreshold(ctx, { name: 'manyNumbers.count', value: 1000 });
    },
  },
  { customer: null, day: '2026-08-27', hour: 9, what: raisePrices },
  to('10063', '2026-09-08', 9, (ctx, has) =>
    addDiscounts(ctx, has.subscription('SEAT'), [
      { kind: 'percent', value: '20', from: '2026-09-08', to: '2026-12-01', reason: 'Eröffnungsangebot' },
    ]),
  ),
  to('10064', '2026-09-08', 10, (ctx, has) =>
    addDiscounts(ctx, has.subscription('PRIVAT-BASE'), [
      { kind: 'amount', value: '2.00', from: '2026-10-01', to: '2027-02-01', reason: 'Treue' },
    ]),
  ),
  // The beer garden closes for the winter.
  to('10035', '2026-09-14', 11, (ctx, has) =>
    pauseSubscription(ctx, has.subscription('ROUTER'), { from: '2026-10-01', to: '2027-04-01' }),
  ),
  // Entered a second time, by mistake.
  to('10021', '2026-10-09', 16, (ctx, { contractId, products }) =>
    addSubscription(ctx, { contractId, productId: products.get('ROUTER')!, startsOn: '2026-10-09' }),
  ),
  to('10011', '2026-10-12', 9, (ctx, has) => toBusiness(ctx, has)),
  to('10053', '2026-10-14', 9, (ctx, { customerId }) =>
    changeCustomer(
      ctx,
      { customerId, change: { vatIdCheck: 'invalid', vatIdCheckedOn: '2026-10-14' } },
      customerBusiness,
    ),
  ),
  // Six channels more since September were told of only now: the difference comes with the next bill.
  to('10037', '2026-10-15', 14, (ctx, has) =>
    changeSubscription(ctx, { subscriptionId: has.subscription('SIP-CHANNEL'), from: '2026-09-01', quantity: 14 }),
  ),
  to('10009', '2026-10-19', 10, (ctx, has) => oneMoreNumber(ctx, has)),
  to('10026', '2026-10-21', 15, (ctx, { contractId, products }) =>
    addCredit(ctx, {
      contractId,
      productId: products.get('GOODWILL')!,
      amount: '60.00',
      reason: 'outage',
      dueOn: '2026-10-21',
    }),
  ),
  // The 0800 number went back, its fee was forgotten.
  to('10013', '2026-10-30', 9, (ctx, has) => endLine(ctx, { lineId: has.line('498001234567'), validTo: '2026-10-31' })),
];

/** A quote for a hosted telephone system that nobody answered. */
async function offer(ctx: Context, { customerId, plans }: Holder): Promise<void> {
  const pricePlanId = plans.get('OFFICE')!;
  const contract = { customerId, number: 'A-10008-1', pricePlanId, startsOn: '2026-09-01', state: 'quote' } as const;
  const { id: contractId } = await addContract(ctx, contract);
  const answers = { people: 6, headsets: false, care: 'remote' };
  await addBundleToContract(ctx, { contractId, bundleCode: 'TEAM', answers, startsOn: '2026-09-01' });
}

/** Base fees rise with the third month, told in time. */
async function raisePrices(ctx: Context): Promise<void> {
  const rule = await saveIndexationRule(ctx, {
    code: 'GRUNDPREIS-2026',
    name: 'Grundpreise Herbst 2026',
    productCodes: ['BUSINESS-BASE', 'OFFICE-SEAT'],
    rule: { change: { kind: 'percent', percent: '3.5' }, afterMonths: 0, noticeDays: 30 },
  });
  await applyIndexation(ctx, { ruleId: rule.id, effectiveOn: '2026-10-01' });
}

/** Another plan from the middle of the month, with the fee that belongs to it. */
function toBusiness(ctx: Context, { contractId, plans, products, subscription }: Holder): Promise<string> {
  return changePlan(ctx, {
    contractId,
    pricePlanId: plans.get('BUSINESS')!,
    from: '2026-10-16',
    endSubscriptionIds: [subscription('FLEX-BASE')],
    fees: [{ productId: products.get('BUSINESS-BASE')! }],
  });
}

async function oneMoreNumber(ctx: Context, { contractId, products, contract }: Holder): Promise<void> {
  const number = String(BigInt(contract.lines.at(-1)!.identifier) + 1n);
  const label = `+49 40 ${number.slice(4)}`;
  const from = '2026-10-19';
  const line = await addLine(ctx, { contractId, kind: 'number', identifier: number, label, validFrom: from });
  await addSubscription(ctx, { contractId, productId: products.get('NUMBER')!, startsOn: from, lineId: line.id });
}

/** Notices and returns, as the table of customers tells them. */
function comingAndGoing(customers: readonly DemoCustomer[]): Deed[] {
  return customers.flatMap(({ number, contracts }) => contracts.flatMap((contract) => deedsOf(number, contract)));
}

function deedsOf(customer: string, contract: DemoContract): Deed[] {
  const { noticeOn, enteredOn, endsOn } = contract;
  const notice = async (ctx: Context, { contractId }: Holder) => {
    await giveNotice(ctx, { contractId, givenOn: noticeOn!, endsOn: endsOn! });
  };
  const entering = (ctx: Context, has: Holder) =>
    buildContract(ctx, has.customerId, contract, { ...has, sites: new Map() });
  return [
    ...(noticeOn === null ? [] : [to(customer, noticeOn, 12, notice)]),
    ...(enteredOn === null ? [] : [to(customer, enteredOn, 13, entering)]),
  ];
}

/** Deeds of a month in order of time. All come after the invoices and late records of the month before. */
export function deedsOfMonth(customers: readonly DemoCustomer[], month: string): readonly Deed[] {
  return [...AGREED, ...comingAndGoing(customers)]
    .filter(({ day }) => monthOf(day) === month)
    .toSorted((a, b) => instantOf(a) - instantOf(b));
}
