import type { DestinationClass } from '#catalog';
import { destinationsById, listPriceLists } from '#catalog/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { FrozenCustomers, FrozenUsage } from '#rating/service';
import { UNMATCHED } from '#usage';
import { FrozenLedger } from '../frozenLedger.ts';
import * as store from '../store.ts';
import { scopeKey } from '../usageScopes.ts';

/**
 * What re-rating must leave alone: usage on issued invoices, whose differences become corrections; and while a run is approved or being issued
 * every month up to its own of the customers in it.
 * @param redrawn the run that is about to be drawn again: that it is approved holds nothing back
 */
export function frozenUsage(redrawn: number | null): FrozenUsage {
  let names: Promise<Names> | null = null;
  return {
    hold: (load) => store.lockRuns(load.tx, load.tenantId),
    of: async (ctx, customerIds) => {
      names ??= readNames(ctx);
      return frozenCustomers(ctx, customerIds, redrawn, await names);
    },
  };
}

interface Names {
  readonly classes: ReadonlyMap<number, DestinationClass>;
  readonly lists: ReadonlyMap<number, string>;
}

async function readNames(ctx: Context): Promise<Names> {
  const destinations = await destinationsById(ctx);
  return {
    classes: new Map([...destinations.values()].map((destination) => [destination.id, destination.class])),
    lists: new Map((await listPriceLists(ctx)).map((list) => [list.id, list.code])),
  };
}

async function frozenCustomers(
  ctx: Context,
  customerIds: readonly number[],
  redrawn: number | null,
  names: Names,
): Promise<FrozenCustomers> {
  const billed = await store.billedUsage(ctx.tx, customerIds);
  const upTo = new Map(billed.map((row) => [scopeKey(row.customerId, row.month), row.upToLoadNo]));
  const ledger = new FrozenLedger({
    ...names,
    noted: billed.length === 0 ? [] : await store.correctedRecords(ctx, customerIds),
  });
  return {
    heldUpToMonth: await heldUpTo(ctx, redrawn, customerIds),
    billedUpTo: (customerId, month) => upTo.get(scopeKey(customerId, month)) ?? 0,
    note: ({ month, record, billed: before, due }) => {
      const { startMs, dedupHi, dedupLo, service } = record;
      const holderId = before.customerId;
      ledger.note({ month, holderId, startMs, dedupHi, dedupLo, service, billed: before, due });
    },
    correctionMicro: (customerId, month) => ledger.amountMicro(customerId, month),
    settle: async (load, causes) => {
      const corrections = ledger.corrections((holderId, month) =>
        causes
          .filter((row) => row.customerId === holderId && row.month === month)
          .map(({ reason, detail }) => ({ reason, detail })),
      );
      if (corrections.length === 0) return;
      const firstId = await nextNumber(load, 'usageCorrection', corrections.length);
      await store.insertCorrections(load, corrections, firstId);
    },
  };
}

/** The last month that runs hold back: of the customers given, of anybody where none are; null = none. */
export async function heldUpTo(
  ctx: Context,
  redrawn: number | null,
  customerIds?: readonly number[],
): Promise<string | null> {
  const holding = (await store.runs(ctx.tx)).filter(
    ({ id, state }) => state === 'issuing' || (state === 'approved' && id !== redrawn),
  );
  // Usage of nobody (0) may become anybody's.
  if (customerIds === undefined || customerIds.includes(UNMATCHED)) return holding.at(-1)?.month ?? null;
  return store.lastMonthIn(
    ctx.tx,
    customerIds,
    holding.map(({ id }) => id),
  );
}
