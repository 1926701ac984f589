import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#base';
import type { Launcher } from './binaries.ts';
import { startFailure } from './failure.ts';

/** The bootstrap role: owns the database and its schema, runs migrations; everyday work never connects as it. */
export const OWNER = 'tarifwerk';
const MAJOR_VERSION = '18';

/**
 * Makes the cluster `<dataDir>/postgres` unless it is there. It is made aside and renamed into place, so a crash or a second
 * process at the same moment never leaves half a cluster. Refuses as `startFailure` does.
 */
export function initialise(dataDir: string, password: string, launcher: Launcher, durable: boolean): void {
  const cluster = join(dataDir, 'postgres');
  const version = join(cluster, 'PG_VERSION');
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim();
    if (found !== MAJOR_VERSION)
      throw new Refusal('unavailable', 'database.otherVersion', { path: cluster, found, wanted: MAJOR_VERSION });
    return;
  }
  removeLeftovers(dataDir);
  const aside = join(dataDir, `postgres.making-${process.pid}`);
  const passwordFile = `${aside}.password`;
  try {
    mkdirSync(aside, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (launcher.owner)
      for (const path of [aside, passwordFile]) chownSync(path, launcher.owner.uid, launcher.owner.gid);
    runInitdb(aside, passwordFile, launcher, durable);
    renameSync(aside, cluster);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return; // the other process was first
    if (code === 'ENOSPC') throw new Refusal('unavailable', 'database.diskFull', { path: dataDir });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new Refusal('unavailable', 'database.noPermission', { path: dataDir });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(aside, { recursive: true, force: true });
  }
}

function runInitdb(clusterDir: string, passwordFile: string, launcher: Launcher, durable: boolean): void {
  const { file, args } = launcher.command(join(launcher.native, 'bin', 'initdb'), [
    ...['-D', clusterDir, '-U', OWNER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const done = spawnSync(file, args, { encoding: 'utf8', cwd: '/', ...launcher.owner });
  if (done.status === 0) return;
  throw startFailure(`${done.stderr ?? ''}${done.error?.message ?? ''}`, { path: clusterDir, port: 0 });
}

/** Half clusters of processes that were killed while making them. */
function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = Number(/^postgres\.making-(\d+)/.exec(name)?.[1]);
    if (!pid || pid === process.pid) continue;
    try {
      process.kill(pid, 0);
    } catch {
      rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
}
