import { audit } from '#access/service';
import { dateText, Refusal } from '#base';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type Contract,
  type ContractChange,
  checkDates,
  contractChange,
  contractOf,
  type NewContract,
  newContract,
} from '../contract.ts';
import { spanOf } from '../plans.ts';
import * as store from '../store.ts';
import { lockContract, refuse, tenantOffsets } from './common.ts';
import { planInCurrency, refuseOtherCurrency } from './currency.ts';
import { refuseForeignSite } from './sites.ts';

/**
 * Adds a contract, or a quote for one.
 * @throws Refusal `customer.unknown`, `contract.invalid`, `contract.planUnknown`, `contract.otherCurrency`, `contract.numberTaken`
 */
export async function addContract(ctx: Context, input: NewContract): Promise<Contract> {
  const parsed = newContract.parse(input);
  const { currency, closedOn, number: customer } = await getCustomer(ctx, parsed.customerId);
  if (closedOn !== null) throw new Refusal('conflict', 'contract.customerClosed', { customer });
  await refuseForeignSite(ctx, parsed.customerId, parsed.siteId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, null));
  await planInCurrency(ctx, parsed.pricePlanId, currency);
  if (parsed.overridePriceListId !== null) await refuseOtherCurrency(ctx, [parsed.overridePriceListId], currency);
  if ((await store.contractByNumber(ctx.tx, parsed.number)) !== null)
    throw new Refusal('conflict', 'contract.numberTaken', { contract: parsed.number });
  const contract = contractOf(parsed, await nextNumber(ctx, 'contract'));
  await store.insertContract(ctx.tx, ctx.tenantId, contract);
  await audit(ctx, {
    action: 'contracts.contract.add',
    subject: `contract/${contract.id}`,
    detail: { ...contract },
    affects: contract.state === 'quote' ? [] : await itsTime(ctx, contract),
  });
  return contract;
}

/**
 * Changes what a contract says of itself: running time, references, site. Notice already given stays as it was given.
 * @throws Refusal `contract.unknown`
 */
export async function changeContract(ctx: Context, contractId: number, input: ContractChange): Promise<Contract> {
  const change = contractChange.parse(input);
  const before = await lockContract(ctx, contractId);
  const contract: Contract = { ...before, ...withoutBlanks(change) };
  await refuseForeignSite(ctx, contract.customerId, contract.siteId);
  await store.updateContract(ctx.tx, contract);
  await audit(ctx, { action: 'contracts.contract.change', subject: `contract/${contractId}`, detail: { ...change } });
  return contract;
}

export interface AcceptQuoteInput {
  readonly contractId: number;
  /** The day on which the customer accepted it. */
  readonly acceptedOn: string;
  /** Another begin than the quote's; what begins with it moves along. Absent = as quoted. */
  readonly startsOn?: string | undefined;
}

/**
 * Makes a quote a contract.
 * @throws Refusal `contract.unknown`, `contract.notQuote`, `contract.invalid` where something on it ends before it would begin
 */
export async function acceptQuote(ctx: Context, input: AcceptQuoteInput): Promise<Contract> {
  const quote = await lockContract(ctx, input.contractId);
  if (quote.state !== 'quote') throw new Refusal('conflict', 'contract.notQuote', { contract: quote.number });
  const acceptedOn = dateText.parse(input.acceptedOn);
  const startsOn = input.startsOn === undefined ? quote.startsOn : dateText.parse(input.startsOn);
  const contract: Contract = { ...quote, state: 'active', acceptedOn, startsOn };
  refuse(checkDates({ from: startsOn, to: contract.endsOn }, null));
  if (startsOn !== quote.startsOn) await moveParts(ctx, quote, startsOn);
  await store.updateContract(ctx.tx, contract);
  await audit(ctx, {
    action: 'contracts.contract.accept',
    subject: `contract/${contract.id}`,
    detail: { acceptedOn, startsOn },
    affects: await itsTime(ctx, contract),
  });
  return contract;
}

/** What begins with the quote begins with the contract; what would lie before its begin is refused. */
async function moveParts(ctx: Context, quote: Contract, startsOn: string): Promise<void> {
  const range = { from: startsOn, to: quote.endsOn };
  for (const one of await store.subscriptions(ctx.tx, [quote.id])) {
    const from = one.startsOn === quote.startsOn ? startsOn : one.startsOn;
    refuse(checkDates({ from, to: one.endsOn }, range));
    // Terms, discounts and pauses have days of their own: a quote that has them keeps its begin.
    const parts = [...one.terms.slice(1), ...one.discounts, ...one.pauses];
    if (parts.some((part) => part.from < from)) throw new Refusal('conflict', 'contract.partBefore', { from });
  }
  await store.moveStarts(ctx.tx, quote.id, quote.startsOn, startsOn);
}

/** The contract has no line yet, but its plan may bring an allowance for the lines of the customer's other contracts. */
async function itsTime(ctx: Context, contract: Contract) {
  const { fromMs, toMs } = spanOf(contract, await tenantOffsets(ctx));
  return [{ kind: 'contract' as const, id: contract.id, fromMs, ...(Number.isFinite(toMs) ? { toMs } : {}) }];
}

function withoutBlanks<T extends object>(change: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
