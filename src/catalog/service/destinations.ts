import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Destination, type NewDestination, newDestination } from '../destination.ts';
import * as store from '../store.ts';

/** Adds destinations, many at once. @throws Refusal `catalog.codeTaken` */
export async function addDestinations(
  ctx: Context,
  inputs: readonly NewDestination[],
): Promise<readonly Destination[]> {
  if (inputs.length === 0) return [];
  const known = new Set((await store.destinations(ctx.tx)).map((destination) => destination.code));
  const firstId = await nextNumber(ctx, 'destination', inputs.length);
  const all = inputs.map((input, index): Destination => ({ ...newDestination.parse(input), id: firstId + index }));
  for (const { code } of all) {
    if (known.has(code)) throw new Refusal('conflict', 'catalog.codeTaken', { code });
    known.add(code);
  }
  await store.insertDestinations(ctx.tx, ctx.tenantId, all);
  await audit(ctx, { action: 'catalog.destination.add', subject: 'destinations', detail: { added: all.length } });
  return all;
}

export async function listDestinations(ctx: Context): Promise<readonly Destination[]> {
  return store.destinations(ctx.tx);
}

export async function destinationsById(ctx: Context): Promise<ReadonlyMap<number, Destination>> {
  return new Map((await store.destinations(ctx.tx)).map((destination) => [destination.id, destination]));
}
