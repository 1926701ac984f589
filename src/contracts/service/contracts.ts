import { audit } from '#access/service';
import { Refusal, startOfDayMs } from '#base';
import { plansById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Contract, checkDates, contractOf, type NewContract, newContract } from '../contract.ts';
import { nextChange, planOn, spanOf } from '../plans.ts';
import * as store from '../store.ts';
import { lockContract, movedEnd, refuse, refusingTaken, tenantOffsets } from './common.ts';

/** Adds a contract. @throws Refusal `customer.unknown`, `contract.invalid`, `contract.planUnknown` */
export async function addContract(ctx: Context, input: NewContract): Promise<Contract> {
  const parsed = newContract.parse(input);
  await getCustomer(ctx, parsed.customerId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, null));
  await knownPlan(ctx, parsed.pricePlanId);
  const contract = contractOf(parsed, await nextNumber(ctx, 'contract'));
  await store.insertContract(ctx.tx, ctx.tenantId, contract);
  const { fromMs, toMs } = spanOf(contract, await tenantOffsets(ctx));
  await audit(ctx, {
    action: 'contracts.contract.add',
    subject: `contract/${contract.id}`,
    detail: { ...contract },
    // It has no line yet, but its plan may bring an allowance for the lines of the customer's other contracts.
    affects: [{ kind: 'contract', id: contract.id, fromMs, ...(Number.isFinite(toMs) ? { toMs } : {}) }],
  });
  return contract;
}

export interface PlanChangeInput {
  readonly contractId: number;
  readonly pricePlanId: number;
  /** Local date; usage is priced by the new plan from the start of it. */
  readonly from: string;
}

/**
 * Puts a contract on another plan from a day on, until the next change that is agreed already. A change on a day that has one replaces it.
 * @throws Refusal `contract.unknown`, `contract.planUnknown`, `contract.planUnchanged`, `contract.invalid` outside the contract's time
 */
export async function changePlan(ctx: Context, input: PlanChangeInput): Promise<void> {
  const contract = await lockContract(ctx, input.contractId);
  await knownPlan(ctx, input.pricePlanId);
  const changes = await store.planChanges(ctx.tx, [contract.id]);
  const next = nextChange(changes, input.from);
  refuse(checkDates({ from: input.from, to: contract.endsOn }, { from: contract.startsOn, to: null }));
  if (planOn(contract, changes, input.from) === input.pricePlanId)
    throw new Refusal('conflict', 'contract.planUnchanged', { from: input.from });
  if (input.from === contract.startsOn) await store.setFirstPlan(ctx.tx, contract.id, input.pricePlanId);
  else
    await store.putPlanChange(ctx.tx, ctx.tenantId, {
      contractId: contract.id,
      startsOn: input.from,
      pricePlanId: input.pricePlanId,
    });
  const offsets = await tenantOffsets(ctx);
  const until = next === null ? {} : { toMs: startOfDayMs(offsets, next) };
  await audit(ctx, {
    action: 'contracts.contract.changePlan',
    subject: `contract/${contract.id}`,
    detail: { ...input },
    affects: [{ kind: 'contract', id: contract.id, fromMs: startOfDayMs(offsets, input.from), ...until }],
  });
}

export interface EndContractInput {
  readonly contractId: number;
  /** First local day no longer in force; null takes the end back. */
  readonly endsOn: string | null;
}

/**
 * Ends a contract, or moves its end. What is on it and ended with it, or would go on beyond, ends on the new day too.
 * @throws Refusal `contract.unknown`, `contract.invalid`, `contract.partBeyond` where something on it begins only then,
 * `contract.lineTaken` where a line would come back that somebody else has by now
 */
export async function endContract(ctx: Context, input: EndContractInput): Promise<void> {
  const contract = await lockContract(ctx, input.contractId);
  refuse(checkDates({ from: contract.startsOn, to: input.endsOn }, null));
  const offsets = await tenantOffsets(ctx);
  const ended = spanOf(contract, offsets).toMs;
  const ends = spanOf({ ...contract, endsOn: input.endsOn }, offsets).toMs;
  const lines = await store.lines(ctx.tx, [contract.id]);
  const bookings = await store.bookings(ctx.tx, [contract.id]);
  const subscriptions = await store.subscriptions(ctx.tx, [contract.id]);
  const begins = [...lines.map((line) => line.validFromMs), ...bookings.map((booking) => booking.fromMs)];
  const { endsOn } = input;
  const beyond = endsOn !== null && subscriptions.some((subscription) => subscription.startsOn >= endsOn);
  if (beyond || begins.some((ms) => ms >= ends))
    throw new Refusal('conflict', 'contract.partBeyond', { to: endsOn ?? '' });
  await store.setContractEnd(ctx.tx, contract.id, input.endsOn);
  await store.endSubscriptions(ctx.tx, contract.id, contract.endsOn, input.endsOn);
  for (const line of lines) {
    const lineEnd = line.validToMs ?? Number.POSITIVE_INFINITY;
    if (lineEnd !== ended && lineEnd <= ends) continue;
    const move = () => store.setLineEnd(ctx.tx, line.id, Number.isFinite(ends) ? ends : null);
    await refusingTaken(line.identifier, move);
  }
  await audit(ctx, {
    action: 'contracts.contract.end',
    subject: `contract/${contract.id}`,
    detail: { before: contract.endsOn, after: endsOn },
    affects: [
      ...movedEnd('contract', contract.id, finite(ended), finite(ends)),
      ...lines.flatMap((line) => movedEnd('line', line.id, finite(ended), finite(ends))),
    ],
  });
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

async function knownPlan(ctx: Context, pricePlanId: number): Promise<void> {
  if (!(await plansById(ctx)).has(pricePlanId))
    throw new Refusal('notFound', 'contract.planUnknown', { plan: pricePlanId });
}
