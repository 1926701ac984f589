import { getTenant } from '#access/service';
import { monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import type { MonthBounds } from '../store.ts';

/** A month as instants of the operator's zone. */
export async function boundsOf(ctx: Context, month: string): Promise<MonthBounds> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  return {
    from: new Date(startOfDayMs(offsets, monthStart(month))),
    to: new Date(startOfDayMs(offsets, monthEnd(month))),
  };
}
