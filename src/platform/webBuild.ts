import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#base';
import { systemClock } from './clock.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the built screens are; `serveWeb` serves this folder. */
export const WEB_DIST = join(ROOT, 'web', 'dist');

/** What the screens are made from: their own sources, the slices' pure files, the words, the versions of the libraries. */
const SOURCES = [
  'web/**/*.{ts,tsx,css,html,svg,json}',
  'src/**/*.ts',
  'locales/*.po',
  'vite.config.ts',
  'package-lock.json',
];

/** SHA-256 over names and contents of everything the screens are made from. */
export async function webSourceHash(root = ROOT): Promise<string> {
  const paths: string[] = [];
  for await (const path of glob(SOURCES, { cwd: root })) {
    if (!path.startsWith(join('web', 'dist')) && !path.endsWith('.test.ts')) paths.push(path);
  }
  const hash = createHash('sha256');
  for (const path of paths.sort()) hash.update(`${path}\n`).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

/**
 * Builds the screens into web/dist where they are missing or older than their sources; a few seconds, then nothing. Of several
 * processes that start at once one builds and the others wait. An installed program without the build tools serves what was built for
 * it. Refuses with `web.notBuilt` where there is neither.
 */
export async function ensureWebBuilt(onBuild: () => void = () => {}): Promise<{ built: boolean; dir: string }> {
  const wanted = await webSourceHash();
  if (await isBuilt(wanted)) return { built: false, dir: WEB_DIST };
  const vite = await import('vite').catch(() => null);
  if (vite === null) {
    if (existsSync(join(WEB_DIST, 'index.html'))) return { built: false, dir: WEB_DIST };
    throw new Refusal('unavailable', 'web.notBuilt', { path: WEB_DIST });
  }
  return alone(async () => {
    if (await isBuilt(wanted)) return { built: false, dir: WEB_DIST };
    onBuild();
    await vite.build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' });
    await writeFile(MARK, `${wanted}\n`);
    return { built: true, dir: WEB_DIST };
  });
}

const MARK = join(WEB_DIST, '.hash');
const LOCK = join(ROOT, 'web', '.building');
const LOCK_POLL_MS = 100;
/** A build takes seconds; a lock older than this was left by a process that was killed. */
const LOCK_STALE_MS = 60_000;

async function isBuilt(wanted: string): Promise<boolean> {
  return (
    existsSync(join(WEB_DIST, 'index.html')) && existsSync(MARK) && (await readFile(MARK, 'utf8')).trim() === wanted
  );
}

/** Holds a folder that only one process can make while it works. */
async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const taken = await mkdir(LOCK).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        return false;
      },
    );
    if (taken) break;
    const held = await stat(LOCK).catch(() => null);
    if (held !== null && systemClock.now() - held.mtimeMs > LOCK_STALE_MS)
      await rm(LOCK, { recursive: true, force: true });
    else await sleep(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}
