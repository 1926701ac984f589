/** Writing usage to PostgreSQL: sorted binary COPY, duplicates only paid for where there are some. */
import { sql } from 'kysely';
import { assert } from '#base';
import { copyInto, type LoadContext, nextNumber } from '#platform/db';
import { addSums, CopyBatch, type LoadSums, noSums } from '../batch.ts';
import { COPY_COLUMNS, type RowOrigin } from '../copyBinary.ts';
import type { UsageRecord } from '../record.ts';
import type { StoredRecord } from '../storedRecord.ts';
import type { FileLoadHeader, LoadKind, LoadResult, Replacement, ReplaceScope, UsageLoad } from '../usageStore.ts';
import { CorrectingWriter } from './correcting.ts';
import { ensureMonth, insertStaged } from './insert.ts';

const COLUMNS = COPY_COLUMNS.join(', ');
const COPY_RECORDS = `copy usage.record (${COLUMNS}) from stdin (format binary)`;
const COPY_STAGE = `copy pg_temp.usage_stage (${COLUMNS}) from stdin (format binary)`;
const UNIQUE_VIOLATION = '23505';

export async function beginFileLoad(ctx: LoadContext, header: FileLoadHeader): Promise<UsageLoad> {
  await lockLoads(ctx);
  const loadNo = await nextNumber(ctx, 'load');
  const { fileId, sourceId } = header;
  const origin = { tenantId: ctx.tenantId, loadNo, fileId, sourceId };
  const { onConflict } = header;
  const writer =
    onConflict === undefined || onConflict === 'keepFirst'
      ? new BatchWriter(ctx)
      : new CorrectingWriter(ctx, onConflict);
  return {
    loadNo,
    append: (record) => writer.append(record, origin),
    get full() {
      return writer.full;
    },
    flush: () => writer.flush(),
    finish: async () => {
      const result = await writer.finish(loadNo);
      await insertLoad(ctx, 'file', result, header.fileId, header.ratedAtSeq);
      return result;
    },
  };
}

export async function replaceRecords(
  ctx: LoadContext,
  { kind, scope, loadNo: numbering, ratedAtSeq }: Replacement,
  records: Iterable<StoredRecord>,
): Promise<LoadResult> {
  await lockLoads(ctx);
  const loadNo = numbering === 'new' ? await nextNumber(ctx, 'load') : 0;
  await deleteScope(ctx, scope);
  const writer = new BatchWriter(ctx);
  for (const record of records) {
    writer.append(record, {
      tenantId: ctx.tenantId,
      loadNo: numbering === 'new' ? loadNo : record.loadNo,
      fileId: record.fileId,
      sourceId: record.sourceId,
    });
    if (writer.full) await writer.flush();
  }
  const result = await writer.finish(loadNo);
  if (numbering === 'new') await insertLoad(ctx, kind, result, null, ratedAtSeq);
  return result;
}

