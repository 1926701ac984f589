/** Loads of sources that deliver a record again when it changed: the later, or the longer, version counts. */
import { sql } from 'kysely';
import { copyInto, type LoadContext } from '#platform/db';
import { CopyBatch, type LoadSums } from '../batch.ts';
import { COPY_COLUMNS, type RowOrigin } from '../copyBinary.ts';
import { UNMATCHED, type UsageRecord } from '../record.ts';
import type { StoredRecord } from '../storedRecord.ts';
import type { Conflict, LoadResult } from '../usageStore.ts';
import { ensureMonth, insertStaged } from './insert.ts';
import { RECORD, type RecordRow, storedRecord } from './row.ts';

const COPY_NEW = `copy pg_temp.usage_stage (${COPY_COLUMNS.join(', ')}) from stdin (format binary)`;
/** What a source tells of a record. */
const TOLD = [
  'a_number',
  'b_number',
  'source_cost_micro',
  'byte_offset',
  'volume',
  'file_id',
  'record_no',
  'duration_ms',
  'network',
  'source_id',
  'service',
  'direction',
  'a_text',
  'b_text',
  'account_text',
];
/** Of these, what does not matter: where it stands. */
const PLACE = new Set(['byte_offset', 'file_id', 'record_no', 'source_id']);
const CONTENT = TOLD.filter((column) => !PLACE.has(column));
/** What rating made of it. */
const RATED = COPY_COLUMNS.filter((column) => !TOLD.includes(column));
const SAME_KEY = sql.raw('(r.tenant_id, r.start_at, r.dedup_hash) = (s.tenant_id, s.start_at, s.dedup_hash)');

const list = (columns: readonly string[], table: string) =>
  sql.raw(columns.map((column) => `${table}.${column}`).join(', '));

export class CorrectingWriter {
  readonly #ctx: LoadContext;
  readonly #conflict: Exclude<Conflict, 'keepFirst'>;
  #batch = new CopyBatch(true);
  #other = new CopyBatch(true);
  readonly #months = new Set<string>();
  #staged = false;
  #appended = 0;

  constructor(ctx: LoadContext, conflict: Exclude<Conflict, 'keepFirst'>) {
    this.#ctx = ctx;
    this.#conflict = conflict;
  }

  get full(): boolean {
    return this.#batch.full;
  }

  append(record: UsageRecord, origin: RowOrigin): void {
    this.#batch.append(record, origin);
    this.#appended++;
  }

  /** Puts what was appended aside: what of it counts is known at the end. */
  async flush(): Promise<void> {
    const { tx, client } = this.#ctx;
    const batch = this.#batch;
    this.#batch = this.#other;
    this.#other = batch;
    if (batch.rows > 0) {
      for (const month of batch.months)
        if (!this.#months.has(month)) {
          await ensureMonth(this.#ctx, month);
          this.#months.add(month);
        }
      if (!this.#staged)
        await sql`create temp table if not exists usage_stage (like usage.record) on commit drop`.execute(tx);
      this.#staged = true;
      await copyInto(client, COPY_NEW, batch.pieces());
    }
    batch.clear();
  }

  async finish(loadNo: number): Promise<LoadResult> {
    await this.flush();
    const corrected = this.#staged ? await this.#correct() : [];
    const sums: LoadSums | null = this.#staged ? await insertStaged(this.#ctx) : null;
    if (this.#staged) await sql`drop table pg_temp.usage_stage`.execute(this.#ctx.tx);
    const stored = sums?.rows ?? 0;
    return {
      loadNo,
      rows: stored,
      duplicates: this.#appended - stored,
      unmatched: sums?.unmatched ?? 0,
      unpriced: sums?.unpriced ?? 0,
      durationMs: sums?.durationMs ?? 0,
      chargeMicro: sums?.chargeMicro ?? 0,
      costMicro: sums?.costMicro ?? 0,
      firstMs: sums === null || sums.rows === 0 ? null : sums.firstMs,
      lastMs: sums === null || sums.rows === 0 ? null : sums.lastMs,
      corrected,
    };
  }

  /**
   * Of each record in the file one version stays; where the store has another one with other content, this one takes its place. It keeps the charges
   * and the load of the one before, so that what stands on an invoice stays what was billed, until it is rated again. Records of nobody are
   * taken in as new ones. Returns what they were.
   */
  async #correct(): Promise<StoredRecord[]> {
    const { tx } = this.#ctx;
    const longest = this.#conflict === 'keepLongest';
    const better = longest
      ? sql`(o.duration_ms, o.volume, o.record_no) > (s.duration_ms, s.volume, s.record_no)`
      : sql`o.record_no > s.record_no`;
    await sql`
      delete from pg_temp.usage_stage s using pg_temp.usage_stage o
      where (o.tenant_id, o.start_at, o.dedup_hash) = (s.tenant_id, s.start_at, s.dedup_hash) and ${better}`.execute(
      tx,
    );
    const wins = longest ? sql`(s.duration_ms, s.volume) > (r.duration_ms, r.volume)` : sql`true`;
    const { rows } = await sql<RecordRow>`
      with r as (
        delete from usage.record r using pg_temp.usage_stage s
        where ${SAME_KEY} and r.start_at between ${this.#edge('min')} and ${this.#edge('max')}
          and (${list(CONTENT, 'r')}) is distinct from (${list(CONTENT, 's')}) and ${wins}
        returning r.*
      )
      select ${RECORD} from r`.execute(tx);
    const before = rows.map(storedRecord);
    await this.#putBack(before.filter(({ customerId }) => customerId !== UNMATCHED));
    return before;
  }

  /** Gives the corrected versions the charges and the load of those before. */
  async #putBack(before: readonly StoredRecord[]): Promise<void> {
    if (before.length === 0) return;
    const { tx, client } = this.#ctx;
    await sql`create temp table usage_before (like usage.record) on commit drop`.execute(tx);
    const batch = new CopyBatch(true);
    for (const record of before) batch.append(record, { tenantId: this.#ctx.tenantId, ...record });
    await copyInto(
      client,
      `copy pg_temp.usage_before (${COPY_COLUMNS.join(', ')}) from stdin (format binary)`,
      batch.pieces(),
    );
    await sql`
      update pg_temp.usage_stage s set ${sql.raw(RATED.map((column) => `${column} = r.${column}`).join(', '))}
      from pg_temp.usage_before r where ${SAME_KEY}`.execute(tx);
    await sql`drop table pg_temp.usage_before`.execute(tx);
  }

  #edge(which: 'min' | 'max') {
    return sql`(select ${sql.raw(which)}(start_at) from pg_temp.usage_stage)`;
  }
}
