import { formatMicro, Refusal } from '#base';
import { destinationsById } from '#catalog/service';
import { holdings } from '#contracts/service';
import type { Context } from '#platform/context';
import { type StoredRecord, serviceName } from '#usage';
import { pageByCustomer, type UsageCursor } from '#usage/service';
import { directionName, partyText, statusName } from '../naming.ts';
import { periodOf } from './ratingInput.ts';

export interface UsagePageInput {
  /** 0 = unmatched. */
  readonly customerId: number;
  readonly month: string;
  readonly lineId?: number | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
  readonly pageSize: number;
}

/** A page of a customer's rated records of a month, in order of time, with names. @throws Refusal `usage.badCursor` */
export async function usagePage(ctx: Context, input: UsagePageInput) {
  const period = await periodOf(ctx, input.month);
  const { records, next } = await pageByCustomer(ctx, {
    ...period,
    customerId: input.customerId,
    limit: input.pageSize,
    ...(input.lineId === undefined ? {} : { lineId: input.lineId }),
    ...(input.cursor === undefined ? {} : { after: readCursor(input.cursor) }),
  });
  const destinations = await destinationsById(ctx);
  const held = input.customerId === 0 ? null : await holdings(ctx, [input.customerId]);
  const labels = new Map(held?.lines.map((line) => [line.id, line.label]));
  return {
    rows: records.map((record) => ({
      ...callReply(record),
      lineId: record.lineId,
      lineLabel: labels.get(record.lineId) ?? null,
      destination: destinationReply(destinations.get(record.destinationId)),
    })),
    next: next === null ? null : `${next.startMs}_${next.dedupHash}`,
  };
}

/** A record as lists show it. Amounts are exact decimals. */
export function callReply(record: StoredRecord) {
  return {
    fileId: record.fileId,
    recordNo: record.recordNo,
    startAt: new Date(record.startMs).toISOString(),
    service: serviceName(record.service),
    direction: directionName(record.direction),
    status: statusName(record.status),
    calling: partyText(record.aNumber, record.aText),
    called: partyText(record.bNumber, record.bText),
    durationMs: record.durationMs,
    volume: record.volume,
    billedUnits: record.billedUnits,
    covered: record.allowanceId !== 0,
    charge: formatMicro(BigInt(record.chargeMicro)),
    cost: formatMicro(BigInt(record.costMicro)),
  };
}

type Destination = Awaited<ReturnType<typeof destinationsById>> extends ReadonlyMap<number, infer One> ? One : never;

export function destinationReply(destination: Destination | undefined) {
  if (destination === undefined) return null;
  const { code, name, class: destinationClass } = destination;
  return { code, name, class: destinationClass };
}

function readCursor(text: string): UsageCursor {
  const match = /^(-?\d{1,15})_(-?\d{1,19})$/.exec(text);
  if (match === null) throw new Refusal('invalid', 'usage.badCursor');
  return { startMs: Number(match[1]), dedupHash: match[2] ?? '' };
}
