import { localDateOf, Refusal, type ZoneOffsets } from '#base';
import type { PricePlan } from '#catalog';
import type { RatedLine } from '#contracts';
import { findCustomerByNumber, getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { readDialled } from '../dialled.ts';
import { findLine, firstLine } from '../imagined.ts';
import type { RatingInput } from '../input.ts';
import type { SimulationInput } from '../priceApi.ts';
import { newcomer } from '../simulation.ts';

/** Whose price is asked for. */
export interface Whose {
  readonly line: RatedLine;
  /** Its number where the line is a range of them. */
  readonly ownNumber: number | null;
  /** Asked for instead of the contract's plan, or what a newcomer gets; null = the contract's. */
  readonly plan: PricePlan | null;
  /** Nobody is meant: what the plan charges whoever comes. */
  readonly isNewcomer: boolean;
}

/** When and where the event is imagined. */
export interface Moment {
  readonly startMs: number;
  readonly offsets: ZoneOffsets;
  /** Where numbers without country code are dialled, ISO 3166-1 alpha-2. */
  readonly country: string;
}

/**
 * The line meant: the one asked for, or that of the customer's own number, else the first in force of the customer or contract.
 * @throws Refusal `simulation.whose`, `simulation.noLine`, `simulation.lineNotInForce`, `customer.unknown`, `contract.lineUnknown`,
 *   `contract.planUnknown`, `request.notAllowed`
 */
export async function whoseLine(
  ctx: Context,
  { book, lines }: RatingInput,
  asked: SimulationInput,
  moment: Moment,
): Promise<Whose> {
  const plan = planNamed(book.plans, asked.plan);
  const own = asked.direction === 'inbound' ? asked.to : asked.from;
  const ownNumber = own === undefined ? null : (readDialled(own, moment.country)?.number ?? null);
  const named = asked.line ?? own;
  const isOwned = [asked.customer, asked.customerId, asked.contractId, asked.lineId, asked.line].some(
    (one) => one !== undefined,
  );
  if (!isOwned && plan !== null) return { line: newcomer(plan), ownNumber, plan, isNewcomer: true };
  if (!isOwned && named === undefined) throw new Refusal('invalid', 'simulation.whose');
  if (!ctx.actor.permissions.has('customers.read'))
    throw new Refusal('forbidden', 'request.notAllowed', { permission: 'customers.read' });

  const customerId = await customerMeant(ctx, asked);
  const theirs = lines.filter(
    (line) =>
      (customerId === null || line.customerId === customerId) &&
      (asked.contractId === undefined || line.contractId === asked.contractId) &&
      (asked.lineId === undefined || line.id === asked.lineId),
  );
  const inForce = theirs.filter((line) => line.validFromMs <= moment.startMs && moment.startMs < line.validToMs);
  const date = localDateOf(moment.offsets, moment.startMs);
  if (named === undefined) {
    const line = firstLine(inForce);
    if (line !== null) return { line, ownNumber: null, plan, isNewcomer: false };
    if (asked.lineId === undefined) throw new Refusal('notFound', 'simulation.noLine', { date });
    throw missing(theirs, String(asked.lineId), date);
  }
  const party = readDialled(named, moment.country);
  const found = findLine(inForce, named, party);
  if (found === null) throw missing(findLine(theirs, named, party) === null ? [] : theirs, named, date);
  return { ...found, plan, isNewcomer: false };
}

function missing(known: readonly RatedLine[], line: string, date: string): Refusal {
  if (known.length === 0) return new Refusal('notFound', 'contract.lineUnknown', { line });
  return new Refusal('notFound', 'simulation.lineNotInForce', { line, date });
}

function planNamed(plans: readonly PricePlan[], code: string | undefined): PricePlan | null {
  if (code === undefined) return null;
  const plan = plans.find((one) => one.code === code);
  if (plan === undefined) throw new Refusal('notFound', 'contract.planUnknown', { plan: code });
  return plan;
}

/** A customer as written is his number; where no number is that, his id. */
async function customerMeant(ctx: Context, { customer, customerId }: SimulationInput): Promise<number | null> {
  if (customerId !== undefined) return (await getCustomer(ctx, customerId)).id;
  if (customer === undefined) return null;
  const byNumber = await findCustomerByNumber(ctx, customer);
  if (byNumber !== null) return byNumber.id;
  if (!/^\d{1,9}$/.test(customer)) throw new Refusal('notFound', 'customer.unknown', { customer });
  return (await getCustomer(ctx, Number(customer))).id;
}
