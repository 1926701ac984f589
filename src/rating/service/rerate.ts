import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inLoad, inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import { type RateOnArrival, type StoredRecord, UNMATCHED } from '#usage';
import { aggregate, lastLoadNo, type Period, recordsOf, replace } from '#usage/service';
import { chargeOf, differences } from '../charge.ts';
import { lockRewriting } from '../store.ts';
import { compileRater, periodOf } from './ratingInput.ts';

export interface RerateInput {
  /** 'YYYY-MM' of the tenant's zone. */
  readonly month: string;
  /** Absent = everybody with usage in the month, the unmatched (0) included. */
  readonly customerIds?: readonly number[];
  /** Last load that stands on an issued invoice, by customer: what came up to it is frozen (rating.md 5). Billing knows. */
  readonly frozenUpTo?: ReadonlyMap<number, number>;
  /** Only tell what would change. */
  readonly preview?: boolean;
}

/** What re-rating does to a customer's month. Amounts in micro-units, frozen records left out. */
export interface ReratedCustomer {
  readonly customerId: number;
  readonly records: number;
  /** Of these, whose charge or anything behind it is another. */
  readonly changed: number;
  /** Of the changed, those that belong to another customer now. */
  readonly moved: number;
  readonly beforeMicro: bigint;
  readonly afterMicro: bigint;
}

/**
 * Rates the records of customer-months again by today's lines, prices and sources. Only records that change are written, each customer in
 * one transaction; they keep their load number, so that nothing counts as late, unless they move to another customer. Twice changes nothing.
 */
export async function rerate(
  app: App,
  actor: Actor,
  input: RerateInput,
  progress: Progress,
): Promise<readonly ReratedCustomer[]> {
  const { rate, period, customerIds } = await inTransaction(app, actor, async (ctx) => {
    const month = await periodOf(ctx, input.month);
    return {
      rate: await compileRater(ctx),
      period: month,
      customerIds: input.customerIds ?? (await customersWithUsage(ctx, month)),
    };
  });
  progress.phase('rerate', customerIds.length);
  const report: ReratedCustomer[] = [];
  for (const customerId of customerIds) {
    if (progress.cancelled) break;
    const read = () =>
      inTransaction(app, actor, (ctx) =>
        rateAgain(ctx, customerId, period, input.frozenUpTo?.get(customerId) ?? 0, rate),
      );
    const { summary } = input.preview ? await read() : await rewrite(app, actor, customerId, period, read);
    report.push(summary);
    progress.advance(1);
  }
  return report;
}

interface Rerated {
  readonly summary: ReratedCustomer;
  /** Changed records of the same customer, and of another one, as they are now. */
  readonly stay: readonly StoredRecord[];
  readonly move: readonly StoredRecord[];
}

async function rewrite(
  app: App,
  actor: Actor,
  customerId: number,
  period: Period,
  read: () => Promise<Rerated>,
): Promise<Rerated> {
  return inLoad(app, actor, async (load) => {
    await lockRewriting(load);
    const rerated = await read();
    const { stay, move } = rerated;
    const scope = { ...period, customerIds: [customerId] };
    if (stay.length > 0)
      await replace(load, { kind: 'rerating', scope: { ...scope, records: stay }, loadNo: 'kept' }, stay);
    if (move.length > 0)
      await replace(load, { kind: 'rerating', scope: { ...scope, records: move }, loadNo: 'new' }, move);
    return rerated;
  });
}

async function rateAgain(
  ctx: Context,
  customerId: number,
  period: Period,
  frozenUpTo: number,
  rate: RateOnArrival,
): Promise<Rerated> {
  const stay: StoredRecord[] = [];
  const move: StoredRecord[] = [];
  let records = 0;
  let beforeMicro = 0n;
  let afterMicro = 0n;
  for await (const chunk of recordsOf(ctx, { ...period, customerId })) {
    for (const record of chunk) {
      if (record.loadNo <= frozenUpTo) continue;
      const before = chargeOf(record);
      rate(record, record.sourceId);
      records++;
      beforeMicro += BigInt(before.chargeMicro);
      if (record.customerId === customerId) afterMicro += BigInt(record.chargeMicro);
      if (differences(before, chargeOf(record)).length === 0) continue;
      (record.customerId === customerId ? stay : move).push(record);
    }
  }
  const changed = stay.length + move.length;
  return { stay, move, summary: { customerId, records, changed, moved: move.length, beforeMicro, afterMicro } };
}

async function customersWithUsage(ctx: Context, period: Period): Promise<readonly number[]> {
  const loads = { afterLoadNo: 0, upToLoadNo: await lastLoadNo(ctx) };
  const totals = await aggregate(ctx, { ...period, ...loads });
  return [UNMATCHED, ...new Set(totals.map(({ customerId }) => customerId))];
}
