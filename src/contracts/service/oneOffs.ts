import { audit } from '#access/service';
import { formatDecimal, parseDecimal, Refusal } from '#base';
import { isSubscribed } from '#catalog';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type CreditInput,
  creditInput,
  type DepositInput,
  depositInput,
  type GiveBackInput,
  giveBackInput,
  type NewOneOff,
  type OneOff,
  oneOffOf,
} from '../contract.ts';
import { depositLeft } from '../deposit.ts';
import * as store from '../store.ts';
import { lockContract } from './common.ts';
import { offeredProduct } from './products.ts';
import { refuseForeignSite } from './sites.ts';

const PRICE_DECIMALS = 9;

/** Adds an item billed once. @throws Refusal `contract.unknown`, `contract.productUnknown`, `contract.productNotOffered`, `contract.notOneOff` */
export async function addOneOff(ctx: Context, input: NewOneOff): Promise<OneOff> {
  const product = await offeredProduct(ctx, input.productId);
  if (isSubscribed(product.kind)) throw new Refusal('conflict', 'contract.notOneOff', { product: product.code });
  return insertOneOff(ctx, oneOffOf(input, 0));
}

/** Writes an item billed once, whatever it is for. @throws Refusal `contract.unknown` */
export async function insertOneOff(ctx: Context, item: Omit<OneOff, 'id'>): Promise<OneOff> {
  const contract = await lockContract(ctx, item.contractId);
  await refuseForeignSite(ctx, contract.customerId, item.siteId);
  const oneOff: OneOff = { ...item, id: await nextNumber(ctx, 'oneOff') };
  await store.insertOneOff(ctx.tx, ctx.tenantId, oneOff);
  await audit(ctx, { action: 'contracts.oneOff.add', subject: `contract/${contract.id}`, detail: { ...oneOff } });
  return oneOff;
}

/** Gives money back on the next bill, with a reason. @throws Refusal those of `addOneOff` */
export async function addCredit(ctx: Context, input: CreditInput): Promise<OneOff> {
  const { amount, reason, ...item } = creditInput.parse(input);
  await offeredProduct(ctx, item.productId);
  const oneOff = oneOffOf({ ...item, quantity: 1, unitPrice: `-${amount}` }, 0);
  return insertOneOff(ctx, { ...oneOff, purpose: 'credit', reason });
}

/**
 * Asks for a deposit: an item on the next bill without VAT, booked to the liability account that its product names.
 * @throws Refusal `deposit.taxed` where the product is not outside the scope of VAT, and those of `addOneOff`
 */
export async function takeDeposit(ctx: Context, input: DepositInput): Promise<OneOff> {
  const { amount, ...item } = depositInput.parse(input);
  const product = await offeredProduct(ctx, item.productId);
  if (product.taxClass !== 'outOfScope') throw new Refusal('conflict', 'deposit.taxed', { product: product.code });
  const oneOff = oneOffOf({ ...item, quantity: 1, unitPrice: amount }, 0);
  return insertOneOff(ctx, { ...oneOff, purpose: 'deposit' });
}

/**
 * Gives a deposit back, or sets it off, wholly or in part: a negative item without VAT on the next bill.
 * @throws Refusal `deposit.unknown`, `deposit.tooMuch`
 */
export async function giveBackDeposit(ctx: Context, input: GiveBackInput): Promise<OneOff> {
  const parsed = giveBackInput.parse(input);
  const found = await store.oneOffById(ctx.tx, parsed.depositId);
  if (found === null || found.purpose !== 'deposit' || found.depositId !== null)
    throw new Refusal('notFound', 'deposit.unknown', { deposit: parsed.depositId });
  await lockContract(ctx, found.contractId);
  const left = depositLeft(found, await store.oneOffs(ctx.tx, [found.contractId]));
  const amount = parsed.amount === null ? left : (parseDecimal(parsed.amount, PRICE_DECIMALS) ?? 0n);
  if (amount > left || amount === 0n)
    throw new Refusal('conflict', 'deposit.tooMuch', { left: formatDecimal(left, PRICE_DECIMALS, 2) });
  const { contractId, productId, siteId, orderReference, costCentre } = found;
  const unitPrice = `-${formatDecimal(amount, PRICE_DECIMALS, 2)}`;
  const item = { contractId, productId, quantity: 1, unitPrice, dueOn: parsed.dueOn, note: parsed.note };
  const oneOff = oneOffOf({ ...item, siteId, orderReference, costCentre }, 0);
  return insertOneOff(ctx, { ...oneOff, purpose: 'deposit', reason: parsed.how, depositId: found.id });
}