export async function deleteMonth(ctx: LoadContext, month: string): Promise<number> {
  await lockLoads(ctx);
  const from = `${month}-01`;
  const { numAffectedRows } = await sql`
    delete from usage.record
    where tenant_id = ${ctx.tenantId} and start_at >= ${from}::date::timestamp at time zone 'UTC'
      and start_at < (${from}::date + interval '1 month') at time zone 'UTC'`.execute(ctx.tx);
  await sql`select usage.drop_empty_month(${from}::date)`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

/** Appends to one batch, which may go on while the other one is copied. */
class BatchWriter {
  readonly #ctx: LoadContext;
  #batch = new CopyBatch();
  #other = new CopyBatch();
  #copying = false;
  readonly #months = new Set<string>();
  readonly #sums: LoadSums = noSums();
  #duplicates = 0;

  constructor(ctx: LoadContext) {
    this.#ctx = ctx;
  }

  get full(): boolean {
    return this.#batch.full;
  }

  append(record: UsageRecord, origin: RowOrigin): void {
    this.#batch.append(record, origin);
  }

  async flush(): Promise<void> {
    assert(!this.#copying, 'a batch is flushed after the one before');
    this.#copying = true;
    const batch = this.#batch;
    this.#batch = this.#other;
    this.#other = batch;
    this.#duplicates += batch.duplicates;
    if (batch.rows > 0) {
      for (const month of batch.months) await this.#ensureMonth(month);
      addSums(this.#sums, (await this.#copyDirectly(batch)) ? batch.sums : await this.#copyAround(batch));
    }
    batch.clear();
    this.#copying = false;
  }

  async finish(loadNo: number): Promise<LoadResult> {
    await this.flush();
    const { firstMs, lastMs, ...sums } = this.#sums;
    return {
      loadNo,
      ...sums,
      duplicates: this.#duplicates,
      firstMs: sums.rows === 0 ? null : firstMs,
      lastMs: sums.rows === 0 ? null : lastMs,
      corrected: [],
    };
  }

  /** The usual case: no record was there before. False when one was; then nothing of the batch is in. */
  async #copyDirectly(batch: CopyBatch): Promise<boolean> {
    const { tx, client } = this.#ctx;
    await sql`savepoint usage_batch`.execute(tx);
    try {
      await copyInto(client, COPY_RECORDS, batch.pieces());
    } catch (error) {
      if (!(error instanceof Error) || Reflect.get(error, 'code') !== UNIQUE_VIOLATION) throw error;
      await sql`rollback to savepoint usage_batch`.execute(tx);
      return false;
    }
    await sql`release savepoint usage_batch`.execute(tx);
    return true;
  }

  /** The same bytes by way of a stage, so that only records not yet there go in. */
  async #copyAround(batch: CopyBatch): Promise<LoadSums> {
    const { tx, client } = this.#ctx;
    await sql`create temp table if not exists usage_stage (like usage.record) on commit drop`.execute(tx);
    await copyInto(client, COPY_STAGE, batch.pieces());
    const sums = await insertStaged(this.#ctx);
    await sql`truncate pg_temp.usage_stage`.execute(tx);
    this.#duplicates += batch.rows - sums.rows;
    return sums;
  }

  async #ensureMonth(month: string): Promise<void> {
    if (this.#months.has(month)) return;
    await ensureMonth(this.#ctx, month);
    this.#months.add(month);
  }
}

/** Loads of one tenant come one after another, so that load numbers are committed in their order. */
async function lockLoads(ctx: LoadContext): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('usage.load'), ${ctx.tenantId})`.execute(ctx.tx);
}

async function deleteScope(ctx: LoadContext, scope: ReplaceScope): Promise<void> {
  const only =
    scope.records === undefined
      ? sql`true`
      : sql`(start_at, dedup_hash) in (
          select * from unnest(${scope.records.map(({ startMs }) => new Date(startMs))}::timestamptz[], ${scope.records.map(dedupHash)}::bigint[]))`;
  await sql`
    delete from usage.record
    where tenant_id = ${ctx.tenantId} and customer_id = any (${[...scope.customerIds]}::int[])
      and start_at >= ${new Date(scope.fromMs)} and start_at < ${new Date(scope.toMs)} and ${only}`.execute(ctx.tx);
}

function dedupHash({ dedupHi, dedupLo }: Pick<UsageRecord, 'dedupHi' | 'dedupLo'>): string {
  return ((BigInt(dedupHi) << 32n) | BigInt.asUintN(32, BigInt(dedupLo))).toString();
}

async function insertLoad(
  ctx: LoadContext,
  kind: LoadKind,
  result: LoadResult,
  fileId: number | null,
  ratedAtSeq: number,
): Promise<void> {
  await sql`
    insert into usage.load (tenant_id, load_no, kind, file_id, rows, duplicates, loaded_at, loaded_by, rated_at_seq)
    values (${ctx.tenantId}, ${result.loadNo}, ${kind}, ${fileId}, ${result.rows}, ${result.duplicates}, ${new Date(ctx.clock.now())}, ${ctx.actor.name}, ${ratedAtSeq})`.execute(
    ctx.tx,
  );
}
