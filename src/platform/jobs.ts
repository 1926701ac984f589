import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Actor, PERMISSIONS, Refusal } from '#base';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { databaseProgress, forgetProgress, type Progress } from './progress.ts';
import { APP_ROLE } from './roles.ts';

/**
 * Work in the background, on pg-boss. Its schema is made by the owner; at work it connects as tarifwerk_app like everything
 * else, so a handler has no more rights than a request. Jobs of all tenants share the queues: job data holds keys, not facts.
 */
export interface Job<Schema extends z.ZodType = z.ZodType> {
  /** Queue name, e.g. `mediation.importFile`. */
  readonly name: string;
  readonly schema: Schema;
  readonly handler: (app: App, actor: Actor, input: z.output<Schema>, progress: Progress) => Promise<void>;
  /** Topic of the progress a screen may watch; by default `job/<id>`. */
  readonly topic?: (input: z.output<Schema>) => string;
  /** How many of this kind one process works on at a time. */
  readonly concurrency: number;
  /** How often it is tried again after a failure, before it goes to the dead letters. */
  readonly retries: number;
}

export interface JobOptions<Schema extends z.ZodType> {
  readonly topic?: (input: z.output<Schema>) => string;
  readonly concurrency?: number;
  readonly retries?: number;
}

/**
 * Declares a kind of job. A handler may be run again after a crash at any point, so it must be idempotent. A Refusal it throws is an
 * answer, not a failure: told in the progress, not tried again.
 */
export function defineJob<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  handler: Job<Schema>['handler'],
  options: JobOptions<Schema> = {},
): Job<Schema> {
  return { name, schema, handler, concurrency: 1, retries: 3, ...options };
}

export interface EnqueueOptions {
  /** While a job with this key waits or runs, another one is not taken. */
  readonly singletonKey?: string;
  /** Queues within this transaction: the job exists if and only if it commits. */
  readonly ctx?: Context;
}

/** Queue of jobs that failed for good. */
export const DEAD_LETTERS = 'dead';

const SCHEMA = 'pgboss';
const HEARTBEAT_SECONDS = 30;
const EXPIRE_SECONDS = 24 * 60 * 60;
const RETRY_DELAY_SECONDS = 1;

const Envelope = z.object({
  actor: z.object({
    tenantId: z.number(),
    name: z.string(),
    userId: z.number().nullable(),
    permissions: z.array(z.enum(PERMISSIONS)),
  }),
  input: z.unknown(),
});

/** Makes the schema of pg-boss and the queues of these jobs, as the owner. Repeated by every process that starts; cheap then. */
export async function installQueues(app: App, jobs: readonly Job[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: app.ownerUrl,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    max: 1,
    registerInstance: false,
  });
  boss.on('error', (error) => app.log.error('jobs.trouble', { message: error.message }));
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map(({ name }) => name));
    if (!known.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * 24 * 60 * 60 });
    for (const job of jobs) {
      const settings = {
        retryLimit: job.retries,
        retryDelay: RETRY_DELAY_SECONDS,
        retryBackoff: true,
        retryDelayMax: 300,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: EXPIRE_SECONDS,
        deadLetter: DEAD_LETTERS,
        notify: true,
      };
      if (known.has(job.name)) await boss.updateQueue(job.name, settings);
      else await boss.createQueue(job.name, { policy: 'exclusive', ...settings });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await grantQueues(app);
}

async function grantQueues(app: App): Promise<void> {
  const client = new pg.Client({ connectionString: app.ownerUrl });
  await client.connect();
  try {
    await client.query(`grant usage on schema ${SCHEMA} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APP_ROLE};
      grant usage on all sequences in schema ${SCHEMA} to ${APP_ROLE};
      grant execute on all functions in schema ${SCHEMA} to ${APP_ROLE}`);
  } finally {
    await client.end();
  }
}

const SENDERS = new WeakMap<App['resources'], Promise<PgBoss>>();

/** One sender per App, over its own pool; ended with it. */
function senderOf(app: App): Promise<PgBoss> {
  let sender = SENDERS.get(app.resources);
  if (!sender) {
    const boss = new PgBoss({
      db: fromKysely(app.db),
      schema: SCHEMA,
      migrate: false,
      createSchema: false,
      supervise: false,
      schedule: false,
      registerInstance: false,
    });
    boss.on('error', (error) => app.log.error('jobs.trouble', { message: error.message }));
    app.resources.defer(() => boss.stop({ graceful: false }));
    sender = boss.start();
    SENDERS.set(app.resources, sender);
  }
  return sender;
}

