import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type NewZone, newZone, type Zone, type ZoneChange, zoneChange } from '../numbering.ts';
import { comesRound } from '../plan.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/**
 * Adds a zone. A destination is in one zone at most (and so in the zones around it).
 * @throws Refusal `catalog.codeTaken`, `zone.unknown` (parent), `destination.unknown`, `zone.destinationTaken`
 */
export async function addZone(ctx: Context, input: NewZone): Promise<Zone> {
  const { code, parentCode, destinationCodes } = newZone.parse(input);
  const zones = await store.zones(ctx.tx);
  refuseTaken(zones, code);
  const zone: Zone = {
    code,
    parentId: parentCode === null ? null : named(zones, parentCode, 'zone.unknown').id,
    destinationIds: await freeDestinations(ctx, zones, destinationCodes, 0),
    id: await nextNumber(ctx, 'zone'),
  };
  await store.insertZone(ctx.tx, ctx.tenantId, zone);
  await store.setZoneDestinations(ctx.tx, ctx.tenantId, zone.id, zone.destinationIds);
  await audit(ctx, {
    action: 'catalog.zone.add',
    subject: `zone/${code}`,
    detail: { ...zone },
    affects: [{ kind: 'zone', id: zone.id, fromMs: 0 }],
  });
  return zone;
}

/**
 * Changes what is in a zone or around it, for all usage that is not on an issued invoice.
 * @throws Refusal `zone.unknown`, `zone.circular`, `destination.unknown`, `zone.destinationTaken`
 */
export async function changeZone(ctx: Context, code: string, change: ZoneChange): Promise<Zone> {
  const { parentCode, destinationCodes } = zoneChange.parse(change);
  const zones = await store.zones(ctx.tx);
  const before = named(zones, code, 'zone.unknown');
  const zone: Zone = {
    ...before,
    ...(parentCode === undefined
      ? {}
      : { parentId: parentCode === null ? null : named(zones, parentCode, 'zone.unknown').id }),
    ...(destinationCodes === undefined
      ? {}
      : { destinationIds: await freeDestinations(ctx, zones, destinationCodes, before.id) }),
  };
  if (comesRound(zones, zone.id, zone.parentId))
    throw new Refusal('invalid', 'zone.circular', { zone: code, parent: parentCode ?? '' });
  await store.setZoneParent(ctx.tx, zone.id, zone.parentId);
  await store.setZoneDestinations(ctx.tx, ctx.tenantId, zone.id, zone.destinationIds);
  await audit(ctx, {
    action: 'catalog.zone.change',
    subject: `zone/${code}`,
    detail: { before, after: zone },
    affects: [{ kind: 'zone', id: zone.id, fromMs: 0 }],
  });
  return zone;
}

/** Ids of destinations that are in no other zone. */
async function freeDestinations(
  ctx: Context,
  zones: readonly Zone[],
  codes: readonly string[],
  ownId: number,
): Promise<readonly number[]> {
  const all = await store.destinations(ctx.tx);
  return [...new Set(codes)].map((code) => {
    const { id } = named(all, code, 'destination.unknown');
    const other = zones.find((zone) => zone.id !== ownId && zone.destinationIds.includes(id));
    if (other !== undefined)
      throw new Refusal('conflict', 'zone.destinationTaken', { destination: code, zone: other.code });
    return id;
  });
}

export async function listZones(ctx: Context): Promise<readonly Zone[]> {
  return store.zones(ctx.tx);
}
