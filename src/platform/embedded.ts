import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '#base';
import { findLauncher, type Launcher, type LauncherKind } from './embedded/binaries.ts';
import { lostTheRace, startFailure } from './embedded/failure.ts';
import { initialise, OWNER } from './embedded/initialise.ts';
import { isPostmaster, type Postmaster, readPostmaster } from './embedded/postmaster.ts';
import { openSecrets } from './secrets.ts';

export interface EmbeddedOptions {
  /** Holds `postgres/`, `postgres.log`, `postgres.port` and `secrets.json`. */
  readonly dataDir: string;
  /** The port asked for; refused when taken. Without it the one used before, else any free one. */
  readonly port?: number | null;
  /** `tests`: no fsync and little memory; a crash of the machine may then lose the cluster. */
  readonly settings?: 'safe' | 'tests';
  /** Only to prove that each way of starting works; chosen by itself otherwise. */
  readonly launcher?: LauncherKind;
}

/** A running embedded server. */
export interface Embedded {
  readonly port: number;
  readonly pid: number;
  /** Connection string of the owner role to database `postgres`. */
  readonly ownerUrl: string;
  /** False when the server was running already and is shared with whoever started it. */
  readonly started: boolean;
}

const STARTUP_ROUNDS = 5;
const STARTUP_MS = 60_000;
const STOP_MS = 30_000;
const POLL_MS = 20;

/**
 * Starts PostgreSQL on the loopback address or adopts the one that runs on this data directory. The server outlives this
 * process, also a kill -9; `stopEmbedded` ends it. Any number of processes may call this at once: PostgreSQL's own lock file
 * lets one start, the others adopt. Refuses (kind `unavailable`) with a `database.*` code of texts.ts.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const secrets = openSecrets(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  let launcher: Launcher | null = null;
  for (let round = 1; ; round++) {
    const running = await adopt(cluster, secrets.ownerPassword);
    if (running) return running;
    launcher ??= findLauncher(options.launcher);
    if (launcher.owner) openWay(dataDir, launcher.owner);
    initialise(dataDir, secrets.ownerPassword, launcher, options.settings !== 'tests');
    const port = await choosePort(dataDir, options.port ?? null, round);
    const outcome = await launch(launcher, dataDir, port, options.settings ?? 'safe');
    if (outcome.ready) {
      writeFileSync(join(dataDir, 'postgres.port'), String(port));
      const adopted = await adopt(cluster, secrets.ownerPassword);
      if (adopted) return { ...adopted, started: true };
    }
    const failure = startFailure(outcome.log, { path: cluster, port });
    const again = lostTheRace(outcome.log) || (failure.code === 'database.portTaken' && !options.port);
    if (!again || round === STARTUP_ROUNDS) throw failure;
  }
}

/** Stops the server of this data directory after ending its sessions; true if one was running. */
export async function stopEmbedded(dataDir: string): Promise<boolean> {
  let cluster: string;
  try {
    cluster = join(realpathSync(dataDir), 'postgres');
  } catch {
    return false;
  }
  const server = readPostmaster(cluster);
  if (!server || !isPostmaster(server.pid, cluster)) return false;
  process.kill(server.pid, 'SIGINT'); // "fast" shutdown
  for (let waitedMs = 0; waitedMs < STOP_MS; waitedMs += POLL_MS) {
    if (readPostmaster(cluster)?.pid !== server.pid) return true;
    await sleep(POLL_MS);
  }
  throw new Refusal('unavailable', 'database.notStopping', { pid: server.pid });
}

/** The server that runs on this cluster, once it takes connections; null if none runs. */
async function adopt(cluster: string, password: string): Promise<Embedded | null> {
  for (let waitedMs = 0; waitedMs < STARTUP_MS; waitedMs += POLL_MS) {
    const server = readPostmaster(cluster);
    if (!server) return null;
    if (!isPostmaster(server.pid, cluster)) {
      forgetDead(cluster, server);
      return null;
    }
    if (server.status === 'ready' && (await answers(server, cluster, password)))
      return { pid: server.pid, port: server.port, ownerUrl: ownerUrl(password, server.port), started: false };
    await sleep(POLL_MS);
  }
  throw new Refusal('unavailable', 'database.stillStarting', { path: cluster });
}

