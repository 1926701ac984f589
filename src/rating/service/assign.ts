import { getTenant } from '#access/service';
import { type Actor, startOfDayMs, zoneOffsets } from '#base';
import type { NewLine } from '#contracts';
import { addLine, linesForRating } from '#contracts/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inLoad, inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import { type StoredRecord, UNMATCHED } from '#usage';
import { type Period, recordsOf, replace, usageMonths } from '#usage/service';
import { lockRewriting } from '../store.ts';
import { noteChanges } from './noteChanges.ts';
import { compileRater, periodOf, type Rater } from './ratingInput.ts';

/** What an assignment of unmatched records came to. Amounts in micro-units. */
export interface AssignReport {
  readonly records: number;
  readonly customers: number;
  readonly chargeMicro: bigint;
}

/**
 * Moves every unmatched record that has an owner by now to its customer, priced by that customer's contract. Each month is one
 * transaction and one load of its own, so that bills see what came after them. Once more changes nothing.
 */
export async function assignUnmatched(app: App, actor: Actor, progress: Progress): Promise<AssignReport> {
  const { rater, periods } = await inTransaction(app, actor, async (ctx) => {
    const months: Period[] = [];
    for (const month of await usageMonths(ctx, (await getTenant(ctx)).zone)) months.push(await periodOf(ctx, month));
    return { rater: await compileRater(ctx), periods: months };
  });
  progress.phase('assign', periods.length);
  const customers = new Set<number>();
  let records = 0;
  let chargeMicro = 0n;
  for (const period of periods) {
    if (progress.cancelled) break;
    for (const record of await assignPeriod(app, actor, period, rater)) {
      customers.add(record.customerId);
      chargeMicro += BigInt(record.chargeMicro);
      records++;
    }
    progress.advance(1);
  }
  if (records > 0) await inTransaction(app, actor, noteChanges);
  return { records, customers: customers.size, chargeMicro };
}

async function assignPeriod(
  app: App,
  actor: Actor,
  period: Period,
  { rate, ratedAtSeq }: Rater,
): Promise<readonly StoredRecord[]> {
  return inLoad(app, actor, async (load) => {
    await lockRewriting(load);
    const found = await inTransaction(app, actor, async (ctx) => {
      const owned: StoredRecord[] = [];
      for await (const chunk of recordsOf(ctx, { ...period, customerId: UNMATCHED })) {
        for (const record of chunk) {
          rate(record, record.sourceId);
          if (record.customerId !== UNMATCHED) owned.push(record);
        }
      }
      return owned;
    });
    if (found.length === 0) return found;
    const scope = { ...period, customerIds: [UNMATCHED], records: found };
    await replace(load, { kind: 'assignment', scope, loadNo: 'new', ratedAtSeq }, found);
    return found;
  });
}

/**
 * Gives an identifier of unmatched records to a contract, back in time, and moves its records there. Killed in between it can be repeated; and
 * re-rating, which follows new lines by itself, moves what is left. @throws as `addLine`
 */
export async function assignIdentifier(
  app: App,
  actor: Actor,
  line: NewLine,
  progress: Progress,
): Promise<AssignReport> {
  await inTransaction(app, actor, async (ctx) => {
    if (!(await isGiven(ctx, line))) await addLine(ctx, line);
  });
  return assignUnmatched(app, actor, progress);
}

/** Whether the contract has this very line already: the same was asked for before. */
async function isGiven(ctx: Context, line: NewLine): Promise<boolean> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const fromMs = startOfDayMs(offsets, line.validFrom);
  return (await linesForRating(ctx)).some(
    ({ contractId, kind, identifier, validFromMs }) =>
      contractId === line.contractId && kind === line.kind && identifier === line.identifier && validFromMs === fromMs,
  );
}
