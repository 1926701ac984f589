import { getTenant } from '#access/service';
import { localDateOf, zoneOffsets } from '#base';
import type { Context } from '#platform/context';

/** Today where the operator is, a local date: the day on which entries of our own are booked. */
export async function today(ctx: Context): Promise<string> {
  return localDateOf(zoneOffsets((await getTenant(ctx)).zone), ctx.clock.now());
}
