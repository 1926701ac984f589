import { getTenant } from '#access/service';
import type { Actor } from '#base';
import { zoneOffsets } from '#base';
import { beginBackOut, endBackOut, type Replacing } from '#mediation/service';
import type { App } from '#platform/app';
import { inLoad, inTransaction, type LoadContext } from '#platform/db';
import { UNMATCHED } from '#usage';
import { type FileShare, sharesOfFile, withdraw } from '#usage/service';
import { monthSpan } from '../monthSpan.ts';
import { lockRewriting } from '../store.ts';
import type { FrozenUsage } from './frozen.ts';
import { noteChanges } from './noteChanges.ts';

export interface BackOutInput {
  readonly fileId: number;
  /** For the trail and whoever asks later. */
  readonly why: string;
  readonly frozen: FrozenUsage;
}

/** What taking a file out came to. */
export interface BackOutReport {
  /** Records that left. */
  readonly removed: number;
  /** Records on issued invoices: nothing is used by them any more; the next bill credits them once they are rated again. */
  readonly emptied: number;
  readonly customers: number;
  /** What they were charged, matched ones only, in micro-units. */
  readonly chargeMicro: bigint;
}

/**
 * Takes the records of a file out, as if it had never come, in one transaction. What stands on issued invoices stays as an empty record, which
 * rating again turns into a credit. The file's counts stay. @throws Refusal `mediation.fileNotKnown`, `mediation.fileNotIn`
 */
export async function backOutFile(
  app: App,
  actor: Actor,
  { fileId, why, frozen }: BackOutInput,
): Promise<BackOutReport> {
  const report = await inLoad(app, actor, async (load) => {
    await hold(load, frozen);
    return takeOut({ app, actor, load, frozen }, fileId, { why, replacedBy: null });
  });
  await inTransaction(app, actor, noteChanges);
  return report;
}

/** The same for an import whose file replaces another: within its transaction. What that makes stale is noted with the load that follows. */
export function replacingFiles(app: App, actor: Actor, frozen: FrozenUsage): Replacing {
  return {
    hold: (load) => hold(load, frozen),
    takeOut: (load, fileId, replacedBy) => takeOut({ app, actor, load, frozen }, fileId, { why: '', replacedBy }),
  };
}

async function hold(load: LoadContext, frozen: FrozenUsage): Promise<void> {
  await lockRewriting(load);
  await frozen.hold(load);
}

interface TakingOut {
  readonly app: App;
  readonly actor: Actor;
  readonly load: LoadContext;
  readonly frozen: FrozenUsage;
}

async function takeOut(
  { app, actor, load, frozen }: TakingOut,
  fileId: number,
  reason: { readonly why: string; readonly replacedBy: number | null },
): Promise<BackOutReport> {
  const { seen, ...scope } = await beginBackOut(load, fileId);
  const { shares, billed, offsets } = await inTransaction(app, actor, async (ctx) => {
    const { zone } = await getTenant(ctx);
    const found = await sharesOfFile(ctx, { ...scope, zone });
    const ids = [...new Set(found.map(({ customerId }) => customerId))].filter((id) => id !== UNMATCHED);
    const ofCustomers = await frozen.of(ctx, ids);
    const zoned = zoneOffsets(zone);
    return {
      shares: found,
      offsets: zoned,
      billed: monthsOf(found)
        .map(({ customerId, month }) => ({
          customerId,
          ...monthSpan(month, zoned),
          upToLoadNo: ofCustomers.billedUpTo(customerId, month),
        }))
        .filter(({ upToLoadNo }) => upToLoadNo > 0),
    };
  });
  const { removed: gone, emptied } = await withdraw(load, { scope, billed });
  const removed = gone + seen;
  const matched = shares.filter(({ customerId }) => customerId !== UNMATCHED);
  const contracts = matched.map(({ contractId, month }) => ({ contractId, ...monthSpan(month, offsets) }));
  await endBackOut(load, fileId, { ...reason, removed, emptied, contracts });
  return {
    removed,
    emptied,
    customers: new Set(matched.map(({ customerId }) => customerId)).size,
    chargeMicro: matched.reduce((sum, { chargeMicro }) => sum + chargeMicro, 0n),
  };
}

/** Every customer and month once. */
function monthsOf(shares: readonly FileShare[]): readonly Pick<FileShare, 'customerId' | 'month'>[] {
  const months = new Map(shares.map((share) => [`${share.customerId}/${share.month}`, share]));
  return [...months.values()].filter(({ customerId }) => customerId !== UNMATCHED);
}
