import { assert, canonicalJson } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { sha256 } from '#platform/hash';
import type { Affected, AffectingChange } from './affected.ts';
import * as store from './store.ts';

/** What was done to what. Secrets never belong in the detail. */
export interface AuditEntry {
  /** `slice.thing.verb`, e.g. `contracts.line.add`. */
  readonly action: string;
  /** `kind/key`, e.g. `customer/12`. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What of it can alter charges, so that usage already rated is rated anew. */
  readonly affects?: readonly Affected[];
}

/** What checking the trail found. */
export interface AuditCheck {
  readonly entries: number;
  /** Number of the first entry that is missing or was changed; null when the trail is whole. */
  readonly brokenAt: number | null;
}

/** The first entry's predecessor. */
const GENESIS = Buffer.alloc(32);
const PAGE = 1_000;

/**
 * Adds to the tenant's audit trail within the running transaction: it is written exactly if the deed is. Entries are numbered
 * without gaps and chained by hashes, so the row of the counter stays locked until the transaction ends: call it last.
 */
export async function audit(ctx: Context, entry: AuditEntry): Promise<void> {
  const seq = await nextNumber(ctx, AUDIT_COUNTER);
  const previous = seq === 1 ? GENESIS : await store.auditHash(ctx.tx, ctx.tenantId, seq - 1);
  assert(previous !== null, `audit entry ${seq - 1} is missing`);
  // As JSON brings it back: bigint and Date are text then, `undefined` is gone.
  const detail: unknown = JSON.parse(canonicalJson(entry.detail ?? {}));
  const at = new Date(ctx.clock.now());
  const content = {
    tenantId: ctx.tenantId,
    seq,
    at,
    actor: ctx.actor.name,
    action: entry.action,
    subject: entry.subject,
    detail,
    ...(entry.affects === undefined || entry.affects.length === 0 ? {} : { affects: entry.affects }),
  };
  await store.insertAudit(ctx.tx, { ...content, previous, hash: chainHash(previous, content) });
}

/** Walks the tenant's whole trail and recomputes every hash; also notices entries that were cut off at the end. */
export async function verifyAudit(ctx: Context): Promise<AuditCheck> {
  let previous: Buffer = GENESIS;
  let seq = 0;
  for (;;) {
    const page = await store.auditAfter(ctx.tx, ctx.tenantId, seq, PAGE);
    for (const { previous: storedPrevious, hash, affects, ...entry } of page) {
      const content = { ...entry, ...(affects === null ? {} : { affects }) };
      const whole =
        content.seq === seq + 1 &&
        storedPrevious.equals(previous) &&
        hash.equals(chainHash(previous, { tenantId: ctx.tenantId, ...content }));
      if (!whole) return { entries: seq, brokenAt: seq + 1 };
      seq = content.seq;
      previous = hash;
    }
    if (page.length < PAGE) break;
  }
  const counted = await store.auditCount(ctx.tx, ctx.tenantId, AUDIT_COUNTER);
  return { entries: seq, brokenAt: counted === seq ? null : seq + 1 };
}

/**
 * Entries after a number that say that they affect charges, in order, at most `limit`. Entries are committed in the order of their numbers
 * (the counter's row is locked until then), so that whoever remembers the last number seen misses none.
 */
export async function changesAfter(ctx: Context, seq: number, limit = PAGE): Promise<readonly AffectingChange[]> {
  return store.affectingAfter(ctx.tx, ctx.tenantId, seq, limit);
}

/** What was done to one subject (`contract/12`), the newest first, at most `limit` deeds. */
export async function auditOf(ctx: Context, subject: string, limit = PAGE) {
  return store.auditOf(ctx.tx, ctx.tenantId, subject, limit);
}

/** Number of the last entry committed, or written by this transaction; 0 = none. */
export async function lastAuditSeq(ctx: Context): Promise<number> {
  return store.lastAuditSeq(ctx.tx, ctx.tenantId);
}

const AUDIT_COUNTER = 'audit';

function chainHash(previous: Buffer, content: Readonly<Record<string, unknown>>): Buffer {
  return sha256(Buffer.concat([previous, Buffer.from(canonicalJson(content))]));
}
