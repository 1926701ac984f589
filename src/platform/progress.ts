import { sql } from 'kysely';
import { type Actor, systemActor } from '#base';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { inTransaction } from './db.ts';
import { listen } from './listen.ts';

/** Told by long work how far it is; asked by it whether to stop. */
export interface Progress {
  /** Begins the next part of the work, named by a word of the domain (`read`, `rate`, …); `total` in the same unit as `advance`. */
  phase(name: string, total?: number): void;
  advance(count: number): void;
  /** Adds fields for the screen: counts of findings, sums. */
  detail(fields: Readonly<Record<string, string | number>>): void;
  /** True once somebody asked to stop; the work ends at its next safe point. */
  readonly cancelled: boolean;
}

export const silentProgress: Progress = { phase: () => {}, advance: () => {}, detail: () => {}, cancelled: false };

export type ProgressEnd = 'done' | 'failed' | 'cancelled';

/** A row of platform.progress: what a screen shows. */
export interface ProgressState {
  readonly topic: string;
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly state: 'running' | ProgressEnd;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly cancelRequested: boolean;
}

export interface DatabaseProgress extends Progress {
  /** Writes the last state; nothing is written after it. */
  finish(state: ProgressEnd): Promise<void>;
}

const CHANNEL = 'progress';
const WRITE_EVERY_MS = 200;

/**
 * Progress that screens of all processes can watch: written at most five times a second, each time in a transaction of its
 * own, so that it is seen while the work's transaction is still open. `topic` names the piece of work, e.g. `run/7`; beginning it
 * again starts it afresh and forgets an earlier wish to cancel.
 */
export function databaseProgress(app: App, actor: Actor, topic: string): DatabaseProgress {
  let phase = '';
  let done = 0;
  let total: number | null = null;
  let detail: Record<string, string | number> = {};
  let cancelled = false;
  let fresh = true;
  let finished = false;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  const startedAt = new Date(app.clock.now());

  const write = (state: ProgressState['state']) => {
    const first = fresh;
    fresh = false;
    const row = {
      topic,
      phase,
      done,
      total,
      state,
      detail: { ...detail },
      startedAt,
      updatedAt: new Date(app.clock.now()),
    };
    writing = writing
      .then(async () => {
        cancelled = await saveProgress(app, actor, row, first);
      })
      .catch((error: Error) => app.log.error('progress.notWritten', { topic, message: error.message }));
    return writing;
  };
  const changed = () => {
    if (timer || finished) return;
    timer = setTimeout(() => {
      timer = null;
      if (!finished) void write('running');
    }, WRITE_EVERY_MS);
    timer.unref();
  };
  return {
    get cancelled() {
      return cancelled;
    },
    phase: (name, ofTotal) => {
      phase = name;
      done = 0;
      total = ofTotal ?? null;
      if (fresh) void write('running');
      else changed();
    },
    advance: (count) => {
      done += count;
      changed();
    },
    detail: (fields) => {
      detail = { ...detail, ...fields };
      changed();
    },
    finish: async (state) => {
      finished = true;
      if (timer) clearTimeout(timer);
      await write(state);
    },
  };
}

async function saveProgress(
  app: App,
  actor: Actor,
  row: Omit<ProgressState, 'cancelRequested'>,
  fresh: boolean,
): Promise<boolean> {
  return inTransaction(app, actor, async ({ tx, tenantId }) => {
    const { rows } = await sql<{ cancel_requested: boolean }>`
      insert into platform.progress as p (tenant_id, topic, phase, done, total, state, detail, started_at, updated_at)
      values (${tenantId}, ${row.topic}, ${row.phase}, ${row.done}, ${row.total}, ${row.state}, ${JSON.stringify(row.detail)}::jsonb,
        ${row.startedAt}, ${row.updatedAt})
      on conflict (tenant_id, topic) do update set phase = excluded.phase, done = excluded.done, total = excluded.total,
        state = excluded.state, detail = excluded.detail, started_at = excluded.started_at, updated_at = excluded.updated_at,
        cancel_requested = p.cancel_requested and not ${fresh}
      returning cancel_requested`.execute(tx);
    await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ tenantId, topic: row.topic })})`.execute(tx);
    return rows[0]?.cancel_requested === true;
  });
}

/** The state of a piece of work as the actor may see it; null if it never began. */
export function readProgress(app: App, actor: Actor, topic: string): Promise<ProgressState | null> {
  return inTransaction(app, actor, async ({ tx }) => {
    const { rows } = await sql<{
      phase: string;
      done: bigint;
      total: bigint | null;
      state: ProgressState['state'];
      detail: Record<string, string | number>;
      started_at: Date;
      updated_at: Date;
      cancel_requested: boolean;
    }>`select phase, done, total, state, detail, started_at, updated_at, cancel_requested
       from platform.progress where topic = ${topic}`.execute(tx);
    const row = rows[0];
    if (!row) return null;
    return {
      topic,
      phase: row.phase,
      done: Number(row.done),
      total: row.total === null ? null : Number(row.total),
      state: row.state,
      detail: row.detail,
      startedAt: row.started_at,
      updatedAt: row.updated_at,
      cancelRequested: row.cancel_requested,
    };
  });
}

/** Forgets how a piece of work ended, because it is about to begin again; one that is running stays. */
export async function forgetProgress(app: App, actor: Actor, topic: string, ctx?: Context): Promise<void> {
  const forget = async ({ tx }: Context) => {
    await sql`delete from platform.progress where topic = ${topic} and state <> 'running'`.execute(tx);
  };
  await (ctx === undefined ? inTransaction(app, actor, forget) : forget(ctx));
}

/** Asks a running piece of work to stop; true if it was running. It stops when its next progress is written. */
export function requestCancel(app: App, actor: Actor, topic: string): Promise<boolean> {
  return inTransaction(app, actor, async ({ tx }) => {
    const { numAffectedRows } = await sql`update platform.progress set cancel_requested = true
      where topic = ${topic} and state = 'running'`.execute(tx);
    return numAffectedRows === 1n;
  });
}

/**
 * The states of a piece of work as they are written, the present one first, ending after `done`, `failed` or `cancelled` or
 * when the signal is aborted. Work that has not begun is waited for. States that come faster than they are taken are skipped.
 */
export async function* watchProgress(
  app: App,
  tenantId: number,
  topic: string,
  signal?: AbortSignal,
): AsyncGenerator<ProgressState, void, undefined> {
  const actor = systemActor(tenantId);
  const wanted = JSON.stringify({ tenantId, topic });
  let pending = true;
  let wake = () => {};
  const onChange = () => {
    pending = true;
    wake();
  };
  const stopListening = await listen(app, CHANNEL, (payload) => {
    if (payload === null || payload === wanted) onChange();
  });
  signal?.addEventListener('abort', onChange);
  try {
    while (!signal?.aborted) {
      if (!pending) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      pending = false;
      const state = await readProgress(app, actor, topic);
      if (!state) continue;
      yield state;
      if (state.state !== 'running') return;
    }
  } finally {
    signal?.removeEventListener('abort', onChange);
    stopListening();
  }
}