/**
 * Removes the lock file of a server that is gone when its process number lives on in another program, since PostgreSQL takes
 * that program for a server. A number that is simply free is left to PostgreSQL, which checks more.
 */
function forgetDead(cluster: string, dead: Postmaster): void {
  try {
    process.kill(dead.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
  }
  const now = readPostmaster(cluster);
  if (now?.pid === dead.pid && !isPostmaster(dead.pid, cluster))
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function ownerUrl(password: string, port: number): string {
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

async function answers(server: Postmaster, cluster: string, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl(password, server.port), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '28P01')
      throw new Refusal('unavailable', 'database.foreignServer', { path: cluster, port: server.port });
    return false; // still starting, or already stopping: asked again
  } finally {
    await client.end().catch(() => {});
  }
}

async function choosePort(dataDir: string, wanted: number | null, round: number): Promise<number> {
  if (wanted !== null) return wanted;
  if (round === 1) {
    try {
      const before = Number(readFileSync(join(dataDir, 'postgres.port'), 'utf8'));
      if (before > 0 && (await isFree(before))) return before;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return freePort();
}

function isFree(port: number): Promise<boolean> {
  return freePort(port).then(
    () => true,
    () => false,
  );
}

/** A port of the loopback address that nobody listens on at this moment. */
export function freePort(port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

const LOG_LIMIT_BYTES = 20_000_000;

/** Starts the server and waits until it is ready or has ended; `log` is what it wrote meanwhile. */
async function launch(launcher: Launcher, dataDir: string, port: number, settings: 'safe' | 'tests') {
  const cluster = join(dataDir, 'postgres');
  const logPath = join(dataDir, 'postgres.log');
  const sizeBefore = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
  const fresh = sizeBefore > LOG_LIMIT_BYTES;
  const log = openSync(logPath, fresh ? 'w' : 'a', 0o600);
  const { file, args } = launcher.command(join(launcher.native, 'bin', 'postgres'), [
    ...['-D', cluster],
    ...serverSettings(port, settings).flatMap((setting) => ['-c', setting]),
  ]);
  let ended: string | null = null;
  const child = spawn(file, args, { detached: true, cwd: '/', stdio: ['ignore', log, log], ...launcher.owner });
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `ended with ${code ?? signal}`;
  });
  child.unref();
  closeSync(log);
  for (let waitedMs = 0; waitedMs < STARTUP_MS && ended === null; waitedMs += POLL_MS) {
    const server = readPostmaster(cluster);
    if (server?.pid === child.pid && server?.status === 'ready') return { ready: true, log: '' };
    await sleep(POLL_MS);
  }
  if (ended === null) throw new Refusal('unavailable', 'database.stillStarting', { path: cluster });
  const written = readFileSync(logPath)
    .subarray(fresh ? 0 : sizeBefore)
    .toString('utf8');
  return { ready: false, log: written || ended };
}

/** Lets the server's own user pass through our data directory, which nobody else may list. */
function openWay(dataDir: string, owner: { readonly uid: number; readonly gid: number }): void {
  chownSync(dataDir, 0, owner.gid);
  chmodSync(dataDir, 0o710);
}

function serverSettings(port: number, settings: 'safe' | 'tests'): string[] {
  const memoryMb = Math.floor(totalmem() / 2 ** 20);
  const common = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'max_connections=200',
    'random_page_cost=1.1',
    'checkpoint_timeout=15min',
    'max_wal_size=4GB',
    `dynamic_shared_memory_type=${smallSharedMemory() ? 'mmap' : 'posix'}`,
  ];
  if (settings === 'tests')
    return [...common, 'shared_buffers=256MB', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [
    ...common,
    `shared_buffers=${Math.max(64, Math.min(8192, Math.floor(memoryMb / 4)))}MB`,
    `maintenance_work_mem=${Math.max(64, Math.min(512, Math.floor(memoryMb / 16)))}MB`,
    'work_mem=16MB',
  ];
}

/** Containers often give /dev/shm 64 MB, too little for parallel queries; their memory then goes to files. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < 512 * 2 ** 20;
  } catch {
    return true;
  }
}