/**
 * Puts a job into its queue for the actor's tenant; needs `startWorkers` or `installQueues` to have run once on this database.
 * Returns its id, or null where one with the same singleton key is waiting or running.
 */
export async function enqueue<Schema extends z.ZodType>(
  app: App,
  actor: Actor,
  job: Job<Schema>,
  input: z.input<Schema>,
  options: EnqueueOptions = {},
): Promise<string | null> {
  const boss = await senderOf(app);
  const data = { actor: { ...actor, permissions: [...actor.permissions] }, input };
  const key = options.singletonKey === undefined ? randomUUID() : `${actor.tenantId}/${options.singletonKey}`;
  // Whoever watches from now on waits for this job instead of hearing how the one before it ended.
  const topic = job.topic?.(job.schema.parse(input));
  if (topic !== undefined) await forgetProgress(app, actor, topic, options.ctx);
  return boss.send(job.name, data, { singletonKey: key, ...(options.ctx && { db: fromKysely(options.ctx.tx) }) });
}

export interface Workers {
  /** Takes no more jobs and waits until those in hand have ended. */
  stop(): Promise<void>;
}

/** Works on these kinds of jobs in this process until stopped or until the App is closed. */
export async function startWorkers(app: App, jobs: readonly Job[]): Promise<Workers> {
  await installQueues(app, jobs);
  const presence = await joinWorkers(app, jobs);
  const boss = new PgBoss({
    connectionString: app.appUrl,
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false, // the app role does not own the indexes
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    max: 4,
  });
  boss.on('error', (error) => app.log.error('jobs.trouble', { message: error.message }));
  await boss.start();
  for (const job of jobs) {
    await boss.work(
      job.name,
      {
        includeMetadata: true,
        localConcurrency: job.concurrency,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 2,
      },
      async (batch: JobWithMetadata<unknown>[]) => {
        for (const each of batch) await runJob(app, job, each);
      },
    );
  }
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= boss.stop({ graceful: true, timeout: 60_000 }).then(() => presence.end());
    return stopped;
  };
  app.resources.defer(stop);
  return { stop };
}

async function runJob(
  app: App,
  job: Job,
  { id, data, retryCount, retryLimit }: JobWithMetadata<unknown>,
): Promise<void> {
  const envelope = Envelope.parse(data);
  const actor: Actor = { ...envelope.actor, permissions: new Set(envelope.actor.permissions) };
  const input = job.schema.parse(envelope.input);
  const progress = databaseProgress(app, actor, job.topic?.(input) ?? `job/${id}`);
  try {
    await job.handler(app, actor, input, progress);
    await progress.finish(progress.cancelled ? 'cancelled' : 'done');
  } catch (error) {
    if (error instanceof Refusal) {
      progress.detail({ ...error.params, refusal: error.code });
      await progress.finish('failed');
      return;
    }
    app.log.error('jobs.failed', { job: job.name, id, attempt: retryCount + 1, stack: (error as Error).stack });
    if (retryCount >= retryLimit) await progress.finish('failed');
    throw error;
  }
}

const WORKERS_LOCK = 7_301_004;

/**
 * Every worker process holds a shared lock while it lives. Whoever comes when nobody holds it knows that jobs marked as running were
 * left by a crash and gives them back at once, instead of after their heartbeat has run out.
 */
async function joinWorkers(app: App, jobs: readonly Job[]): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: app.appUrl, application_name: 'tarifwerk worker', keepAlive: true });
  client.on('error', (error) => app.log.error('database.connectionLost', { message: error.message }));
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [WORKERS_LOCK]);
  if (rows[0]?.alone) await giveBack(app, client, jobs);
  await client.query('select pg_advisory_lock_shared($1)', [WORKERS_LOCK]);
  if (rows[0]?.alone) await client.query('select pg_advisory_unlock($1)', [WORKERS_LOCK]);
  return client;
}

async function giveBack(app: App, client: pg.Client, jobs: readonly Job[]): Promise<void> {
  const boss = await senderOf(app);
  const { rows } = await client.query<{ name: string; ids: string[] }>(
    `select name, array_agg(id::text) as ids from ${SCHEMA}.job where state = 'active' and name = any ($1) group by name`,
    [jobs.map(({ name }) => name)],
  );
  for (const { name, ids } of rows) await boss.fail(name, ids, { message: 'the worker was lost' });
}
