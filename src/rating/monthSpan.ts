import { monthEnd, monthStart, startOfDayMs, type ZoneOffsets } from '#base';

/** A local month ('YYYY-MM') of a zone as instants, epoch ms, half open. */
export function monthSpan(month: string, offsets: ZoneOffsets): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: startOfDayMs(offsets, monthStart(month)), toMs: startOfDayMs(offsets, monthEnd(month)) };
}
