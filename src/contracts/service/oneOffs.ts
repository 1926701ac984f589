import { audit } from '#access/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type NewOneOff, type OneOff, oneOffOf } from '../contract.ts';
import * as store from '../store.ts';
import { lockContract } from './common.ts';

/** Adds an item billed once. @throws Refusal `contract.unknown` */
export async function addOneOff(ctx: Context, input: NewOneOff): Promise<OneOff> {
  return insertOneOff(ctx, oneOffOf(input, 0));
}

/** Writes an item billed once, whatever it is for. @throws Refusal `contract.unknown` */
export async function insertOneOff(ctx: Context, item: Omit<OneOff, 'id'>): Promise<OneOff> {
  const contract = await lockContract(ctx, item.contractId);
  const oneOff: OneOff = { ...item, id: await nextNumber(ctx, 'oneOff') };
  await store.insertOneOff(ctx.tx, ctx.tenantId, oneOff);
  await audit(ctx, { action: 'contracts.oneOff.add', subject: `contract/${contract.id}`, detail: { ...oneOff } });
  return oneOff;
}
