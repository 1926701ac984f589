import { localDateOf, Refusal } from '#base';
import { type BundleAnswers, type ChosenItem, priceOn } from '#catalog';
import { bundleItems } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { type Line, oneOffOf } from '../contract.ts';
import type { HeldLineKind } from '../line.ts';
import * as store from '../store.ts';
import { termOn } from '../subscription.ts';
import { getContract, tenantOffsets } from './common.ts';
import { addLine, getLine, type MoveLineInput as MoveLine, moveLine } from './lines.ts';
import { insertOneOff } from './oneOffs.ts';
import { offeredProduct } from './products.ts';
import { addSubscription, endSubscription } from './subscriptions.ts';

export interface AddItemsInput {
  readonly contractId: number;
  readonly items: readonly ChosenItem[];
  /** Begin of the subscriptions, day of the items billed once. */
  readonly startsOn: string;
  /** The bundle they come from. */
  readonly bundleCode: string | null;
}

/** What came of items put into a contract. */
export interface AddedItems {
  readonly subscriptionIds: readonly number[];
  readonly oneOffIds: readonly number[];
}

/**
 * Puts chosen items into a contract, each as a subscription or one-off of its own that can be edited afterwards.
 * @throws Refusal those of `addSubscription` and `addOneOff`; then nothing is added
 */
export async function addToContract(ctx: Context, input: AddItemsInput): Promise<AddedItems> {
  const { contractId, startsOn, bundleCode } = input;
  const { currency } = await getCustomer(ctx, (await getContract(ctx, contractId)).customerId);
  const subscriptionIds: number[] = [];
  const oneOffIds: number[] = [];
  for (const { productId, part, quantity, unitPrice, note } of input.items) {
    if (part === 'oneOff') {
      const price = unitPrice ?? (await cataloguePrice(ctx, productId, currency, startsOn));
      const item = { contractId, productId, quantity, unitPrice: price, note, dueOn: startsOn };
      oneOffIds.push((await insertOneOff(ctx, oneOffOf(item, 0))).id);
    } else {
      const subscription = { contractId, productId, quantity, unitPrice, note, startsOn, bundleCode };
      subscriptionIds.push((await addSubscription(ctx, subscription)).id);
    }
  }
  return { subscriptionIds, oneOffIds };
}

async function cataloguePrice(ctx: Context, productId: number, currency: string, date: string): Promise<string> {
  const product = await offeredProduct(ctx, productId);
  const price = priceOn(product.prices, currency, date);
  if (price === undefined) throw new Refusal('conflict', 'contract.noPrice', { product: product.code, currency });
  return price.unitPrice;
}

export interface AddBundleInput {
  readonly contractId: number;
  readonly bundleCode: string;
  readonly answers: BundleAnswers;
  readonly startsOn: string;
}

/** Puts a bundle into a contract. @throws Refusal `bundle.unknown`, `bundle.badAnswers`, and those of `addToContract` */
export async function addBundleToContract(ctx: Context, input: AddBundleInput): Promise<AddedItems> {
  const { contractId, bundleCode, answers, startsOn } = input;
  const { currency } = await getCustomer(ctx, (await getContract(ctx, contractId)).customerId);
  const items = await bundleItems(ctx, bundleCode, { answers, currency });
  return addToContract(ctx, { contractId, items, startsOn, bundleCode });
}

export interface MoveLineInput extends MoveLine {
  /** Fees of the line go with it; absent = they stay where they are. */
  readonly withFees?: boolean | undefined;
}

/**
 * Moves a line, and its fees where that is wanted: they end on the day of the move and begin on it at the new contract with the terms of then. No
 * set-up fee is charged, and discounts stay behind.
 * @throws Refusal those of `moveLine` and `addSubscription`
 */
export async function moveLineAndFees(ctx: Context, { withFees, ...move }: MoveLineInput): Promise<Line> {
  const { contractId } = await getLine(ctx, move.lineId);
  const line = await moveLine(ctx, move);
  if (withFees !== true) return line;
  const from = localDateOf(await tenantOffsets(ctx), line.validFromMs);
  const fees = (await store.subscriptions(ctx.tx, [contractId])).filter((one) => one.lineId === move.lineId);
  for (const fee of fees) {
    if (fee.startsOn >= from || (fee.endsOn !== null && fee.endsOn <= from)) continue;
    const { quantity, unitPrice } = termOn(fee, from);
    await endSubscription(ctx, { subscriptionId: fee.id, endsOn: from });
    const { productId, note, bundleCode } = fee;
    const moved = { contractId: line.contractId, productId, quantity, unitPrice, note, bundleCode };
    await addSubscription(ctx, { ...moved, startsOn: from, lineId: line.id, setup: false });
  }
  return line;
}

export interface AddLinesInput {
  readonly contractId: number;
  readonly validFrom: string;
  readonly lines: readonly { readonly kind: HeldLineKind; readonly identifier: string; readonly label: string }[];
  /** A fee for each of them. */
  readonly fee?: { readonly productId: number; readonly unitPrice?: string | null | undefined } | undefined;
}

/** Gives a contract many lines at once, each with its fee where one is named. @throws Refusal those of `addLine`, `addSubscription`; then none is added */
export async function addLines(ctx: Context, input: AddLinesInput): Promise<readonly Line[]> {
  const { contractId, validFrom, fee } = input;
  const added: Line[] = [];
  for (const one of input.lines) {
    const line = await addLine(ctx, { ...one, contractId, validFrom });
    added.push(line);
    if (fee === undefined) continue;
    const { productId, unitPrice = null } = fee;
    const subscription = { contractId, productId, unitPrice, startsOn: validFrom, lineId: line.id, note: line.label };
    await addSubscription(ctx, subscription);
  }
  return added;
}
